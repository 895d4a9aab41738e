/** Texts in columns. Loaded for them alone: to measure columns takes patterns that need 20 ms to compile. */
import type { KwicLine, Timeline, TimelineBucket, TimelineCounts, TimelineSeries } from '../../../library/types.js'
import type { Messages } from '../../messages/languages.js'
import { periodName } from '../../../text/period.js'
import { createStyle } from '../terminal/style.js'
import { endOf, takeColumns } from '../../tui/cells/cells.js'

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
    const match = takeColumns(line.match, room - leftColumns)
    const right = takeColumns(line.right, room - leftColumns - match.width)
    const at = `${line.path}:${line.line}:${line.column}`
    const shownPlace = place === 'whole' ? at : endOf(at, placeColumns, '…').trimStart()
    const date = line.date.slice(0, 10).padEnd(dateColumns - 1)
    const context = `${left}${style.marked(match.text, [[0, match.text.length]])}${right.text}`
    const rest = ' '.repeat(Math.max(0, room - leftColumns - match.width - right.width))
    return `${style.faint(date)} ${context}${rest} ${style.faint(shownPlace)}\n`
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
  const shown = takeColumns(text, columns - 1)
  return shown.text + ' '.repeat(Math.max(0, columns - shown.width))
}

function sumOf({ buckets, undated }: TimelineSeries): TimelineCounts {
  const sum = { articles: 0, occurrences: 0 }
  for (const { articles, occurrences } of [...buckets, undated]) {
    sum.articles += articles
    sum.occurrences += occurrences
  }
  return sum
}
