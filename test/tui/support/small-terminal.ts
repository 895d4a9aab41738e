import { cells } from '../../../src/fronts/tui/cells/cells.js'
import { showsOnBlanks, type PaintedCell } from '../../../src/fronts/tui/terminal/painter.js'

/** A terminal without automatic line breaks that understands what the painter writes; each cell with its look. */
export function smallTerminal(rows: number, columns: number) {
  const blank: PaintedCell = { text: ' ', style: '' }
  const empty = (): PaintedCell[] => Array.from({ length: columns }, () => blank)
  const grid = Array.from({ length: rows }, empty)
  const written: string[] = []
  let [x, y, look] = [0, 0, '']

  const put = (text: string): void => {
    for (const { text: sign, width } of cells(text)) {
      const cell = { text: sign, style: sign === ' ' && !showsOnBlanks(look) ? '' : look }
      if (x + width > columns) continue
      const row = grid[y]!
      if (row[x]!.text === '' && x > 0) row[x - 1] = blank
      row[x] = cell
      if (width === 2) row[x + 1] = { text: '', style: cell.style }
      if (row[x + width]?.text === '') row[x + width] = blank
      x += width
    }
  }
  const erase = (from: number, to: number): void => {
    for (let i = from; i < Math.min(to, columns); i++) grid[y]![i] = blank
  }
  const obey = (final: string, parameters: string): void => {
    const [first = '', second = '1'] = parameters.split(';')
    if (final === 'm')
      look = parameters === '' ? '' : parameters.startsWith('0;') ? parameters.slice(2) : joined(look, parameters)
    else if (final === 'H') [y, x] = [Number(first || '1') - 1, Number(second) - 1]
    else if (final === 'G') x = Number(first) - 1
    else if (final === 'K') erase(x, columns)
    else if (final === 'X') erase(x, x + Number(first))
    else if (final === 'J') for (const row of grid) row.fill(blank)
  }

  return {
    written,
    write: (text: string): void => {
      written.push(text)
      for (const [, private_, parameters = '', final, plain] of text.matchAll(
        /\u001b\[(\?)?([\d;]*)([A-Za-z])|([^\u001b]+)/g,
      ))
        // prettier-ignore
        if (plain !== undefined) put(plain)
        else if (private_ === undefined) obey(final!, parameters)
    },
    /** The rows as they look, filled with blanks. */
    grid: (): readonly (readonly PaintedCell[])[] => grid,
    text: (): string[] => grid.map((row) => row.map((cell) => cell.text).join('').trimEnd()), // prettier-ignore
  }
}

const joined = (a: string, b: string): string => (a === '' ? b : `${a};${b}`)
