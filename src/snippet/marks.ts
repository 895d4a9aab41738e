/**
 * Where a text answers a query: ranges of normalised units, joined where they overlap or touch, so that 托卡, 卡耶 and
 * 耶夫 light up as one name.
 */
import { CharClass } from '../text/char-class.js'
import { classAt } from '../text/char-table.js'
import { textOf } from '../text/units.js'

/** What to look for. */
export interface MarkPattern {
  /** Pairs of units, first × 65536 + second, with their weight. */
  readonly pairs: ReadonlyMap<number, number>
  /** Latin words and numbers, marked where they stand whole. */
  readonly words: ReadonlyMap<string, number>
  /** Strings, marked wherever they stand; normalised. `wordStart`: only where no Latin word has begun before. */
  readonly strings: readonly MarkedString[]
}

export interface MarkedString {
  readonly text: string
  readonly wordStart: boolean
  readonly weight: number
}

/** One match before joining: range in units, what it is and what it weighs. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly type: string | number
  readonly weight: number
}

/**
 * All matches in a text, by start. Linear in the text for pairs and words, and once more for each string.
 * @param most no more than so many; strings come before pairs and words
 */
export function findMatches(units: Uint16Array, count: number, pattern: MarkPattern, most: number): Match[] {
  const matches: Match[] = []
  for (const string of pattern.strings) findString(units, count, string, matches, most)
  findPairs(units, count, pattern.pairs, matches, most)
  findWords(units, count, pattern.words, matches, most)
  return matches.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** Knuth, Morris and Pratt (1977): linear in texts that repeat themselves, too; matches may overlap. */
function findString(
  units: Uint16Array,
  count: number,
  { text, wordStart, weight }: MarkedString,
  matches: Match[],
  most: number,
): void {
  const wanted = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  const fallback = fallbackOf(wanted)
  let matched = 0
  for (let at = 0; at < count && matches.length < most; at++) {
    while (matched > 0 && units[at] !== wanted[matched]) matched = fallback[matched]!
    if (units[at] === wanted[matched]) matched++
    if (matched < wanted.length) continue
    const start = at + 1 - matched
    matched = fallback[matched]!
    if (wordStart && isAlnum(units, count, start) && isAlnum(units, count, start - 1)) continue
    matches.push({ start, end: at + 1, type: text, weight })
  }
}

/** For each length: the longest proper beginning of the string that ends there, too. */
function fallbackOf(units: readonly number[]): number[] {
  const fallback = [0, 0]
  let matched = 0
  for (let at = 1; at < units.length; at++) {
    while (matched > 0 && units[at] !== units[matched]) matched = fallback[matched]!
    if (units[at] === units[matched]) matched++
    fallback.push(matched)
  }
  return fallback
}

/** By unit: 1 where it begins a pair, 2 where it ends one, 3 for both; zero between calls. */
const pairEnds = new Uint8Array(65536)
const isFirst = 1
const isSecond = 2

function findPairs(
  units: Uint16Array,
  count: number,
  pairs: MarkPattern['pairs'],
  matches: Match[],
  most: number,
): void {
  for (const key of pairs.keys()) {
    pairEnds[key >>> 16]! |= isFirst
    pairEnds[key & 0xffff]! |= isSecond
  }
  for (let at = 0; at + 1 < count && matches.length < most; at++) {
    if ((pairEnds[units[at]!]! & isFirst) === 0 || (pairEnds[units[at + 1]!]! & isSecond) === 0) continue
    const key = units[at]! * 65536 + units[at + 1]!
    const weight = pairs.get(key)
    if (weight === undefined) continue
    const start = splitsBefore(units, count, at) ? at - 1 : at
    const end = splitsBefore(units, count, at + 2) ? at + 3 : at + 2
    matches.push({ start, end, type: key, weight })
  }
  for (const key of pairs.keys()) pairEnds[key >>> 16] = pairEnds[key & 0xffff] = 0
}

/** Whether a character of the supplementary planes is cut there: then its other half is marked with it. */
function splitsBefore(units: Uint16Array, count: number, at: number): boolean {
  return at > 0 && at < count && (units[at]! & 0xfc00) === 0xdc00 && (units[at - 1]! & 0xfc00) === 0xd800
}

function findWords(
  units: Uint16Array,
  count: number,
  words: MarkPattern['words'],
  matches: Match[],
  most: number,
): void {
  if (words.size === 0) return
  for (let start = 0; start < count && matches.length < most; start++) {
    if (!isAlnum(units, count, start)) continue
    let end = start + 1
    while (end < count && isAlnum(units, count, end)) end++
    const word = textOf(units, start, end)
    const weight = words.get(word)
    if (weight !== undefined) matches.push({ start, end, type: word, weight })
    start = end
  }
}

function isAlnum(units: Uint16Array, count: number, at: number): boolean {
  if (at < 0) return false
  const start = at > 0 && (units[at]! & 0xfc00) === 0xdc00 ? at - 1 : at
  return classAt(units, start, count) === CharClass.alnum
}

/** Joins matches that overlap or touch: ascending, disjoint ranges. */
export function joinMatches(matches: readonly Match[]): [number, number][] {
  const joined: [number, number][] = []
  for (const { start, end } of matches) {
    const last = joined.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}
