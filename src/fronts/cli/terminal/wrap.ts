/**
 * Breaks a passage into lines of a terminal's width. The terminal UI has a more exact version (grapheme clusters,
 * emoji); this one needs no package, because loading one would slow a cold search down. Characters are 0, 1 or 2
 * columns wide (UAX #11, wide and full-width).
 */

import { neverFirst, neverLast } from '../../../text/line-breaks.js'

/** Ranges [start, end) of the text, in UTF-16 units; blanks at a break belong to no line. At least one. */
export function wrapLines(text: string, columns: number): (readonly [number, number])[] {
  const lines: [number, number][] = []
  let start = 0
  let column = 0
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at)!
    const width = widthOf(code)
    if (column + width > columns && at > start) {
      const end = breakBefore(text, start, at)
      lines.push([start, end])
      start = end
      while (text[start] === ' ') start++
      at = Math.max(at, start)
      column = 0
      for (let i = start; i < at; i += text.codePointAt(i)! > 0xffff ? 2 : 1) column += widthOf(text.codePointAt(i)!)
    } else {
      column += width
      at += code > 0xffff ? 2 : 1
    }
  }
  if (start < text.length || lines.length === 0) lines.push([start, text.length])
  return lines
}

const latin = /[A-Za-z0-9_'\u2019\u00c0-\u024f]/
/** A longer word is cut. */
const furthestRetreat = 24

/** The best place to break at or before `past`: at most a long word back, else `past` itself. */
function breakBefore(text: string, start: number, past: number): number {
  for (let at = past; at > Math.max(start, past - furthestRetreat); at--) if (mayBreak(text, at)) return at
  return past
}

function mayBreak(text: string, at: number): boolean {
  const [before, after] = [text[at - 1]!, text[at]!]
  if (before === ' ' || after === ' ') return true
  if (isLowHalf(after) || neverFirst.has(after) || neverLast.has(before) || widthOf(after.charCodeAt(0)) === 0)
    return false
  return !(latin.test(before) && latin.test(after))
}

const isLowHalf = (unit: string): boolean => unit >= '\udc00' && unit <= '\udfff'

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
]

/** Columns of a character: combining marks none, wide ones two. */
export function widthOf(code: number): 0 | 1 | 2 {
  if (code < 0x300) return 1
  if (code >= 0x4e00 && code <= 0x9fff) return 2
  if (code === 0x200d || (code >= 0x300 && code <= 0x36f) || (code >= 0xfe00 && code <= 0xfe0f)) return 0
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}
