/**
 * Vectors of articles: a row for each article of a segment, its scale as a float of 4 bytes, then a signed byte for
 * each dimension, padded to a multiple of 4. A value is its byte times the scale; a scale of 0 means that the article
 * has no vector. Vectors have length 1 before they are rounded, so their dot product is the cosine of their angle.
 * Format: FORMAT.md, "Vectors".
 */
import { integersOf, type RandomAccess } from '../../store/byte-reader.js'
import { inconsistentFile } from '../../store/damage.js'

/*
 * The vectors of an open segment. The file is opened with the segment, and read whole by the first query that needs it.
 */

export class SegmentVectors {
  readonly #file: RandomAccess
  readonly #articles: number
  readonly #count: number
  readonly #dimensions: number
  #rows: VectorRows | undefined

  /** @param count articles that have a vector */
  constructor(file: RandomAccess, articles: number, count: number, dimensions: number) {
    this.#file = file
    this.#articles = articles
    this.#count = count
    this.#dimensions = dimensions
  }

  /** @throws XunzhangError INDEX_DAMAGED */
  get rows(): VectorRows {
    return (this.#rows ??= this.#read())
  }

  /** The rows as they are stored, checked, for adding to them. @throws XunzhangError INDEX_DAMAGED */
  bytes(): Uint8Array {
    return this.rows && this.#file.read(0, this.#file.size).slice()
  }

  close(): void {
    this.#file.close()
  }

  #read(): VectorRows {
    const bytes = this.#file.read(0, this.#file.size)
    const rows = decodeRows(bytes, this.#articles, this.#count, this.#dimensions)
    if (rows === undefined) throw inconsistentFile(this.#file.name)
    return rows
  }
}

/** More than any known model has. */
export const mostDimensions = 16_384

/** Largest byte of a row; −128 isn't used. */
const most = 127

/** The vector of length 1 in the same direction; undefined if the length is 0 or not finite. */
export function unitVector(values: ArrayLike<number>): Float32Array | undefined {
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += values[i]! * values[i]!
  if (!(squares > 0 && squares < Infinity)) return undefined
  const length = Math.sqrt(squares)
  return Float32Array.from(values, (value) => value / length)
}

/** Bytes of an article's row. */
export function rowBytes(dimensions: number): number {
  return 4 + ((dimensions + 3) & ~3)
}

/**
 * Rounds a vector into its row: the largest value becomes 127 or −127.
 * @param vector of length 1
 */
export function putRow(rows: Uint8Array, article: number, vector: Float32Array): void {
  const start = article * rowBytes(vector.length)
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  new DataView(rows.buffer, rows.byteOffset).setFloat32(start, largest / most, true)
  for (const [i, value] of vector.entries()) rows[start + 4 + i] = Math.round((value * most) / largest)
}

export function hasRow(rows: Uint8Array, article: number, bytes: number): boolean {
  const at = article * bytes
  return (rows[at]! | rows[at + 1]! | rows[at + 2]! | rows[at + 3]!) !== 0
}

export function countRows(rows: Uint8Array, articles: number, bytes: number): number {
  let count = 0
  for (let article = 0; article < articles; article++) if (hasRow(rows, article, bytes)) count++
  return count
}

export interface VectorRows {
  readonly dimensions: number
  /** By article; 0 for none. */
  readonly scales: Float32Array
  /** Four bytes of a row in each word, the first in the lowest bits; a row begins with the word of its scale. */
  readonly words: Int32Array
}

/** Undefined if the bytes are not rows of this many articles, `count` of them with a vector. */
export function decodeRows(
  bytes: Uint8Array,
  articles: number,
  count: number,
  dimensions: number,
): VectorRows | undefined {
  const stride = rowBytes(dimensions)
  if (bytes.length !== articles * stride) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const scales = new Float32Array(articles)
  let found = 0
  for (let article = 0; article < articles; article++) {
    const scale = view.getFloat32(article * stride, true)
    if (!(scale >= 0 && scale <= largestScale)) return undefined
    if (scale > 0) found++
    scales[article] = scale
  }
  return found === count ? { dimensions, scales, words: integersOf(bytes) } : undefined
}

/** The scale of a vector with a single value other than 0, plus some room for rounding. */
const largestScale = 1.01 / most

/** A question's vector, rounded as those of articles are. */
export interface AskedVector {
  readonly scale: number
  /** Padded to a multiple of 4. */
  readonly values: Int32Array
}

export function readVector(vector: Float32Array): AskedVector {
  const row = new Uint8Array(rowBytes(vector.length))
  putRow(row, 0, vector)
  return { scale: new DataView(row.buffer).getFloat32(0, true), values: Int32Array.from(new Int8Array(row.buffer, 4)) }
}

/**
 * Cosine of the angle between an article's vector and another, −1 to 1; 0 if the article has none. Hot: 0.6 µs for 512
 * dimensions.
 */
export function similarity({ scales, words }: VectorRows, article: number, { scale, values }: AskedVector): number {
  const count = values.length
  let at = article * ((count >> 2) + 1) + 1
  let even = 0
  let odd = 0
  // One load for four values; the sum of 16,384 products of 127 · 127 fits in 32 bits.
  for (let i = 0; i < count; i += 4, at++) {
    const word = words[at]!
    even = (even + Math.imul((word << 24) >> 24, values[i]!) + Math.imul((word << 16) >> 24, values[i + 1]!)) | 0
    odd = (odd + Math.imul((word << 8) >> 24, values[i + 2]!) + Math.imul(word >> 24, values[i + 3]!)) | 0
  }
  return (even + odd) * scale * scales[article]!
}
