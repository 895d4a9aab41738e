/**
 * Puts Ink's frames on the screen. Ink 6.8 clears the whole screen with every frame that is as high as the window, and
 * below that height its incremental writer goes up one line too few, so changed rows land one row low. Ink 7.1.1 and 8
 * fix that, but require Node 22, and a key costs 1.4–1.7 × the CPU in this screen. So Ink renders in its `debug` mode,
 * where each frame is one plain `write`, and this stream compares rows with those on the screen and rewrites the cells
 * that differ, at absolute positions, between the marks of a synchronised update
 * (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036). The screen is cleared only after a
 * resize.
 */
import { EventEmitter } from 'node:events'
import { paintedRow, type PaintedRow, type PaintedCell, sgrBetween, showsOnBlanks } from './painted-row.js'

/*
 * Turns a row on the screen into another by writing only the cells that differ: over a slow link, bytes are what a key
 * costs.
 */

/** Bytes of a move along the row, as `ESC [ 42 G`. */
const moveBytes = 5
/** Bytes of erasing, as `ESC [ 42 X`. */
const eraseBytes = 5
const styleBytes = 5

/** @param y the row, from 0; @param row the wanted one as it was painted */
function drawChanges(pen: Pen, y: number, shown: PaintedRow, wanted: PaintedRow, row: string): void {
  if (!shown.isSure || !wanted.isSure) return drawWhole(pen, y, row)
  for (const [start, end] of differingRuns(shown.columns, wanted.columns)) drawRun(pen, y, wanted, start, end)
}

/**
 * Erases the row before it is written: after a row as wide as the window the cursor is on its last column, and erasing
 * then would remove that column.
 */
function drawWhole(pen: Pen, y: number, row: string): void {
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

export interface Cursor {
  /** Columns and rows from the upper left corner, from 0. */
  readonly x: number
  readonly y: number
}

export interface FrameNeeds {
  /** Where the real cursor is after the frame; undefined hides it. */
  readonly cursor: Cursor | undefined
  /** Columns that Ink lays the frame out in. Ink makes and joins an object for each cell, so fewer cost less. */
  readonly columns: number
}

const begin = '\u001b[?2026h\u001b[?25l'
const end = '\u001b[?2026l'

/** @param expand turns what Ink writes into the rows to show */
export function createPainter(write: (text: string) => void, rows: number, expand: (frame: string) => string) {
  const painted = keptRows()
  let shown: readonly string[] | undefined
  let wanted: readonly string[] = []
  let cursor: Cursor | undefined
  let shownCursor: Cursor | undefined
  let paused = false

  const draw = (): void => {
    if (paused) return
    const changes = changedRows(shown, wanted, stream.rows, painted)
    const moved = cursor?.x !== shownCursor?.x || cursor?.y !== shownCursor?.y
    if (changes === '' && !moved && shown !== undefined) return
    const clear = shown === undefined ? '\u001b[H\u001b[2J' : ''
    const place = cursor === undefined ? '' : `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h`
    shown = wanted
    shownCursor = cursor
    write(begin + clear + changes + place + end)
  }

  const stream = frameStream(rows, (frame) => {
    wanted = expand(frame).split('\n').slice(0, stream.rows)
    draw()
  })

  return {
    stream: stream as unknown as NodeJS.WriteStream,
    prepare: (frame: FrameNeeds): void => {
      cursor = frame.cursor
      stream.columns = frame.columns
      // A move of the cursor alone changes no row, so Ink may write no frame.
      queueMicrotask(() => {
        if (shown !== undefined) draw()
      })
    },
    resize: (nextRows: number): void => {
      stream.rows = nextRows
      shown = undefined
    },
    /** Redraws everything, for example after an editor had the screen. */
    repaint: (): void => {
      shown = undefined
      draw()
    },
    pause: (next: boolean): void => {
      paused = next
      if (!next) shown = undefined
    },
  }
}

function frameStream(rows: number, onFrame: (frame: string) => void) {
  return Object.assign(new EventEmitter(), {
    columns: 1,
    rows,
    isTTY: true as const,
    write(frame: string): boolean {
      if (frame !== '') onFrame(frame)
      return true
    },
  })
}

export type Painter = ReturnType<typeof createPainter>

function changedRows(
  shown: readonly string[] | undefined,
  wanted: readonly string[],
  height: number,
  painted: (row: string) => PaintedRow,
): string {
  const pen = new Pen()
  const count = Math.min(height, Math.max(shown?.length ?? 0, wanted.length))
  for (let y = 0; y < count; y++) {
    const next = wanted[y] ?? ''
    const before = shown?.[y] ?? ''
    if (before === next) continue
    if (shown === undefined) drawWhole(pen, y, next)
    else drawChanges(pen, y, painted(before), painted(next), next)
  }
  return pen.finish()
}

function keptRows(): (row: string) => PaintedRow {
  const kept = new Map<string, PaintedRow>()
  return (row) => {
    const known = kept.get(row)
    if (known !== undefined) return known
    if (kept.size >= mostKept) kept.clear()
    const fresh = paintedRow(row)
    kept.set(row, fresh)
    return fresh
  }
}
const mostKept = 200

/**
 * Writes cells at positions of the screen, from an unknown position and in the terminal's own look. It keeps its
 * position and style, so that it writes only codes that change something: over a slow link, codes are a third of what a
 * key costs.
 */
class Pen {
  #out = ''
  #style = ''
  #isStyleOnBlanks = false
  #x = -1
  #y = -1

  /** Moves to a column and row, both from 0. */
  goTo(x: number, y: number): void {
    if (y !== this.#y) this.#out += `\u001b[${y + 1};${x + 1}H`
    else if (x !== this.#x) this.#out += `\u001b[${x + 1}G`
    this.#x = x
    this.#y = y
  }

  put({ text, style }: PaintedCell): void {
    if (text === ' ' && style === '') this.#setStyleForBlank()
    else if (text !== '') this.#setStyle(style)
    this.#out += text
    this.#x++
  }

  /** Replaces columns by blanks in the terminal's own look; the pen stays before them. */
  erase(count: number): void {
    this.#setStyleForBlank()
    this.#out += `\u001b[${count}X`
  }

  eraseLine(): void {
    this.#setStyleForBlank()
    this.#out += '\u001b[K'
  }

  /** Writes text that contains codes and ends in the terminal's own look. */
  raw(text: string): void {
    this.#setStyle('')
    this.#out += text
    this.#x = -1
  }

  /** Returns all that was written; it ends in the terminal's own look. */
  finish(): string {
    this.#setStyle('')
    return this.#out
  }

  #setStyle(next: string): void {
    if (next === this.#style) return
    this.#out += sgrBetween(this.#style, next)
    this.#style = next
    this.#isStyleOnBlanks = showsOnBlanks(next)
  }

  /** Keeps a style that does not show on blanks, which look the same in any ink. */
  #setStyleForBlank(): void {
    if (this.#isStyleOnBlanks) this.#setStyle('')
  }
}
