/** Finds a string in normalised units by plain scanning: texts are short and decoded into one buffer. */
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { fallbackOf } from '../../text/find-marked.js'
import { unitsOf, textOf } from '../../text/units.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { lastAtMost } from '../../text/sorted.js'
import { runEnd } from '../../storage/segment/pairs/writer.js'
import { normalize } from '../../text/normalize.js'

/* The terms that an article must contain to contain an exact string, derived from the string alone. */

/** A Latin word cut by an end of the string: whether a word of the article must begin or end with it. */
export interface PartialWord {
  readonly text: string
  readonly starts: boolean
  readonly ends: boolean
}

export interface Phrase {
  readonly needle: Needle
  /** Distinct bigrams inside runs. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Latin words and numbers that are whole inside the string. */
  readonly terms: readonly string[]
  /** The string itself if it may be a word: an article that was segmented into it need not be read. */
  readonly word: string | undefined
  readonly partial: PartialWord | undefined
  /** A character of Han, kana or hangul. */
  readonly character: number | undefined
  readonly symbol: string | undefined
  /** The lists alone decide which articles contain the string; no text need be read. */
  readonly decided: boolean
}

/**
 * Plans an exact string; undefined if nothing is left of it after normalising.
 * @param wholeStart, wholeEnd a Latin word at that end must not continue outside the string
 */
export function planPhrase(source: string, wholeStart = false, wholeEnd = false): Phrase | undefined {
  const text = normalize(source).text.trim()
  if (text === '') return undefined
  const needle = createNeedle(text, wholeStart, wholeEnd)
  const { units } = needle
  const pairs: [number, number][] = []
  const terms: string[] = []
  let partial: PartialWord | undefined
  let character: number | undefined
  let symbol: string | undefined
  let pieces = 0
  for (let start = 0; start < units.length; pieces++) {
    const kind = classAt(units, start, units.length)
    const end = endOfPiece(units, start, kind)
    if (isRun(kind)) {
      for (let at = start; at + 1 < end; at++) pairs.push([units[at]!, units[at + 1]!])
      if (end < units.length) pairs.push([units[end - 1]!, runEnd])
      character ??= units[start]!
    } else if (kind === CharClass.alnum) {
      const word = textOf(units, start, end)
      const starts = start > 0 || wholeStart
      const ends = end < units.length || wholeEnd
      if (starts && ends) terms.push(word)
      else partial ??= { text: word, starts, ends }
    } else if (kind === CharClass.symbol) symbol ??= textOf(units, start, end)
    start = end
  }
  const word = pieces === 1 && pairs.length > 1 ? text : undefined
  const decided = pieces === 1 && (pairs.length === 1 || (pairs.length === 0 && !hasLoneSurrogate(text)))
  return { needle, pairs: distinct(pairs), terms, word, partial, character, symbol, decided }
}

const distinct = (pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] => [
  ...new Map(pairs.map((pair) => [pair[0] * 65536 + pair[1], pair])).values(),
]

const isRun = (kind: number): boolean => kind === CharClass.han || kind === CharClass.syllabic

const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text)

/** Han, kana and hangul form one run; letters another; each symbol is its own. */
function endOfPiece(units: Uint16Array, start: number, kind: number): number {
  const width = (at: number): number =>
    (units[at]! & 0xfc00) === 0xd800 && (units[at + 1]! & 0xfc00) === 0xdc00 ? 2 : 1
  let end = start + width(start)
  if (kind === CharClass.symbol) return end
  while (end < units.length) {
    const next = classAt(units, end, units.length)
    if (isRun(kind) ? !isRun(next) : next !== kind) break
    end += width(end)
  }
  return end
}

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

function indexOfLong(haystack: Uint16Array, count: number, needle: Needle, fallback: Int32Array, from: number): number {
  let found = -1
  scanLong(haystack.subarray(0, count), needle, fallback, from, (at) => {
    found = at
    return false
  })
  return found
}

/** Calls `each` with the places of a needle in text order, overlapping ones as well, until it returns false. */
export function eachPlace(units: Uint16Array, needle: Needle, each: (start: number) => boolean): void {
  if (needle.fallback !== undefined) return scanLong(units, needle, needle.fallback, 0, each)
  let at = indexOf(units, units.length, needle)
  while (at >= 0 && each(at)) at = indexOf(units, units.length, needle, at + 1)
}

/** Knuth, Morris and Pratt (1977): linear also in texts that repeat themselves. */
function scanLong(
  haystack: Uint16Array,
  needle: Needle,
  fallback: Int32Array,
  from: number,
  each: (start: number) => boolean,
): void {
  const { units } = needle
  let matched = 0
  for (let at = from; at < haystack.length; at++) {
    while (matched > 0 && haystack[at] !== units[matched]) matched = fallback[matched]!
    if (haystack[at] === units[matched]) matched++
    if (matched < units.length) continue
    const start = at + 1 - matched
    if (endsFit(haystack, haystack.length, start, at + 1, needle) && !each(start)) return
    matched = fallback[matched]!
  }
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

export function isAlnum(units: Uint16Array, count: number, at: number): boolean {
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
