/**
 * A file in which every 8 KiB page has a checksum, so that any part of it can be trusted without reading the whole.
 *
 * Layout: content, then one CRC-32 (4 bytes, little-endian) per page of content, then a trailer of 24 bytes:
 * content size (8), CRC-32 of the page table (4), format version (4), magic (8). Format: FORMAT.md, "Paged file".
 */
import { crc32 } from 'node:zlib'
import { isOutOfHandles, outOfHandles, systemCodeOf, XunzhangError } from '../errors.js'
import { createAnew } from './create-anew.js'
import type { FileSystem } from './file-system.js'
import type { RandomAccess } from './storage.js'
import { requireVersion } from './version.js'
import { uint32View } from './views.js'

const trailerSize = 24
const magic = new TextEncoder().encode('XUNZHANG')
const bufferSize = 1 << 18

/** Smaller pages are read and verified faster if a search needs some bytes of each, larger ones if it needs all. */
export const pageSize = 8192

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

/** A failing cleanup must not hide the first error; leftovers are removed by the next commit. */
function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // Nothing more can be done here.
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

function encodeTail(size: number, sums: readonly number[], version: number): Uint8Array {
  const tail = new Uint8Array(sums.length * 4 + trailerSize)
  const view = new DataView(tail.buffer)
  sums.forEach((sum, page) => view.setUint32(page * 4, sum, true))
  const at = sums.length * 4
  view.setBigUint64(at, BigInt(size), true)
  view.setUint32(at + 8, crc32(tail.subarray(0, at)), true)
  view.setUint32(at + 12, version, true)
  tail.set(magic, at + 16)
  return tail
}

export interface PagedFile extends RandomAccess {
  /** CRC-32 of the page table: a checksum of all checksums, which identifies this content. */
  readonly checksum: number
  /** Checks every page. @throws XunzhangError INDEX_DAMAGED at the first wrong one */
  verify(): void
}

export interface PagedFileOptions {
  /** The format version that the caller reads. */
  readonly version: number
  /** The checksum of the expected file, so that another intact file in its place is detected. */
  readonly checksum?: number
  /** Its size, page table and trailer included, if known. */
  readonly bytes?: number
  /**
   * - `mirror` keeps each page once it is read (searching).
   * - `window` keeps only a few parts (checking, updating), so that memory stays bounded.
   * - `stream` also reads each part into the memory of an earlier one (merging): a view is valid until the next read.
   */
  readonly cache: 'mirror' | 'window' | 'stream'
}

/**
 * Opens a paged file: reads its trailer and page table only.
 * @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION or INDEX_MISSING, with the file's name
 */
export function openPagedFile(fs: FileSystem, path: string, name: string, options: PagedFileOptions): PagedFile {
  const handle = openOrExplain(fs, path, name)
  try {
    const { size, sums, checksum } = readTail(fs, handle, name, options)
    if (options.checksum !== undefined && options.checksum !== checksum) {
      const parameters = { found: hex(checksum), expected: hex(options.checksum) }
      throw new XunzhangError('FILE_REPLACED', parameters, { where: name })
    }
    // Once closed, the handle's number may belong to another file, so it is neither read from nor closed again.
    let isOpen = true
    const close = (): void => {
      if (isOpen) quietly(() => fs.close(handle))
      isOpen = false
      if (size >= largeFile) isReopening = true
    }
    const requireOpen = (): void => {
      if (!isOpen) throw closedIndex(name)
    }
    const pages = createPages(fs, handle, name, size, sums, requireOpen)
    const read = options.cache === 'mirror' ? mirrorReader(pages) : windowReader(pages, options.cache === 'stream')
    return { name, size, checksum, read, close, verify: () => verifyAll(pages) }
  } catch (error) {
    quietly(() => fs.close(handle))
    throw error instanceof XunzhangError ? error : unreadable(name, error)
  }
}

function openOrExplain(fs: FileSystem, path: string, name: string): number {
  try {
    return fs.openRead(path)
  } catch (cause) {
    throw unreadable(name, cause)
  }
}

/** The system's error for a file that can't be read. */
export function unreadable(name: string, cause: unknown): XunzhangError {
  // The index may be intact, so the message must not ask for a rebuild.
  if (isOutOfHandles(cause)) return outOfHandles(cause, name)
  const system = systemCodeOf(cause)
  const details = { where: name, cause }
  return system === 'ENOENT'
    ? new XunzhangError('INDEX_FILE_MISSING', {}, details)
    : new XunzhangError('INDEX_FILE_UNREADABLE', { system }, details)
}

/** @param where the index or one of its files */
export function closedIndex(where: string): XunzhangError {
  return new XunzhangError('INDEX_CLOSED', {}, { where })
}

interface Tail {
  readonly size: number
  readonly sums: Uint32Array
  readonly checksum: number
}

