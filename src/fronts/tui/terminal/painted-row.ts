/**
 * A painted row split into cells again: what each column of the screen shows, so that two rows can be compared by cell.
 */
import { cells } from '../cells/cells.js'
import { showsOnBlanks, styleAfter } from './sgr.js'

/** One column. `text` is empty in the second column of a wide character. */
export interface PaintedCell {
  readonly text: string
  /** As in `sgr.ts`; empty for the terminal's own look, and for a blank on which the style is not visible. */
  readonly style: string
}

export interface PaintedRow {
  readonly columns: readonly PaintedCell[]
  /** Where the blanks without a visible style at the row's end begin. */
  readonly inkEnd: number
  /** False if terminals may disagree about a width (emoji, marks); such a row is only written whole. */
  readonly isSure: boolean
}

/** Characters about whose width terminals may disagree. */
const unsure = /[\u0300-\u036f\u0590-\u1fff\u200d\u20d0-\u20ff\u2600-\u27bf\ufe00-\ufe0f\u{10000}-\u{10ffff}]/u
/** Exceptions: signs of our own frame, which every terminal draws in one column. */
const own = /[☐☑✓❯]/gu

export function paintedRow(row: string): PaintedRow {
  const columns: PaintedCell[] = []
  let style = ''
  let blankStyle = ''
  for (const [i, part] of row.split(/\u001b\[([\d;]*)m/).entries()) {
    if (i % 2 === 1) {
      style = styleAfter(style, part)
      blankStyle = showsOnBlanks(style) ? style : ''
    } else {
      for (const { text, width } of cells(part)) {
        if (width > 0) columns.push({ text, style: text === ' ' ? blankStyle : style })
        for (let rest = 1; rest < width; rest++) columns.push({ text: '', style })
      }
    }
  }
  const inkEnd = columns.findLastIndex((cell) => cell.text !== ' ' || cell.style !== '') + 1
  return { columns, inkEnd, isSure: !unsure.test(row.replace(own, '')) }
}
