/**
 * Codes that turn a row on the screen into another: only the cells that differ are written. Over a slow link, that is what a key
 * costs.
 */
import type { PaintedCell, PaintedRow } from './painted-row.js'

/** Equal columns that are written again rather than jumped over: a jump takes about as many bytes. */
const shortestJump = 5
/** Blanks that are erased rather than written. */
const shortestErasing = 10

/** @param y the row, from 1; @param row the wanted one as it was painted */
export function rowChanges(y: number, shown: PaintedRow, wanted: PaintedRow, row: string): string {
  if (!shown.isSure || !wanted.isSure) return wholeRow(y, row)
  let out = ''
  for (const [start, end] of differingRuns(shown.columns, wanted.columns)) {
    out += `\u001b[${y};${start + 1}H${written(wanted.columns, start, end)}`
  }
  return out
}

/**
 * A row is erased before it is written, because after a row as wide as the window the cursor is on its last column, and
 * erasing would remove that one.
 */
export function wholeRow(y: number, row: string): string {
  return `\u001b[${y};1H\u001b[K${row}`
}

const blank: PaintedCell = { text: ' ', style: '' }

/** Ranges [start, end) of columns to write, neighbouring ones joined. */
function differingRuns(shown: readonly PaintedCell[], wanted: readonly PaintedCell[]): [number, number][] {
  const runs: [number, number][] = []
  const width = Math.max(shown.length, wanted.length)
  for (let i = 0; i < width; i++) {
    const [before, after] = [shown[i] ?? blank, wanted[i] ?? blank]
    if (before.text === after.text && before.style === after.style) continue
    const last = runs.at(-1)
    if (last !== undefined && i - last[1] < shortestJump) last[1] = i + 1
    else runs.push([i, i + 1])
  }
  return runs.map(([start, end]) => [wholeStart(wanted, start), wholeEnd(wanted, end)])
}

function wholeStart(row: readonly PaintedCell[], at: number): number {
  return at > 0 && row[at]?.text === '' ? at - 1 : at
}

function wholeEnd(row: readonly PaintedCell[], at: number): number {
  return row[at]?.text === '' ? at + 1 : at
}

/** The columns [start, end) as text with codes, the look reset behind them; plain blanks at the row's end are erased. */
function written(row: readonly PaintedCell[], start: number, end: number): string {
  const lastInk = row.findLastIndex((cell) => cell.text !== ' ' || cell.style !== '')
  const stop = end > lastInk ? Math.max(start, lastInk + 1) : end
  let out = ''
  let style = ''
  for (let i = start; i < stop; i++) {
    const cell = row[i] ?? blank
    const blanks = cell.style === '' ? blanksFrom(row, i, stop) : 0
    if (cell.style !== style) out += `\u001b[${cell.style === '' ? '' : `${style === '' ? '' : '0;'}${cell.style}`}m`
    style = cell.style
    if (blanks >= shortestErasing) {
      out += `\u001b[${blanks}X\u001b[${blanks}C`
      i += blanks - 1
    } else out += cell.text
  }
  if (style !== '') out += '\u001b[m'
  return stop < end ? `${out}\u001b[K` : out
}

function blanksFrom(row: readonly PaintedCell[], from: number, stop: number): number {
  let i = from
  while (i < stop && row[i]?.text === ' ' && row[i]?.style === '') i++
  return i - from
}
