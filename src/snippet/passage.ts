/**
 * The passage that answers best: a stretch of the article around its heaviest cluster of matches, beginning with a
 * sentence where one begins near, never cut inside a word.
 */
import { findMatches, joinMatches } from './marks.js'
import type { MarkPattern, Match } from './marks.js'
import { tokenAt, toSurface, unitStart } from './surface.js'
import type { AlignedText } from './surface.js'

export interface Passage {
  /** Plain text without control characters; `…` where it was cut. */
  readonly text: string
  /** Marked ranges [start, end) of `text`, ascending, disjoint. */
  readonly highlights: readonly (readonly [number, number])[]
}

/** Candidates for the passage's beginning: one for each of the first so many matches. */
const mostAnchors = 400
/** Matches of a text that a passage is chosen by. */
const mostMatches = 10_000
/** Marks of a whole text. */
const mostMarks = 1_000_000

/**
 * Makes the passage of a text.
 * @param length about how many UTF-16 units it may have; at most twice as many
 */
export function makePassage(text: AlignedText, pattern: MarkPattern, length: number): Passage {
  const matches = findMatches(text.units, text.unitCount, pattern, mostMatches)
  const [start, end] = bestRange(text, matches, length)
  const first = tokenAt(text, start)
  const last = end <= start ? first : tokenAt(text, end - 1) + 1
  const lead = start > 0 && text.units[start - 1] !== lineBreak ? '…' : ''
  const inside = joinMatches(matches.flatMap((match) => within(match, start, end, length)))
  const highlights = toSurface(text, first, inside)
  const whole = plain(text.slice(first, last))
  const shown = cut(whole, length * 2 - 2)
  const goesOn = last < text.tokenCount && text.units[unitStart(text, last)] !== lineBreak
  return {
    text: lead + shown + (goesOn || shown.length < whole.length ? '…' : ''),
    highlights: clip(highlights, shown.length).map(([a, b]) => [a + lead.length, b + lead.length] as const),
  }
}

const lineBreak = 0x0a

/** Only a single word can be longer: it is cut all the same, between characters. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const splitsPair = (text.charCodeAt(most) & 0xfc00) === 0xdc00
  return text.slice(0, splitsPair ? most - 1 : most)
}

function clip(ranges: readonly (readonly [number, number])[], end: number): [number, number][] {
  return ranges.filter(([start]) => start < end).map(([a, b]) => [a, Math.min(b, end)])
}

/** All marks of a whole text, as ranges of its original spelling. */
export function markSurface(text: AlignedText, pattern: MarkPattern): [number, number][] {
  return toSurface(text, 0, joinMatches(findMatches(text.units, text.unitCount, pattern, mostMarks)))
}

/** Control characters, bidi controls and the like as blanks, one for one: offsets stay. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]/g, ' ')
}

function bestRange(text: AlignedText, matches: readonly Match[], length: number): [number, number] {
  let best = rangeFrom(text, 0, length)
  let bestScore = 0
  let left = 0
  const types = numberTypes(matches)
  for (const anchor of matches.slice(0, mostAnchors)) {
    const range = rangeFrom(text, beginning(text, anchor.start, length), length)
    if (isLong(anchor, length))
      range[1] = Math.max(range[1], Math.min(anchor.end, tokenStart(text, range[0] + length * 2)))
    while (left < matches.length && matches[left]!.start < range[0]) left++
    const score = scoreRange(matches, types, left, range, length)
    if (score > bestScore * 1.0001) {
      bestScore = score
      best = range
    }
  }
  return best
}

/** A string that may not fit a passage: what fits of it is shown and marked. */
const isLong = ({ start, end }: Match, length: number): boolean => end - start > length / 2

function within(match: Match, start: number, end: number, length: number): Match[] {
  if (match.start < start || match.start >= end) return []
  if (match.end <= end) return [match]
  return isLong(match, length) ? [{ ...match, end }] : []
}

/** What each match is, numbered from 0. */
function numberTypes(matches: readonly Match[]): Int32Array {
  const numbers = new Map<Match['type'], number>()
  const types = new Int32Array(matches.length)
  for (const [i, { type }] of matches.entries()) {
    let number = numbers.get(type)
    if (number === undefined) numbers.set(type, (number = numbers.size))
    types[i] = number
  }
  if (lastSeen.length < numbers.size) lastSeen = new Float64Array(numbers.size * 2)
  return types
}

