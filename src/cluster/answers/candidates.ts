/**
 * Which articles can be among the best k. The server ranks by an upper bound of the true score: it keeps lengths in a
 * byte, and the average length is that at the first push. Each article says how far the true score is below at most.
 * These bounds give a set of articles that contains all of the best k. The code that ranks a local index then ranks it.
 */
import { noDate } from '../../storage/segment/format.js'
import type { WeightedTerm } from '../../search/scoring/statistics.js'
import type { Weighing } from '../../search/planning/weighing.js'
import { XunzhangError } from '../../base/errors.js'
import { all, any, between, type Query } from '../query.js'
import type { CollectionReader, ServerHit } from './reader.js'
import { exactly, shareAbove, termCondition } from './filter.js'
import { rankedTerms, termToken } from '../terms.js'
import { forEachBit } from '../../search/matching/bitset.js'
import { termSet } from '../../search/matching/lists.js'
import type { SegmentReader } from '../../storage/segment/reader.js'

/** Fetches articles. The articles of the returned segment are in the order of the returned ids. */
type Fetch = (ids: readonly string[]) => Promise<{ segment: SegmentReader; ids: readonly string[] }>

/** Two sums that differ by less than this share may be equal in single precision. */
const precision = 1e-6
/** Articles that may be fetched and checked because their sum is too close to the demanded share. */
const mostDoubtful = 2000

/**
 * The demanded share as a filter in which the server adds up weights, in single precision. Articles so close to the
 * share that the sum does not decide are fetched and checked.
 * @param within matches what else is demanded
 */
export async function shareFilter(
  reader: CollectionReader,
  weighing: Weighing,
  within: Query,
  fetch: Fetch,
): Promise<Query> {
  const [sure, maybe] = [1, -1].map((sign) => shareAbove(weighing, weighing.demandedShare * (1 + sign * precision)))
  const doubtful = { bool: { filter: [within, maybe!], must_not: [sure!] } }
  const body = { query: doubtful, size: mostDoubtful + 1, sort: ['_doc'] }
  const ids = (await reader.search(body)).hits.hits.map(({ _id }) => _id)
  if (ids.length === 0) return sure!
  if (ids.length > mostDoubtful) throw overfull(reader, 'tied', mostDoubtful)
  return any([sure!, exactly(await decide(ids, weighing, fetch))])
}

/** Which of some articles reach the share, by adding up as a local search does. */
async function decide(ids: readonly string[], { terms, demandedShare }: Weighing, fetch: Fetch): Promise<string[]> {
  const { segment, ids: fetched } = await fetch(ids)
  const share = new Float64Array(segment.articles)
  for (const { term, weight } of terms) {
    if (!term.soft) continue
    forEachBit(termSet(segment, term.fields, term.kind, term.text), (article) => (share[article]! += weight))
  }
  return fetched.filter((_, article) => share[article]! >= demandedShare)
}

