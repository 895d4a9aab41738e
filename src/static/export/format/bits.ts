/**
 * Bit streams, high bit first, with two codes for numbers. Counts use Elias gamma. Ascending numbers within a known
 * range use binary interpolative coding (A. Moffat, L. Stuiver, 2000): the middle number first, in just as many bits as
 * its possible values need, then each half within the narrower range. A single number out of n takes log₂ n bits.
 */
import { createByteWriter, putByte, reserve, type ByteWriter } from '../../../storage/store/byte-writer.js'

export interface BitWriter {
  readonly out: ByteWriter
  pending: number
  /** Bits of `pending`, below 8. */
  count: number
}

export const createBitWriter = (capacity = 4096): BitWriter => ({
  out: createByteWriter(capacity),
  pending: 0,
  count: 0,
})

/** Hot. @param width of at most 24 bits; `value` is below 2 ** width */
export function putBits(bits: BitWriter, value: number, width: number): void {
  const { out } = bits
  const pending = (bits.pending << width) | value
  let count = bits.count + width
  if (out.length + 4 > out.bytes.length) reserve(out, 4)
  while (count >= 8) out.bytes[out.length++] = pending >>> (count -= 8)
  bits.pending = pending
  bits.count = count
}

/** Fills the last byte with zeros. */
export function flushBits(bits: BitWriter): void {
  if (bits.count > 0) putByte(bits.out, (bits.pending << (8 - bits.count)) & 255)
  bits.pending = bits.count = 0
}

/** @param value 1 to 2 ** 23 */
export function putGamma(bits: BitWriter, value: number): void {
  const width = 31 - Math.clz32(value)
  if (width < 12) return putBits(bits, value, 2 * width + 1)
  putBits(bits, 0, width)
  putBits(bits, value, width + 1)
}

/** Writes values[from, to), ascending numbers within [low, high]. */
export function putAscending(
  bits: BitWriter,
  values: ArrayLike<number>,
  from: number,
  to: number,
  low: number,
  high: number,
): void {
  if (from >= to) return
  if (from + 1 === to) return putWithin(bits, values[from]! - low, high - low + 1)
  const middle = (from + to) >> 1
  const value = values[middle]!
  const least = low + middle - from
  putWithin(bits, value - least, high - (to - 1 - middle) - least + 1)
  putAscending(bits, values, from, middle, low, value - 1)
  putAscending(bits, values, middle + 1, to, value + 1, high)
}

/** A number below `range` in truncated binary. */
function putWithin(bits: BitWriter, value: number, range: number): void {
  const width = 31 - Math.clz32(range)
  const short = (2 << width) - range
  if (value < short) putBits(bits, value, width)
  else putBits(bits, value + short, width + 1)
}

export interface BitReader {
  readonly bytes: Uint8Array
  /** In bits. */
  at: number
}

/** Returns zeros beyond the end. @param width of at most 24 bits */
export function getBits(bits: BitReader, width: number): number {
  if (width === 0) return 0
  const { bytes, at } = bits
  bits.at = at + width
  const byte = at >>> 3
  const window = (bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!
  return (window << (at & 7)) >>> (32 - width)
}

const widest = 23

/** @throws RangeError if there is no such code */
export function getGamma(bits: BitReader): number {
  let width = 0
  while (getBits(bits, 1) === 0) if (++width > widest) throw new RangeError('no gamma code')
  return (1 << width) | getBits(bits, width)
}

/** Reads what {@link putAscending} wrote into values[from, to). */
export function getAscending(
  bits: BitReader,
  values: Int32Array,
  from: number,
  to: number,
  low: number,
  high: number,
): void {
  if (from >= to) return
  const middle = (from + to) >> 1
  const least = low + middle - from
  const value = least + getWithin(bits, high - (to - 1 - middle) - least + 1)
  values[middle] = value
  getAscending(bits, values, from, middle, low, value - 1)
  getAscending(bits, values, middle + 1, to, value + 1, high)
}

function getWithin(bits: BitReader, range: number): number {
  if (range <= 0) throw new RangeError('no ascending numbers')
  const width = 31 - Math.clz32(range)
  const short = (2 << width) - range
  const value = getBits(bits, width)
  return value < short ? value : value * 2 + getBits(bits, 1) - short
}
