/** Files in the browser's private file system (OPFS), or in a folder that the user chose: they open the same way. */
import { missing, webLock, type Storage } from './storage.js'

/** What is used of `FileSystemDirectoryHandle`. */
export interface FolderHandle {
  readonly name: string
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<FolderHandle>
  getFileHandle(name: string, options?: { create?: boolean }): Promise<FileHandle>
  removeEntry(name: string): Promise<void>
  keys(): AsyncIterable<string>
}

interface FileHandle {
  getFile(): Promise<Blob>
  createWritable(): Promise<{ write(bytes: Uint8Array): Promise<void>; close(): Promise<void> }>
}

interface PrivateFiles {
  readonly navigator: { readonly storage: { getDirectory(): Promise<FolderHandle> } }
}

/** @param place a folder's handle, or the name of a folder in the private file system, which is created if missing */
export async function opfsStorage(place: FolderHandle | string): Promise<Storage> {
  const folder = typeof place === 'string' ? await privateFolder(place) : place
  const read = async (name: string, from: number, to: number): Promise<Uint8Array | undefined> => {
    const file = await unlessMissing(async () => (await folder.getFileHandle(name)).getFile())
    return file && new Uint8Array(await file.slice(from, Math.min(to, file.size)).arrayBuffer())
  }
  // The new content replaces the old one when the writer is closed, all at once.
  const write = async (name: string, bytes: Uint8Array): Promise<void> => {
    const writer = await (await folder.getFileHandle(name, { create: true })).createWritable()
    await writer.write(bytes)
    await writer.close()
  }
  const remove = async (name: string): Promise<void> => unlessMissing(() => folder.removeEntry(name))
  return {
    name: `opfs:${folder.name}`,
    read,
    write,
    remove,
    // Not every browser can move a file onto another one.
    rename: async (from, to) => {
      await write(to, (await read(from, 0, Infinity)) ?? missing(from))
      await remove(from)
    },
    list: async () => {
      const names: string[] = []
      for await (const name of folder.keys()) names.push(name)
      return names
    },
    lock: () => webLock(`xunzhang opfs ${folder.name}`),
  }
}

async function privateFolder(name: string): Promise<FolderHandle> {
  const root = await (globalThis as unknown as PrivateFiles).navigator.storage.getDirectory()
  return root.getDirectoryHandle(name, { create: true })
}

async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') return undefined
    throw error
  }
}
