/**
 * Several indexes searched as one collection: terms are weighed by the statistics of all of them, so an article gets
 * the score that it would have if all articles were in one index. Indexes with the same analysis share a searcher.
 * Indexes that segment texts differently (because of taught words) each plan the query with their own analyser.
 */
import type { QueryNode } from '../query/index.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import type { Analyzer } from '../text/analysis/analysis.js'
import type { FacetCounts } from './facets.js'
import { newestDayOf, type Leaf } from './leaf.js'
import type { MatchMode } from './planning/plan.js'
import type { FoundArticle } from './scoring/rank-again.js'
import { collectStatistics, type LocalStatistics } from './scoring/statistics.js'
import { primaryKeys, createTieBreaker } from './scoring/top-k.js'
import { inOneGo, OwnView, Searcher } from './searcher.js'
import type { InPieces, MatchingSegment, SearchAnswer, SearchRequest } from './searcher.js'

export type CollectionSearcher = Pick<
  Searcher,
  'segments' | 'leaves' | 'analyzer' | 'statistics' | 'newestDay' | 'search' | 'searching' | 'matching'
>

export interface Part {
  readonly segments: readonly SegmentReader[]
  readonly analyzer: Analyzer
}

/**
 * @param parts at least one, each with an analysis of its own; segments are numbered across all parts
 * @param known leaves of earlier commits; those of segments that still exist are reused
 */
export function createSearcher(parts: readonly Part[], known: readonly Leaf[] = []): CollectionSearcher {
  const [first] = parts
  return parts.length === 1 ? new Searcher(first!.segments, first!.analyzer, known) : new SeveralSearcher(parts, known)
}

class SeveralSearcher implements CollectionSearcher {
  readonly segments: readonly SegmentReader[]
  readonly leaves: readonly Leaf[]
  /** The analyser of the first index, for texts that belong to no particular index. */
  readonly analyzer: Analyzer
  readonly #searchers: readonly Searcher[]
  #statistics: LocalStatistics | undefined

  constructor(parts: readonly Part[], known: readonly Leaf[]) {
    this.#searchers = parts.map(({ segments, analyzer }) => new Searcher(segments, analyzer, known))
    this.segments = parts.flatMap(({ segments }) => segments)
    this.leaves = this.#searchers.flatMap(({ leaves }) => leaves)
    this.analyzer = parts[0]!.analyzer
  }

  get statistics(): LocalStatistics {
    return (this.#statistics ??= collectStatistics(this.leaves))
  }

  get newestDay(): number {
    return newestDayOf(this.leaves)
  }

  search(request: SearchRequest): SearchAnswer {
    return inOneGo(this.searching(request))
  }

  *searching(request: SearchRequest): InPieces<SearchAnswer> {
    const { offset, limit, except } = request
    const view = new OwnView(this)
    let base = 0
    const answers: SearchAnswer[] = []
    for (const searcher of this.#searchers) {
      const at = base
      base += searcher.segments.length
      const own = except && except.segment >= at && except.segment < base
      const place = own ? { segment: except.segment - at, article: except.article } : undefined
      const asked = { ...request, offset: 0, limit: limit && offset + limit, except: place }
      const answer = yield* searcher.searching(asked, view)
      answers.push({ ...answer, hits: answer.hits.map((hit) => ({ ...hit, segment: hit.segment + at })) })
    }
    const hits = this.#merge(
      answers.map((answer) => answer.hits),
      request,
    )
    const total = answers.reduce((sum, answer) => sum + answer.total, 0)
    const marks = (answers.find((answer) => answer.hits.length > 0) ?? answers[0]!).marks
    return { marks, total, hits: hits.slice(offset), facets: addUp(answers.map(({ facets }) => facets)) }
  }

  *matching(node: QueryNode | undefined, match: MatchMode): Generator<MatchingSegment> {
    const view = new OwnView(this)
    for (const searcher of this.#searchers) yield* searcher.matching(node, match, view)
  }

  /** Merges without reordering a list: after the articles of the second stage, its scores need not descend. */
  #merge(lists: readonly (readonly FoundArticle[])[], { sort, offset, limit }: SearchRequest): FoundArticle[] {
    const ties = createTieBreaker(this.segments)
    const keys = this.leaves.map((leaf) => primaryKeys(leaf, sort))
    const key = ({ segment, article }: FoundArticle): number => keys[segment]?.[article] ?? 0
    const before = (a: FoundArticle, b: FoundArticle): number =>
      Math.sign(key(b) - key(a)) || b.score - a.score || ties(a, b)
    const at = lists.map(() => 0)
    const merged: FoundArticle[] = []
    while (merged.length < offset + limit) {
      let best = -1
      for (let list = 0; list < lists.length; list++) {
        const head = lists[list]![at[list]!]
        if (head !== undefined && (best < 0 || before(head, lists[best]![at[best]!]!) < 0)) best = list
      }
      if (best < 0) break
      merged.push(lists[best]![at[best]!++]!)
    }
    return merged
  }
}

function addUp(all: readonly FacetCounts[]): FacetCounts {
  const sums = new Map<string, Map<string, number>>()
  for (const facets of all) {
    for (const [name, counts] of facets) {
      const sum = sums.get(name) ?? new Map<string, number>()
      for (const [value, count] of counts) sum.set(value, (sum.get(value) ?? 0) + count)
      sums.set(name, sum)
    }
  }
  return sums
}
