/**
 * The sparse vectors of articles, computed from the posting lists of a segment that contains them.
 *
 * `weights` stores, for each term of each scope, the factor of the term's weight in a query: BM25F's
 * f / (f + k1·(1 − b + b·length / reference)). `terms` stores a 1 for each term; its product with a query's weights is
 * the share of them that an article contains.
 */
import { ranking } from '../search/parameters.js'
import { decodePostings, type PostingList } from '../storage/segment/postings/codec.js'
import { runEnd } from '../storage/segment/pairs/writer.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import { pairDimension, scopes, termDimension } from './terms.js'

export interface PointVectors {
  readonly weights: SparseVector
  readonly terms: SparseVector
}

export interface SparseVector {
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

const documents = { ids: new Int32Array(1024), frequencies: new Uint8Array(1024) }

/**
 * Vectors of every article of a segment.
 * @param reference the body length, in units, with which the weights are computed
 */
export function vectorsOf(segment: SegmentReader, reference: number): PointVectors[] {
  const frequencies = Array.from({ length: segment.articles }, () => new Map<number, number>())
  for (const scope of scopes) {
    for (const field of scope.fields) {
      const weight = ranking.fieldWeights[field]!
      const add = (list: PostingList, dimension: number): void => addList(frequencies, list, dimension, weight)
      const pairs = segment.pairs(field)
      for (const first of pairs.firstUnits) {
        const group = pairs.group(first)!
        // Every occurrence of a character begins a pair, so the sum of its pairs counts the character. That sum is
        // stored in the dimension of the pair that ends a run.
        const character = pairDimension(scope.number, first, runEnd)
        for (const [i, second] of group.seconds.entries()) {
          add(group.list(i), character)
          if (second !== runEnd) add(group.list(i), pairDimension(scope.number, first, second))
        }
      }
      for (const entry of segment.terms(field).scan()) add(entry.list(), termDimension(scope.number, entry.term))
    }
  }
  return frequencies.map((terms, article) => toVectors(terms, segment.lengths[article]!, reference))
}

function addList(frequencies: Map<number, number>[], list: PostingList, dimension: number, weight: number): void {
  if (documents.ids.length < list.documentFrequency) {
    documents.ids = new Int32Array(list.documentFrequency * 2)
    documents.frequencies = new Uint8Array(list.documentFrequency * 2)
  }
  const count = decodePostings(list, documents.ids, documents.frequencies)
  for (let i = 0; i < count; i++) {
    const terms = frequencies[documents.ids[i]!]!
    terms.set(dimension, (terms.get(dimension) ?? 0) + documents.frequencies[i]! * weight)
  }
}

function toVectors(terms: ReadonlyMap<number, number>, length: number, reference: number): PointVectors {
  const norm = ranking.k1 * (1 - ranking.b + (ranking.b * length) / reference)
  const indices = [...terms.keys()]
  const values = Array.from(terms.values(), (frequency) => Math.round((frequency / (frequency + norm)) * 1e6) / 1e6)
  return { weights: { indices, values }, terms: { indices, values: indices.map(() => 1) } }
}
