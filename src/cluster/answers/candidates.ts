/**
 * Which articles can be among the best k. The server ranks by stored weights, which are in single precision and based
 * on the average length at the first push. These facts give bounds of the true score, and the bounds give a set of
 * articles that contains all of the best k. The code that ranks a local index then ranks this set.
 */
import { noDate } from '../../storage/segment/format.js'
import type { WeightedTerm } from '../../search/scoring/statistics.js'
import type { Weighing } from '../../search/planning/weighing.js'
import { XunzhangError } from '../../base/errors.js'
import type { Condition, Filter } from '../generations.js'
import type { CollectionReader } from './reader.js'
import { termCondition } from './filter.js'
import { pairDimension, scopeOf, termDimension, type SparseVector } from '../terms.js'
import { forEachBit } from '../../search/matching/bitset.js'
import { termSet } from '../../search/matching/lists.js'
import type { SegmentReader } from '../../storage/segment/reader.js'

/*
 * Finds the articles that contain the demanded share of a query's weight if no filter can express this. The server
 * multiplies the query's weights with the stored vector `terms` and returns the articles above the share.
 */

type Work = 'tied' | 'sorted' | 'counted'

export interface ShareMatches {
  readonly total: number
  /** Whether there may be more matches than were requested, so that `total` is a lower bound. */
  readonly atLeast: boolean
  /** Removes rows that don't match, and says for each remaining row whether it certainly matches. */
  readonly keep: (rows: readonly Row[]) => Promise<{ row: Row; isSure: boolean }[]>
  /** All matches as a condition. @throws XunzhangError BACKEND if they are too many; the message names the work */
  asFilter(work: Work): Filter
}

/** Fetches articles. The articles of the returned segment are in the order of the returned ids. */
type Fetch = (ids: readonly string[]) => Promise<{ segment: SegmentReader; ids: readonly string[] }>

/** Two sums that differ by less than this share may be equal in single precision. */
const precision = 1e-5
/** Articles that may be fetched and checked because their sum is too close to the demanded share. */
const mostDoubtful = 2000
const mostNamed = 20_000

export async function matchByShare(
  reader: CollectionReader,
  weighing: Weighing,
  filter: Filter,
  fetch: Fetch,
): Promise<ShareMatches> {
  const { demandedShare } = weighing
  const vector = shareVector(weighing)
  const least = demandedShare * (1 - precision)
  const rows = await queryRows(reader, vector, 'terms', filter, mostRows, { score_threshold: least })
  const atLeast = rows.length === mostRows
  const isSure = ({ score }: Row): boolean => score >= demandedShare * (1 + precision)
  const doubtful = rows.filter((row) => !isSure(row)).map(({ id }) => id)
  if (doubtful.length > mostDoubtful) throw overfull(reader, 'tied', mostDoubtful)
  const decided = doubtful.length === 0 || atLeast ? new Set(doubtful) : await decide(doubtful, weighing, fetch)
  const members = new Set(rows.flatMap((row) => (isSure(row) || decided.has(row.id) ? [row.id] : [])))
  return {
    total: members.size,
    atLeast,
    keep: async (candidates) => {
      if (!atLeast) return candidates.flatMap((row) => (members.has(row.id) ? [{ row, isSure: true }] : []))
      const named: Condition = { has_id: candidates.map(({ id }) => id) }
      const within = { must: [filter, named] }
      const shares = await queryRows(reader, vector, 'terms', within, candidates.length, { score_threshold: least })
      const known = new Map(shares.map((row) => [row.id, isSure(row)]))
      return candidates.flatMap((row) => (known.has(row.id) ? [{ row, isSure: known.get(row.id)! }] : []))
    },
    asFilter: (work) => {
      if (atLeast || members.size > mostNamed) throw overfull(reader, work, mostNamed)
      return { must: [{ has_id: [...members] }] }
    },
  }
}

/** Which of some articles reach the share, by adding up as a local search does. */
async function decide(ids: readonly string[], { terms, demandedShare }: Weighing, fetch: Fetch): Promise<Set<string>> {
  const { segment, ids: fetched } = await fetch(ids)
  const share = new Float64Array(segment.articles)
  for (const { term, weight } of terms) {
    if (!term.soft) continue
    forEachBit(termSet(segment, term.fields, term.kind, term.text), (article) => (share[article]! += weight))
  }
  return new Set(fetched.filter((_, article) => share[article]! >= demandedShare))
}

function overfull(reader: CollectionReader, what: Work | 'scores', most: number): XunzhangError {
  return new XunzhangError('TOO_BROAD', { what, most }, { where: reader.client.access.address.text })
}

export interface Row {
  readonly id: string
  readonly score: number
  readonly payload?: { readonly day?: number; readonly order?: number } | null
}

/** What is requested: the best k by score, optionally multiplied with a factor that depends on the day. */
export interface Ranking {
  readonly k: number
  /** The factor of a score, at most 1; undefined if scores are used as they are. */
  readonly fade: ((day: number) => number) | undefined
}

/** Errors from single precision, rounded weights and another order of summation stay well below this. */
const roundingError = 1e-4

/** Rows requested at most; the ids and scores of so many take about 10 MB. */
export const mostRows = 100_000

export interface ScoreBounds {
  readonly low: number
  readonly high: number
}

/** Factors that turn a stored score into a lower and an upper bound of the true score. */
export function scoreBounds(averageLength: number, reference: number): ScoreBounds {
  const drift = averageLength / reference
  return { low: Math.min(1, drift) * (1 - roundingError), high: Math.max(1, drift) * (1 + roundingError) }
}

