/** Weights of a query's terms in a collection: numbers over all segments, so that scores don't depend on their cut. */
import { createDecodedText } from '../../segment/articles/text-codec.js'
import { Field, fieldNames } from '../../segment/fields.js'
import type { FieldId } from '../../segment/fields.js'
import type { SegmentReader } from '../../segment/reader.js'
import { countBits, intersect, subtract, fullBitset, forEachBit } from '../matching/bitset.js'
import { createListFinder } from './field-lists.js'
import type { ListFinder, TermLists } from './field-lists.js'
import { termSet } from '../matching/lists.js'
import { liveArticles } from '../matching/live.js'
import { inverseDocumentFrequency } from '../parameters.js'
import type { RankingParameters } from '../parameters.js'
import { termKey } from '../planning/plan.js'
import type { PlannedTerm } from '../planning/plan.js'
import type { TermKind } from '../planning/query-text.js'

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

/** As long as a collection is open it has the same numbers. */
const known = new WeakMap<readonly SegmentReader[], LocalStatistics>()

/** Of segments on this machine, with the lists of their terms. */
export interface LocalStatistics extends CollectionStatistics {
  readonly lists: ListFinder
}

export function collectStatistics(segments: readonly SegmentReader[]): LocalStatistics {
  let statistics = known.get(segments)
  if (statistics === undefined) known.set(segments, (statistics = createStatistics(segments)))
  return statistics
}

function createStatistics(segments: readonly SegmentReader[]): LocalStatistics {
  const lives = segments.map(liveArticles)
  const articles = lives.reduce((sum, { count }) => sum + count, 0)
  const units = lives.reduce((sum, live) => sum + live.units, 0)
  const isWhole = segments.every(({ deleted }) => deleted === undefined)
  const lists = createListFinder(segments, (term, bySegment) =>
    isWhole ? countListed(bySegment) : countHolders(segments, term),
  )
  const characters = new Map<number, number>()
  return {
    articles,
    averageLength: Math.max(1, units / Math.max(1, articles)),
    lists,
    documentFrequency: (term) => lists.find(term)?.documentFrequency ?? countHolders(segments, term),
    characterFrequency: (unit) => {
      let frequency = characters.get(unit)
      if (frequency === undefined) {
        frequency = segments.reduce((sum, segment) => sum + characterFrequencyIn(segment, Field.body, unit), 0)
        characters.set(unit, frequency)
      }
      return frequency
    },
  }
}

/** In the field where most do. */
function countListed(bySegment: TermLists['bySegment']): number {
  const counts = fieldNames.map(() => 0)
  for (const fields of bySegment) {
    for (const { field, lists } of fields) counts[field]! += lists[0]!.documentFrequency
  }
  return Math.max(...counts)
}

/** A query may have thousands of terms: plain loops. */
function countHolders(segments: readonly SegmentReader[], { fields, kind, text }: PlannedTerm): number {
  let most = 0
  for (const field of fields) {
    let count = 0
    for (const segment of segments) count += frequencyIn(segment, field, kind, text)
    if (count > most) most = count
  }
  return most
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
  const weighted: WeightedTerm[] = []
  for (const term of terms) {
    const documentFrequency = statistics.documentFrequency(term)
    if (documentFrequency === 0) continue
    const idf = inverseDocumentFrequency(statistics.articles, documentFrequency)
    weighted.push({ term, documentFrequency, idf, weight: term.weight * idf })
  }
  let characters = 0
  return weighted
    .sort((a, b) => b.weight - a.weight || (termKey(a.term) < termKey(b.term) ? -1 : 1))
    .filter(({ term }) => term.kind !== 'character' || ++characters <= mostCharacters)
    .slice(0, mostTerms)
}
