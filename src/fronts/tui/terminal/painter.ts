/**
 * Puts on the screen what Ink has laid out. Ink 6.8 clears the whole screen with every frame that is as high as the
 * window, below that height its incremental writer goes up one line too few, and it rewrites whole rows. Ink 7.1.1 and 8
 * require Node 22, and a key costs 1.4–1.7 × the CPU in this screen. So Ink writes to nowhere, and the painter compares
 * the cells of the rows with those on the screen and writes those that differ, at absolute positions, between the marks
 * of a synchronised update (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036). The screen is
 * cleared only after a resize.
 */
import { EventEmitter } from 'node:events'
import { type Row, type Span } from '../cells/spans.js'
import { type Theme } from '../view/theme.js'
import {
  isUnsure,
  paintedRow,
  sgrBetween,
  showsOnBlanks,
  type PaintedCell,
  type PaintedRow,
  type PlacedRow,
} from './painted-row.js'

/*
 * Turns a row on the screen into another by writing only the cells that differ: over a slow link, bytes are what a key
 * costs.
 */

/** Bytes of a move along the row, as `ESC [ 42 G`. */
const moveBytes = 5
/** Bytes of erasing, as `ESC [ 42 X`. */
const eraseBytes = 5
const styleBytes = 5

/** @param y the row, from 0 */
function drawChanges(pen: Pen, y: number, shown: PaintedRow, wanted: PaintedRow): void {
  if (!shown.isSure || !wanted.isSure) return drawWhole(pen, y, wanted)
  for (const [start, end] of differingRuns(shown.columns, wanted.columns)) drawRun(pen, y, wanted, start, end)
}

/**
 * Erases the row before it is written: after a row as wide as the window the cursor is on its last column, and erasing
 * then would remove that column. After a character of unsure width, the next one is placed anew.
 */
function drawWhole(pen: Pen, y: number, { columns, inkEnd }: PaintedRow): void {
  pen.goTo(0, y)
  pen.eraseLine()
  for (const [x, cell] of columns.slice(0, inkEnd).entries()) {
    if (cell.text === '') pen.skip()
    else {
      pen.goTo(x, y)
      pen.put(cell)
      if (isUnsure(cell.text)) pen.forget()
    }
  }
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

/** Rows of spans, and where the first one is. */
export interface Placed {
  readonly x: number
  readonly y: number
  readonly rows: readonly Row[]
}

const begin = '\u001b[?2026h\u001b[?25l'
const end = '\u001b[?2026l'

/**
 * The terminal that Ink believes to have. It is one column wide, because Ink makes an object for each cell of a frame, 5
 * ms for a screen.
 */
export function nowhere(): NodeJS.WriteStream {
  return Object.assign(new EventEmitter(), {
    columns: 1,
    isTTY: true,
    write: () => true,
  }) as unknown as NodeJS.WriteStream
}

interface Line {
  /** The same for lines that look alike. */
  readonly key: string
  readonly painted: () => PaintedRow
}

const emptyLine: Line = { key: '', painted: () => ({ columns: [], inkEnd: 0, isSure: true }) }

export class Painter {
  readonly #write: (text: string) => void
  readonly #theme: Theme
  #columns: number
  #rows: number
  #placed: readonly Placed[] = []
  #cursor: Cursor | undefined
  #shown: readonly Line[] | undefined
  #shownCursor: Cursor | undefined
  #isPaused = false

  constructor(write: (text: string) => void, size: { readonly columns: number; readonly rows: number }, theme: Theme) {
    this.#write = write
    this.#theme = theme
    this.#columns = size.columns
    this.#rows = size.rows
  }

  /** What the screen shows, and where the real cursor is; undefined hides it. */
  place(placed: readonly Placed[], cursor: Cursor | undefined): void {
    this.#placed = placed
    this.#cursor = cursor
    this.#draw()
  }

  resize({ columns, rows }: { readonly columns: number; readonly rows: number }): void {
    this.#columns = columns
    this.#rows = rows
    this.#shown = undefined
  }

  /** Redraws everything, for example after an editor had the screen. */
  repaint(): void {
    this.#shown = undefined
    this.#draw()
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused
    if (!isPaused) this.#shown = undefined
  }

  #draw(): void {
    if (this.#isPaused) return
    const wanted = Array.from({ length: this.#rows }, (_, y) => this.#row(y))
    const changes = this.#changes(wanted)
    const [cursor, shown] = [this.#cursor, this.#shownCursor]
    const isMoved = cursor?.x !== shown?.x || cursor?.y !== shown?.y
    if (changes === '' && !isMoved && this.#shown !== undefined) return
    const clear = this.#shown === undefined ? '\u001b[H\u001b[2J' : ''
    const place = cursor === undefined ? '' : `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h`
    this.#shown = wanted
    this.#shownCursor = cursor
    this.#write(begin + clear + changes + place + end)
  }

  #changes(wanted: readonly Line[]): string {
    const pen = new Pen()
    for (const [y, next] of wanted.entries()) {
      const before = this.#shown?.[y] ?? emptyLine
      if (before.key === next.key) continue
      if (this.#shown === undefined) drawWhole(pen, y, next.painted())
      else drawChanges(pen, y, before.painted(), next.painted())
    }
    return pen.finish()
  }

  #row(y: number): Line {
    const parts: PlacedRow[] = []
    for (const { x, y: top, rows } of this.#placed) {
      const row = rows[y - top]
      if (row !== undefined) parts.push({ x, row })
    }
    const key = parts.map(({ x, row }) => x + row.map(keyOf).join('')).join('\n')
    let painted: PaintedRow | undefined
    return { key, painted: () => (painted ??= paintedRow(parts, this.#columns, this.#theme)) }
  }
}

const keyOf = ({ text, style, ground }: Span): string => `\u0000${style}${ground === true ? '+' : ' '}${text}`

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

  /** Passes the second column of a wide character, which was written with the first. */
  skip(): void {
    if (this.#x >= 0) this.#x++
  }

  /** The next move is written out: the cursor may be elsewhere than the pen believes. */
  forget(): void {
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
