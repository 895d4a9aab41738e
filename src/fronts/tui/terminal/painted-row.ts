/**
 * Rows as cells: what each column of the screen shows, so that two rows can be compared by cell. A style is the
 * parameters of SGR (ECMA-48) that make it from the terminal's own look, which is ''.
 */
import { cells } from '../cells/cells.js'
import { type Row } from '../cells/spans.js'
import { codesOf, type Theme } from '../view/theme.js'

/** One column. `text` is empty in the second column of a wide character. */
export interface PaintedCell {
  readonly text: string
  /** Empty also for a blank on which the style is not visible. */
  readonly style: string
}

export interface PaintedRow {
  readonly columns: readonly PaintedCell[]
  /** Where the blanks without a visible style at the row's end begin. */
  readonly inkEnd: number
  /** False if terminals may disagree about a width (emoji, marks); such a row is only written whole, each cell at its place. */
  readonly isSure: boolean
}

/** A row of spans at a column of the screen. */
export interface PlacedRow {
  readonly x: number
  readonly row: Row
}

/** Characters about whose width terminals may disagree. */
const unsure = /[\u0300-\u036f\u0590-\u1fff\u200d\u20d0-\u20ff\u2600-\u27bf\ufe00-\ufe0f\u{10000}-\u{10ffff}]/u
/** Exceptions: signs of our own frame, which every terminal draws in one column. */
const own = /[☐☑✓❯]/gu

/** @param width columns of the screen */
export function paintedRow(parts: readonly PlacedRow[], width: number, theme: Theme): PaintedRow {
  const blank: PaintedCell = { text: ' ', style: '' }
  const columns: PaintedCell[] = []
  for (const { x, row } of parts) {
    while (columns.length < x) columns.push(blank)
    let at = x
    for (const piece of row) {
      const style = codesOf(piece, theme)
      const onBlanks = showsOnBlanks(style) ? style : ''
      for (const { text, width: wide } of cells(piece.text)) {
        if (wide > 0) columns[at] = { text, style: text === ' ' ? onBlanks : style }
        for (let rest = 1; rest < wide; rest++) columns[at + rest] = { text: '', style }
        at += wide
      }
    }
  }
  columns.length = Math.min(columns.length, width)
  const inkEnd = columns.findLastIndex((cell) => cell.text !== ' ' || cell.style !== '') + 1
  return { columns, inkEnd, isSure: !parts.some(({ row }) => row.some(({ text }) => isUnsure(text))) }
}

export function isUnsure(text: string): boolean {
  return unsure.test(text.replace(own, ''))
}

/** True for a style that is also visible on blanks: a paper, an underline, reverse video. */
export function showsOnBlanks(style: string): boolean {
  return /(?:^|;)(?:[47]|4[0-8])(?:;|$)/.test(style.replace(/(?:^|;)38;(?:5;\d+|2;\d+;\d+;\d+)/g, ''))
}

/** A short sequence from one style to another: what is added, or a reset and everything. */
export function sgrBetween(from: string, to: string): string {
  if (from === to) return ''
  if (to === '') return '\u001b[m'
  if (from === '') return `\u001b[${to}m`
  return to.startsWith(`${from};`) ? `\u001b[${to.slice(from.length + 1)}m` : `\u001b[0;${to}m`
}
