/** Weights of a query's terms in a collection: numbers over all segments, so that scores don't depend on their cut. */
import { inverseDocumentFrequency } from './parameters.js'
import type { PlannedTerm } from './plan.js'
import type { SegmentReader } from '../segment/reader.js'

/** What scoring needs of a collection; a remote one supplies its own. */
export interface CollectionStatistics {
  readonly articles: number
  readonly averageLength: number
  /** Articles that hold a term in the one of its fields where most do. */
  documentFrequency(term: PlannedTerm): number
  characterFrequency(unit: number): number
}

export function collectStatistics(segments: readonly SegmentReader[]): CollectionStatistics {
  const articles = segments.reduce((sum, segment) => sum + segment.articles, 0)
  const units = segments.reduce((sum, segment) => sum + segment.table.bodyUnits, 0)
  return {
    articles,
    averageLength: Math.max(1, units / Math.max(1, articles)),
    documentFrequency: (term) => {
      const byField = term.fields.map((field) =>
        segments.reduce((sum, segment) => {
          const frequency =
            term.first >= 0
              ? segment.pairs(field).documentFrequency(term.first, term.second)
              : segment.terms(field).documentFrequency(term.text)
          return sum + frequency
        }, 0),
      )
      return Math.max(0, ...byField)
    },
    characterFrequency: (unit) =>
      segments.reduce((sum, segment) => sum + segment.pairs(bodyField).characterFrequency(unit), 0),
  }
}

const bodyField = 1

export interface WeightedTerm {
  readonly term: PlannedTerm
  readonly documentFrequency: number
  /** weight × boost × idf. */
  readonly weight: number
}

/** Terms that occur, heaviest first; equal weights in order of their keys, so that sums come out the same every time. */
export function weighTerms(terms: readonly PlannedTerm[], statistics: CollectionStatistics): WeightedTerm[] {
  return terms
    .map((term) => {
      const documentFrequency = statistics.documentFrequency(term)
      const idf = inverseDocumentFrequency(statistics.articles, documentFrequency)
      return { term, documentFrequency, weight: term.weight * term.boost * idf }
    })
    .filter(({ documentFrequency }) => documentFrequency > 0)
    .sort((a, b) => b.weight - a.weight || (a.term.key < b.term.key ? -1 : 1))
}
