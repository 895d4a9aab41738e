/**
 * Turns a row on the screen into another by writing only the cells that differ: over a slow link, bytes are what a key
 * costs.
 */
import type { PaintedCell, PaintedRow } from './painted-row.js'
import type { Pen } from './pen.js'

/** Bytes of a move along the row, as `ESC [ 42 G`. */
const moveBytes = 5
/** Bytes of erasing, as `ESC [ 42 X`. */
const eraseBytes = 5
/** Bytes of a change of style, about. */
const styleBytes = 5

/** @param y the row, from 0; @param row the wanted one as it was painted */
export function drawChanges(pen: Pen, y: number, shown: PaintedRow, wanted: PaintedRow, row: string): void {
  if (!shown.isSure || !wanted.isSure) return drawWhole(pen, y, row)
  for (const [start, end] of differingRuns(shown.columns, wanted.columns)) drawRun(pen, y, wanted, start, end)
}

/**
 * Erases the row before it is written: after a row as wide as the window the cursor is on its last column, and erasing
 * then would remove that column.
 */
export function drawWhole(pen: Pen, y: number, row: string): void {
  pen.goTo(0, y)
  pen.eraseLine()
  pen.raw(row)
}

const blank: PaintedCell = { text: ' ', style: '' }

/** Ranges [start, end) of columns to write; two are joined if writing what is between costs no more than a move. */
function differingRuns(shown: readonly PaintedCell[], wanted: readonly PaintedCell[]): [number, number][] {
  const runs: [number, number][] = []
  const width = Math.max(shown.length, wanted.length)
  for (let i = 0; i < width; i++) {
    const [before, after] = [shown[i] ?? blank, wanted[i] ?? blank]
    if (before.text === after.text && before.style === after.style) continue
    const last = runs.at(-1)
    if (last !== undefined && isCheap(wanted, last[1], i)) last[1] = i + 1
    else runs.push([i, i + 1])
  }
  return runs.map(([start, end]) => [wholeStart(wanted, start), wholeEnd(wanted, end)])
}

function isCheap(row: readonly PaintedCell[], from: number, to: number): boolean {
  let bytes = 0
  let style = row[from - 1]?.style ?? ''
  for (let i = from; i < to && bytes <= moveBytes; i++) {
    const cell = row[i] ?? blank
    const isBlank = cell.text === ' ' && cell.style === ''
    bytes += bytesOf(cell.text) + (isBlank || cell.style === style ? 0 : styleBytes)
    if (!isBlank) style = cell.style
  }
  return bytes <= moveBytes
}

function bytesOf(text: string): number {
  return text === '' || text < '\u0080' ? text.length : Buffer.byteLength(text)
}

function wholeStart(row: readonly PaintedCell[], at: number): number {
  return at > 0 && row[at]?.text === '' ? at - 1 : at
}

function wholeEnd(row: readonly PaintedCell[], at: number): number {
  return row[at]?.text === '' ? at + 1 : at
}

/** Draws the columns [start, end); plain blanks at the row's end, and longer runs within it, are erased. */
function drawRun(pen: Pen, y: number, { columns: row, inkEnd }: PaintedRow, start: number, end: number): void {
  const stop = Math.min(end, Math.max(start, inkEnd))
  pen.goTo(start, y)
  for (let i = start; i < stop;) {
    const blanks = blanksFrom(row, i, stop)
    if (blanks > eraseBytes + (i + blanks === stop ? 0 : moveBytes)) {
      pen.erase(blanks)
      i += blanks
      if (i < stop) pen.goTo(i, y)
    } else pen.put(row[i++] ?? blank)
  }
  if (stop < end) pen.eraseLine()
}

function blanksFrom(row: readonly PaintedCell[], from: number, stop: number): number {
  let i = from
  while (i < stop && row[i]?.text === ' ' && row[i]?.style === '') i++
  return i - from
}
