/**
 * How many articles match queries over time, and how often. One pass over the dates of the matching articles.
 * Occurrences are counted from posting lists if these have them, otherwise in the texts of the matching articles.
 */
import { XunzhangError } from '../../base/errors.js'
import { noDate } from '../../storage/segment/columns.js'
import type { Leaf } from '../leaf.js'
import { forEachBit, fullBitset } from '../matching/bitset.js'
import type { MatchingSegment } from '../searcher.js'
import { countOccurrences } from './counting.js'
import { chooseSpan, dayText, nextSpan, spanStart, type SpanName } from './spans.js'

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

/** Counts by day. */
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

/** All live articles, by day. */
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
