/** Parts of texts by the columns they take on a screen: wide characters two, combining marks none. */
import { cells, simpleColumnsAt } from '../../tui/cells/cells.js'

interface Shown {
  readonly text: string
  /** Columns. */
  readonly width: number
}

export const pad = (columns: number): string => ' '.repeat(Math.max(0, columns))

/** UTF-16 units that are examined for each column; no cluster that is drawn is longer. */
const unitsPerColumn = 8

/** The start of a text that fits. */
export function startOf(text: string, columns: number): Shown {
  const { isCut: _, ...shown } = fitting(text, columns, 1)
  return shown
}

/**
 * The end of a text that fits, padded on its left.
 * @param cutMark begins a text that is cut; each of its characters takes one column
 */
export function endOf(text: string, columns: number, cutMark = ''): Shown {
  const whole = fitting(text, columns, -1)
  const isCut = whole.isCut && cutMark !== ''
  const shown = isCut ? fitting(text, columns - cutMark.length, -1) : whole
  const mark = isCut ? cutMark : ''
  return { text: pad(columns - mark.length - shown.width) + mark + shown.text, width: columns }
}

/** @param step 1 keeps the start, -1 the end */
function fitting(text: string, columns: number, step: 1 | -1): Shown & { readonly isCut: boolean } {
  let width = 0
  for (let taken = 0; taken < text.length; taken++) {
    const next = simpleColumnsAt(text, step > 0 ? taken : text.length - 1 - taken)
    if (next === undefined) return fittingCells(text, columns, step)
    if (width + next > columns)
      return { text: step > 0 ? text.slice(0, taken) : text.slice(text.length - taken), width, isCut: true }
    width += next
  }
  return { text, width, isCut: false }
}

/** As {@link fitting} for any characters; takes twenty times as long. */
function fittingCells(text: string, columns: number, step: 1 | -1): Shown & { readonly isCut: boolean } {
  const most = unitsPerColumn * columns
  const near = [...cells(step > 0 ? text.slice(0, most) : text.slice(-most))]
  if (step < 0) near.reverse()
  const kept: string[] = []
  let width = 0
  for (const cell of near) {
    if (width + cell.width > columns) break
    kept.push(cell.text)
    width += cell.width
  }
  if (step < 0) kept.reverse()
  return { text: kept.join(''), width, isCut: kept.length < near.length || text.length > most }
}
