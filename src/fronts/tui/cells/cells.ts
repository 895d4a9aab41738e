/**
 * Text as the terminal sees it: grapheme clusters with their columns. All cutting, padding and wrapping works on
 * these, so no line is ever cut through a character and no mark shifts.
 *
 * Terminals disagree about joined emoji (a family may take 2 or 8 columns) and about text characters with an emoji
 * selector (1 or 2), so a cluster is drawn in the form they agree on: the first part of a joined emoji, the plain form
 * of the others. Widths are string-width's; runs of Han and ASCII take a fast path (string-width alone costs
 * about 5 µs a character, a screen holds 3,000).
 */
import stringWidth from 'string-width'
import { oneLine } from '../../../base/safe-text.js'

interface Drawn {
  readonly text: string
  /** 0, 1 or 2 for nearly all; more only for exotic clusters. */
  readonly width: number
}

/** One drawn cluster; `start` and `end` are UTF-16 offsets of the text it came from. */
export interface Cell extends Drawn {
  readonly start: number
  readonly end: number
}

/** Columns of characters that Unicode calls ambiguous (“ ” … ·): 1 in most terminals, 2 in some East Asian set-ups. */
export type AmbiguousWidth = 1 | 2

const measured = {
  ambiguous: 1 as AmbiguousWidth,
  /** By cluster. */
  drawn: new Map<string, Drawn>(),
  recent: new Map<string, readonly Cell[]>(),
}
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Columns of the UTF-16 units that are clusters by themselves unless another unit follows; 0 for the others. */
const simpleColumns = new Uint8Array(0x10000)
const simpleRanges = [
  [0x20, 0x7e, 1], // printable ASCII
  [0x3001, 0x3029, 2], // Chinese punctuation
  [0x3041, 0x3096, 2], // kana without marks
  [0x30a1, 0x30fa, 2],
  [0x3400, 0x4dbf, 2], // Han
  [0x4e00, 0x9fff, 2],
  [0xff01, 0xff60, 2], // full-width forms
] as const
for (const [first, last, columns] of simpleRanges) simpleColumns.fill(columns, first, last + 1)
setAmbiguousWidth(1)

/** Sets the width that the terminal uses; called before anything is drawn. */
export function setAmbiguousWidth(columns: AmbiguousWidth): void {
  measured.ambiguous = columns
  for (const sign of '—‘’“”…') simpleColumns[sign.charCodeAt(0)] = columns
  measured.drawn.clear()
  measured.recent.clear()
}

/**
 * The clusters of a text, in order; what must not be drawn is left out.
 * The short texts of the last few screens are remembered: most rows of a frame are those of the frame before.
 */
export function cells(text: string): readonly Cell[] {
  let found = measured.recent.get(text)
  if (found === undefined) {
    found = split(text)
    if (measured.recent.size >= mostRecent) measured.recent.clear()
    if (text.length <= longestRecent) measured.recent.set(text, found)
  }
  return found
}

/** Texts of some ten screens; about 3 MB. */
const mostRecent = 3000
const longestRecent = 200

function split(text: string): Cell[] {
  const out: Cell[] = []
  for (let i = 0; i < text.length;) {
    const width = simpleColumnsAt(text, i)
    if (width !== undefined) {
      out.push({ text: text[i]!, start: i, end: ++i, width })
      continue
    }
    const start = i++
    while (i < text.length && simpleColumnsAt(text, i) === undefined) i++
    pushClusters(text, start, i, out)
  }
  return out
}

export function widthOf(text: string): number {
  let sum = 0
  for (const cell of cells(text)) sum += cell.width
  return sum
}

/** The text without anything a terminal could act upon. */
export function safeText(text: string): string {
  let out = ''
  for (const cell of cells(text)) out += cell.text
  return out
}

/**
 * What fits of a text, from its start or, with `step` -1, from its end.
 * @returns the part, its width in columns, and whether it is the whole text
 */
export function takeColumns(text: string, columns: number, step: 1 | -1 = 1) {
  let width = 0
  for (let taken = 0; taken < text.length; taken++) {
    const next = simpleColumnsAt(text, step > 0 ? taken : text.length - 1 - taken)
    if (next === undefined) return takeCells(text, columns, step)
    if (width + next > columns)
      return { text: step > 0 ? text.slice(0, taken) : text.slice(text.length - taken), width, whole: false }
    width += next
  }
  return { text, width, whole: true }
}

/** As {@link takeColumns} for any characters; takes twenty times as long. */
function takeCells(text: string, columns: number, step: 1 | -1) {
  let [out, width] = ['', 0]
  for (const cell of step > 0 ? cells(text) : cells(text).toReversed()) {
    if (width + cell.width > columns) return { text: out, width, whole: false }
    out = step > 0 ? out + cell.text : cell.text + out
    width += cell.width
  }
  return { text: out, width, whole: true }
}

/**
 * The end of a text that fits, padded on its left to exactly `columns`.
 * @param cutMark begins a text that is cut
 */
export function endOf(text: string, columns: number, cutMark = ''): string {
  const whole = takeColumns(text, columns, -1)
  const mark = whole.whole ? '' : cutMark
  const shown = mark === '' ? whole : takeColumns(text, columns - widthOf(mark), -1)
  return ' '.repeat(Math.max(0, columns - widthOf(mark) - shown.width)) + mark + shown.text
}

/**
 * The usual columns of the character at `i` if it is a cluster by itself, whatever precedes it; undefined if only
 * {@link cells} can decide.
 */
function simpleColumnsAt(text: string, i: number): number | undefined {
  const columns = simpleColumns[text.charCodeAt(i)]!
  const isAlone = i + 1 >= text.length || simpleColumns[text.charCodeAt(i + 1)]! > 0
  return columns > 0 && isAlone ? columns : undefined
}

function pushClusters(text: string, from: number, to: number, out: Cell[]): void {
  for (const { segment, index } of segmenter.segment(text.slice(from, to))) {
    const { text: drawn, width } = drawnForm(segment)
    const start = from + index
    if (drawn !== '') out.push({ text: drawn, start, end: start + segment.length, width })
  }
}

/** How a cluster is drawn: '' if it may not be shown, U+FFFD for half of a surrogate pair. */
function drawnForm(cluster: string): Drawn {
  const known = measured.drawn.get(cluster)
  if (known !== undefined) return known
  if (measured.drawn.size > 20_000) measured.drawn.clear()
  const text = agreedForm(oneLine(cluster.toWellFormed()))
  const drawn = { text, width: stringWidth(text, { ambiguousIsNarrow: measured.ambiguous === 1 }) }
  measured.drawn.set(cluster, drawn)
  return drawn
}

const longestCluster = 16
const joinedOrToned = /\u200d|\p{Emoji_Modifier}/u
const pictograph = /^\p{Extended_Pictographic}/u

/** The form of a cluster whose width all terminals agree on. */
function agreedForm(cluster: string): string {
  const first = String.fromCodePoint(cluster.codePointAt(0) ?? 0x20)
  const isJoined = joinedOrToned.test(cluster)
  if (cluster.length > longestCluster || (isJoined && pictograph.test(cluster))) return first
  return cluster.replace(/[\u200d\ufe0e\ufe0f\u20e3]/g, '')
}
