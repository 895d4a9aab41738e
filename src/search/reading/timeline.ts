/**
 * How many articles match queries over time, and how often. One pass over the dates of the matching articles.
 * Occurrences are counted from posting lists if these have them, otherwise in the texts of the matching articles.
 */
import { XunzhangError } from '../../base/errors.js'
import { noDate } from '../../storage/segment/format.js'
import type { Leaf } from '../leaf.js'
import { forEachBit, fullBitset } from '../matching/bitset.js'
import type { MatchingSegment } from '../searcher.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { decodeList, listsOf, scratch } from '../matching/lists.js'
import { fieldsOfParts, placesIn } from '../occurrences/places.js'
import type { PlacedPart } from '../operators/operator.js'
import { storedFacets, type StoredFacet } from '../../text/facets/index.js'
import { byCount, countFacets } from '../facets.js'

export const termFields = [...storedFacets.map(({ name }) => name), 'year', 'month', 'day'] as const
/** Stored facets, and the parts of the date. */
export type TermField = StoredFacet | 'year' | 'month' | 'day'

export interface FieldTerm {
  readonly value: string
  /** Articles. */
  readonly count: number
}

/** Length of a date of this precision, beyond that of the year. */
const dateLengths: Readonly<Partial<Record<string, number>>> = { year: 0, month: 3, day: 6 }

/** The number of articles by value of a field. */
export function fieldCounts(leaves: readonly Leaf[], field: string): ReadonlyMap<string, number> {
  return field in dateLengths ? dateCounts(articlesByDay(leaves), field) : facetCounts(leaves, field)
}

/** @param sort by count, the largest first, or by value */
export function fieldTerms(
  counts: ReadonlyMap<string, number>,
  { sort, limit }: { readonly sort?: 'count' | 'value'; readonly limit?: number },
): FieldTerm[] {
  const terms = byCount(counts)
  if (sort === 'value') terms.sort((a, b) => (a.value < b.value ? -1 : 1))
  return terms.slice(0, limit)
}

function facetCounts(leaves: readonly Leaf[], field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const leaf of leaves)
    countFacets(new Map([[field, counts]]), leaf, leaf.live.set ?? fullBitset(leaf.reader.articles))
  return counts
}

/** Articles by date, in the precision of a field: `year`, `month` or `day`. */
export function dateCounts({ days }: DayCounts, field: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [day, { articles }] of days) {
    if (day === noDate) continue
    const date = dayText(day)
    const value = date.slice(0, date.length - 6 + dateLengths[field]!)
    counts.set(value, (counts.get(value) ?? 0) + articles)
  }
  return counts
}

/*
 * How often a query's parts occur in articles. A single word of two Han characters, or a Latin word, is counted from
 * its posting lists, everything else from the texts.
 */

/** The largest count that a posting list can store; it may stand for more. */
const mostInList = 255

/** Occurrences by article; 0 for articles that don't match. */
export function countOccurrences({ segment, articles, parts }: MatchingSegment): Uint32Array {
  const counts = new Uint32Array(segment.articles)
  const [only] = parts
  if (parts.length === 1 && only!.term !== undefined) countByLists(segment, only!, counts)
  else forEachBit(articles, (article) => (counts[article] = uncounted))
  forEachBit(articles, (article) => {
    if (counts[article] === uncounted) counts[article] = countInTexts(segment, article, parts)
  })
  return counts
}

const uncounted = 0xffffffff

function countByLists(segment: SegmentReader, { fields, term }: PlacedPart, counts: Uint32Array): void {
  for (const field of fields) {
    for (const list of listsOf(segment, field, term!.kind, term!.text)) {
      const length = decodeList(list)
      const { documents, frequencies } = scratch
      for (let i = 0; i < length; i++) {
        const article = documents[i]!
        const sum = counts[article]!
        counts[article] = frequencies[i]! >= mostInList || sum === uncounted ? uncounted : sum + frequencies[i]!
      }
    }
  }
}

const text = createDecodedText()

function countInTexts(segment: SegmentReader, article: number, parts: readonly PlacedPart[]): number {
  let count = 0
  for (const field of fieldsOfParts(parts)) {
    segment.decode(article, field, text)
    count += placesIn(parts, field, text.units.subarray(0, text.unitCount)).length
  }
  return count
}

export const spanNames = ['year', 'month', 'week', 'day'] as const
export type SpanName = (typeof spanNames)[number]

const dayMs = 86_400_000

/** The first day of the span that contains a day; days since 1970-01-01. A week begins on Monday (ISO 8601). */
export function spanStart(day: number, by: SpanName): number {
  if (by === 'day') return day
  if (by === 'week') return day - ((((day + 3) % 7) + 7) % 7)
  const date = new Date(day * dayMs)
  return monthStart(date.getUTCFullYear(), by === 'month' ? date.getUTCMonth() : 0)
}

