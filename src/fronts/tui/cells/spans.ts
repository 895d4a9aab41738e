/**
 * Styled text before it has colours: a row is a list of spans, a span is a text and the name of its style.
 * Views build rows, {@link ../view/theme.ts} turns them into terminal codes.
 */
import { type Ranges } from '../../../base/answers.js'
import { pieces } from '../../../base/marked.js'
import { takeColumns, widthOf } from './cells.js'

/** What a piece of text means on the screen; the theme decides how it looks. */
export const styleNames = [
  'plain', 'title', 'dim', 'match', 'current', 'accent', 'good', 'error', 'border', 'key', 'selected', 'bar', 'chip',
  'chosen',
] as const // prettier-ignore
export type Style = (typeof styleNames)[number]

export interface Span {
  readonly text: string
  readonly style: Style
  /** Drawn on the background of the chosen row (style `chosen`). */
  readonly ground?: true
}

export type Row = readonly Span[]

export const span = (text: string, style: Style = 'plain'): Span => ({ text, style })

export function grounded(row: Row): Row {
  return row.map((piece) => ({ ...piece, ground: true }))
}

export function rowWidth(row: Row): number {
  let sum = 0
  for (const piece of row) sum += widthOf(piece.text)
  return sum
}

/**
 * Cuts a row to `columns`; an ellipsis shows that something was cut off.
 * @returns a row at most `columns` wide
 */
export function cutRow(row: Row, columns: number, ellipsis: string): Row {
  if (rowWidth(row) <= columns) return row
  const room = columns - widthOf(ellipsis)
  if (room < 0) return []
  const out: Span[] = []
  let used = 0
  for (const piece of row) {
    const kept = takeColumns(piece.text, room - used)
    if (kept.text !== '') out.push(span(kept.text, piece.style))
    used += kept.width
    if (!kept.whole) break
  }
  out.push(span(ellipsis, 'dim'))
  return out
}

/** Cuts and fills with blanks to exactly `columns`. */
export function fitRow(row: Row, columns: number, ellipsis: string): Row {
  const cut = cutRow(row, columns, ellipsis)
  const missing = columns - rowWidth(cut)
  return missing > 0 ? [...cut, span(' '.repeat(missing))] : cut
}

/** A part at each edge. The left part is cut to fit; a right part without room is dropped. */
export function justify(left: Row, right: Row, columns: number, ellipsis: string): Row {
  const rightWidth = rowWidth(right)
  if (rightWidth === 0 || rightWidth + 2 > columns) return fitRow(left, columns, ellipsis)
  return [...fitRow(left, columns - rightWidth - 1, ellipsis), span(' '), ...right]
}

export function markedSpans(text: string, ranges: Ranges, plain: Style, marked: Style): Span[] {
  return pieces(text, ranges).map(([piece, isMarked]) => span(piece, isMarked ? marked : plain))
}
