/** Weights of a query's terms in a collection: numbers over all segments, so that scores don't depend on their cut. */
import { createDecodedText } from '../segment/articles/text-codec.js'
import { Field } from '../segment/fields.js'
import type { FieldId } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import { countBits, intersect, subtract, fullBitset, forEachBit } from './bitset.js'
import { termSet } from './lists.js'
import { liveArticles } from './live.js'
import { inverseDocumentFrequency } from './parameters.js'
import type { RankingParameters } from './parameters.js'
import { termKey } from './plan.js'
import type { PlannedTerm } from './plan.js'
import type { TermKind } from './query-text.js'

/** What scoring needs of a collection; a remote one supplies its own. Deleted articles don't count. */
export interface CollectionStatistics {
  readonly articles: number
  /** Of the bodies, in units; at least 1. */
  readonly averageLength: number
  /** Articles that hold a term in the one of its fields where most do. */
  readonly documentFrequency: (term: PlannedTerm) => number
  /** Articles whose body holds a character. */
  readonly characterFrequency: (unit: number) => number
}

export function collectStatistics(segments: readonly SegmentReader[]): CollectionStatistics {
  const lives = segments.map(liveArticles)
  const articles = lives.reduce((sum, { count }) => sum + count, 0)
  const units = lives.reduce((sum, live) => sum + live.units, 0)
  // A query may have thousands of terms: plain loops.
  const documentFrequency = ({ fields, kind, text }: PlannedTerm): number => {
    let most = 0
    for (const field of fields) {
      let count = 0
      for (const segment of segments) count += frequencyIn(segment, field, kind, text)
      if (count > most) most = count
    }
    return most
  }
  const characterFrequency = (unit: number): number =>
    segments.reduce((sum, segment) => sum + characterFrequencyIn(segment, Field.body, unit), 0)
  return { articles, averageLength: Math.max(1, units / Math.max(1, articles)), documentFrequency, characterFrequency }
}

function frequencyIn(segment: SegmentReader, field: FieldId, kind: TermKind, text: string): number {
  if (kind === 'character') return characterFrequencyIn(segment, field, text.charCodeAt(0))
  if (segment.deleted !== undefined) return liveFrequency(segment, field, kind, text)
  return kind === 'pair'
    ? segment.pairs(field).documentFrequency(text.charCodeAt(0), text.charCodeAt(1))
    : segment.terms(field).documentFrequency(text)
}

function liveFrequency(segment: SegmentReader, field: FieldId, kind: TermKind, text: string): number {
  const set = termSet(segment, [field], kind, text)
  intersect(set, liveArticles(segment).set!)
  return countBits(set)
}

/** Up to so many deleted articles it is cheaper to look at their texts than at all lists of a character. */
const fewDeleted = 5000

function characterFrequencyIn(segment: SegmentReader, field: FieldId, unit: number): number {
  const all = segment.pairs(field).characterFrequency(unit)
  const live = liveArticles(segment)
  if (live.set === undefined || all === 0) return all
  if (field === Field.body && segment.articles - live.count <= fewDeleted) return all - deletedHolders(segment)[unit]!
  return liveFrequency(segment, field, 'character', String.fromCharCode(unit))
}

const holders = new WeakMap<SegmentReader, Uint32Array>()

/** By unit: deleted articles whose body holds it. Kept while the segment is open. */
function deletedHolders(segment: SegmentReader): Uint32Array {
  let counts = holders.get(segment)
  if (counts === undefined) holders.set(segment, (counts = countDeletedHolders(segment)))
  return counts
}

function countDeletedHolders(segment: SegmentReader): Uint32Array {
  const counts = new Uint32Array(65536)
  const lastMet = new Int32Array(65536).fill(-1)
  const text = createDecodedText()
  const gone = fullBitset(segment.articles)
  subtract(gone, liveArticles(segment).set!)
  forEachBit(gone, (article) => {
    segment.decode(article, Field.body, text)
    for (let i = 0; i < text.unitCount; i++) {
      const unit = text.units[i]!
      if (lastMet[unit] === article) continue
      lastMet[unit] = article
      counts[unit]!++
    }
  })
  return counts
}

export interface WeightedTerm {
  readonly term: PlannedTerm
  readonly documentFrequency: number
  readonly idf: number
  /** The term's weight × idf. */
  readonly weight: number
}

/**
 * Terms that occur, heaviest first, no more than may score; equal weights in order of their keys, so that sums come out
 * the same every time.
 */
export function weighTerms(
  terms: readonly PlannedTerm[],
  statistics: CollectionStatistics,
  { mostTerms, mostCharacters }: RankingParameters,
): WeightedTerm[] {
  let characters = 0
  return terms
    .map((term) => ({ term, documentFrequency: statistics.documentFrequency(term) }))
    .filter(({ documentFrequency }) => documentFrequency > 0)
    .map(({ term, documentFrequency }) => {
      const idf = inverseDocumentFrequency(statistics.articles, documentFrequency)
      return { term, documentFrequency, idf, weight: term.weight * idf, key: termKey(term) }
    })
    .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
    .filter(({ term }) => term.kind !== 'character' || ++characters <= mostCharacters)
    .slice(0, mostTerms)
}
