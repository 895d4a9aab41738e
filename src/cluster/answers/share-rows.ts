/**
 * Finds the articles that contain the demanded share of a query's weight if no filter can express this. The server
 * multiplies the query's weights with the stored vector `terms` and returns the articles above the share.
 */
import { XunzhangError } from '../../base/errors.js'
import { forEachBit } from '../../search/matching/bitset.js'
import { termSet } from '../../search/matching/lists.js'
import type { Weighing } from '../../search/planning/weighing.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { mostRows, queryRows, shareVector, type Row } from './candidates.js'
import type { Condition, Filter } from '../condition.js'
import type { CollectionReader } from './reader.js'

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
export type Fetch = (ids: readonly string[]) => Promise<{ segment: SegmentReader; ids: readonly string[] }>

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
  if (doubtful.length > mostDoubtful) throw tooMany(reader, 'tied', mostDoubtful)
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
      if (atLeast || members.size > mostNamed) throw tooMany(reader, work, mostNamed)
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

function tooMany(reader: CollectionReader, work: Work, most: number): XunzhangError {
  return new XunzhangError('TOO_BROAD', { what: work, most }, { where: reader.client.access.address.text })
}
