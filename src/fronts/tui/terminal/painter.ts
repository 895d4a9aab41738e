/**
 * Puts on the screen what Ink has laid out. Ink 6.8 clears the whole screen with every frame that is as high as the
 * window, below that height its incremental writer goes up one line too few, and it rewrites whole rows. Ink 7.1.1 and 8
 * require Node 22, and a key costs 1.4–1.7 × the CPU in this screen. So Ink writes to nowhere, and the painter compares
 * the cells of the rows with those on the screen and writes those that differ, at absolute positions, between the marks
 * of a synchronised update (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036). The screen is
 * cleared only after a resize.
 */
import { EventEmitter } from 'node:events'
import { type Row } from '../cells/spans.js'
import { cells } from '../cells/cells.js'
import { codesOf, type Theme } from '../view/theme.js'

/*
 * Rows as cells: what each column of the screen shows, so that two rows can be compared by cell. A style is the
 * parameters of SGR (ECMA-48) that make it from the terminal's own look, which is ''.
 */

/** One column. `text` is empty in the second column of a wide character. */
export interface PaintedCell {
  readonly text: string
  /** Empty also for a blank on which the style is not visible. */
  readonly style: string
}

interface PaintedRow {
  readonly columns: readonly PaintedCell[]
  /** Where the blanks without a visible style at the row's end begin. */
  readonly inkEnd: number
  /** False if terminals may disagree about a width (emoji, marks); such a row is only written whole, each cell at its place. */
  readonly isSure: boolean
}

/** Characters about whose width terminals may disagree. */
const unsure = /[\u0300-\u036f\u0590-\u1fff\u200d\u20d0-\u20ff\u2600-\u27bf\ufe00-\ufe0f\u{10000}-\u{10ffff}]/u
/** Exceptions: signs of our own frame, which every terminal draws in one column. */
const own = /[☐☑✓❯]/gu

/**
 * What is placed in one row of the screen.
 * @param width columns of the screen
 */
function paintedRow(placed: readonly Placed[], y: number, width: number, theme: Theme): PaintedRow {
  const columns: PaintedCell[] = []
  let isSure = true
  for (const { x, y: top, rows } of placed) {
    let at = x
    for (const piece of rows[y - top] ?? []) {
      while (columns.length < at) columns.push(blank)
      const style = codesOf(piece, theme)
      const onBlanks = style !== '' && showsOnBlanks(style) ? style : ''
      isSure &&= !isUnsure(piece.text)
      for (const { text, width: wide } of cells(piece.text)) {
        if (wide > 0) columns[at] = { text, style: text === ' ' ? onBlanks : style }
        for (let rest = 1; rest < wide; rest++) columns[at + rest] = { text: '', style }
        at += wide
      }
    }
  }
  columns.length = Math.min(columns.length, width)
  const inkEnd = columns.findLastIndex((cell) => cell.text !== ' ' || cell.style !== '') + 1
  return { columns, inkEnd, isSure }
}

function isUnsure(text: string): boolean {
  return unsure.test(text) && unsure.test(text.replace(own, ''))
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

/*
 * Turns a row on the screen into another by writing only the cells that differ: over a slow link, bytes are what a key
 * costs.
 */

/** Columns between two changes that cost no more bytes than a move, as `ESC [ 42 G`. */
const shortGap = 2

const blank: PaintedCell = { text: ' ', style: '' }

/**
 * A row with a character of unsure width is erased and written whole, and the character after that one is placed anew.
 * @param y the row, from 0
 */
function drawChanges(pen: Pen, y: number, shown: PaintedRow, wanted: PaintedRow): void {
  const runs = differingRuns(shown.columns, wanted.columns)
  if (shown.isSure && wanted.isSure) {
    for (const run of runs) drawRun(pen, y, wanted, run)
  } else if (runs.length > 0) {
    pen.goTo(0, y)
    pen.eraseLine()
    drawRun(pen, y, wanted, [0, wanted.inkEnd])
  }
}

type Run = readonly [start: number, end: number]

/** Ranges of columns to write; two with a short gap are joined, and none begins or ends within a wide character. */
function differingRuns(shown: readonly PaintedCell[], wanted: readonly PaintedCell[]): Run[] {
  const runs: [number, number][] = []
  const width = Math.max(shown.length, wanted.length)
  for (let i = 0; i < width; i++) {
    const [before, after] = [shown[i] ?? blank, wanted[i] ?? blank]
    if (before.text === after.text && before.style === after.style) continue
    const last = runs.at(-1)
    if (last !== undefined && i - last[1] <= shortGap) last[1] = i + 1
    else runs.push([i, i + 1])
  }
  const isSecondHalf = (at: number): boolean => wanted[at]?.text === ''
  return runs.map(([start, end]) => [isSecondHalf(start) ? start - 1 : start, isSecondHalf(end) ? end + 1 : end])
}

/** Plain blanks at the row's end are erased. */
function drawRun(pen: Pen, y: number, { columns, inkEnd }: PaintedRow, [start, end]: Run): void {
  const stop = Math.min(end, Math.max(start, inkEnd))
  for (let x = start; x < stop; x++) {
    const cell = columns[x] ?? blank
    if (cell.text !== '') pen.goTo(x, y)
    pen.put(cell)
  }
  if (stop === end) return
  pen.goTo(stop, y)
  pen.eraseLine()
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

const emptyRow: PaintedRow = { columns: [], inkEnd: 0, isSure: true }

export class Painter {
  readonly #write: (text: string) => void
  readonly #theme: Theme
  #columns: number
  #rows: number
  #placed: readonly Placed[] = []
  #cursor: Cursor | undefined
  #shown: readonly PaintedRow[] | undefined
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
    const wanted = Array.from({ length: this.#rows }, (_, y) => paintedRow(this.#placed, y, this.#columns, this.#theme))
    const pen = new Pen()
    for (const [y, row] of wanted.entries()) drawChanges(pen, y, this.#shown?.[y] ?? emptyRow, row)
    const changes = pen.finish()
    const [cursor, shown] = [this.#cursor, this.#shownCursor]
    const isMoved = cursor?.x !== shown?.x || cursor?.y !== shown?.y
    if (changes === '' && !isMoved && this.#shown !== undefined) return
    const clear = this.#shown === undefined ? '\u001b[H\u001b[2J' : ''
    const place = cursor === undefined ? '' : `\u001b[${cursor.y + 1};${cursor.x + 1}H\u001b[?25h`
    this.#shown = wanted
    this.#shownCursor = cursor
    this.#write(begin + clear + changes + place + end)
  }
}

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

  /** Writes a cell; the second column of a wide character was written with the first. */
  put({ text, style }: PaintedCell): void {
    if (text === ' ' && style === '') this.#setStyleForBlank()
    else if (text !== '') this.#setStyle(style)
    this.#out += text
    // After a character of unsure width, the cursor may be elsewhere than the pen believes: the next move is written.
    if (isUnsure(text)) this.#x = -1
    else if (this.#x >= 0) this.#x++
  }

  /** Erases to the row's end; the pen stays where it is. */
  eraseLine(): void {
    this.#setStyleForBlank()
    this.#out += '\u001b[K'
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
