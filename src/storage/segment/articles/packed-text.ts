/**
 * A field's text in the form that searches scan repeatedly: its units in one array, and token starts as bits next to
 * them. About 2.7 bytes a character. A scan reads memory from front to back; decoding again would look up each token in
 * a table that fits no CPU cache.
 */
import { scratchArray } from '../../../base/growing.js'
import { textOf } from '../../../text/units.js'
import { brokenVocabulary, isChanged, type Vocabulary } from '../vocabulary/codec.js'
import { normalizedLength, putSurface, surfaceLength, surfaceOf } from '../vocabulary/spellings.js'
import { longestText, type DecodedText } from './text-codec.js'

export interface PackedText {
  /** All normalised UTF-16 units. */
  readonly units: Uint16Array
  /**
   * First one bit for each unit that begins a token, low bit first. Then as many words again, with a bit for each token
   * whose original is spelled differently. Then the numbers of those tokens, in order.
   */
  readonly marks: Uint32Array
  /** The number of a first token without units (characters that normalising removed); −1 if there is none. */
  readonly lead: number
}

/** A block of memory, viewed as units and as words. */
export interface Memory {
  readonly units: Uint16Array
  readonly words: Uint32Array
}

/** @param words of four bytes */
export function newMemory(words: number): Memory {
  const buffer = new ArrayBuffer(words * 4)
  return { units: new Uint16Array(buffer), words: new Uint32Array(buffer) }
}

/** Words that the units take: texts start at multiples of four bytes. */
export const wordsOfUnits = (units: number): number => (units + 1) >>> 1

/** Most words that the marks of a text take. */
export const mostMarks = ({ unitCount, tokenCount }: DecodedText): number => 2 * wordsOf(unitCount) + tokenCount

const emptyText: PackedText = { units: new Uint16Array(0), marks: new Uint32Array(0), lead: -1 }

export function packText(text: DecodedText, vocabulary: Vocabulary): PackedText {
  if (text.tokenCount === 0) return emptyText
  const start = wordsOfUnits(text.unitCount)
  const memory = newMemory(start + mostMarks(text))
  const count = packInto(memory, text, vocabulary, 0, start)
  return viewOf(memory, 0, text.unitCount, start, count, leadOf(text))
}

/** The first token if it has no unit, otherwise −1. */
export const leadOf = ({ tokens, tokenEnd, tokenCount }: DecodedText): number =>
  tokenCount > 0 && tokenEnd[0] === 0 ? tokens[0]! : -1

/** @param start start of the units, in words; @param marks start of the marks, in words */
export function viewOf(
  { units, words }: Memory,
  start: number,
  unitCount: number,
  marks: number,
  markCount: number,
  lead: number,
): PackedText {
  const first = 2 * start
  return { units: units.subarray(first, first + unitCount), marks: words.subarray(marks, marks + markCount), lead }
}

/**
 * Writes the units of a decoded text from word `start` on and its marks from word `marks` on, overwriting the memory;
 * returns the number of marks.
 */
export function packInto(
  memory: Memory,
  { units, tokens, tokenEnd, tokenCount, unitCount }: DecodedText,
  vocabulary: Vocabulary,
  start: number,
  marks: number,
): number {
  memory.units.set(units.subarray(0, unitCount), 2 * start)
  const { words } = memory
  const half = wordsOf(unitCount)
  words.fill(0, marks, marks + 2 * half)
  let count = 2 * half
  for (let i = 0, at = 0; i < tokenCount; i++) {
    const end = tokenEnd[i]!
    if (end === at) continue
    const bit = 1 << (at & 31)
    words[marks + (at >>> 5)]! |= bit
    if (isChanged(vocabulary, tokens[i]!)) {
      words[marks + half + (at >>> 5)]! |= bit
      words[marks + count++] = tokens[i]!
    }
    at = end
  }
  return count
}

const wordsOf = (units: number): number => (units + 31) >>> 5

/** The start of the token that contains unit `unit`; the text's end for a unit beyond it. */
export function tokenStart({ units, marks }: PackedText, unit: number): number {
  if (unit >= units.length) return units.length
  let word = unit >>> 5
  let bits = marks[word]! & (0xffffffff >>> (31 - (unit & 31)))
  while (bits === 0) bits = marks[--word]!
  return word * 32 + 31 - Math.clz32(bits)
}

/** The end of the token that contains unit `unit`. */
export function tokenEnd({ units, marks }: PackedText, unit: number): number {
  const next = unit + 1
  if (next >= units.length) return units.length
  const words = wordsOf(units.length)
  let word = next >>> 5
  let bits = marks[word]! & (0xffffffff << (next & 31))
  while (bits === 0 && ++word < words) bits = marks[word]!
  return word >= words ? units.length : word * 32 + 31 - Math.clz32(bits & -bits)
}

/** Length of the original of units [start, end), which must cover whole tokens; without the lead. */
export function surfaceLengthOf(text: PackedText, vocabulary: Vocabulary, start: number, end: number): number {
  let length = end - start
  const change = firstChange(text, start)
  for (; moveTo(change, text, end); change.number++) {
    const id = text.marks[change.number]!
    length += surfaceLength(vocabulary, id) - normalizedLength(vocabulary, id)
  }
  return length > longestText ? brokenVocabulary(vocabulary) : length
}

/** Whether the original of units [start, end) is spelled the same, apart from characters that normalising removed. */
export function isUnchanged(text: PackedText, start: number, end: number): boolean {
  const words = wordsOf(text.units.length)
  for (let word = start >>> 5; word <= (end - 1) >>> 5; word++) {
    let bits = text.marks[words + word]!
    if (word === start >>> 5) bits &= 0xffffffff << (start & 31)
    if (word === (end - 1) >>> 5) bits &= 0xffffffff >>> (31 - ((end - 1) & 31))
    if (bits !== 0) return false
  }
  return true
}

const surfaceRoom = scratchArray(new Uint16Array(512))

/** The original of units [start, end), which must cover whole tokens; without the lead. */
export function surfaceOfRange(text: PackedText, vocabulary: Vocabulary, start: number, end: number): string {
  const length = surfaceLengthOf(text, vocabulary, start, end)
  if (length === 0) return ''
  const surface = surfaceRoom(length)
  let at = 0
  let unit = start
  const copyTo = (end: number): void => {
    while (unit < end) surface[at++] = text.units[unit++]!
  }
  const change = firstChange(text, start)
  for (; moveTo(change, text, end); change.number++) {
    const id = text.marks[change.number]!
    copyTo(change.at)
    at = putSurface(vocabulary, id, surface, at)
    unit += normalizedLength(vocabulary, id)
  }
  copyTo(end)
  return textOf(surface, 0, length)
}

/** The beginning of the original, lead included: at least `least` units, or all of them. */
export function surfaceStart(text: PackedText, vocabulary: Vocabulary, least: number): string {
  let end = tokenEnd(text, least - 1)
  while (end < text.units.length && surfaceLengthOf(text, vocabulary, 0, end) < least) end = tokenEnd(text, 2 * end)
  const lead = text.lead < 0 ? '' : surfaceOf(vocabulary, text.lead)
  return lead + surfaceOfRange(text, vocabulary, 0, end)
}

/** Iterates over the tokens whose original is spelled differently. */
interface Change {
  /** The unit where the token begins. */
  at: number
  /** Index of its number among the marks. */
  number: number
  word: number
  /** The bits of the current word that remain. */
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

/** Moves to the next change before `end`; false if there is none. */
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
