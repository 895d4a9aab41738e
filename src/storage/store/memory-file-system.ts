/**
 * A file system in memory, for an index that exists only as long as its process. Files of an index are written once,
 * from front to back, so a file is its pieces until it is first read.
 */
import { dirname } from 'node:path'
import type { FileSystem } from './file-system.js'

interface MemoryFile {
  pieces: Uint8Array[]
  size: number
}

/** Initially empty except for the root folder. */
export function createMemoryFileSystem(): FileSystem {
  const files = new Map<string, MemoryFile>()
  const folders = new Set<string>(['/'])
  const handles = new Map<number, MemoryFile>()
  let nextHandle = 1
  const open = (file: MemoryFile): number => {
    handles.set(nextHandle, file)
    return nextHandle++
  }
  const find = (path: string): MemoryFile => files.get(path) ?? fail(folders.has(path) ? 'EISDIR' : 'ENOENT', path)
  const opened = (handle: number): MemoryFile => handles.get(handle) ?? fail('EBADF', '')
  return {
    exists: (path) => files.has(path) || folders.has(path),
    makeFolder: (path) => void folders.add(path),
    list: (path) =>
      Array.from(files.keys(), (name) => inside(path, name))
        .filter(isName)
        .sort(),
    readFile: (path) => wholeOf(find(path)).slice(),
    createExclusive: (path) => {
      if (files.has(path) || folders.has(path)) fail('EEXIST', path)
      if (!folders.has(dirname(path))) fail('ENOENT', path)
      const file = { pieces: [], size: 0 }
      files.set(path, file)
      return open(file)
    },
    openRead: (path) => open(find(path)),
    size: (handle) => opened(handle).size,
    read: (handle, into, position) => {
      const part = wholeOf(opened(handle)).subarray(position, position + into.length)
      into.set(part)
      return part.length
    },
    write: (handle, bytes) => {
      const file = opened(handle)
      file.pieces.push(bytes.slice())
      file.size += bytes.length
    },
    sync: () => undefined,
    close: (handle) => void handles.delete(handle),
    rename: (from, to) => {
      files.set(to, find(from))
      files.delete(from)
    },
    remove: (path) => void (find(path) && files.delete(path)),
    syncFolder: () => undefined,
  }
}

function inside(folder: string, path: string): string | undefined {
  return dirname(path) === folder ? path.slice(folder === '/' ? 1 : folder.length + 1) : undefined
}

const isName = (name: string | undefined): name is string => name !== undefined

function wholeOf(file: MemoryFile): Uint8Array {
  if (file.pieces.length !== 1) file.pieces = [Buffer.concat(file.pieces, file.size)]
  return file.pieces[0]!
}

function fail(code: string, path: string): never {
  throw Object.assign(new Error(`${code}: '${path}'`), { code, path })
}
