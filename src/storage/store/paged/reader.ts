/**
 * Reads a file in which every 8 KiB page has a checksum, so that any part of it can be trusted without reading the
 * whole. Format: FORMAT.md, "Paged file".
 */
import { XunzhangError } from '../../../base/errors.js'
import type { FileSystem } from '../file-system.js'
import type { RandomAccess } from '../storage.js'
import { mirrorReader, noteClosed, windowReader } from './caches.js'
import { closedIndex, quietly, unreadable } from './errors.js'
import { createPages, verifyAll } from './pages.js'
import { readTail } from './tail.js'
import type { Expected } from './tail.js'

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
  const handle = openOrExplain(fs, path)
  try {
    const { size, sums, checksum } = readTail(fs, handle, path, options)
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
    throw error instanceof XunzhangError ? error : unreadable(path, error)
  }
}

function openOrExplain(fs: FileSystem, path: string): number {
  try {
    return fs.openRead(path)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}
