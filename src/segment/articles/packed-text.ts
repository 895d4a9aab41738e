/**
 * A field's text as searches look at it, again and again: its units side by side, and in bits beside them where tokens
 * begin. About 2.7 bytes a character; scanning reads memory from front to back, where decoding anew would look up each
 * token in a table that no cache holds.
 */
import { textOf } from '../../text/units.js'
import type { Vocabulary } from '../vocabulary/codec.js'
import { isChanged, unpackToken } from '../vocabulary/codec.js'
import type { DecodedText } from './text-codec.js'

export interface PackedText {
  /** Normalised UTF-16 units, all of them, from a border of four bytes on: scans look at two at once. */
  readonly units: Uint16Array
  /**
   * A bit a unit where a token begins, low bit first; as many words with a bit where that token is spelled otherwise in
   * the original; then the numbers of those tokens, in order.
   */
  readonly marks: Uint32Array
  /** A first token without any unit: characters that vanish. −1 where there is none. */
  readonly lead: number
}

/** Where a packed text finds memory. */
export interface Room {
  readonly units: Uint16Array
  readonly marks: Uint32Array
}

export const newRoom = (units: number, marks: number): Room => ({
  units: new Uint16Array(units),
  marks: new Uint32Array(marks),
})

const emptyText: PackedText = { ...newRoom(0, 0), lead: -1 }

let scratch = new Uint32Array(4096)

/** Packs what was decoded. @param allot memory for so many units and marks, filled with anything */
export function packText(
  text: DecodedText,
  vocabulary: Vocabulary,
  allot: (units: number, marks: number) => Room = newRoom,
): PackedText {
  const { tokens, tokenEnd, tokenCount, unitCount } = text
  if (tokenCount === 0) return emptyText
  const words = wordsOf(unitCount)
  if (scratch.length < 2 * words + tokenCount) scratch = new Uint32Array(4 * words + 2 * tokenCount)
  const bits = scratch.fill(0, 0, 2 * words)
  let count = 2 * words
  let start = 0
  for (let i = 0; i < tokenCount; i++) {
    const end = tokenEnd[i]!
    if (end === start) continue
    const bit = 1 << (start & 31)
    bits[start >>> 5]! |= bit
    if (isChanged(vocabulary, tokens[i]!)) {
      bits[words + (start >>> 5)]! |= bit
      bits[count++] = tokens[i]!
    }
    start = end
  }
  const { units, marks } = allot(unitCount, count)
  units.set(text.units.subarray(0, unitCount))
  marks.set(bits.subarray(0, count))
  return { units, marks, lead: tokenEnd[0] === 0 ? tokens[0]! : -1 }
}

const wordsOf = (units: number): number => (units + 31) >>> 5

/** Where the token begins that holds unit `unit`; the text's end for what lies behind it. */
export function tokenStart({ units, marks }: PackedText, unit: number): number {
  if (unit >= units.length) return units.length
  let word = unit >>> 5
  let bits = marks[word]! & (0xffffffff >>> (31 - (unit & 31)))
  while (bits === 0) bits = marks[--word]!
  return word * 32 + 31 - Math.clz32(bits)
}

/** Where the token ends that holds unit `unit`. */
export function tokenEnd({ units, marks }: PackedText, unit: number): number {
  const next = unit + 1
  if (next >= units.length) return units.length
  const words = wordsOf(units.length)
  let word = next >>> 5
  let bits = marks[word]! & (0xffffffff << (next & 31))
  while (bits === 0 && ++word < words) bits = marks[word]!
  return word >= words ? units.length : word * 32 + 31 - Math.clz32(bits & -bits)
}

/** Length of the original of units [start, end), which whole tokens cover; without the lead. */
export function surfaceLengthOf(text: PackedText, vocabulary: Vocabulary, start: number, end: number): number {
  let length = end - start
  const { surfaceLength, normalizedLength } = vocabulary
  const change = firstChange(text, start)
  for (; moveTo(change, text, end); change.number++) {
    const id = text.marks[change.number]!
    unpackToken(vocabulary, id)
    length += surfaceLength[id]! - normalizedLength[id]!
  }
  return length
}

let surface = new Uint16Array(512)

/** The original of units [start, end), which whole tokens cover; without the lead. */
export function surfaceOfRange(text: PackedText, vocabulary: Vocabulary, start: number, end: number): string {
  const { pool, surfaceStart, surfaceLength, normalizedLength } = vocabulary
  const length = surfaceLengthOf(text, vocabulary, start, end)
  if (length === 0) return ''
  if (surface.length < length) surface = new Uint16Array(2 * length)
  let at = 0
  const put = (from: Uint16Array, first: number, count: number): void => {
    for (let i = 0; i < count; i++) surface[at++] = from[first + i]!
  }
  let unit = start
  const change = firstChange(text, start)
  for (; moveTo(change, text, end); change.number++) {
    const id = text.marks[change.number]!
    put(text.units, unit, change.at - unit)
    put(pool, surfaceStart[id]!, surfaceLength[id]!)
    unit = change.at + normalizedLength[id]!
  }
  put(text.units, unit, end - unit)
  return textOf(surface, 0, length)
}

/** A walk over the tokens that are spelled otherwise in the original. */
interface Change {
  /** The unit where the token begins. */
  at: number
  /** Place of its number among the marks. */
  number: number
  word: number
  /** Those of the word that come next. */
  rest: number
}

function firstChange({ units, marks }: PackedText, start: number): Change {
  const words = wordsOf(units.length)
  const word = words + (start >>> 5)
  let number = 2 * words
  for (let i = words; i < word; i++) number += bitCount(marks[i]!)
  const below = (1 << (start & 31)) - 1
  const bits = start < units.length ? marks[word]! : 0
  return { at: start, number: number + bitCount(bits & below), word, rest: bits & ~below }
}

/** Goes to the next change before `end`; false where there is none. */
function moveTo(change: Change, { units, marks }: PackedText, end: number): boolean {
  const words = wordsOf(units.length)
  while (change.rest === 0) {
    if (++change.word >= 2 * words || (change.word - words) * 32 >= end) return false
    change.rest = marks[change.word]!
  }
  const lowest = change.rest & -change.rest
  change.rest ^= lowest
  change.at = (change.word - words) * 32 + 31 - Math.clz32(lowest)
  return change.at < end
}

/** Parallel bit count: Hacker's Delight, 5-1. */
function bitCount(bits: number): number {
  let word = bits - ((bits >>> 1) & 0x55555555)
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
