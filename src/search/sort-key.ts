/** By what hits are ordered: score, date, or a score that fades with age. */
import type { SegmentReader } from '../segment/reader.js'
import { noDate } from '../segment/columns.js'
import type { Weighing } from './weighing.js'

/** `score` best first; `date` newest first, best first within a day; `recent` by a score that fades with age. */
export type SortOrder = 'score' | 'date' | 'recent'

export interface SortKey {
  /** Sorted by date: the day outweighs everything, and no text is looked at. */
  readonly byDate: boolean
  /** What a score is worth in an article. */
  fade(segment: SegmentReader, article: number): number
}

export function createSortKey(
  segments: readonly SegmentReader[],
  sort: SortOrder,
  { parameters: { halfLifeDays } }: Weighing,
): SortKey {
  if (sort !== 'recent') return { byDate: sort === 'date', fade: () => 1 }
  const newest = Math.max(noDate, ...segments.map(newestDay))
  return { byDate: false, fade: ({ days }, article) => recency(days[article]!, newest, halfLifeDays) }
}

/** An article without a date fades like one of a hundred years ago. */
const oldest = 36_525

/** 1 for the newest article, a half after the half-life, a third after twice that: hyperbolic. */
function recency(day: number, newest: number, halfLife: number): number {
  const age = day === noDate ? oldest : Math.max(0, newest - day)
  return halfLife / (halfLife + age)
}

const newestDays = new WeakMap<SegmentReader, number>()

/** Of the articles that are not deleted. */
function newestDay(segment: SegmentReader): number {
  let newest = newestDays.get(segment)
  if (newest === undefined) {
    newest = segment.days.reduce((max, day, article) => (day > max && !segment.isDeleted(article) ? day : max), noDate)
    newestDays.set(segment, newest)
  }
  return newest
}
