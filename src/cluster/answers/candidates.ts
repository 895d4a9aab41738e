/**
 * Which articles can be among the best k. The server ranks by stored weights, in single precision and measured by the
 * average length at the first push; from that follow bounds of the true score, and with them a set of articles outside
 * of which none of the best can be. What is in the set is then ranked by the code that ranks a local index.
 */
import { noDate } from '../../segment/columns.js'
import type { WeightedTerm } from '../../search/scoring/statistics.js'
import type { Weighing } from '../../search/planning/weighing.js'
import { XunzhangError } from '../../errors.js'
import type { Condition, Filter } from '../condition.js'
import type { CollectionReader } from './reader.js'
import { termCondition } from './share.js'
import { pairDimension, scopeOf, termDimension } from '../terms.js'
import type { SparseVector } from '../vectors.js'

/** An article as the server ranks it. */
export interface Row {
  readonly id: string
  readonly score: number
  readonly payload?: { readonly day?: number; readonly order?: number } | null
}

/** What is asked for: the best k by score, by score that fades, or by date. */
export interface Ranking {
  readonly k: number
  /** What a score is multiplied with, at most 1; undefined where it counts as it is. */
  readonly fade: ((day: number) => number) | undefined
}

/** Single precision, rounded weights and sums in another order stay well within this. */
const roundingError = 1e-4

/** Rows the server is asked for at most: 64-bit ids and scores of so many take about 10 MB. */
export const mostRows = 100_000

export interface ScoreBounds {
  readonly low: number
  readonly high: number
}

/** What a stored score has to be multiplied with to be below, and above, the true one. */
export function scoreBounds(averageLength: number, reference: number): ScoreBounds {
  const drift = averageLength / reference
  return { low: Math.min(1, drift) * (1 - roundingError), high: Math.max(1, drift) * (1 + roundingError) }
}

/** The query's weights for the stored `weights`: their product is the score as a share of all weights. */
export function scoringVector({ terms, total, parameters }: Weighing): SparseVector {
  return queryVector(terms, ({ weight }) => (weight * (parameters.k1 + 1)) / total)
}

/** The query's weights for the stored `terms`: their product is the weight of the soft terms that an article holds. */
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

/** Articles that hold all required words: they come first. Undefined where none can. */
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
 * Ids of all articles that can be among the best k by score. Articles without any of the terms are not among them.
 * @param keep leaves out what the filter can't tell; whether it is sure of the rest
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
      if (limit > mostRows) throw tooMany(reader)
      continue
    }
    const ids = kept.flatMap(({ row }) => (row.score * high * faded(row) >= worst ? [row.id] : []))
    return { ids, exhausted }
  }
}

function tooMany(reader: CollectionReader): XunzhangError {
  return new XunzhangError('SCORES_TOO_ALIKE', { most: mostRows }, { where: reader.client.access.address.text })
}

interface Scrolled {
  readonly points: readonly Row[]
}

async function scroll(
  reader: CollectionReader,
  filter: Filter,
  key: 'day' | 'order',
  limit: number,
  direction: 'asc' | 'desc' = 'desc',
): Promise<readonly Row[]> {
  const body = { filter, order_by: { key, direction }, limit, with_payload: [key] }
  return (await reader.ask<Scrolled>('/scroll', body)).points
}

/** Ids of the k articles that rank first where no score tells them apart, and those that may stand in for them. */
export async function firstInOrder(reader: CollectionReader, filter: Filter, k: number): Promise<string[]> {
  const rows = await scroll(reader, filter, 'order', k)
  if (rows.length < k) return rows.map(({ id }) => id)
  // Those of equal day and length as the last come in no order: all of them are candidates.
  const last = rows.at(-1)!.payload!.order!
  const equals = await scroll(
    reader,
    { must: [filter, { key: 'order', range: { gte: last, lte: last } }] },
    'order',
    mostRows,
  )
  if (equals.length === mostRows) throw tooMany(reader)
  return [...new Set([...rows, ...equals].map(({ id }) => id))]
}

/** The newest k: `ids` are all that are later than the day `last`, of which any may be among them, too. */
export async function newestDays(
  reader: CollectionReader,
  filter: Filter,
  k: number,
): Promise<{ ids: string[]; last: number | undefined }> {
  const rows = await scroll(reader, filter, 'day', k)
  if (rows.length < k) return { ids: rows.map(({ id }) => id), last: undefined }
  const last = rows.at(-1)!.payload!.day!
  return { ids: rows.flatMap(({ id, payload }) => (payload!.day! > last ? [id] : [])), last }
}

/** The oldest k, as {@link newestDays}; articles without a date come after all others, and only where those are fewer. */
export async function oldestDays(
  reader: CollectionReader,
  filter: Filter,
  k: number,
): Promise<{ ids: string[]; last: number | undefined }> {
  const dated: Filter = { must: [filter, { key: 'day', range: { gte: noDate + 1 } }] }
  const rows = await scroll(reader, dated, 'day', k, 'asc')
  if (rows.length < k) return { ids: rows.map(({ id }) => id), last: noDate }
  const last = rows.at(-1)!.payload!.day!
  return { ids: rows.flatMap(({ id, payload }) => (payload!.day! < last ? [id] : [])), last }
}