export function overfull(reader: CollectionReader, what: 'tied' | 'scores', most: number): XunzhangError {
  return new XunzhangError('TOO_BROAD', { what, most }, { where: reader.client.access.address.text })
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
const mostRows = 100_000

export interface ScoreBounds {
  readonly low: number
  readonly high: number
}

/** Factors that turn the server's score into a lower and an upper bound, besides what an article says itself. */
export function scoreBounds(averageLength: number, reference: number): ScoreBounds {
  const drift = averageLength / reference
  return { low: Math.min(1, drift) * (1 - roundingError), high: Math.max(1, drift) * (1 + roundingError) }
}

/** Scores articles by the query's terms; the score is a share of all weights. */
export const scoring = ({ terms, total, parameters }: Weighing): object[] =>
  terms.map(({ term, weight }: WeightedTerm) => {
    const boost = (weight * (parameters.k1 + 1)) / total
    return { term: { [rankedTerms]: { value: termToken(term), boost } } }
  })

/** Matches articles that contain all required words and therefore rank first. Undefined if there can be none. */
export function tierCondition({ terms, required }: Weighing): Query | undefined {
  const found = terms.flatMap(({ term }) => (term.soft && term.required ? [termCondition(term)] : []))
  if (found.length < required) return undefined
  return found.length === required ? all(found) : { bool: { should: found, minimum_should_match: required } }
}

/**
 * Ids of all articles that can be among the best k by score.
 * @param unscored whether articles without any of the terms count, too; otherwise they are left out
 * @returns the ids, how many articles match, and whether articles without any of the terms are needed but not included
 */
export async function bestByScore(
  reader: CollectionReader,
  should: readonly object[],
  filter: Query,
  { k, fade }: Ranking,
  { low, high }: ScoreBounds,
  unscored: boolean,
): Promise<{ ids: string[]; total: number; lacking: boolean }> {
  if (should.length === 0 && !unscored) return { ids: [], total: 0, lacking: false }
  const query = { bool: { filter: [filter], should, minimum_should_match: unscored ? 0 : 1 } }
  const faded = (row: ServerHit): number => fade?.(valueOf(row, 'day') ?? noDate) ?? 1
  for (let size = k + 32; ; size *= 4) {
    const body = { query, size, docvalue_fields: ['low', 'day'], track_total_hits: true }
    const { hits, total } = (await reader.search(body)).hits
    const least = hits.map((row) => row._score! * low * (valueOf(row, 'low')! / 1000) * faded(row))
    const worst = least.sort((a, b) => b - a)[k - 1] ?? 0
    const isWhole = hits.length < size
    const unseen = isWhole ? 0 : hits.at(-1)!._score! * high
    if (!isWhole && unseen > 0 && (hits.length < k || unseen >= worst)) {
      if (size > mostRows) throw overfull(reader, 'scores', mostRows)
      continue
    }
    const lacking = !isWhole && worst === 0
    const isPossible = (row: ServerHit): boolean => row._score! * high * faded(row) >= worst
    const ids = hits.filter((row) => (lacking ? row._score! > 0 : isPossible(row))).map(({ _id }) => _id)
    return { ids, total: total!.value, lacking }
  }
}

const valueOf = ({ fields }: ServerHit, key: string): number | undefined => fields?.[key]?.[0]

async function sorted(
  reader: CollectionReader,
  query: Query,
  key: 'day' | 'order',
  size: number,
  order: 'asc' | 'desc' = 'desc',
): Promise<readonly ServerHit[]> {
  return (await reader.search({ query, size, sort: [{ [key]: { order } }] })).hits.hits
}

/** Ids of the k articles that rank first if all scores are equal, and of those that tie with the last of them. */
export async function firstInOrder(reader: CollectionReader, filter: Query, k: number): Promise<string[]> {
  const rows = await sorted(reader, filter, 'order', k)
  if (rows.length < k) return rows.map(({ _id }) => _id)
  // Articles with the day and length of the last one are not ordered among themselves: all of them are candidates.
  const last = rows.at(-1)!.sort![0]!
  const equals = await sorted(reader, all([filter, between('order', last, last)]), 'order', mostRows)
  if (equals.length === mostRows) throw overfull(reader, 'scores', mostRows)
  return [...new Set([...rows, ...equals].map(({ _id }) => _id))]
}

/**
 * The newest or the oldest k: `ids` are all articles beyond the day `last`; any articles of that day may be among the
 * k, too. Articles without a date rank last: among the oldest, they matter only if fewer than k have one.
 */
export async function atEdge(
  reader: CollectionReader,
  filter: Query,
  k: number,
  edge: 'newest' | 'oldest',
): Promise<{ ids: string[]; last: number | undefined }> {
  const isNewest = edge === 'newest'
  const dated = all([filter, between('day', noDate + 1)])
  const rows = await sorted(reader, isNewest ? filter : dated, 'day', k, isNewest ? 'desc' : 'asc')
  if (rows.length < k) return { ids: rows.map(({ _id }) => _id), last: isNewest ? undefined : noDate }
  const last = rows.at(-1)!.sort![0]!
  return { ids: rows.flatMap(({ _id, sort }) => (sort![0] === last ? [] : [_id])), last }
}
