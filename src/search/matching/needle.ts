/** Finds a string in normalised units by plain scanning: texts are short and decoded into one buffer. */
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { fallbackOf } from '../../text/find-marked.js'
import { unitsOf } from '../../text/units.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { lastAtMost } from '../../text/sorted.js'

/** A string to search for. At an end that is whole, it may not cut a Latin word or number. */
export interface Needle {
  readonly units: Uint16Array
  readonly wholeStart: boolean
  readonly wholeEnd: boolean
  readonly fallback: Int32Array | undefined
}

/** Longer needles are searched for in linear time. For shorter ones, plain comparison is faster in ordinary texts. */
const longest = 32

/** @param text normalised */
export function createNeedle(text: string, wholeStart = false, wholeEnd = false): Needle {
  const units = unitsOf(text)
  return { units, wholeStart, wholeEnd, fallback: units.length > longest ? fallbackOf(units) : undefined }
}

/** The next position of the needle, from `from` on, or −1. */
export function indexOf(haystack: Uint16Array, count: number, needle: Needle, from = 0): number {
  if (needle.fallback !== undefined) return indexOfLong(haystack, count, needle, needle.fallback, from)
  const { units } = needle
  const length = units.length
  const first = units[0]!
  const last = count - length
  for (let at = from; at <= last; at++) {
    if (haystack[at] !== first) continue
    let i = 1
    while (i < length && haystack[at + i] === units[i]) i++
    if (i === length && endsFit(haystack, count, at, at + length, needle)) return at
  }
  return -1
}

/** Knuth, Morris and Pratt (1977). */
function indexOfLong(haystack: Uint16Array, count: number, needle: Needle, fallback: Int32Array, from: number): number {
  const { units } = needle
  let matched = 0
  for (let at = from; at < count; at++) {
    while (matched > 0 && haystack[at] !== units[matched]) matched = fallback[matched]!
    if (haystack[at] === units[matched]) matched++
    if (matched < units.length) continue
    const start = at + 1 - matched
    if (endsFit(haystack, count, start, at + 1, needle)) return start
    matched = fallback[matched]!
  }
  return -1
}

function endsFit(units: Uint16Array, count: number, start: number, end: number, needle: Needle): boolean {
  if (needle.wholeStart && isAlnum(units, count, start) && isAlnum(units, count, start - 1)) return false
  return !(needle.wholeEnd && isAlnum(units, count, end - 1) && isAlnum(units, count, end))
}

/** True if [start, end) is not part of a longer Latin word or number. */
export function isWholeWord(units: Uint16Array, count: number, start: number, end: number): boolean {
  return !isAlnum(units, count, start - 1) && !isAlnum(units, count, end)
}

/** The end of the Latin word or number that continues at `end`; `end` itself if none does. */
export function wordEnd(units: Uint16Array, end: number): number {
  const { length } = units
  if (!isAlnum(units, length, end - 1)) return end
  let at = end
  while (isAlnum(units, length, at)) at++
  return at
}

function isAlnum(units: Uint16Array, count: number, at: number): boolean {
  if (at < 0 || at >= count) return false
  const start = at > 0 && (units[at]! & 0xfc00) === 0xdc00 ? at - 1 : at
  return classAt(units, start, count) === CharClass.alnum
}

export function classOfFirst(text: string): CharClass {
  return classAt(Uint16Array.of(text.charCodeAt(0), text.charCodeAt(1)), 0, Math.min(2, text.length))
}

/*
 * The terms of a field concatenated in one string, for matching inside words: a substring search over it is a hundred
 * times faster than walking the dictionary. Built at the first such query and kept by the {@link Leaf}.
 */

export interface InnerTerms {
  /** Words of other scripts than Han, numbers, compounds and symbols. */
  readonly terms: readonly string[]
  /** Each term with a line break before and after it. */
  readonly text: string
  /** The position of each term in the text. */
  readonly starts: Int32Array
}

export function joinTerms(segment: SegmentReader, field: FieldId): InnerTerms {
  const terms: string[] = []
  for (const { term } of segment.terms(field).scan()) if (classOfFirst(term) !== CharClass.han) terms.push(term)
  const starts = new Int32Array(terms.length + 1)
  for (const [i, term] of terms.entries()) starts[i + 1] = starts[i]! + term.length + 1
  return { terms, text: `\n${terms.join('\n')}\n`, starts: starts.map((start) => start + 1) }
}

/** The terms that contain `part`; with `ends`, those that end with it. */
export function* termsWith({ terms, text, starts }: InnerTerms, part: string, ends: boolean): Generator<string> {
  const wanted = ends ? `${part}\n` : part
  for (let at = text.indexOf(wanted); at >= 0;) {
    const term = lastAtMost(starts, at)
    yield terms[term]!
    at = text.indexOf(wanted, starts[term + 1])
  }
}
