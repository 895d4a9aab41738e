/**
 * Dates of `date:`: 2024, 2024-05, 2024/5/21, 2024年5月21日, 20240521; alone, after `>=` `>` `<=` `<`, or as `from..to`
 * with either end open. A year or a month stands for all its days.
 */
import type { DateRange } from './node.js'

/**
 * - `complete`: a range.
 * - `unfinished`: may still become a date with further typing (`20`, `2024-`, `2022..20`); `range` is what is certain
 *   so far.
 * - `impossible`: no date begins this way, the calendar has no such day, or the range is empty.
 */
export type DateReading =
  | { readonly state: 'complete'; readonly range: DateRange }
  | { readonly state: 'unfinished'; readonly range?: DateRange }
  | { readonly state: 'impossible' }

interface Days {
  readonly first: string
  readonly last: string
}

const IMPOSSIBLE: DateReading = { state: 'impossible' }

/** Reads the text after `date:`, with full-width characters already folded. */
export function readDate(text: string): DateReading {
  const dots = text.indexOf('..')
  if (dots >= 0) return readRange(text.slice(0, dots), text.slice(dots + 2))
  const [operator, date] = splitOperator(text)
  const days = readDays(date)
  if (days) return complete(bounded(operator, days))
  const certain = readBeginning(date)
  if (!certain) return IMPOSSIBLE
  return certain === 'nothing' ? { state: 'unfinished' } : unfinished(bounded(operator, certain))
}

/** The comparison that a value begins with, '' for none, and the rest; ≥ and ≤ are read as >= and <=. */
export function splitOperator(text: string): readonly [operator: string, rest: string] {
  const [operator] = /^(?:[<>]=?|[\u2265\u2264=])?/.exec(text)!
  return [operator.replace('≥', '>=').replace('≤', '<='), text.slice(operator.length)]
}

function readRange(left: string, right: string): DateReading {
  const from = left === '' ? undefined : readDays(left)
  if (left !== '' && !from) return IMPOSSIBLE
  const start = from ? { from: from.first } : {}
  const to = readDays(right)
  if (to) return complete({ ...start, to: to.last })
  if (right === '') return from ? complete(start) : { state: 'unfinished' }
  if (!readBeginning(right)) return IMPOSSIBLE
  return from ? unfinished(start) : { state: 'unfinished' }
}

function complete(range: DateRange | undefined): DateReading {
  if (!range || (range.from !== undefined && range.to !== undefined && range.from > range.to)) return IMPOSSIBLE
  return { state: 'complete', range }
}

function unfinished(range: DateRange | undefined): DateReading {
  return range ? { state: 'unfinished', range } : IMPOSSIBLE
}

/** Undefined if the day before or after is outside the years 0001 to 9999. */
function bounded(operator: string, { first, last }: Days): DateRange | undefined {
  if (operator === '>=') return { from: first }
  if (operator === '<=') return { to: last }
  if (operator === '' || operator === '=') return { from: first, to: last }
  const day = operator === '>' ? neighbour(last, 1) : neighbour(first, -1)
  if (day === undefined) return undefined
  return operator === '>' ? { from: day } : { to: day }
}

/** 2024年5月3日, 2024-5-3, 2024年5/3号; also its beginning. */
const WRITTEN = /^(\d{4})(?:\u5e74|[-/.\u5e74](\d{1,2})(?:\u6708|[-/.\u6708](\d{1,2})[\u65e5\u53f7]?)?)?$/
const COMPACT = /^(\d{4})(\d\d)(\d\d)?$/

/** The days that one date stands for; undefined if the date isn't in the calendar. */
function readDays(text: string): Days | undefined {
  const parts = WRITTEN.exec(text) ?? COMPACT.exec(text)
  if (!parts) return undefined
  const [year, month, day] = [parts[1], parts[2], parts[3]].map((part) => (part === undefined ? undefined : +part))
  if (year === undefined || year < 1) return undefined
  if (month === undefined) return { first: iso(year, 1, 1), last: iso(year, 12, 31) }
  if (month < 1 || month > 12) return undefined
  if (day === undefined) return { first: iso(year, month, 1), last: iso(year, month, daysIn(year, month)) }
  if (day < 1 || day > daysIn(year, month)) return undefined
  return { first: iso(year, month, day), last: iso(year, month, day) }
}

/** What the beginning of a date already determines; undefined if no date begins this way. */
function readBeginning(text: string): Days | 'nothing' | undefined {
  if (/^\d{0,3}$/.test(text)) return 'nothing'
  if (/^\d{5}$|^\d{7}$|[-/.]$/.test(text)) return readDays(text.slice(0, -1))
  return undefined
}

function iso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The day before or after; undefined if it is outside the years 0001 to 9999. */
function neighbour(day: string, step: 1 | -1): string | undefined {
  const found = new Date(Date.parse(day) + step * 86_400_000).toISOString().slice(0, 10)
  // Other years are written 0000 or with a sign. Both sort before 0001.
  return found < '0001' ? undefined : found
}
