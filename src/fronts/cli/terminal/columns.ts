/** Parts of texts by the columns they take on a screen: wide characters two, combining marks none. */
import { cells, simpleColumnsAt, type Cell } from '../../tui/cells/cells.js'

export interface Shown {
  readonly text: string
  /** Columns. */
  readonly width: number
}

export const pad = (columns: number): string => ' '.repeat(Math.max(0, columns))

/** UTF-16 units that are examined for each column; no cluster that is drawn is longer. */
const unitsPerColumn = 8

export function startOf(text: string, columns: number): Shown {
  const simple = simpleStart(text, columns)
  if (simple !== undefined) return simple
  const { kept, width } = fitting(cells(text.slice(0, unitsPerColumn * columns)), columns)
  return { text: kept.map((cell) => cell.text).join(''), width }
}

/** Undefined if a character needs {@link cells}, which takes twenty times as long. */
function simpleStart(text: string, columns: number): Shown | undefined {
  let width = 0
  for (let i = 0; i < text.length; i++) {
    const next = simpleColumnsAt(text, i)
    if (next === undefined) return undefined
    if (width + next > columns) return { text: text.slice(0, i), width }
    width += next
  }
  return { text, width }
}

/**
 * The end of a text that fits, padded on its left.
 * @param cutMark begins a text that is cut; each of its characters takes one column
 */
export function endOf(text: string, columns: number, cutMark = ''): Shown {
  const whole = simpleEnd(text, columns)
  const isCut = whole !== undefined && whole.text.length < text.length && cutMark !== ''
  const simple = isCut ? simpleEnd(text, columns - cutMark.length) : whole
  if (simple === undefined) return endOfAny(text, columns, cutMark)
  const mark = isCut ? cutMark : ''
  return { text: pad(columns - mark.length - simple.width) + mark + simple.text, width: columns }
}

function simpleEnd(text: string, columns: number): Shown | undefined {
  let width = 0
  for (let i = text.length - 1; i >= 0; i--) {
    const before = simpleColumnsAt(text, i)
    if (before === undefined) return undefined
    if (width + before > columns) return { text: text.slice(i + 1), width }
    width += before
  }
  return { text, width }
}

function endOfAny(text: string, columns: number, cutMark: string): Shown {
  const reversed = [...cells(text.slice(-unitsPerColumn * columns))].reverse()
  const all = reversed.reduce((sum, { width }) => sum + width, 0)
  const isWhole = all <= columns && text.length <= unitsPerColumn * columns
  const mark = isWhole ? '' : cutMark
  const { kept, width } = fitting(reversed, columns - mark.length)
  const shown = kept.reverse().map((cell) => cell.text)
  return { text: pad(columns - mark.length - width) + mark + shown.join(''), width: columns }
}

function fitting(all: readonly Cell[], columns: number): { kept: Cell[]; width: number } {
  const kept: Cell[] = []
  let width = 0
  for (const cell of all) {
    if (width + cell.width > columns) break
    kept.push(cell)
    width += cell.width
  }
  return { kept, width }
}
