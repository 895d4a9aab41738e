/** The keys by which hits are ordered: score, date, or a score that fades with age. */
import type { SegmentReader } from '../../storage/segment/reader.js'
import { noDate } from '../../storage/segment/format.js'
import type { FieldType } from '../../text/own-fields.js'
import type { RankingParameters } from '../parameters.js'

export const sortOrders = ['score', 'date', 'oldest', 'recent'] as const

/**
 * `score` best first; `date` newest first, `oldest` oldest first, best first within a day and articles without a date
 * last; `recent` by a score that fades with age.
 */
export type SortOrder = (typeof sortOrders)[number]

export interface SortKey {
  /** Sorted by date or by a field: its value outweighs everything, and no text is read. */
  readonly byDate: boolean
  readonly sort: SortOrder | OwnOrder
  /** The factor by which the score of an article is multiplied. */
  fade(segment: SegmentReader, article: number): number
}

/** @param collection `newestDay` is read only if age counts; articles of that day don't fade */
export function createSortKey(
  sort: SortOrder | OwnOrder,
  collection: { readonly newestDay: number },
  { halfLifeDays }: RankingParameters,
): SortKey {
  if (sort !== 'recent') return { byDate: sort !== 'score', sort, fade: () => 1 }
  const { newestDay } = collection
  return { byDate: false, sort, fade: ({ days }, article) => recency(days[article]!, newestDay, halfLifeDays) }
}

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

/** An order by a field that the collection defines: articles without a value last, best first among equals. */
export interface OwnOrder {
  readonly field: string
  readonly type: FieldType
  readonly order: 'asc' | 'desc'
}

/** The primary sort keys of a segment's articles, largest first; undefined if the score decides. */
export function primaryKeys(leaf: LeafValues, sort: SortOrder | OwnOrder): ArrayLike<number> | undefined {
  if (sort === 'date') return leaf.reader.days
  if (sort === 'oldest') return leaf.reader.days.map(oldestFirst)
  if (typeof sort === 'string') return undefined
  const { numbers } = leaf.own(sort.field, sort.type)
  const sign = sort.order === 'desc' ? 1 : -1
  return numbers.map((number) => (Number.isNaN(number) ? -Infinity : sign * number))
}

interface LeafValues {
  readonly reader: SegmentReader
  own(name: string, type: FieldType): { readonly numbers: Float64Array }
}
