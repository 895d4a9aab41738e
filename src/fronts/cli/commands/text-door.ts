/** Texts in columns. Loaded for them alone: to measure columns takes patterns that need 20 ms to compile. */
import type { KwicLine, Timeline, TimelineBucket, TimelineCounts, TimelineSeries } from '../../../library/types.js'
import type { Messages } from '../../messages/languages.js'
import { periodName } from '../../../text/period.js'
import { createStyle } from '../terminal/style.js'
import { cells, simpleColumnsAt } from '../../tui/cells/cells.js'

interface KwicLayout {
  /** Columns of a line; a place that is `whole` may go beyond it. */
  readonly width: number
  readonly place: 'fitted' | 'whole'
  readonly hasColors: boolean
}

/** Columns of `2024-05-21 `. */
const dateColumns = 11
const widestPlace = 28
const narrowest = 16

/**
 * The concordance for people: date, left context, match, right context, place. Matches begin in one column of the
 * screen, whatever the widths of the characters are.
 * @returns one line for an occurrence, with its line break
 */
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

interface TimelineLayout {
  readonly width: number
  readonly isAscii: boolean
  readonly hasColors: boolean
  /** Bars show the share of all articles of the period instead of the number of articles. */
  readonly relative: boolean
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const labelColumns = 11
const narrowestBar = 4

/** A timeline as bars: a row for each period, a column for each query. */
export function timelineText(timeline: Timeline, layout: TimelineLayout, say: Messages['timeline']): string {
  const { by, series } = timeline
  const style = createStyle(layout.hasColors)
  const shown = series.map((one) => columnOf(one, layout))
  const room = Math.floor((layout.width - labelColumns) / series.length)
  const heads = shown.map(({ query }) => fitted(query, room))
  const rows = (series[0]?.buckets ?? []).map((bucket, i) => {
    const bars = shown.map((column) => barOf(column, i, room, layout))
    return `${style.faint(periodName(bucket.from, by).padEnd(labelColumns))}${bars.join('').trimEnd()}\n`
  })
  const undated = series
    .filter((one) => one.undated.articles > 0)
    .map((one) => `${say.undated(one.query, one.undated)}\n`)
  const sums = series.map((one) => `${say.sum(one.query, sumOf(one))}\n`)
  const heading = rows.length === 0 ? [] : [`${' '.repeat(labelColumns)}${heads.join('').trimEnd()}\n`]
  return [...heading, ...rows, ...sums, ...undated].join('')
}

interface Column {
  readonly query: string
  readonly values: readonly number[]
  readonly notes: readonly string[]
  readonly most: number
  readonly noteColumns: number
}

function columnOf({ query, buckets }: TimelineSeries, { relative }: TimelineLayout): Column {
  const values = buckets.map((bucket) => (relative ? shareOf(bucket) : bucket.articles))
  const notes = buckets.map((bucket, i) => noteOf(bucket, values[i]!, relative))
  const most = values.reduce((a, b) => Math.max(a, b), 0)
  return { query, values, notes, most, noteColumns: notes.reduce((a, b) => Math.max(a, b.length), 0) + 1 }
}

function shareOf({ articles, total = 0 }: TimelineBucket): number {
  return total === 0 ? 0 : articles / total
}

function noteOf({ articles, occurrences }: TimelineBucket, value: number, relative: boolean): string {
  if (relative) return `${(value * 100).toFixed(2)} %`
  return occurrences === articles ? `${articles}` : `${articles} (${occurrences})`
}

function barOf({ values, notes, most, noteColumns }: Column, at: number, room: number, layout: TimelineLayout): string {
  const columns = Math.max(narrowestBar, room - noteColumns - 1)
  const bar = drawn(most === 0 ? 0 : values[at]! / most, columns, layout.isAscii)
  return `${bar}${bar === '' ? '' : ' '}${notes[at]!}`.padEnd(room)
}

/** A bar; any value above 0 is visible. */
function drawn(share: number, columns: number, isAscii: boolean): string {
  if (share === 0) return ''
  if (isAscii) return '#'.repeat(Math.max(1, Math.round(share * columns)))
  const units = Math.max(1, Math.round(share * columns * 8))
  return '█'.repeat(units >> 3) + eighths[units & 7]!
}

function fitted(text: string, columns: number): string {
  const shown = startOf(text, columns - 1)
  return shown.text + pad(columns - shown.width)
}

function sumOf({ buckets, undated }: TimelineSeries): TimelineCounts {
  const sum = { articles: 0, occurrences: 0 }
  for (const { articles, occurrences } of [...buckets, undated]) {
    sum.articles += articles
    sum.occurrences += occurrences
  }
  return sum
}

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
