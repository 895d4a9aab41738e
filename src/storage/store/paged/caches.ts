/** What is kept of the pages that were read: a mirror of the whole file, or a few windows of it. */
import type { RandomAccess } from '../storage.js'
import type { Pages } from './pages.js'
import { bufferSize, pageSize } from './tail.js'

/**
 * Untouched parts of a mirror never become resident memory. Shared memory isn't counted as memory pressure: other
 * memory would trigger a garbage collection before anything of the file is read, which would be wasted in a process
 * that opens an index only once. A process that has closed an index will open others, and then memory pressure is
 * needed, because only that makes the collector release mirrors.
 */
let isReopening = false

/** Closing a smaller file means nothing, because opening an index reads some of them whole and closes them. */
const largeFile = 1 << 20

/** @param size bytes of a file that was closed */
export function noteClosed(size: number): void {
  if (size >= largeFile) isReopening = true
}

/** Keeps each page once it is read. */
export function mirrorReader(pages: Pages): RandomAccess['read'] {
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
export function windowReader(pages: Pages, isReused: boolean): RandomAccess['read'] {
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
