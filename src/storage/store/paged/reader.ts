/**
 * Reads a file in which every 8 KiB page has a checksum, so that any part of it can be trusted without reading the
 * whole. Format: FORMAT.md, "Paged file".
 */
import { XunzhangError } from '../../../base/errors.js'
import type { FileSystem } from '../file-system.js'
import type { RandomAccess } from '../byte-reader.js'
import { closedIndex, quietly, unreadable } from '../damage.js'
import { readTail, bufferSize, pageSize, hex, type Expected } from './tail.js'
import { crc32 } from '#system/zlib'

/**
 * Untouched parts of a mirror never become resident memory. Shared memory isn't counted as memory pressure: other
 * memory would trigger a garbage collection before anything of the file is read, which would be wasted in a process
 * that opens an index only once. A process that has closed an index will open others, and then memory pressure is
 * needed, because only that makes the collector release mirrors.
 */
const memory = { isReopening: false }

/** Closing a smaller file means nothing, because opening an index reads some of them whole and closes them. */
const largeFile = 1 << 20

/** @param size bytes of a file that was closed */
function noteClosed(size: number): void {
  if (size >= largeFile) memory.isReopening = true
}

/** Keeps each page once it is read. */
function mirrorReader(pages: Pages): RandomAccess['read'] {
  // A browser has shared memory only in a page that is isolated from others.
  const isOwn = memory.isReopening || typeof SharedArrayBuffer === 'undefined'
  const mirror = new Uint8Array(isOwn ? new ArrayBuffer(pages.size) : new SharedArrayBuffer(pages.size))
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

export interface PagedFile extends RandomAccess {
  /** CRC-32 of the page table: a checksum of all checksums, which identifies this content. */
  readonly checksum: number
  /** Checks every page. @throws XunzhangError INDEX_DAMAGED at the first wrong one */
  verify(): void
}

export interface PagedFileOptions extends Expected {
  /**
   * - `mirror` keeps each page once it is read (searching).
   * - `window` keeps only a few parts (checking, updating), so that memory stays bounded.
   * - `stream` also reads each part into the memory of an earlier one (merging): a view is valid until the next read.
   */
  readonly cache: 'mirror' | 'window' | 'stream'
}

/**
 * Opens a paged file: reads its trailer and page table only.
 * @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION or INDEX_MISSING, with the file's path
 */
export function openPagedFile(fs: FileSystem, path: string, options: PagedFileOptions): PagedFile {
  const handle = explained(path, () => fs.openRead(path))
  try {
    const { size, sums, checksum } = explained(path, () => readTail(fs, handle, path, options))
    // Once closed, the handle's number may belong to another file, so it is neither read from nor closed again.
    let isOpen = true
    const close = (): void => {
      if (isOpen) quietly(() => fs.close(handle))
      isOpen = false
      noteClosed(size)
    }
    const requireOpen = (): void => {
      if (!isOpen) throw closedIndex(path)
    }
    const pages = createPages(fs, handle, path, size, sums, requireOpen)
    const read = options.cache === 'mirror' ? mirrorReader(pages) : windowReader(pages, options.cache === 'stream')
    return { name: path, size, checksum, read, close, verify: () => verifyAll(pages) }
  } catch (error) {
    quietly(() => fs.close(handle))
    throw error
  }
}

/** @throws XunzhangError instead of an error of the system */
function explained<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof XunzhangError ? error : unreadable(path, error)
  }
}

/** The pages of an open file, each checked when it is read. */
interface Pages {
  readonly size: number
  readonly count: number
  /** Reads whole pages [first, last) into `into` and checks each. */
  load(first: number, last: number, into: Uint8Array): void
}

/** @param requireOpen throws if the file has been closed */
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
    const read = explained(name, () => fs.read(handle, target, start))
    if (read !== target.length) {
      const parameters = { what: 'short', found: read, expected: target.length, at: start } as const
      throw new XunzhangError('INDEX_FILE', parameters, { where: name })
    }
    for (let page = first; page < last; page++) {
      const at = (page - first) * pageSize
      const sum = crc32(target.subarray(at, Math.min(at + pageSize, target.length)))
      if (sum === sums[page]) continue
      const parameters = { what: 'page', page, found: hex(sum), expected: hex(sums[page]!) } as const
      throw new XunzhangError('CHECKSUM_WRONG', parameters, { where: name })
    }
  }
  return { size, count: sums.length, load }
}

/** @throws XunzhangError INDEX_DAMAGED at the first wrong page */
function verifyAll(pages: Pages): void {
  const buffer = new Uint8Array(bufferSize)
  const stretch = bufferSize / pageSize
  for (let first = 0; first < pages.count; first += stretch) {
    pages.load(first, Math.min(first + stretch, pages.count), buffer)
  }
}
