/** Maps normalised units back to the original text: tokens know their lengths in both. */

import { normalize } from '../../text/normalize.js'
import { joinRange } from './marks.js'

/**
 * A text in both spellings. Tokens partition both. A range that is mapped to the original must consist of whole tokens.
 */
export interface AlignedText {
  /** The units of the whole text. */
  readonly units: Uint16Array
  /** Length of the beginning of the original that vanished in normalising, before the first unit. */
  readonly leadLength: number
  /** The start of the token that contains a unit; the text's end for a unit beyond it. */
  tokenStart(unit: number): number
  /** The end of the token that contains a unit. */
  tokenEnd(unit: number): number
  /** Length of the original of units [start, end). */
  surfaceLength(start: number, end: number): number
  /** The original of units [start, end). */
  surface(start: number, end: number): string
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
