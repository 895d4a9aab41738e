/**
 * Chooses the best passage: a stretch of the article around its heaviest cluster of matches. It begins at a sentence if
 * one begins near, and is never cut inside a word.
 */
import type { Snippet } from '../../base/answers.js'
import { surfaceLengthOf, surfaceOfRange, tokenEnd, tokenStart } from '../../storage/segment/articles/packed-text.js'
import type { PackedText } from '../../storage/segment/articles/packed-text.js'
import type { Vocabulary } from '../../storage/segment/vocabulary/codec.js'
import { surfaceLength } from '../../storage/segment/vocabulary/spellings.js'
import { scratchArray } from '../../base/growing.js'
import { withBlanks } from '../../base/safe-text.js'
import { blanks, breaksAfter, closers, hasRole, isAscii, pauses, sentenceEnds, skip } from '../../text/sentences.js'
import { findMatches, joinRange, type Matches, type WeightedMarks } from './marks.js'
import { normalize } from '../../text/normalize.js'

/* Maps normalised units back to the original text: tokens know their lengths in both. */

/** A text in both spellings. Tokens partition both. A range that is mapped to the original consists of whole tokens. */
export class AlignedText {
  readonly units: Uint16Array
  readonly #text: PackedText
  readonly #vocabulary: Vocabulary

  constructor(text: PackedText, vocabulary: Vocabulary) {
    this.units = text.units
    this.#text = text
    this.#vocabulary = vocabulary
  }

