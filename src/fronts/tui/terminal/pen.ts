/**
 * Writes cells at positions of the screen. It keeps its position and style, so that it writes only codes that change
 * something: over a slow link, codes are a third of what a key costs.
 */
import type { PaintedCell } from './painted-row.js'
import { sgrBetween, showsOnBlanks } from './sgr.js'

export interface Pen {
  /** Moves to a column and row, both from 0. */
  readonly goTo: (x: number, y: number) => void
  readonly put: (cell: PaintedCell) => void
  /** Replaces columns by blanks in the terminal's own look; the pen stays before them. */
  readonly erase: (count: number) => void
  readonly eraseLine: () => void
  /** Writes text that contains codes and ends in the terminal's own look. */
  readonly raw: (text: string) => void
  /** Returns all that was written; it ends in the terminal's own look. */
  readonly finish: () => string
}

/** Begins in the terminal's own look, at an unknown position. */
export function createPen(): Pen {
  let out = ''
  let style = ''
  let isStyleOnBlanks = false
  let [x, y] = [-1, -1]

  const setStyle = (next: string): void => {
    if (next === style) return
    out += sgrBetween(style, next)
    style = next
    isStyleOnBlanks = showsOnBlanks(style)
  }
  /** Keeps a style that does not show on blanks, which look the same in any ink. */
  const setStyleForBlank = (): void => {
    if (isStyleOnBlanks) setStyle('')
  }

  return {
    goTo: (nextX, nextY) => {
      if (nextY !== y) out += `\u001b[${nextY + 1};${nextX + 1}H`
      else if (nextX !== x) out += `\u001b[${nextX + 1}G`
      ;[x, y] = [nextX, nextY]
    },
    put: (cell) => {
      if (cell.text === ' ' && cell.style === '') setStyleForBlank()
      else if (cell.text !== '') setStyle(cell.style)
      out += cell.text
      x++
    },
    erase: (count) => {
      setStyleForBlank()
      out += `\u001b[${count}X`
    },
    eraseLine: () => {
      setStyleForBlank()
      out += '\u001b[K'
    },
    raw: (text) => {
      setStyle('')
      out += text
      x = -1
    },
    finish: () => {
      setStyle('')
      return out
    },
  }
}
