/**
 * Where a text matches a query: ranges of normalised units. Ranges that overlap or touch are joined, so that 托卡, 卡耶 and
 * 耶夫 are highlighted as one name.
 */
import { findMarked } from '../../text/find-marked.js'
import { textOf } from '../../text/units.js'
import { createNeedle, eachPlace, isAlnum, type Needle } from '../matching/needle.js'
import type { Occurrences } from '../occurrences/nearby.js'

/** What passages highlight for a query. Overlapping bigrams join; words are marked as whole words, strings anywhere. */
export interface WeightedMarks {
  /** By first × 65536 + second unit. */
  readonly pairs: ReadonlyMap<number, number>
  /** Latin words and numbers. */
  readonly words: ReadonlyMap<string, number>
  /** Normalised. `wordStart`: not if it begins inside a Latin word. */
  readonly strings: readonly { readonly text: string; readonly wordStart: boolean; readonly weight: number }[]
  /** Proximity parts, which are marked only where the proximity holds; `find` takes all units of a text. */
  readonly near: readonly MarkedPlaces[]
}

interface MarkedPlaces {
  readonly find: (units: Uint16Array) => Occurrences
  readonly weight: number
}

/** Matches before joining, in parallel arrays: ranges in units, a number for the thing matched, and its weight. */
export interface Matches {
  start: Int32Array
  end: Int32Array
  /** Each below {@link Matches.types}. */
  type: Int32Array
  weight: Float64Array
  count: number
  types: number
}

const createMatches = (room: number): Matches => ({
  start: new Int32Array(room),
  end: new Int32Array(room),
  type: new Int32Array(room),
  weight: new Float64Array(room),
  count: 0,
  types: 0,
})

/** Reused by every call: matches in the order of their searches; what the last pattern was prepared to. */
const state = { found: createMatches(256), prepared: undefined as Prepared | undefined }

/**
 * All matches in a text, by start, longer first; valid until the next call. Linear in the text for bigrams and words,
 * plus one pass for each string.
 * @param most largest number of matches; strings come before bigrams and words
 */
export function findMatches(units: Uint16Array, pattern: WeightedMarks, most: number): Matches {
  const known = prepare(pattern)
  const { found } = state
  found.count = 0
  found.types = known.types
  for (const string of known.strings) findString(units, string, most)
  for (const places of known.near) findPlaces(units, places, most)
  if (pattern.pairs.size > 0) findPairs(units, known, most)
  if (pattern.words.size > 0) findWords(units, known, most)
  return sorted(state.found)
}

interface Typed {
  readonly type: number
  readonly weight: number
}

interface PreparedString extends Typed {
  readonly needle: Needle
}

/** A pattern prepared for scanning; the passages of one answer share it. */
interface Prepared {
  readonly pattern: WeightedMarks
  /** The things to search for, numbered from 0: a string and a word with the same spelling are one. */
  readonly types: number
  readonly strings: readonly PreparedString[]
  readonly near: readonly (MarkedPlaces & Typed)[]
  /** Characters of bigrams, numbered from 1; a bigram is first number × side + second number. */
  readonly characters: readonly number[]
  readonly side: number
  readonly pairs: ReadonlyMap<number, Typed>
  readonly words: ReadonlyMap<string, Typed>
  /** By low byte: 1 if a unit with this low byte begins a word. */
  readonly wordStarts: Uint8Array
}

/** By unit: the number of a character of the prepared pattern's bigrams, or 0. */
const numberOf = new Uint16Array(65536)
/** By unit: 1 if it begins one of those bigrams. */
const startsPair = new Uint8Array(65536)

