/** The keys by which hits are ordered: score, date, or a score that fades with age. */
import type { SegmentReader } from '../../segment/reader.js'
import { noDate } from '../../segment/columns.js'
import type { RankingParameters } from '../parameters.js'

export const sortOrders = ['score', 'date', 'oldest', 'recent'] as const

/**
 * `score` best first; `date` newest first, `oldest` oldest first, best first within a day and articles without a date last;
 * `recent` by a score that fades with age.
 */
export type SortOrder = (typeof sortOrders)[number]

export interface SortKey {
  /** Sorted by date: the day outweighs everything, and no text is read. */
  readonly byDate: boolean
  /** What orders days, the largest first. */
  readonly tierOf: (day: number) => number
  /** The factor of a score in an article. */
  fade(segment: SegmentReader, article: number): number
}

/** @param collection its newest article doesn't fade; read only if age counts */
export function createSortKey(
  sort: SortOrder,
  collection: { readonly newestDay: number },
  { halfLifeDays }: RankingParameters,
): SortKey {
  const tierOf = sort === 'oldest' ? oldestFirst : newestFirst
  if (sort !== 'recent') return { byDate: sort !== 'score', tierOf, fade: () => 1 }
  const { newestDay } = collection
  return { byDate: false, tierOf, fade: ({ days }, article) => recency(days[article]!, newestDay, halfLifeDays) }
}

const newestFirst = (day: number): number => day

/** Articles without a date stay last. */
const oldestFirst = (day: number): number => (day === noDate ? noDate : -day)

/** An article without a date fades like one that is a hundred years old. */
const oldest = 36_525

/** 1 for the newest article, a half after the half-life, a third after twice that: hyperbolic. */
export function recency(day: number, newest: number, halfLife: number): number {
  const age = day === noDate ? oldest : Math.max(0, newest - day)
  return halfLife / (halfLife + age)
}

/** Only articles that are not deleted. */
export function findNewestDay(segment: SegmentReader): number {
  return segment.days.reduce((max, day, article) => (day > max && !segment.isDeleted(article) ? day : max), noDate)
}
