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

/**
 * Makes the passage of a text.
 * @param length about how many UTF-16 units it may have
 */
export function makePassage(text: AlignedText, pattern: MarkPattern, length: number): Passage {
  const matches = findMatches(text.units, text.unitCount, pattern)
  const [start, end] = bestRange(text, matches, length)
  const first = tokenAt(text, start)
  const last = end <= start ? first : tokenAt(text, end - 1) + 1
  const lead = start > 0 && text.units[start - 1] !== lineBreak ? '…' : ''
  const tail = last < text.tokenCount && text.units[unitStart(text, last)] !== lineBreak ? '…' : ''
  const inside = joinMatches(matches.filter((match) => match.start >= start && match.end <= end))
  return {
    text: lead + plain(text.slice(first, last)) + tail,
    highlights: toSurface(text, first, inside).map(([a, b]) => [a + lead.length, b + lead.length] as const),
  }
}

const lineBreak = 0x0a

/** All marks of a whole text, as ranges of its original spelling. */
export function markSurface(text: AlignedText, pattern: MarkPattern): [number, number][] {
  return toSurface(text, 0, joinMatches(findMatches(text.units, text.unitCount, pattern)))
}

/** Control characters and bidi controls as blanks, one for one: offsets stay. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, ' ')
}

function bestRange(text: AlignedText, matches: readonly Match[], length: number): [number, number] {
  let best = rangeFrom(text, 0, length)
  let bestScore = 0
  let left = 0
  for (const anchor of matches.slice(0, mostAnchors)) {
    const range = rangeFrom(text, beginning(text, anchor.start, length), length)
    while (left < matches.length && matches[left]!.start < range[0]) left++
    const score = scoreRange(matches, left, range)
    if (score > bestScore * 1.0001) {
      bestScore = score
      best = range
    }
  }
  return best
}

/** Each distinct match counts in full, repeats a tenth. */
function scoreRange(matches: readonly Match[], left: number, [start, end]: readonly [number, number]): number {
  const seen = new Set<string | number>()
  let score = 0
  for (let i = left; i < matches.length && matches[i]!.start < end; i++) {
    const match = matches[i]!
    if (match.start < start || match.end > end) continue
    score += seen.has(match.type) ? match.weight / 10 : match.weight
    seen.add(match.type)
  }
  return score
}

const sentenceEnds = new Set(Array.from('。!?;…\n', (mark) => mark.charCodeAt(0)))
const pauses = new Set(Array.from(',、: ', (mark) => mark.charCodeAt(0)))

/** The sentence's beginning where it is near enough, else a pause, else a word's, somewhat before the match. */
function beginning(text: AlignedText, at: number, length: number): number {
  const farthest = Math.max(0, at - Math.floor(length / 2))
  const pauseLimit = at - Math.floor(length / 4)
  let pause = -1
  for (let unit = at; unit > farthest; unit--) {
    const before = text.units[unit - 1]!
    if (sentenceEnds.has(before)) return skipBlanks(text, unit)
    if (pause < 0 && unit <= pauseLimit && pauses.has(before)) pause = unit
  }
  if (farthest === 0) return 0
  return pause >= 0 ? pause : tokenStart(text, Math.max(farthest, pauseLimit))
}

function skipBlanks(text: AlignedText, unit: number): number {
  let at = unit
  while (at < text.unitCount && (text.units[at] === 0x20 || text.units[at] === 0x0a)) at++
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
    if (sentenceEnds.has(text.units[unit - 1]!)) return [start, trimmed(text, start, unit)]
  }
  const end = tokenStart(text, limit)
  // A single word longer than the passage is cut all the same.
  return [start, end > start ? end : limit]
}

function trimmed(text: AlignedText, start: number, end: number): number {
  let at = end
  while (at > start && (text.units[at - 1] === 0x20 || text.units[at - 1] === 0x0a)) at--
  return at
}