function prepare(pattern: WeightedMarks): Prepared {
  const last = state.prepared
  if (last?.pattern === pattern) return last
  for (const unit of last?.characters ?? []) numberOf[unit] = startsPair[unit] = 0
  const typeOf = new Map<string | number, number>()
  const typed = (key: string | number, weight: number): Typed => {
    let type = typeOf.get(key)
    if (type === undefined) typeOf.set(key, (type = typeOf.size))
    return { type, weight }
  }
  const strings = pattern.strings.map(({ text, wordStart, weight }) => {
    return { needle: createNeedle(text, wordStart), ...typed(text, weight) }
  })
  const near = pattern.near.map((places, i) => ({ ...places, ...typed(-1 - i, places.weight) }))
  const characters = [...new Set([...pattern.pairs.keys()].flatMap((key) => [key >>> 16, key & 0xffff]))]
  for (const [i, unit] of characters.entries()) numberOf[unit] = i + 1
  const side = characters.length + 1
  const pairs = new Map<number, Typed>()
  for (const [key, weight] of pattern.pairs) {
    startsPair[key >>> 16] = 1
    pairs.set(numberOf[key >>> 16]! * side + numberOf[key & 0xffff]!, typed(key, weight))
  }
  const words = new Map(Array.from(pattern.words, ([word, weight]) => [word, typed(word, weight)]))
  const wordStarts = new Uint8Array(256)
  for (const word of words.keys()) wordStarts[word.charCodeAt(0) & 255] = 1
  return (state.prepared = {
    pattern,
    types: typeOf.size,
    strings,
    near,
    characters,
    side,
    pairs,
    words,
    wordStarts,
  })
}

function add(start: number, end: number, { type, weight }: Typed): void {
  const at = state.found.count++
  if (at === state.found.start.length) state.found = withCapacity(state.found)
  const { found } = state
  found.start[at] = start
  found.end[at] = end
  found.type[at] = type
  found.weight[at] = weight
}

function withCapacity(from: Matches): Matches {
  const to = createMatches(from.start.length * 2)
  for (const name of ['start', 'end', 'type', 'weight'] as const) to[name].set(from[name])
  return { ...to, count: from.count, types: from.types }
}

/** Each search adds its matches in text order, so matches of one search need no sorting. Equal ones keep their order. */
function sorted(found: Matches): Matches {
  const { start, end, type, weight, count, types } = found
  const compare = (a: number, b: number): number => start[a]! - start[b]! || end[b]! - end[a]!
  let from = 1
  while (from < count && compare(from - 1, from) <= 0) from++
  if (from >= count) return found
  const order = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => compare(a, b) || a - b)
  return {
    start: order.map((i) => start[i]!),
    end: order.map((i) => end[i]!),
    type: order.map((i) => type[i]!),
    weight: Float64Array.from(order, (i) => weight[i]!),
    count,
    types,
  }
}

/** Matches of a string may overlap. */
function findString(units: Uint16Array, string: PreparedString, most: number): void {
  const { length } = string.needle.units
  eachPlace(units, string.needle, (at) => {
    if (state.found.count >= most) return false
    add(at, at + length, string)
    return true
  })
}

function findPlaces(units: Uint16Array, places: MarkedPlaces & Typed, most: number): void {
  for (const { start, end } of places.find(units)) {
    if (state.found.count >= most) return
    add(start, end, places)
  }
}

function findPairs(units: Uint16Array, known: Prepared, most: number): void {
  const { count, positions } = findMarked(units, 0, units.length, startsPair)
  for (let i = 0; i < count && state.found.count < most; i++) addPair(units, positions[i]!, known)
}

function addPair(units: Uint16Array, at: number, { pairs, side }: Prepared): void {
  const first = numberOf[units[at]!]!
  if (first === 0 || at + 1 === units.length) return
  const second = numberOf[units[at + 1]!]!
  if (second === 0) return
  const pair = pairs.get(first * side + second)
  if (pair === undefined) return
  add(splitsBefore(units, at) ? at - 1 : at, splitsBefore(units, at + 2) ? at + 3 : at + 2, pair)
}

/** Whether a surrogate pair is split before `at`; then its other half is marked as well. */
function splitsBefore(units: Uint16Array, at: number): boolean {
  return at > 0 && at < units.length && (units[at]! & 0xfc00) === 0xdc00 && (units[at - 1]! & 0xfc00) === 0xd800
}

/** Also hot: a word is looked up only if some word of the pattern may begin with the same unit. */
function findWords(units: Uint16Array, { words, wordStarts }: Prepared, most: number): void {
  const count = units.length
  for (let start = 0; start < count && state.found.count < most; start++) {
    if (wordStarts[units[start]! & 255] === 0 || isAlnum(units, count, start - 1) || !isAlnum(units, count, start))
      continue
    let end = start + 1
    while (end < count && isAlnum(units, count, end)) end++
    const word = words.get(textOf(units, start, end))
    if (word !== undefined) add(start, end, word)
    start = end
  }
}

/** Joins ranges that overlap or touch into the last of `joined`, which ascend. */
export function joinRange(joined: [number, number][], start: number, end: number): void {
  const last = joined.at(-1)
  if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
  else joined.push([start, end])
}
