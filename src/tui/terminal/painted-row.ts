/** A painted row taken apart again: what each column of the screen shows, so that two rows can be compared cell by cell. */
import { cells } from '../cells/cells.js'

/** One column. `text` is empty in the second column of a wide character. */
export interface PaintedCell {
  readonly text: string
  /** Parameters of SGR (ECMA-48), in one order; empty for the terminal's own look. */
  readonly style: string
}

export interface PaintedRow {
  readonly columns: readonly PaintedCell[]
  /** False where terminals may disagree about a width (emoji, marks): such a row is only written whole. */
  readonly isSure: boolean
}

interface Look {
  readonly flags: ReadonlySet<string>
  readonly ink: string
  readonly paper: string
}

const plainLook: Look = { flags: new Set(), ink: '', paper: '' }
const flagOff: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4'],
  '27': ['7'],
}

/** Han, kana, Latin, punctuation of one agreed width. */
const unsure = /[\u0300-\u036f\u0590-\u1fff\u200d\u20d0-\u20ff\u2600-\u27bf\ufe00-\ufe0f\u{10000}-\u{10ffff}]/u
/** Signs of our own frame among those: every terminal draws them in one column. */
const own = /[☐☑✓]/gu

export function paintedRow(row: string): PaintedRow {
  const columns: PaintedCell[] = []
  let look = plainLook
  let style = ''
  for (const [i, part] of row.split(/\u001b\[([\d;]*)m/).entries()) {
    if (i % 2 === 1) {
      look = changed(look, part)
      style = [...[...look.flags].sort(), look.ink, look.paper].filter((code) => code !== '').join(';')
    } else {
      for (const { text, width } of cells(part)) {
        if (width > 0) columns.push({ text, style })
        for (let rest = 1; rest < width; rest++) columns.push({ text: '', style })
      }
    }
  }
  return { columns, isSure: !unsure.test(row.replace(own, '')) }
}

/** A look after the parameters of one SGR sequence. */
function changed(before: Look, parameters: string): Look {
  const flags = new Set(before.flags)
  let { ink, paper } = before
  const codes = (parameters === '' ? '0' : parameters).split(';')
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    const number = Number(code)
    if (number === 0) [ink, paper] = (flags.clear(), ['', ''])
    else if (number < 10) flags.add(code)
    else if (number < 30) for (const flag of flagOff[code] ?? []) flags.delete(flag)
    else if (number === 38 || number === 48) {
      const length = codes[i + 1] === '2' ? 5 : 3
      const value = codes.slice(i, i + length).join(';')
      if (number === 38) ink = value
      else paper = value
      i += length - 1
    } else if (number === 39) ink = ''
    else if (number === 49) paper = ''
    else if (number < 40 || (number >= 90 && number < 98)) ink = code
    else paper = code
  }
  return { flags, ink, paper }
}