  /** Length of the beginning of the original that vanished in normalising, before the first unit. */
  get leadLength(): number {
    const { lead } = this.#text
    return lead < 0 ? 0 : surfaceLength(this.#vocabulary, lead)
  }

  /** The start of the token that contains a unit; the text's end for a unit beyond it. */
  tokenStart(unit: number): number {
    return tokenStart(this.#text, unit)
  }

  /** The end of the token that contains a unit. */
  tokenEnd(unit: number): number {
    return tokenEnd(this.#text, unit)
  }

  surfaceLength(start: number, end: number): number {
    return surfaceLengthOf(this.#text, this.#vocabulary, start, end)
  }

  surface(start: number, end: number): string {
    return surfaceOfRange(this.#text, this.#vocabulary, start, end)
  }
}

/**
 * Converts ranges of units to ranges of the original, counted from unit `first`, where a token begins. A character that
 * normalises to several units (ﬁ) is covered whole.
 * @param ranges ascending, disjoint, none before `first`
 */
export function toSurface(
  text: AlignedText,
  first: number,
  ranges: readonly (readonly [number, number])[],
): [number, number][] {
  let token = first
  let surface = 0
  const place = (unit: number, isEnd: boolean): number => {
    // An end belongs to the token before it.
    const start = text.tokenStart(isEnd ? unit - 1 : unit)
    surface += text.surfaceLength(token, start)
    token = start
    return token === text.units.length ? surface : surface + placeInToken(text, token, unit - token, isEnd)
  }
  const found: [number, number][] = []
  for (const [start, end] of ranges) {
    const from = place(start, false)
    joinRange(found, from, place(end, true))
  }
  return found
}

/** Radicals, kana, hangul and Han are at this code point and above; letters that expand are below. */
const firstHan = 0x2e80

/**
 * In most words, a unit has the same position in both texts. Equal lengths don't prove it, because a vanished character
 * may hide an expansion: co\u00adnﬁg has as many units as config.
 */
function placeInToken(text: AlignedText, start: number, unit: number, isEnd: boolean): number {
  const end = text.tokenEnd(start)
  const units = end - start
  const length = text.surfaceLength(start, end)
  if (length === units && (unit === 0 || text.units[start]! >= firstHan)) return unit
  const surface = text.surface(start, end)
  const { text: normalized, offsets } = normalize(surface)
  if (normalized.length !== units) return isEnd ? length : 0
  if (offsets === undefined) return unit
  if (!isEnd) return offsets[unit]!
  let last = unit
  while (last < units && offsets[last] === offsets[last - 1]) last++
  return trimDropped(surface, offsets[last - 1]!, offsets[last]!)
}

/** The end of the visible part of a character; characters that vanish in normalising may follow it. */
function trimDropped(surface: string, start: number, end: number): number {
  const { text } = normalize(surface.slice(start, end))
  let at = end
  while (at > start + 1 && normalize(surface.slice(start, at - 1)).text === text) at--
  return at
}

/** Most matches of a text from which a passage is chosen. */
const mostMatches = 10_000
/** Most matches that are marked in a whole text. */
const mostMarks = 1_000_000

/**
 * Makes the passage of a text.
 * @param length approximate length in UTF-16 units; at most twice as many
 */
export function makePassage(text: AlignedText, pattern: WeightedMarks, length: number): Snippet {
  const { units } = text
  const matches = findMatches(units, pattern, mostMatches)
  const [start, end] = bestRange(text, matches, length)
  const first = text.tokenStart(start)
  const last = end <= start ? first : text.tokenEnd(end - 1)
  const lead = start > 0 && units[start - 1] !== lineBreak ? '…' : ''
  const highlights = toSurface(text, first, joinWithin(matches, start, end, length))
  const whole = withBlanks(text.surface(first, last))
  const shown = cut(whole, mostShown(length))
  const goesOn = last < units.length && units[last] !== lineBreak
  return {
    text: lead + shown + (goesOn || shown.length < whole.length ? '…' : ''),
    highlights: moved(shown.length < whole.length ? clip(highlights, shown.length) : highlights, lead.length),
  }
}

const lineBreak = 0x0a

/** Most units that are shown of a word that exceeds the passage, leaving room for `…` at both ends. */
const mostShown = (length: number): number => length * 2 - 2

/** Only a single word can be longer; it is cut anyway, between characters. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const splitsPair = (text.charCodeAt(most) & 0xfc00) === 0xdc00
  return text.slice(0, splitsPair ? most - 1 : most)
}

function clip(ranges: readonly (readonly [number, number])[], end: number): [number, number][] {
  return ranges.filter(([start]) => start < end).map(([a, b]) => [a, Math.min(b, end)])
}

function moved(ranges: readonly [number, number][], by: number): readonly [number, number][] {
  return by === 0 ? ranges : ranges.map(([start, end]) => [start + by, end + by])
}

/** All marks of a whole text, as ranges of its original spelling. */
export function markSurface(text: AlignedText, pattern: WeightedMarks): readonly [number, number][] {
  const { start, end, count } = findMatches(text.units, pattern, mostMarks)
  const joined: [number, number][] = []
  for (let i = 0; i < count; i++) joinRange(joined, start[i]!, end[i]!)
  return moved(toSurface(text, 0, joined), text.leadLength)
}

function bestRange(text: AlignedText, matches: Matches, length: number): [number, number] {
  let best: [number, number] | undefined
  let bestScore = 0
  let left = 0
  let previous: readonly [number, number] = [-1, -1]
  let sentence = -1
  for (let i = 0; i < matches.count; i++) {
    const from = matches.start[i]!
    const to = matches.end[i]!
    sentence = lastSentenceEnd(text, from, i === 0 ? -1 : matches.start[i - 1]!, sentence, length)
    const start = beginning(text, from, sentence, length)
    // Matches of one sentence make one passage, within its length.
    if (start === previous[0] && to <= previous[1]) continue
    const range = rangeFrom(text, start, length)
    range[1] = Math.max(range[1], Math.min(to, text.tokenStart(range[0] + length * 2)))
    previous = range
    while (left < matches.count && matches.start[left]! < range[0]) left++
    const score = scoreRange(matches, left, range, length)
    if (score > bestScore * 1.0001) {
      bestScore = score
      best = range
    }
  }
  return best ?? rangeFrom(text, 0, length)
}

/** Whether a match may be too long for a passage; then the part that fits is shown and marked. */
const isLong = (start: number, end: number, length: number): boolean => end - start > length / 2

/** The matches of a passage as ranges, ascending and disjoint. */
function joinWithin(matches: Matches, start: number, end: number, length: number): [number, number][] {
  const joined: [number, number][] = []
  for (let i = 0; i < matches.count && matches.start[i]! < end; i++) {
    const from = matches.start[i]!
    const to = matches.end[i]!
    if (from < start) continue
    if (to <= end) joinRange(joined, from, to)
    else if (isLong(from, to, length)) joinRange(joined, from, end)
  }
  return joined
}

/** By type: the number of the last range that contained it. Ranges are numbered as they are scored. */
const lastSeenOf = scratchArray(new Float64Array(64))
const scored = { ranges: 0 }

/** Each distinct match counts in full, repetitions a tenth. */
function scoreRange(
  { start, end, type, types, weight, count }: Matches,
  left: number,
  [first, last]: readonly [number, number],
  length: number,
): number {
  const own = ++scored.ranges
  const lastSeen = lastSeenOf(types)
  let score = 0
  for (let i = left; i < count && start[i]! < last; i++) {
    if (start[i]! < first || (end[i]! > last && !isLong(start[i]!, end[i]!, length))) continue
    score += lastSeen[type[i]!] === own ? weight[i]! / 10 : weight[i]!
    lastSeen[type[i]!] = own
  }
  return score
}

/** Longest distance between the start of a passage and its first match. */
const farthestBefore = (at: number, length: number): number => Math.max(0, at - Math.floor(length / 2))

/**
 * The end of the last sentence that ends at or before `at`, within the range where a passage may begin; −1 if there is
 * none.
 * @param known the answer for the previous match, at `before`: only the text between them has to be scanned
 */
function lastSentenceEnd(text: AlignedText, at: number, before: number, known: number, length: number): number {
  const farthest = farthestBefore(at, length)
  for (let unit = at; unit > farthest && unit > before; unit--)
    if (breaksAfter(text.units, unit, sentenceEnds)) return unit
  return known > farthest ? known : -1
}

/**
 * The beginning of the sentence if it is near enough, otherwise of a clause, otherwise of a word, somewhat before the
 * match.
 */
function beginning(text: AlignedText, at: number, sentence: number, length: number): number {
  if (sentence >= 0) return Math.min(at, skip(text.units, skip(text.units, sentence, closers), blanks))
  const farthest = farthestBefore(at, length)
  if (farthest === 0) return 0
  const pauseLimit = at - Math.floor(length / 4)
  for (let unit = pauseLimit; unit > farthest; unit--) {
    if (breaksAfter(text.units, unit, pauses)) return skip(text.units, unit, blanks)
  }
  return wordStart(text, Math.max(farthest, pauseLimit), farthest)
}

/** The start of the word at `unit`, or of a compound such as 12:30 if that begins after `farthest`. */
function wordStart(text: AlignedText, unit: number, farthest: number): number {
  const { units } = text
  let at = text.tokenStart(unit)
  while (at > farthest && isAscii(units[at]!) && isAscii(units[at - 1]!)) at = text.tokenStart(at - 1)
  return at > farthest ? at : text.tokenStart(unit)
}

/** About `length` units from `start`, ending at a sentence in the last quarter, otherwise at a word. */
function rangeFrom(text: AlignedText, start: number, length: number): [number, number] {
  const limit = start + length
  if (limit >= text.units.length) return [start, trimmed(text, start, text.units.length)]
  for (let unit = limit; unit > start + (length * 3) / 4; unit--) {
    if (breaksAfter(text.units, unit, sentenceEnds))
      return [start, trimmed(text, start, skip(text.units, unit, closers))]
  }
  const end = text.tokenStart(limit)
  // A single word longer than the passage ends it, whole or cut.
  return [start, end > start ? end : Math.max(limit, Math.min(text.tokenEnd(start), start + mostShown(length)))]
}

function trimmed(text: AlignedText, start: number, end: number): number {
  let at = end
  while (at > start && hasRole(text.units[at - 1]!, blanks)) at--
  return at
}
