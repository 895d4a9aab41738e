/** Files in memory: a segment built from fetched articles is written and read like any other, without using a disk. */
import type { FileSystem } from '../store/file-system.js'

/** A file system that keeps in memory what is written to it. One writer at a time, no folders. */
export function createMemoryFiles(): FileSystem {
  const files = new Map<string, Uint8Array[]>()
  const handles: string[] = []
  const open = (path: string): number => handles.push(path) - 1
  const whole = (path: string): Uint8Array => {
    const chunks = files.get(path) ?? []
    if (chunks.length === 1) return chunks[0]!
    const bytes = Buffer.concat(chunks)
    files.set(path, [bytes])
    return bytes
  }
  return {
    exists: (path) => files.has(path),
    makeFolder: () => undefined,
    list: () => [...files.keys()].sort(),
    readFile: whole,
    createExclusive: (path) => {
      files.set(path, [])
      return open(path)
    },
    openRead: open,
    size: (handle) => whole(handles[handle]!).length,
    read: (handle, into, position) => {
      const bytes = whole(handles[handle]!).subarray(position, position + into.length)
      into.set(bytes)
      return bytes.length
    },
    // Copied: writers reuse their buffers.
    write: (handle, bytes) => void files.get(handles[handle]!)!.push(bytes.slice()),
    sync: () => undefined,
    close: () => undefined,
    rename: (from, to) => {
      files.set(to, files.get(from)!)
      files.delete(from)
    },
    remove: (path) => void files.delete(path),
    syncFolder: () => undefined,
  }
}
