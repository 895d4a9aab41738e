/** The pages of an open file, each checked when it is read. */
import { crc32 } from 'node:zlib'
import { XunzhangError } from '../../../base/errors.js'
import type { FileSystem } from '../file-system.js'
import { unreadable } from './errors.js'
import { bufferSize, hex, pageSize } from './tail.js'

export interface Pages {
  readonly size: number
  readonly count: number
  /** Reads whole pages [first, last) into `into` and checks each. */
  load(first: number, last: number, into: Uint8Array): void
}

/** @param requireOpen throws if the file has been closed */
export function createPages(
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

function readOrExplain(fs: FileSystem, handle: number, name: string, into: Uint8Array, position: number): number {
  try {
    return fs.read(handle, into, position)
  } catch (cause) {
    throw unreadable(name, cause)
  }
}

/** @throws XunzhangError INDEX_DAMAGED at the first wrong page */
export function verifyAll(pages: Pages): void {
  const buffer = new Uint8Array(bufferSize)
  const stretch = bufferSize / pageSize
  for (let first = 0; first < pages.count; first += stretch) {
    pages.load(first, Math.min(first + stretch, pages.count), buffer)
  }
}
