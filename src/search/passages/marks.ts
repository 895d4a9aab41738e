/**
 * Where a text matches a query: ranges of normalised units. Ranges that overlap or touch are joined, so that 托卡, 卡耶 and
 * 耶夫 are highlighted as one name.
 */
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { fallbackOf, findMarked } from '../../text/find-marked.js'
import { textOf, unitsOf } from '../../text/units.js'

export interface MarkPattern {
  /** Bigrams, first × 65536 + second unit, with their weights. */
  readonly pairs: ReadonlyMap<number, number>
  /** Latin words and numbers, marked as whole words. */
  readonly words: ReadonlyMap<string, number>
  /** Strings, marked anywhere; normalised. `wordStart`: not if it begins inside a Latin word. */
  readonly strings: readonly MarkedString[]
  /** What finds its own ranges in a text. Default none. */
  readonly near?: readonly MarkedPlaces[]
}

export interface MarkedPlaces {
  /** Ranges in the units of a whole text. */
  readonly find: (units: Uint16Array) => readonly { readonly start: number; readonly end: number }[]
  readonly weight: number
}

export interface MarkedString {
  readonly text: string
  readonly wordStart: boolean
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

/** Reused by every call: matches in the order of their searches, and sorted; what the last pattern was prepared to. */
const state = { found: createMatches(256), sorted: createMatches(256), prepared: undefined as Prepared | undefined }

/**
 * All matches in a text, by start, longer first; valid until the next call. Linear in the text for bigrams and words,
 * plus one pass for each string.
 * @param most largest number of matches; strings come before bigrams and words
 */
export function findMatches(units: Uint16Array, pattern: MarkPattern, most: number): Matches {
  const known = prepare(pattern)
  const { found } = state
  found.count = 0
  found.types = known.types
  for (const string of known.strings) findString(units, string, most)
  for (const places of known.near) findPlaces(units, places, most)
  if (pattern.pairs.size > 0) findPairs(units, known, most)
  if (pattern.words.size > 0) findWords(units, known, most)
  const runs = findRuns(state.found)
  return runs.length === 0 ? state.found : sort(runs)
}

interface Typed {
  readonly type: number
  readonly weight: number
}

interface PreparedString extends Typed {
  readonly wanted: Uint16Array
  readonly wordStart: boolean
  readonly fallback: Int32Array
}

/** A pattern prepared for scanning; the passages of one answer share it. */
interface Prepared {
  readonly pattern: MarkPattern
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

function prepare(pattern: MarkPattern): Prepared {
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
    const wanted = unitsOf(text)
    return { wanted, wordStart, fallback: fallbackOf(wanted), ...typed(text, weight) }
  })
  const near = (pattern.near ?? []).map((places, i) => ({ ...places, ...typed(-1 - i, places.weight) }))
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
  if (at === state.found.start.length) state.found = grown(state.found)
  const { found } = state
  found.start[at] = start
  found.end[at] = end
  found.type[at] = type
  found.weight[at] = weight
}

function grown(from: Matches): Matches {
  const to = createMatches(from.start.length * 2)
  for (const name of ['start', 'end', 'type', 'weight'] as const) to[name].set(from[name])
  return { ...to, count: from.count, types: from.types }
}

/** Whether a match comes before one that was found earlier. */
const isBefore = ({ start, end }: Matches, later: number, earlier: number): boolean =>
  start[later]! < start[earlier]! || (start[later] === start[earlier] && end[later]! > end[earlier]!)

/**
 * The start of each sorted run of matches, and the end of the last; empty if all are one run. Each search adds its
 * matches in text order.
 */
function findRuns(found: Matches): readonly number[] {
  const starts: number[] = []
  for (let i = 1; i < found.count; i++) if (isBefore(found, i, i - 1)) starts.push(i)
  return starts.length === 0 ? starts : [0, ...starts, found.count]
}

/** Merges neighbouring runs until one is left (Knuth, TAOCP 3, 5.2.4: natural merging). */
function sort(runs: readonly number[]): Matches {
  const { found } = state
  const { count, types } = found
  let order = Int32Array.from({ length: count }, (_, i) => i)
  let other = new Int32Array(count)
  while (runs.length > 2) {
    for (let run = 0; run + 1 < runs.length; run += 2) {
      merge(order, other, runs[run]!, runs[run + 1]!, runs[run + 2] ?? runs[run + 1]!)
    }
    runs = runs.filter((start, run) => run % 2 === 0 || start === count)
    ;[order, other] = [other, order]
  }
  if (state.sorted.start.length < count) state.sorted = createMatches(found.start.length)
  const { sorted } = state
  for (let to = 0; to < count; to++) {
    const from = order[to]!
    sorted.start[to] = found.start[from]!
    sorted.end[to] = found.end[from]!
    sorted.type[to] = found.type[from]!
    sorted.weight[to] = found.weight[from]!
  }
  sorted.count = count
  sorted.types = types
  return sorted
}

/** Merges [start, middle) and [middle, end); the merge is stable. */
function merge(from: Int32Array, to: Int32Array, start: number, middle: number, end: number): void {
  let left = start
  let right = middle
  for (let at = start; at < end; at++) {
    const isRight = left === middle || (right < end && isBefore(state.found, from[right]!, from[left]!))
    to[at] = from[isRight ? right++ : left++]!
  }
}

/** Knuth, Morris and Pratt (1977): linear also in texts that repeat themselves; matches may overlap. */
function findString(units: Uint16Array, string: PreparedString, most: number): void {
  const { wanted, fallback, wordStart } = string
  const count = units.length
  const first = wanted[0]!
  let matched = 0
  for (let at = 0; at < count && state.found.count < most; at++) {
    // Most characters of a text begin no match; indexOf skips them faster than this loop.
    if (matched === 0 && units[at] !== first && (at = units.indexOf(first, at)) < 0) return
    while (matched > 0 && units[at] !== wanted[matched]) matched = fallback[matched]!
    if (units[at] === wanted[matched]) matched++
    if (matched < wanted.length) continue
    const start = at + 1 - matched
    matched = fallback[matched]!
    if (wordStart && isAlnum(units, start) && isAlnum(units, start - 1)) continue
    add(start, at + 1, string)
  }
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
    if (wordStarts[units[start]! & 255] === 0 || isAlnum(units, start - 1) || !isAlnum(units, start)) continue
    let end = start + 1
    while (end < count && isAlnum(units, end)) end++
    const word = words.get(textOf(units, start, end))
    if (word !== undefined) add(start, end, word)
    start = end
  }
}

function isAlnum(units: Uint16Array, at: number): boolean {
  if (at < 0) return false
  const start = at > 0 && (units[at]! & 0xfc00) === 0xdc00 ? at - 1 : at
  return classAt(units, start, units.length) === CharClass.alnum
}

/** Joins ranges that overlap or touch into the last of `joined`, which ascend. */
export function joinRange(joined: [number, number][], start: number, end: number): void {
  const last = joined.at(-1)
  if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
  else joined.push([start, end])
}
