/**
 * A painted row split into cells again: what each column of the screen shows, so that two rows can be compared by cell.
 */
import { cells } from '../cells/cells.js'

/** One column. `text` is empty in the second column of a wide character. */
export interface PaintedCell {
  readonly text: string
  /** As in `sgr.ts`; empty for the terminal's own look, and for a blank on which the style is not visible. */
  readonly style: string
}

export interface PaintedRow {
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

export function parseRow(row: string): PaintedRow {
  const columns: PaintedCell[] = []
  let style = ''
  let blankStyle = ''
  for (const [i, part] of row.split(/\u001b\[([\d;]*)m/).entries()) {
    if (i % 2 === 1) {
      style = styleAfter(style, part)
      blankStyle = showsOnBlanks(style) ? style : ''
    } else {
      for (const { text, width } of cells(part)) {
        if (width > 0) columns.push({ text, style: text === ' ' ? blankStyle : style })
        for (let rest = 1; rest < width; rest++) columns.push({ text: '', style })
      }
    }
  }
  return paintedRow(columns, !isUnsure(row))
}

export function paintedRow(columns: readonly PaintedCell[], isSure: boolean): PaintedRow {
  const inkEnd = columns.findLastIndex((cell) => cell.text !== ' ' || cell.style !== '') + 1
  return { columns, inkEnd, isSure }
}

export function isUnsure(text: string): boolean {
  return unsure.test(text.replace(own, ''))
}

/*
 * The look of a cell and the codes that change it: SGR of ECMA-48. A style is `flags|ink|paper`, each as its
 * parameters, flags in ascending order; '' is the terminal's own look.
 */

interface Look {
  readonly flags: readonly string[]
  readonly ink: string
  readonly paper: string
}

const off: Readonly<Record<string, string>> = { '1': '22', '2': '22', '3': '23', '4': '24', '7': '27' }

export const styleAfter = remembering((style: string, parameters: string): string => {
  let { flags, ink, paper } = lookOf(style)
  const codes = (parameters === '' ? '0' : parameters).split(';')
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    const number = Number(code)
    if (number === 0) [flags, ink, paper] = [[], '', '']
    else if (number < 10) flags = [...flags.filter((flag) => flag !== code), code].sort()
    else if (number < 30) flags = flags.filter((flag) => off[flag] !== code)
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
  return styleOf({ flags, ink, paper })
})

/** True for a style that is also visible on blanks: a paper, an underline, reverse video. */
export function showsOnBlanks(style: string): boolean {
  if (style === '') return false
  const { flags, paper } = lookOf(style)
  return paper !== '' || flags.includes('4') || flags.includes('7')
}

/** The shortest sequence from one style to another: only what differs, or a reset and everything. */
export function sgrBetween(from: string, to: string): string {
  if (from === to) return ''
  return to === '' ? '\u001b[m' : shortestBetween(from, to)
}

const shortestBetween = remembering((from: string, to: string): string => {
  const anew = `${from === '' ? '' : '0;'}${parametersOf(lookOf(to))}`
  const changes = changesBetween(lookOf(from), lookOf(to))
  return `\u001b[${changes.length < anew.length ? changes : anew}m`
})

function changesBetween(from: Look, to: Look): string {
  const removed = new Set(from.flags.filter((flag) => !to.flags.includes(flag)).map((flag) => off[flag] ?? '0'))
  const added = to.flags.filter((flag) => !from.flags.includes(flag) || removed.has(off[flag] ?? '0'))
  const ink = from.ink === to.ink ? [] : [to.ink || '39']
  const paper = from.paper === to.paper ? [] : [to.paper || '49']
  return [...removed, ...added, ...ink, ...paper].join(';')
}

function parametersOf({ flags, ink, paper }: Look): string {
  return [...flags, ink, paper].filter((code) => code !== '').join(';')
}

function styleOf(look: Look): string {
  return parametersOf(look) === '' ? '' : `${look.flags.join(';')}|${look.ink}|${look.paper}`
}

function lookOf(style: string): Look {
  const [flags = '', ink = '', paper = ''] = style.split('|')
  return { flags: flags === '' ? [] : flags.split(';'), ink, paper }
}

/** Memoises: a screen has a few dozen pairs of styles and sequences, and each frame needs all of them again. */
function remembering(compute: (a: string, b: string) => string): (a: string, b: string) => string {
  const known = new Map<string, string>()
  return (a, b) => {
    const key = `${a}\n${b}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= mostKnown) known.clear()
    const value = compute(a, b)
    known.set(key, value)
    return value
  }
}

const mostKnown = 500
