/**
 * The concordance for people: date, left context, match, right context, place. Matches begin in one column of the
 * screen, whatever the widths of the characters are.
 */
import type { KwicLine } from '../../../library/types.js'
import { endOf, pad, startOf } from '../terminal/columns.js'
import { createStyle } from '../terminal/style.js'

export interface KwicLayout {
  /** Columns of a line; a place that is `whole` may go beyond it. */
  readonly width: number
  readonly place: 'fitted' | 'whole'
  readonly hasColors: boolean
}

/** Columns of `2024-05-21 `. */
const dateColumns = 11
const widestPlace = 28
const narrowest = 16

/** @returns one line for an occurrence, with its line break */
export function createKwicText({ width, place, hasColors }: KwicLayout): (line: KwicLine) => string {
  const style = createStyle(hasColors)
  const placeColumns = Math.min(widestPlace, Math.floor(width * 0.28))
  const room = Math.max(narrowest, width - dateColumns - placeColumns - 1)
  const leftColumns = Math.floor(room * 0.45)
  return (line) => {
    const left = endOf(line.left, leftColumns)
    const match = startOf(line.match, room - leftColumns)
    const right = startOf(line.right, room - leftColumns - match.width)
    const at = `${line.path}:${line.line}:${line.column}`
    const shownPlace = place === 'whole' ? at : endOf(at, placeColumns, '…').text.trimStart()
    const date = line.date.slice(0, 10).padEnd(dateColumns - 1)
    return `${style.faint(date)} ${left.text}${style.marked(match.text, [[0, match.text.length]])}${right.text}${pad(
      room - leftColumns - match.width - right.width,
    )} ${style.faint(shownPlace)}\n`
  }
}
