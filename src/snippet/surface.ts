/** From normalised units back to the original text: tokens know their lengths in both. */

import { normalize } from '../text/normalize.js'

/** A text in both spellings. Token i covers units [unitEnd[i − 1], unitEnd[i]) and surfaceLength(i) units of the original. */
export interface AlignedText {
  readonly units: Uint16Array
  readonly unitCount: number
  readonly tokenCount: number
  readonly unitEnd: Int32Array
  surfaceLength(token: number): number
  /** The original spelling of tokens [first, last). */
  slice(first: number, last: number): string
}

/** Index of the token that holds unit `unit`; tokenCount where it lies behind the last. */
export function tokenAt(text: AlignedText, unit: number): number {
  let low = 0
  let high = text.tokenCount
  while (low < high) {
    const middle = (low + high) >> 1
    if (text.unitEnd[middle]! <= unit) low = middle + 1
    else high = middle
  }
  return low
}

export function unitStart(text: AlignedText, token: number): number {
  return token === 0 ? 0 : text.unitEnd[token - 1]!
}

/**
 * Ranges of units as ranges of the original, counted from token `first`. What normalising made of one character (ﬁ) is
 * covered whole.
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
    while (token < text.tokenCount && (isEnd ? text.unitEnd[token]! < unit : text.unitEnd[token]! <= unit)) {
      surface += text.surfaceLength(token++)
    }
    if (token === text.tokenCount) return surface
    return surface + placeInToken(text, token, unit - unitStart(text, token), isEnd)
  }
  const found: [number, number][] = []
  for (const [start, end] of ranges) {
    const from = place(start, false)
    const to = place(end, true)
    const last = found.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else found.push([from, to])
  }
  return found
}

/** Most tokens keep their length, and their units their places. */
function placeInToken(text: AlignedText, token: number, unit: number, isEnd: boolean): number {
  const units = text.unitEnd[token]! - unitStart(text, token)
  const length = text.surfaceLength(token)
  if (length === units) return unit
  const surface = text.slice(token, token + 1)
  const { text: normalized, offsets } = normalize(surface)
  if (normalized.length !== units || offsets === undefined) return isEnd ? length : 0
  if (!isEnd) return offsets[unit]!
  let end = unit
  while (end < units && offsets[end] === offsets[end - 1]) end++
  return trimDropped(surface, offsets[end - 1]!, offsets[end]!)
}

/** The end of what is seen of a character: what vanishes in normalising may follow it. */
function trimDropped(surface: string, start: number, end: number): number {
  const { text } = normalize(surface.slice(start, end))
  let at = end
  while (at > start + 1 && normalize(surface.slice(start, at - 1)).text === text) at--
  return at
}
