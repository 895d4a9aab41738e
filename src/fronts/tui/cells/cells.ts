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
import { hidingSurrogate, treatmentOf } from '../../../base/safe-text.js'

/** One drawn cluster; `start` and `end` are UTF-16 offsets of the text it came from. */
export interface Cell {
  readonly text: string
  readonly start: number
  readonly end: number
  /** 0, 1 or 2 for nearly all; more only for exotic clusters. */
  readonly width: number
}

/** Columns of characters that Unicode calls ambiguous (“ ” … ·): 1 in most terminals, 2 in some East Asian set-ups. */
export type AmbiguousWidth = 1 | 2

const measured = {
  ambiguous: 1 as AmbiguousWidth,
  widths: new Map<string, number>(),
  recent: new Map<string, readonly Cell[]>(),
  recentCells: 0,
}
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Sets the width that the terminal uses; called once, before anything is drawn. */
export function setAmbiguousWidth(columns: AmbiguousWidth): void {
  measured.ambiguous = columns
  measured.widths.clear()
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
    if (text.length <= longestRecent) remember(text, found)
  }
  return found
}

function remember(text: string, found: readonly Cell[]): void {
  measured.recentCells += found.length
  if (measured.recentCells > mostCells) {
    measured.recent.clear()
    measured.recentCells = found.length
  }
  measured.recent.set(text, found)
}

/** Some ten screens; about 3 MB. */
const mostCells = 50_000
const longestRecent = 200

function split(text: string): Cell[] {
  const out: Cell[] = []
  let i = 0
  while (i < text.length) {
    if (isSimpleAt(text, i)) {
      out.push({ text: text[i]!, start: i, end: i + 1, width: simpleWidth(text.charCodeAt(i)) })
      i++
    } else {
      const end = endOfComplexRun(text, i)
      pushClusters(text, i, end, out)
      i = end
    }
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
 * Printable ASCII, Han, kana without marks, full-width forms, quotation marks, dashes and dots: each is a cluster by
 * itself unless a complex character follows.
 */
function isSimple(unit: number): boolean {
  if (unit < 0x7f) return unit >= 0x20
  return (
    isAmbiguous(unit) ||
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3001 && unit <= 0x3029) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    (unit >= 0x3041 && unit <= 0x3096) ||
    (unit >= 0x30a1 && unit <= 0x30fa) ||
    (unit >= 0xff01 && unit <= 0xff60)
  )
}

/** — ‘ ’ “ ” … of Chinese prose. */
function isAmbiguous(unit: number): boolean {
  return unit === 0x2014 || unit === 0x2018 || unit === 0x2019 || unit === 0x201c || unit === 0x201d || unit === 0x2026
}

function simpleWidth(unit: number): number {
  return unit < 0x7f ? 1 : isAmbiguous(unit) ? measured.ambiguous : 2
}

/**
 * The usual columns of the character at `i` if it is a cluster by itself, whatever precedes it; undefined if only
 * {@link cells} can decide.
 */
export function simpleColumnsAt(text: string, i: number): number | undefined {
  return isSimpleAt(text, i) ? simpleWidth(text.charCodeAt(i)) : undefined
}

function isSimpleAt(text: string, i: number): boolean {
  return isSimple(text.charCodeAt(i)) && (i + 1 >= text.length || isSimple(text.charCodeAt(i + 1)))
}

function endOfComplexRun(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && !isSimpleAt(text, end)) end++
  return end
}

function pushClusters(text: string, from: number, to: number, out: Cell[]): void {
  let visibleFrom = from
  for (let i = from; i < to; i++) {
    const replacement = replacementAt(text, i)
    if (replacement === undefined) continue
    segmentInto(text, visibleFrom, i, out)
    const taken = replacement.units
    if (replacement.text !== '') out.push({ text: replacement.text, start: i, end: i + taken, width: 1 })
    i += taken - 1
    visibleFrom = i + 1
  }
  segmentInto(text, visibleFrom, to, out)
}

/** What is drawn in place of the unit at `i`; undefined if the unit may be drawn. */
function replacementAt(text: string, i: number): { text: string; units: number } | undefined {
  const unit = text.charCodeAt(i)
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const next = text.charCodeAt(i + 1)
    const paired = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff
    if (paired) return unit === hidingSurrogate ? { text: '', units: 2 } : undefined
    const isLowHalf = unit >= 0xdc00 && i > 0 && isHighHalf(text.charCodeAt(i - 1))
    return isLowHalf ? undefined : { text: '\ufffd', units: 1 }
  }
  const treatment = treatmentOf(unit)
  if (treatment === 'keep') return undefined
  return { text: treatment === 'blank' ? ' ' : '', units: 1 }
}

function isHighHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function segmentInto(text: string, from: number, to: number, out: Cell[]): void {
  if (from >= to) return
  for (const { segment, index } of segmenter.segment(text.slice(from, to))) {
    const drawn = agreedForm(segment)
    out.push({ text: drawn, start: from + index, end: from + index + segment.length, width: clusterWidth(drawn) })
  }
}

const longestCluster = 16
const joinedOrToned = /\u200d|\p{Emoji_Modifier}/u
const pictograph = /^\p{Extended_Pictographic}/u

/** The form of a cluster whose width all terminals agree on. */
function agreedForm(cluster: string): string {
  let form = cluster.length > longestCluster ? firstCharacter(cluster) : cluster
  if (form.length > 1 && joinedOrToned.test(form)) {
    form = pictograph.test(form) ? firstCharacter(form) : form.replaceAll('\u200d', '')
  }
  return form.replaceAll('\ufe0f', '').replaceAll('\ufe0e', '').replaceAll('\u20e3', '')
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0)!)
}

function clusterWidth(cluster: string): number {
  let width = measured.widths.get(cluster)
  if (width === undefined) {
    if (measured.widths.size > 20_000) measured.widths.clear()
    width = stringWidth(cluster, { ambiguousIsNarrow: measured.ambiguous === 1 })
    measured.widths.set(cluster, width)
  }
  return width
}
