/**
 * Weights of a query's terms in a collection, computed over all segments so that scores don't depend on how it is
 * split.
 */
import { defaultFields, Field, fieldNames, type FieldId } from '../../storage/segment/fields.js'
import type { Leaf } from '../leaf.js'
import { countBits, intersect } from '../matching/bitset.js'
import { createPairFrequencies } from './pair-frequencies.js'
import { createListFinder, type ListFinder, type TermLists } from './field-lists.js'
import { termSet } from '../matching/lists.js'
import { inverseDocumentFrequency, repetition, type RankingParameters } from '../parameters.js'
import { compareTerms, type PlannedTerm } from '../planning/plan.js'
import type { TermKind } from '../planning/query-text.js'

/**
 * The statistics of a collection that scoring needs; a remote collection supplies its own. Deleted articles don't
 * count.
 */
export interface CollectionStatistics {
  readonly articles: number
  /** Average length of the bodies, in units; at least 1. */
  readonly averageLength: number
  /**
   * Number of articles that contain a term, in the one of its fields where most do.
   * @param isOneOfMany whether few of the query's terms will be scored; then the lists for scoring aren't looked up too
   */
  readonly documentFrequency: (term: PlannedTerm, isOneOfMany?: boolean) => number
  /** Number of articles whose body contains a character. */
  readonly characterFrequency: (unit: number) => number
}

/** Statistics of segments on this machine, with the lists of their terms. */
export interface LocalStatistics extends CollectionStatistics {
  readonly lists: ListFinder
}

/** Most words of long texts whose frequencies are cached: looking one up takes a probe of about 12 dictionaries. */
const mostWords = 1 << 14

/** Computed once for an open collection, by its {@link Searcher}. */
export function collectStatistics(leaves: readonly Leaf[]): LocalStatistics {
  const lives = leaves.map(({ live }) => live)
  const segments = leaves.map(({ reader }) => reader)
  const articles = lives.reduce((sum, { count }) => sum + count, 0)
  const units = lives.reduce((sum, live) => sum + live.units, 0)
  const isWhole = segments.every(({ deleted }) => deleted === undefined)
  const lists = createListFinder(segments, (term, bySegment) =>
    isWhole ? countListed(bySegment) : countHolders(leaves, term),
  )
  const characters = new Map<number, number>()
  const pairs = createPairFrequencies(segments, defaultFields)
  const words = new Map<string, number>()
  const frequencyOf = (term: PlannedTerm): number => {
    if (term.fields !== defaultFields || term.kind === 'character') return countHolders(leaves, term)
    if (isWhole && term.kind === 'pair') return pairs(term.text.charCodeAt(0), term.text.charCodeAt(1))
    const key = `${term.kind} ${term.text}`
    let frequency = words.get(key)
    if (frequency === undefined) {
      if (words.size === mostWords) words.clear()
      words.set(key, (frequency = countHolders(leaves, term)))
    }
    return frequency
  }
  return {
    articles,
    averageLength: Math.max(1, units / Math.max(1, articles)),
    lists,
    documentFrequency: (term, isOneOfMany = false) =>
      isOneOfMany ? frequencyOf(term) : (lists.find(term)?.documentFrequency ?? countHolders(leaves, term)),
    characterFrequency: (unit) => {
      let frequency = characters.get(unit)
      if (frequency === undefined) {
        frequency = leaves.reduce((sum, leaf) => sum + characterFrequencyIn(leaf, Field.body, unit), 0)
        characters.set(unit, frequency)
      }
      return frequency
    },
  }
}

/** The number of articles that contain a term, in the field where most do. */
function countListed(bySegment: TermLists['bySegment']): number {
  const counts = fieldNames.map(() => 0)
  for (const fields of bySegment) {
    for (const { field, lists } of fields) counts[field]! += lists[0]!.documentFrequency
  }
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the fields
  return Math.max(...counts)
}

/** Plain loops, because a query may have thousands of terms. */
function countHolders(leaves: readonly Leaf[], { fields, kind, text }: PlannedTerm): number {
  let most = 0
  for (const field of fields) {
    let count = 0
    for (const leaf of leaves) count += frequencyIn(leaf, field, kind, text)
    if (count > most) most = count
  }
  return most
}

function frequencyIn(leaf: Leaf, field: FieldId, kind: TermKind, text: string): number {
  if (kind === 'character') return characterFrequencyIn(leaf, field, text.charCodeAt(0))
  const segment = leaf.reader
  if (segment.deleted !== undefined) return liveFrequency(leaf, field, kind, text)
  return kind === 'pair'
    ? segment.pairs(field).documentFrequency(text.charCodeAt(0), text.charCodeAt(1))
    : segment.terms(field).documentFrequency(text)
}

function liveFrequency({ reader, live }: Leaf, field: FieldId, kind: TermKind, text: string): number {
  const set = termSet(reader, [field], kind, text)
  intersect(set, live.set!)
  return countBits(set)
}

/** Up to this many deleted articles, reading their texts is cheaper than reading all lists of a character. */
const fewDeleted = 5000

function characterFrequencyIn(leaf: Leaf, field: FieldId, unit: number): number {
  const { reader, live } = leaf
  const all = reader.pairs(field).characterFrequency(unit)
  if (live.set === undefined || all === 0) return all
  if (field === Field.body && reader.articles - live.count <= fewDeleted) return all - leaf.deletedHolders[unit]!
  return liveFrequency(leaf, field, 'character', String.fromCharCode(unit))
}

export interface WeightedTerm {
  readonly term: PlannedTerm
  readonly documentFrequency: number
  readonly idf: number
  /** The term's weight × idf, for one occurrence in the query. */
  readonly single: number
  /** The same for all of its occurrences: what it adds to a score. */
  readonly weight: number
}

/** Queries with more terms are texts. Few of their terms recur, and caching them would evict terms of other queries. */
export const fewTerms = 128

/** How many of the terms may be read: at least `free`, then as many as have at most `most` postings in all. */
function countAffordable(terms: readonly WeightedTerm[], free: number, most: number): number {
  let postings = 0
  for (let i = 0; i < terms.length; i++) {
    postings += terms[i]!.documentFrequency
    if (i >= free && postings > most) return i
  }
  return terms.length
}

/**
 * The terms that occur, heaviest first, up to the number that may score. Equal weights are ordered by key, so that sums
 * are the same every time.
 */
export function weighTerms(
  terms: readonly PlannedTerm[],
  statistics: CollectionStatistics,
  { k3, mostTerms, mostCharacters, postings }: RankingParameters,
): WeightedTerm[] {
  const weighted: WeightedTerm[] = []
  const areMany = terms.length > fewTerms
  for (const term of terms) {
    const documentFrequency = statistics.documentFrequency(term, areMany)
    if (documentFrequency === 0) continue
    const idf = inverseDocumentFrequency(statistics.articles, documentFrequency)
    const single = term.weight * idf
    weighted.push({ term, documentFrequency, idf, single, weight: single * repetition(term.occurrences, k3) })
  }
  let characters = 0
  const heaviest = weighted
    .sort((a, b) => b.weight - a.weight || compareTerms(a.term, b.term))
    .filter(({ term }) => term.kind !== 'character' || ++characters <= mostCharacters)
    .slice(0, mostTerms)
  return heaviest.slice(0, countAffordable(heaviest, postings.free, postings.perArticle * statistics.articles))
}
