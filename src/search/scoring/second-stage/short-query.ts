/**
 * What only counts for short queries: how much of a text's beginning is the query's, and whether a number stands where a
 * question asks for one. Both read few characters of a text, and neither needs a position in it.
 */
import type { TextUnits } from '../../../storage/segment/articles/recent-texts.js'
import type { QueryWord } from '../../planning/query-text.js'

/** So many characters are added to those of a beginning, because a share of very few says little. */
const smoothing = 10

/** By code unit: 1 for those of the query's words. */
const isAsked = new Uint8Array(65536)

/** Opens (1) or ends (0) a series of calls for one query. */
export function markWords(words: readonly QueryWord[], mark: 0 | 1): void {
  for (const { text } of words) for (let at = 0; at < text.length; at++) isAsked[text.charCodeAt(at)] = mark
}

/** The most that {@link leadShare} can be. */
export const mostLead = (length: number): number => length / (length + smoothing)

/** The share of the first `length` characters of title and body that the query has, too; blanks don't count. */
export function leadShare({ units, title, titleEnd, body, bodyEnd }: TextUnits, length: number): number {
  let seen = 0
  let found = 0
  const inTitle = titleEnd - title
  for (let at = 0, end = inTitle + bodyEnd - body; at < end && seen < length; at++) {
    const unit = units[at < inTitle ? title + at : body + at - inTitle]!
    if (isBlank(unit)) continue
    seen++
    found += isAsked[unit]!
  }
  return found / (seen + smoothing)
}

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0a

/** Whether a digit stands in the `length` characters around a window, in units of the title, a line break, and the body. */
export function hasDigitNear(
  { units, title, titleEnd, body, bodyEnd }: TextUnits,
  window: { readonly from: number; readonly to: number },
  length: number,
): boolean {
  const from = window.from - ((length - (window.to - window.from)) >> 1)
  const to = from + length
  const shift = body - (titleEnd - title + 1)
  return (
    isDigitIn(units, Math.max(title, title + from), Math.min(titleEnd, title + to)) ||
    isDigitIn(units, Math.max(body, from + shift), Math.min(bodyEnd, to + shift))
  )
}

function isDigitIn(units: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (units[at]! >= 0x30 && units[at]! <= 0x39) return true
  return false
}
