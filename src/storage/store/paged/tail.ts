/**
 * The end of a paged file, which makes its pages trustworthy: one CRC-32 (4 bytes, little-endian) per page of content,
 * then a trailer of 24 bytes: content size (8), CRC-32 of the page table (4), format version (4), magic (8). Format:
 * FORMAT.md, "Paged file".
 */
import { crc32 } from '#system/zlib'
import { XunzhangError } from '../../../base/errors.js'
import type { FileSystem } from '../file-system.js'
import { requireVersion } from '../damage.js'
import { uint32View } from '../byte-reader.js'

const trailerSize = 24
const magic = new TextEncoder().encode('XUNZHANG')

/** Smaller pages are read and verified faster if a search needs some bytes of each, larger ones if it needs all. */
export const pageSize = 8192

/** Bytes that are written, checked or kept at once. */
export const bufferSize = 1 << 18

/** @param sums the checksums of all pages */
export function encodeTail(size: number, sums: readonly number[], version: number): Uint8Array {
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

interface Tail {
  readonly size: number
  readonly sums: Uint32Array
  readonly checksum: number
}

export interface Expected {
  readonly version: number
  /** The checksum of the expected file, so that another intact file in its place is detected. */
  readonly checksum?: number
  /** Its size, page table and trailer included, if known. */
  readonly bytes?: number
}

/** @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION */
export function readTail(fs: FileSystem, handle: number, name: string, options: Expected): Tail {
  const where = name
  const fileSize = fs.size(handle)
  const { bytes = fileSize } = options
  if (fileSize !== bytes)
    throw new XunzhangError('INDEX_FILE', { what: 'size', found: fileSize, expected: bytes }, { where })
  const trailer = new Uint8Array(trailerSize)
  if (fileSize < trailerSize) {
    throw new XunzhangError('INDEX_FILE', { what: 'least', found: fileSize, expected: trailerSize }, { where })
  }
  fs.read(handle, trailer, fileSize - trailerSize)
  const view = new DataView(trailer.buffer)
  if (!magic.every((byte, at) => trailer[16 + at] === byte))
    throw new XunzhangError('INDEX_FILE', { what: 'trailer' }, { where })
  requireVersion(view.getUint32(12, true), options.version, name)
  const size = Number(view.getBigUint64(0, true))
  const tableSize = Math.ceil(size / pageSize) * 4
  const expected = size + tableSize + trailerSize
  // Checked before anything is allocated, because a damaged trailer may contain any number.
  if (fileSize !== expected)
    throw new XunzhangError('INDEX_FILE', { what: 'size', found: fileSize, expected }, { where })
  const table = new Uint8Array(tableSize)
  fs.read(handle, table, size)
  const checksum = crc32(table)
  const wanted = view.getUint32(8, true)
  if (checksum !== wanted) {
    throw new XunzhangError('CHECKSUM_WRONG', { what: 'table', found: hex(checksum), expected: hex(wanted) }, { where })
  }
  if (options.checksum !== undefined && options.checksum !== checksum) {
    const parameters = { what: 'replaced', found: hex(checksum), expected: hex(options.checksum) } as const
    throw new XunzhangError('INDEX_FILE', parameters, { where })
  }
  return { size, sums: uint32View(table), checksum }
}

export const hex = (value: number): string => value.toString(16).padStart(8, '0')