/** The query vector for the stored `weights`; the product is the score as a share of all weights. */
export function scoringVector({ terms, total, parameters }: Weighing): SparseVector {
  return queryVector(terms, ({ weight }) => (weight * (parameters.k1 + 1)) / total)
}

/** The query vector for the stored `terms`; the product is the weight of the soft terms that an article contains. */
export function shareVector({ terms }: Weighing): SparseVector {
  return queryVector(
    terms.filter(({ term }) => term.soft),
    ({ weight }) => weight,
  )
}

function queryVector(terms: readonly WeightedTerm[], valueOf: (term: WeightedTerm) => number): SparseVector {
  const values = new Map<number, number>()
  for (const weighted of terms) {
    const dimension = dimensionOf(weighted)
    values.set(dimension, (values.get(dimension) ?? 0) + valueOf(weighted))
  }
  return { indices: [...values.keys()], values: [...values.values()] }
}

function dimensionOf({ term: { kind, text, fields } }: WeightedTerm): number {
  const { number } = scopeOf(fields)
  if (kind === 'term') return termDimension(number, text)
  return pairDimension(number, text.charCodeAt(0), kind === 'pair' ? text.charCodeAt(1) : 0)
}

/** Matches articles that contain all required words and therefore rank first. Undefined if there can be none. */
export function tierCondition({ terms, required }: Weighing): Condition | undefined {
  const conditions = terms.flatMap(({ term }) => (term.soft && term.required ? [termCondition(term)!] : []))
  if (conditions.length < required) return undefined
  return conditions.length === required ? { must: conditions } : { min_should: { conditions, min_count: required } }
}

export async function queryRows(
  reader: CollectionReader,
  vector: SparseVector,
  using: 'weights' | 'terms',
  filter: Filter,
  limit: number,
  extra: object = {},
): Promise<Row[]> {
  if (vector.indices.length === 0) return []
  const body = { query: vector, using, filter, limit, with_payload: false, ...extra }
  return (await reader.ask<{ points: Row[] }>('/query', body)).points
}

/**
 * Ids of all articles that can be among the best k by score. Articles without any of the terms are not included.
 * @param keep removes rows that don't match although the filter let them through, and says for each remaining row
 * whether it certainly matches
 * @returns the ids, and whether the server had no more rows
 */
export async function bestByScore(
  reader: CollectionReader,
  vector: SparseVector,
  filter: Filter,
  { k, fade }: Ranking,
  { low, high }: ScoreBounds,
  keep?: (rows: readonly Row[]) => Promise<{ row: Row; isSure: boolean }[]>,
): Promise<{ ids: string[]; exhausted: boolean }> {
  const extra = fade === undefined ? {} : { with_payload: ['day'] }
  const faded = ({ payload }: Row): number => fade?.(payload?.day ?? noDate) ?? 1
  for (let limit = k + 32; ; limit *= 2) {
    const rows = await queryRows(reader, vector, 'weights', filter, limit, extra)
    const exhausted = rows.length < limit
    const kept = keep === undefined ? rows.map((row) => ({ row, isSure: true })) : await keep(rows)
    const sure = kept.flatMap(({ row, isSure }) => (isSure ? [row.score * low * faded(row)] : [])).sort((a, b) => b - a)
    const worst = sure[k - 1] ?? 0
    const unseen = exhausted ? 0 : rows.at(-1)!.score * high
    if (!exhausted && (sure.length < k || unseen >= worst)) {
      if (limit > mostRows) throw overfull(reader, 'scores', mostRows)
      continue
    }
    const ids = kept.flatMap(({ row }) => (row.score * high * faded(row) >= worst ? [row.id] : []))
    return { ids, exhausted }
  }
}

async function scroll(
  reader: CollectionReader,
  filter: Filter,
  key: 'day' | 'order',
  limit: number,
  direction: 'asc' | 'desc' = 'desc',
): Promise<readonly Row[]> {
  const body = { filter, order_by: { key, direction }, limit, with_payload: [key] }
  return (await reader.ask<{ points: readonly Row[] }>('/scroll', body)).points
}

/** Ids of the k articles that rank first if all scores are equal, and of those that tie with the last of them. */
export async function firstInOrder(reader: CollectionReader, filter: Filter, k: number): Promise<string[]> {
  const rows = await scroll(reader, filter, 'order', k)
  if (rows.length < k) return rows.map(({ id }) => id)
  // Articles with the day and length of the last one are not ordered among themselves: all of them are candidates.
  const last = rows.at(-1)!.payload!.order!
  const equals = await scroll(
    reader,
    { must: [filter, { key: 'order', range: { gte: last, lte: last } }] },
    'order',
    mostRows,
  )
  if (equals.length === mostRows) throw overfull(reader, 'scores', mostRows)
  return [...new Set([...rows, ...equals].map(({ id }) => id))]
}

/**
 * The newest or the oldest k: `ids` are all articles beyond the day `last`; any articles of that day may be among the
 * k, too. Articles without a date rank last: among the oldest, they matter only if fewer than k have one.
 */
export async function atEdge(
  reader: CollectionReader,
  filter: Filter,
  k: number,
  edge: 'newest' | 'oldest',
): Promise<{ ids: string[]; last: number | undefined }> {
  const isNewest = edge === 'newest'
  const dated: Filter = { must: [filter, { key: 'day', range: { gte: noDate + 1 } }] }
  const rows = await scroll(reader, isNewest ? filter : dated, 'day', k, isNewest ? 'desc' : 'asc')
  if (rows.length < k) return { ids: rows.map(({ id }) => id), last: isNewest ? undefined : noDate }
  const last = rows.at(-1)!.payload!.day!
  return { ids: rows.flatMap(({ id, payload }) => (payload!.day === last ? [] : [id])), last }
}
