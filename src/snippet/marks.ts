/**
 * Where a text answers a query: ranges of normalised units, joined where they overlap or touch, so that 托卡, 卡耶 and
 * 耶夫 light up as one name.
 */
import { CharClass } from '../text/char-class.js'
import { classAt } from '../text/char-table.js'

/** What to look for. */
export interface MarkPattern {
  /** Pairs of units, first × 65536 + second, with their weight. */
  readonly pairs: ReadonlyMap<number, number>
  /** Latin words and numbers, marked where they stand whole. */
  readonly words: ReadonlyMap<string, number>
  /** Strings, marked wherever they stand; normalised. `wordStart`: only where no Latin word has begun before. */
  readonly strings: readonly { readonly text: string; readonly wordStart: boolean; readonly weight: number }[]
}

/** One match before joining: range in units, what it is and what it weighs. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly type: string | number
  readonly weight: number
}

/** At most this many matches of a text are looked at. */
const mostMatches = 10_000

/** All matches in a text, by start. Linear in the text for pairs and words, and once more for each string. */
export function findMatches(units: Uint16Array, count: number, pattern: MarkPattern): Match[] {
  const matches: Match[] = []
  findPairs(units, count, pattern.pairs, matches)
  if (pattern.words.size > 0) findWords(units, count, pattern.words, matches)
  for (const { text, wordStart, weight } of pattern.strings) findString(units, count, text, wordStart, weight, matches)
  return matches.sort((a, b) => a.start - b.start || b.end - a.end)
}

const firstUnits = new Uint8Array(65536)

function findPairs(units: Uint16Array, count: number, pairs: MarkPattern['pairs'], matches: Match[]): void {
  for (const key of pairs.keys()) firstUnits[key >>> 16] = 1
  for (let at = 0; at + 1 < count; at++) {
    if (firstUnits[units[at]!] === 0) continue
    const key = units[at]! * 65536 + units[at + 1]!
    const weight = pairs.get(key)
    if (weight !== undefined && matches.length < mostMatches)
      matches.push({ start: at, end: at + 2, type: key, weight })
  }
  for (const key of pairs.keys()) firstUnits[key >>> 16] = 0
}

function findWords(units: Uint16Array, count: number, words: MarkPattern['words'], matches: Match[]): void {
  for (let start = 0; start < count; start++) {
    if (classAt(units, start, count) !== CharClass.alnum) continue
    let end = start + 1
    while (end < count && classAt(units, end, count) === CharClass.alnum) end++
    const word = String.fromCharCode(...units.subarray(start, Math.min(end, start + 64)))
    const weight = words.get(word)
    if (weight !== undefined && matches.length < mostMatches) matches.push({ start, end, type: word, weight })
    start = end
  }
}

function findString(
  units: Uint16Array,
  count: number,
  text: string,
  wordStart: boolean,
  weight: number,
  matches: Match[],
): void {
  const length = text.length
  if (length === 0) return
  const first = text.charCodeAt(0)
  for (let at = 0; at + length <= count; at++) {
    if (units[at] !== first) continue
    let i = 1
    while (i < length && units[at + i] === text.charCodeAt(i)) i++
    if (i < length || (wordStart && at > 0 && classAt(units, at - 1, count) === CharClass.alnum)) continue
    if (matches.length < mostMatches) matches.push({ start: at, end: at + length, type: text, weight })
    at += length - 1
  }
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