/** By number of a type: the range that held it last, counted over all ranges ever scored. */
let lastSeen = new Float64Array(64)
let ranges = 0

/** Each distinct match counts in full, repeats a tenth. */
function scoreRange(
  matches: readonly Match[],
  types: Int32Array,
  left: number,
  [start, end]: readonly [number, number],
  length: number,
): number {
  const own = ++ranges
  let score = 0
  for (let i = left; i < matches.length && matches[i]!.start < end; i++) {
    const match = matches[i]!
    if (match.start < start || (match.end > end && !isLong(match, length))) continue
    score += lastSeen[types[i]!] === own ? match.weight / 10 : match.weight
    lastSeen[types[i]!] = own
  }
  return score
}

/** By unit: which of the roles below it has. */
const roles = new Uint8Array(65536)
const sentenceEnds = withRole('。!?;…\n', 1)
const pauses = withRole(',、: ', 2)
const closers = withRole('”’」』)】》〉]', 4)
const blanks = withRole(' \n', 8)

function withRole(marks: string, role: number): number {
  for (const mark of marks) roles[mark.charCodeAt(0)]! |= role
  return role
}

/** The sentence's beginning where it is near enough, else a pause, else a word's, somewhat before the match. */
function beginning(text: AlignedText, at: number, length: number): number {
  const farthest = Math.max(0, at - Math.floor(length / 2))
  const pauseLimit = at - Math.floor(length / 4)
  let pause = -1
  for (let unit = at; unit > farthest; unit--) {
    if (breaksAfter(text, unit, sentenceEnds)) return Math.min(at, skip(text, skip(text, unit, closers), blanks))
    if (pause < 0 && unit <= pauseLimit && breaksAfter(text, unit, pauses)) pause = unit
  }
  if (farthest === 0) return 0
  return pause >= 0 ? skip(text, pause, blanks) : wordStart(text, Math.max(farthest, pauseLimit), farthest)
}

/** The start of the word at `unit`, of a compound such as 12:30 where that begins after `farthest`. */
function wordStart(text: AlignedText, unit: number, farthest: number): number {
  const { units } = text
  let at = tokenStart(text, unit)
  while (at > farthest && isAscii(units[at]!) && isAscii(units[at - 1]!)) at = tokenStart(text, at - 1)
  return at > farthest ? at : tokenStart(text, unit)
}

/** True where one of the marks stands before `unit`, and no letter or digit on both its sides: 12:30, 1,000, ?a=b. */
function breaksAfter({ units, unitCount }: AlignedText, unit: number, role: number): boolean {
  if ((roles[units[unit - 1]!]! & role) === 0) return false
  return unit < 2 || unit >= unitCount || !isAscii(units[unit - 2]!) || !isAscii(units[unit]!)
}

const isAscii = (unit: number): boolean => unit > 0x20 && unit < 0x7f

function skip(text: AlignedText, unit: number, role: number): number {
  let at = unit
  while (at < text.unitCount && (roles[text.units[at]!]! & role) !== 0) at++
  return at
}

function tokenStart(text: AlignedText, unit: number): number {
  const token = tokenAt(text, unit)
  return token === 0 ? 0 : text.unitEnd[token - 1]!
}

/** About `length` units from `start`, ending with a sentence in the last quarter or else with a word. */
function rangeFrom(text: AlignedText, start: number, length: number): [number, number] {
  const limit = start + length
  if (limit >= text.unitCount) return [start, trimmed(text, start, text.unitCount)]
  for (let unit = limit; unit > start + (length * 3) / 4; unit--) {
    if (breaksAfter(text, unit, sentenceEnds)) return [start, trimmed(text, start, skip(text, unit, closers))]
  }
  const end = tokenStart(text, limit)
  // A single word longer than the passage ends it, whole or cut.
  return [start, end > start ? end : limit]
}

function trimmed(text: AlignedText, start: number, end: number): number {
  let at = end
  while (at > start && (roles[text.units[at - 1]!]! & blanks) !== 0) at--
  return at
}
