/**
 * The vocabulary of a segment: every distinct token of its texts, most frequent first, so that a stored text is a
 * sequence of small numbers. A token keeps its original spelling beside the normalised one where they differ
 * (case, width, Traditional forms): texts come back exactly as they were, and matching needs no normalising.
 *
 * Held in memory while a segment is open: about 8 bytes a token. Format: FORMAT.md, "Vocabulary".
 */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import { createByteWriter, putVarint, reserve, written } from '../../store/byte-writer.js'

/** Tokens in order of their numbers. */
export interface VocabularyEntry {
  /** Normalised spelling; may be empty (dropped characters). */
  readonly normalized: string
  readonly surface: string
  /** TokenKind. */
  readonly kind: number
}

/** Look-up tables by token number; all views into one pool of UTF-16 units. */
export interface Vocabulary {
  readonly count: number
  readonly pool: Uint16Array
  readonly kind: Uint8Array
  readonly normalizedStart: Int32Array
  readonly normalizedLength: Int32Array
  readonly surfaceStart: Int32Array
  readonly surfaceLength: Int32Array
}

const kindBits = 7
const changedBit = 8

/** Layout: kinds and lengths as bytes and varints, then the pool of UTF-16 units, little-endian, on an even offset. */
export function encodeVocabulary(entries: readonly VocabularyEntry[]): { lengths: Uint8Array; pool: Uint8Array } {
  const lengths = createByteWriter(entries.length * 2)
  const pool = createByteWriter(entries.length * 6)
  for (const { normalized, surface, kind } of entries) {
    const changed = normalized !== surface
    putVarint(lengths, kind | (changed ? changedBit : 0))
    putVarint(lengths, normalized.length)
    putUnits(pool, normalized)
    if (!changed) continue
    putVarint(lengths, surface.length)
    putUnits(pool, surface)
  }
  return { lengths: written(lengths), pool: written(pool) }
}

function putUnits(pool: ReturnType<typeof createByteWriter>, text: string): void {
  reserve(pool, text.length * 2)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    pool.bytes[pool.length++] = unit & 255
    pool.bytes[pool.length++] = unit >>> 8
  }
}

/** @param poolBytes on an even byte offset where the machine is little-endian, so that no copy is needed */
export function decodeVocabulary(count: number, lengthBytes: Uint8Array, poolBytes: Uint8Array): Vocabulary {
  const vocabulary = {
    count,
    pool: unitsOf(poolBytes),
    kind: new Uint8Array(count),
    normalizedStart: new Int32Array(count),
    normalizedLength: new Int32Array(count),
    surfaceStart: new Int32Array(count),
    surfaceLength: new Int32Array(count),
  }
  const reader = createByteReader(lengthBytes)
  let at = 0
  for (let i = 0; i < count; i++) {
    const flags = getVarint(reader)
    const length = getVarint(reader)
    vocabulary.kind[i] = flags & kindBits
    vocabulary.normalizedStart[i] = vocabulary.surfaceStart[i] = at
    vocabulary.normalizedLength[i] = vocabulary.surfaceLength[i] = length
    at += length
    if ((flags & changedBit) === 0) continue
    const surface = getVarint(reader)
    vocabulary.surfaceStart[i] = at
    vocabulary.surfaceLength[i] = surface
    at += surface
  }
  return vocabulary
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

function unitsOf(bytes: Uint8Array): Uint16Array {
  if (littleEndian && bytes.byteOffset % 2 === 0)
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  const units = new Uint16Array(bytes.length / 2)
  for (let i = 0; i < units.length; i++) units[i] = bytes[2 * i]! | (bytes[2 * i + 1]! << 8)
  return units
}

/** The original spelling of token `id`. */
export function surfaceOf(vocabulary: Vocabulary, id: number): string {
  return unitsToString(vocabulary.pool, vocabulary.surfaceStart[id]!, vocabulary.surfaceLength[id]!)
}

/** The normalised spelling of token `id`. */
export function normalizedOf(vocabulary: Vocabulary, id: number): string {
  return unitsToString(vocabulary.pool, vocabulary.normalizedStart[id]!, vocabulary.normalizedLength[id]!)
}

const longestCall = 4096

/** Units [start, start + length) as a string. */
export function unitsToString(units: Uint16Array, start: number, length: number): string {
  const end = start + length
  let text = ''
  for (let at = start; at < end; at += longestCall) {
    const part = units.subarray(at, Math.min(at + longestCall, end))
    text += String.fromCharCode.apply(null, part as unknown as number[])
  }
  return text
}
