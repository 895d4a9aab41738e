/**
 * The articles whose vectors are nearest to a question's. All are compared: 20,000 of 512 dimensions take 10 to 15 ms.
 */
import { similarity, type AskedVector, type VectorRows } from '../../storage/segment/vectors/codec.js'
import { hasBit, type Bitset } from '../matching/bitset.js'
import { createTopK, type Candidate, type TieBreaker } from './top-k.js'

/** A segment to be compared. */
export interface ComparedSegment {
  /** Undefined if the segment has no vectors. */
  readonly rows: VectorRows | undefined
  /** Which of its articles may be found; undefined for all. */
  readonly allowed: Bitset | undefined
}

/** @returns at most `count`, nearest first; `key` is the cosine */
export function nearestVectors(
  segments: readonly ComparedSegment[],
  asked: AskedVector,
  count: number,
  ties: TieBreaker,
): Candidate[] {
  const top = createTopK(count, ties)
  for (const [segment, { rows, allowed }] of segments.entries()) {
    if (rows === undefined) continue
    const { scales } = rows
    for (let article = 0; article < scales.length; article++) {
      if (scales[article] === 0 || (allowed !== undefined && !hasBit(allowed, article))) continue
      top.offer(0, similarity(rows, article, asked), segment, article)
    }
  }
  return top.drain()
}
