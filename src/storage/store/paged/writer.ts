/** Writes paged files: every 8 KiB page gets a checksum. */
import { crc32 } from '#system/zlib'
import { createAnew } from '../atomic.js'
import type { FileSystem } from '../file-system.js'
import { quietly } from '../damage.js'
import { bufferSize, encodeTail, pageSize } from './tail.js'

export interface PagedFileWriter {
  /** Bytes of content so far. */
  position(): number
  write(bytes: Uint8Array): void
  /** Fills with zeros up to a multiple of `boundary`, so that the bytes can be viewed as typed arrays. */
  align(boundary: number): void
  /** Writes page table and trailer and makes the file durable; returns its size in bytes. */
  finish(): number
  /** Closes and removes an unfinished file. */
  abort(): void
}

/** Begins a paged file; it is invalid until {@link PagedFileWriter.finish}. */
export function createPagedFile(fs: FileSystem, path: string, version: number): PagedFileWriter {
  const handle = createAnew(fs, path)
  const buffer = new Uint8Array(bufferSize)
  const sums: number[] = []
  let filled = 0
  let flushed = 0
  let isOpen = true
  const close = (): void => {
    if (!isOpen) return
    // Before closing: a handle is invalid even if closing fails, and its number may then belong to another file.
    isOpen = false
    fs.close(handle)
  }
  const flush = (): void => {
    for (let at = 0; at < filled; at += pageSize) sums.push(crc32(buffer.subarray(at, Math.min(at + pageSize, filled))))
    if (filled > 0) fs.write(handle, buffer.subarray(0, filled))
    flushed += filled
    filled = 0
  }
  const write = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length;) {
      const count = Math.min(bytes.length - at, buffer.length - filled)
      buffer.set(bytes.subarray(at, at + count), filled)
      filled += count
      at += count
      if (filled === buffer.length) flush()
    }
  }
  const position = (): number => flushed + filled
  return {
    position,
    write,
    align: (boundary) => {
      const rest = position() % boundary
      if (rest > 0) write(new Uint8Array(boundary - rest))
    },
    finish: () => {
      flush()
      const size = flushed
      const tail = encodeTail(size, sums, version)
      fs.write(handle, tail)
      fs.sync(handle)
      close()
      return size + tail.length
    },
    abort: () => {
      quietly(close)
      quietly(() => fs.remove(path))
    },
  }
}

/** Writes a whole file: {@link createPagedFile} for content that is already in memory. Returns its size in bytes. */
export function writePagedFile(fs: FileSystem, path: string, version: number, content: Uint8Array): number {
  const file = createPagedFile(fs, path, version)
  try {
    file.write(content)
    return file.finish()
  } catch (error) {
    file.abort()
    throw error
  }
}
