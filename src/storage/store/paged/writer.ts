/** Writes paged files: every 8 KiB page gets a checksum. */
import { crc32 } from '#system/zlib'
import { createAnew } from '../atomic.js'
import type { FileSystem } from '../file-system.js'
import { quietly } from '../damage.js'
import { bufferSize, encodeTail, pageSize } from './tail.js'

/** Writes a paged file, which is invalid until {@link PagedFileWriter.finish}. */
export class PagedFileWriter {
  readonly #fs: FileSystem
  readonly #path: string
  readonly #version: number
  readonly #handle: number
  readonly #buffer = new Uint8Array(bufferSize)
  readonly #sums: number[] = []
  #filled = 0
  #flushed = 0
  #isOpen = true

  constructor(fs: FileSystem, path: string, version: number) {
    this.#fs = fs
    this.#path = path
    this.#version = version
    this.#handle = createAnew(fs, path)
  }

  /** Bytes of content so far. */
  position(): number {
    return this.#flushed + this.#filled
  }

  write(bytes: Uint8Array): void {
    const buffer = this.#buffer
    for (let at = 0; at < bytes.length;) {
      const count = Math.min(bytes.length - at, buffer.length - this.#filled)
      buffer.set(bytes.subarray(at, at + count), this.#filled)
      this.#filled += count
      at += count
      if (this.#filled === buffer.length) this.#flush()
    }
  }

  /** Fills with zeros up to a multiple of `boundary`, so that the bytes can be viewed as typed arrays. */
  align(boundary: number): void {
    const rest = this.position() % boundary
    if (rest > 0) this.write(new Uint8Array(boundary - rest))
  }

  /** Writes page table and trailer and makes the file durable; returns its size in bytes. */
  finish(): number {
    this.#flush()
    const tail = encodeTail(this.#flushed, this.#sums, this.#version)
    this.#fs.write(this.#handle, tail)
    this.#fs.sync(this.#handle)
    this.#close()
    return this.#flushed + tail.length
  }

  /** Closes and removes an unfinished file. */
  abort(): void {
    quietly(() => this.#close())
    quietly(() => this.#fs.remove(this.#path))
  }

  #close(): void {
    if (!this.#isOpen) return
    // Before closing: a handle is invalid even if closing fails, and its number may then belong to another file.
    this.#isOpen = false
    this.#fs.close(this.#handle)
  }

  #flush(): void {
    const content = this.#buffer.subarray(0, this.#filled)
    for (let at = 0; at < content.length; at += pageSize) this.#sums.push(crc32(content.subarray(at, at + pageSize)))
    if (content.length > 0) this.#fs.write(this.#handle, content)
    this.#flushed += content.length
    this.#filled = 0
  }
}

/** Writes a whole file: a {@link PagedFileWriter} for content that is already in memory. Returns its size in bytes. */
export function writePagedFile(fs: FileSystem, path: string, version: number, content: Uint8Array): number {
  const file = new PagedFileWriter(fs, path, version)
  try {
    file.write(content)
    return file.finish()
  } catch (error) {
    file.abort()
    throw error
  }
}