export function nextSpan(start: number, by: SpanName): number {
  if (by === 'day') return start + 1
  if (by === 'week') return start + 7
  const date = new Date(start * dayMs)
  return by === 'month'
    ? monthStart(date.getUTCFullYear(), date.getUTCMonth() + 1)
    : monthStart(date.getUTCFullYear() + 1, 0)
}

/** Without `Date.UTC`, which takes years below 100 for those of the 20th century. */
function monthStart(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1) / dayMs
}

/** ISO 8601. */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().replace(/T.*/, '')
}

/** The longest spans of which there are still enough for a chart: about 12 to 70. */
export function chooseSpan(first: number, last: number): SpanName {
  const days = last - first + 1
  if (days > 6 * 365) return 'year'
  if (days > 366) return 'month'
  return days > 70 ? 'week' : 'day'
}

export interface TimelineCounts {
  readonly articles: number
  readonly occurrences: number
}

export interface TimelineBucket extends TimelineCounts {
  /** The first day, ISO 8601. */
  readonly from: string
  /** All articles of that time; with `relative` only. */
  readonly total?: number
}

export interface TimelineSeries {
  readonly query: string
  /**
   * Without gaps, from the first to the last time at which any of the queries matches; the same times in each series.
   */
  readonly buckets: readonly TimelineBucket[]
  readonly undated: TimelineCounts
}

export interface Timeline {
  readonly by: SpanName
  readonly series: readonly TimelineSeries[]
}

/** No screen or picture can show more. With years, any range of dates needs fewer. */
const mostBuckets = 40_000

export interface DayCounts {
  readonly query: string
  readonly days: ReadonlyMap<number, TimelineCounts>
}

/** @param articlesOnly leaves occurrences at 0 and reads no text */
export function countByDay(query: string, matching: Iterable<MatchingSegment>, articlesOnly = false): DayCounts {
  const days = new Map<number, { articles: number; occurrences: number }>()
  for (const found of matching) {
    const counts = articlesOnly ? undefined : countOccurrences(found)
    forEachBit(found.articles, (article) => add(days, found.segment.days[article]!, counts?.[article] ?? 0))
  }
  return { query, days }
}

function add(days: Map<number, { articles: number; occurrences: number }>, day: number, occurrences: number): void {
  const known = days.get(day)
  if (known === undefined) days.set(day, { articles: 1, occurrences })
  else {
    known.articles++
    known.occurrences += occurrences
  }
}

export function articlesByDay(leaves: readonly Leaf[]): DayCounts {
  const days = new Map<number, { articles: number; occurrences: number }>()
  for (const { reader, live } of leaves) {
    forEachBit(live.set ?? fullBitset(reader.articles), (article) => add(days, reader.days[article]!, 0))
  }
  return { query: '', days }
}

/**
 * @param all the articles of which shares are computed; undefined if none are
 * @throws XunzhangError TIMELINE_TOO_FINE
 */
export function makeTimeline(counts: readonly DayCounts[], by: SpanName | undefined, all?: DayCounts): Timeline {
  const [first, last] = reach(counts)
  const span = by ?? chooseSpan(first, last)
  const starts = startsOf(first, last, span)
  const totals = all && bucketsOf(all, starts, span)
  const series = counts.map((one) => {
    const buckets = bucketsOf(one, starts, span).map((bucket, i): TimelineBucket => {
      const from = dayText(starts[i]!)
      return totals === undefined ? { from, ...bucket } : { from, ...bucket, total: totals[i]!.articles }
    })
    return { query: one.query, buckets, undated: one.days.get(noDate) ?? { articles: 0, occurrences: 0 } }
  })
  return { by: span, series }
}

/** First and last day of all; if there is none, the last is before the first. */
function reach(counts: readonly DayCounts[]): readonly [number, number] {
  let [first, last] = [Infinity, -Infinity]
  for (const { days } of counts) {
    for (const day of days.keys()) {
      if (day === noDate) continue
      first = Math.min(first, day)
      last = Math.max(last, day)
    }
  }
  return [first, last]
}

function startsOf(first: number, last: number, span: SpanName): number[] {
  const starts: number[] = []
  if (first > last) return starts
  for (let start = spanStart(first, span); start <= last; start = nextSpan(start, span)) {
    if (starts.push(start) > mostBuckets)
      throw new XunzhangError('READING', { what: 'fine', by: span, most: mostBuckets })
  }
  return starts
}

function bucketsOf({ days }: DayCounts, starts: readonly number[], span: SpanName): TimelineCounts[] {
  const place = new Map(starts.map((start, i) => [start, i]))
  const buckets = starts.map(() => ({ articles: 0, occurrences: 0 }))
  for (const [day, { articles, occurrences }] of days) {
    const bucket = day === noDate ? undefined : buckets[place.get(spanStart(day, span)) ?? -1]
    if (bucket === undefined) continue
    bucket.articles += articles
    bucket.occurrences += occurrences
  }
  return buckets
}
