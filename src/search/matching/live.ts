/**
 * Articles that are not deleted. Statistics count only these, so an updated index gives the same answers as a rebuilt
 * one, to the last bit.
 */
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Bitset } from './bitset.js'
import { countBits, createBitset, forEachBit, fullBitset, subtract } from './bitset.js'

export interface LiveArticles {
  /** Never written to; undefined if nothing is deleted. */
  readonly set: Bitset | undefined
  readonly count: number
  /** Sum of their body lengths. */
  readonly units: number
}

export function countLive(segment: SegmentReader): LiveArticles {
  const { articles, table, deleted } = segment
  if (deleted === undefined) return { set: undefined, count: articles, units: table.bodyUnits }
  const gone = deletedSet(deleted, articles)
  const set = fullBitset(articles)
  subtract(set, gone)
  let units = table.bodyUnits
  forEachBit(gone, (article) => (units -= segment.lengths[article]!))
  return { set, count: countBits(set), units }
}

function deletedSet(deleted: Uint8Array, articles: number): Bitset {
  const set = createBitset(articles)
  for (let i = 0; i < deleted.length; i++) set[i >> 2]! |= deleted[i]! << ((i & 3) * 8)
  return set
}