function readTail(fs: FileSystem, handle: number, name: string, options: PagedFileOptions): Tail {
  const where = name
  const fileSize = fs.size(handle)
  const { bytes = fileSize } = options
  if (fileSize !== bytes) throw new XunzhangError('SIZE_WRONG', { found: fileSize, expected: bytes }, { where })
  const trailer = new Uint8Array(trailerSize)
  if (fileSize < trailerSize) {
    throw new XunzhangError('SIZE_WRONG', { found: fileSize, expected: trailerSize, isLeast: true }, { where })
  }
  fs.read(handle, trailer, fileSize - trailerSize)
  const view = new DataView(trailer.buffer)
  if (!magic.every((byte, at) => trailer[16 + at] === byte)) throw new XunzhangError('TRAILER_MISSING', {}, { where })
  requireVersion(view.getUint32(12, true), options.version, name)
  const size = Number(view.getBigUint64(0, true))
  const tableSize = Math.ceil(size / pageSize) * 4
  const expected = size + tableSize + trailerSize
  // Checked before anything is allocated, because a damaged trailer may contain any number.
  if (fileSize !== expected) throw new XunzhangError('SIZE_WRONG', { found: fileSize, expected }, { where })
  const table = new Uint8Array(tableSize)
  fs.read(handle, table, size)
  const checksum = crc32(table)
  const wanted = view.getUint32(8, true)
  if (checksum !== wanted) {
    throw new XunzhangError('CHECKSUM_WRONG', { of: 'table', found: hex(checksum), expected: hex(wanted) }, { where })
  }
  return { size, sums: uint32View(table), checksum }
}

const hex = (value: number): string => value.toString(16).padStart(8, '0')

function readOrExplain(fs: FileSystem, handle: number, name: string, into: Uint8Array, position: number): number {
  try {
    return fs.read(handle, into, position)
  } catch (cause) {
    throw unreadable(name, cause)
  }
}

interface Pages {
  readonly size: number
  readonly count: number
  /** Reads whole pages [first, last) into `into` and checks each. */
  load(first: number, last: number, into: Uint8Array): void
}

function createPages(
  fs: FileSystem,
  handle: number,
  name: string,
  size: number,
  sums: Uint32Array,
  requireOpen: () => void,
): Pages {
  const load = (first: number, last: number, into: Uint8Array): void => {
    requireOpen()
    const start = first * pageSize
    const end = Math.min(last * pageSize, size)
    const target = into.subarray(0, end - start)
    const read = readOrExplain(fs, handle, name, target, start)
    if (read !== target.length) {
      const parameters = { found: read, expected: target.length, at: start }
      throw new XunzhangError('READ_SHORT', parameters, { where: name })
    }
    for (let page = first; page < last; page++) {
      const at = (page - first) * pageSize
      const sum = crc32(target.subarray(at, Math.min(at + pageSize, target.length)))
      if (sum === sums[page]) continue
      const parameters = { of: 'page', page, found: hex(sum), expected: hex(sums[page]!) } as const
      throw new XunzhangError('CHECKSUM_WRONG', parameters, { where: name })
    }
  }
  return { size, count: sums.length, load }
}

/**
 * Untouched parts of a mirror never become resident memory. Shared memory isn't counted as memory pressure: other
 * memory would trigger a garbage collection before anything of the file is read, which would be wasted in a process
 * that opens an index only once. A process that has closed an index will open others, and then memory pressure is
 * needed, because only that makes the collector release mirrors.
 */
let isReopening = false

/** Closing a smaller file means nothing, because opening an index reads some of them whole and closes them. */
const largeFile = 1 << 20

function mirrorReader(pages: Pages): RandomAccess['read'] {
  const mirror = new Uint8Array(isReopening ? new ArrayBuffer(pages.size) : new SharedArrayBuffer(pages.size))
  const present = new Uint8Array(pages.count)
  return (start, end) => {
    const last = Math.ceil(end / pageSize)
    for (let page = Math.floor(start / pageSize); page < last; page++) {
      if (present[page] === 1) continue
      let stop = page + 1
      while (stop < last && present[stop] === 0) stop++
      pages.load(page, stop, mirror.subarray(page * pageSize))
      present.fill(1, page, stop)
      page = stop - 1
    }
    return mirror.subarray(start, end)
  }
}

interface Window {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

const windowSize = bufferSize
const mostWindows = 4

/** Updating and merging read a few sections of a file in parallel, each from front to back: one window for each. */
function windowReader(pages: Pages, isReused: boolean): RandomAccess['read'] {
  const windows: Window[] = []
  const windowPages = windowSize / pageSize
  return (start, end) => {
    const last = windows[0]
    if (last !== undefined && start >= last.start && end <= last.end)
      return last.bytes.subarray(start - last.start, end - last.start)
    let at = windows.findIndex((window) => start >= window.start && end <= window.end)
    if (at < 0) {
      const first = Math.floor(start / pageSize)
      const last = Math.min(Math.max(first + windowPages, Math.ceil(end / pageSize)), pages.count)
      const stop = Math.min(last * pageSize, pages.size)
      const dropped = windows.length === mostWindows ? windows.pop() : undefined
      const bytes = roomFor(stop - first * pageSize, isReused ? dropped?.bytes : undefined)
      pages.load(first, last, bytes)
      at = windows.push({ start: first * pageSize, end: stop, bytes }) - 1
    }
    const [window] = windows.splice(at, 1)
    windows.unshift(window!)
    return window!.bytes.subarray(start - window!.start, end - window!.start)
  }
}

/** Reuses an earlier window's memory if it has the usual size, so that garbage doesn't pile up. */
function roomFor(size: number, earlier: Uint8Array | undefined): Uint8Array {
  return size <= windowSize && earlier?.length === windowSize ? earlier : new Uint8Array(size)
}

function verifyAll(pages: Pages): void {
  const buffer = new Uint8Array(bufferSize)
  const stretch = bufferSize / pageSize
  for (let first = 0; first < pages.count; first += stretch) {
    pages.load(first, Math.min(first + stretch, pages.count), buffer)
  }
}
