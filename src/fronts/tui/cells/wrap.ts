/**
 * Breaks text into lines of a given width by the rules of Chinese typesetting: between any two Han characters, but no
 * closing punctuation begins a line and no opening bracket ends one. Latin words and numbers stay whole if they fit.
 */
import { neverFirst, neverLast } from '../../../text/sentences.js'
import { cells, type Cell } from './cells.js'

/** A line's range [start, end) of the text, in UTF-16 units; blanks at the break belong to no line. */
export interface Line {
  readonly start: number
  readonly end: number
}

const wordPart = /[\p{L}\p{N}_'’-]/u
const han = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u
const furthestRetreat = 24
const longestPiece = 4096

/**
 * @param columns at least 2; a wider cluster gets a line of its own
 * @param limit lines to make at most
 */
export function wrap(text: string, columns: number, limit = Number.POSITIVE_INFINITY): Line[] {
  const lines: Line[] = []
  // Long paragraphs are wrapped in pieces to bound memory.
  const piece = Math.max(longestPiece, columns * 8)
  let from = 0
  while (from < text.length && lines.length < limit) {
    const newline = text.indexOf('\n', from)
    const paragraphEnd = newline === -1 ? text.length : newline
    const end = Math.min(paragraphEnd, from + piece)
    const next = wrapPiece(text, from, end, end === paragraphEnd, columns, limit, lines)
    from = next === paragraphEnd ? next + 1 : next
  }
  return lines
}

/** @returns where the next piece begins: after the last line that surely ends inside this one */
function wrapPiece(
  text: string,
  from: number,
  to: number,
  isLast: boolean,
  columns: number,
  limit: number,
  out: Line[],
): number {
  const row = cells(text.slice(from, to))
  if (row.length === 0 && isLast) out.push({ start: from, end: to })
  let first = 0
  while (first < row.length && out.length < limit) {
    const past = fitting(row, first, columns)
    if (past === row.length && !isLast && first > 0) return from + row[first]!.start
    const next = past === row.length ? past : breakBefore(row, first, past)
    out.push({ start: from + row[first]!.start, end: from + row[next - 1]!.end })
    first = next
    while (first < row.length && row[first]!.text === ' ') first++
  }
  return to
}

/** Index of the first cell that no longer fits, at least `first + 1`. */
function fitting(row: readonly Cell[], first: number, columns: number): number {
  let width = 0
  let i = first
  for (; i < row.length; i++) {
    width += row[i]!.width
    if (width > columns && i > first) return i
  }
  return i
}

/** The best place to break at or before `past`: at most a long word back, else `past` itself. */
function breakBefore(row: readonly Cell[], first: number, past: number): number {
  const earliest = Math.max(first + 1, past - furthestRetreat)
  for (let i = past; i >= earliest; i--) {
    if (mayBreak(row[i - 1]!.text, row[i]!.text)) return i
  }
  return past
}

function mayBreak(before: string, after: string): boolean {
  if (before === ' ' || after === ' ') return true
  if (neverFirst.has(after) || neverLast.has(before)) return false
  return !(isLatinPart(before) && isLatinPart(after))
}

function isLatinPart(cluster: string): boolean {
  return wordPart.test(cluster) && !han.test(cluster)
}
