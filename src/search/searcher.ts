/**
 * Answers a query over the segments of an index: plan, match, first stage, second stage. Pure: the same articles and
 * the same query give the same answer, to the last bit, however the articles are distributed over segments.
 */
import type { QueryNode } from '../query/index.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import { defaultFields, type FieldId } from '../storage/segment/fields.js'
import type { Analyzer } from '../text/analysis/analysis.js'
import { prepareScoring, type Scoring } from './scoring/first-stage.js'
import { createFacetCounter, type FacetCounts } from './facets.js'
import { Leaf, newestDayOf } from './leaf.js'
import type { WeightedMarks } from './passages/marks.js'
import { verifyHits } from './matching/verify-hits.js'
import type { Bitset } from './matching/bitset.js'
import type { MatchContext, PlacedPart } from './operators/operator.js'
import { matchSegment, type Attempt, type MatchJob } from './matching/match-segment.js'
import { placedParts } from './occurrences/places.js'
import { inverseDocumentFrequency, ranking, type RankingParameters } from './parameters.js'
import { planQuery, type MatchMode, type Plan } from './planning/plan.js'
import { rankAgain, type FoundArticle } from './scoring/rank-again.js'
import {
  createSortKey,
  createTieBreaker,
  createTopK,
  type OwnOrder,
  type Place,
  type SortOrder,
} from './scoring/top-k.js'
import { collectStatistics, type CollectionStatistics, type LocalStatistics } from './scoring/statistics.js'
import { weighPlan, type Weighing } from './planning/weighing.js'
import { occurs } from './matching/phrase.js'
import type { QueryUnit } from './planning/query-text.js'
import { normalize } from '../text/normalize.js'
import { piecesOf } from './occurrences/nearby.js'
import { operators } from './operators/index.js'

export interface SearchRequest {
  /** Undefined for an empty query, which finds nothing. */
  readonly node: QueryNode | undefined
  readonly match: MatchMode
  readonly sort: SortOrder | OwnOrder
  readonly offset: number
  readonly limit: number
  /** Names of facets, or of keyword fields that the collection defines. */
  readonly facets: readonly string[]
  readonly explain: boolean
  /** An article to be excluded from hits and counts. */
  readonly except?: Place | undefined
  /** Default {@link ranking}. */
  readonly parameters?: RankingParameters
  /** For an answer in pieces. */
  readonly attempt?: Attempt | undefined
}

/** An answer in pieces: it yields where other work may run. */
export type InPieces<T> = Generator<void, T>

/** The answer in one go. */
export function inOneGo<T>(pieces: InPieces<T>): T {
  for (;;) {
    const { done, value } = pieces.next()
    if (done === true) return value
  }
}

export interface SearchAnswer {
  readonly marks: WeightedMarks
  /** Number of matching articles, exact. */
  readonly total: number
  readonly hits: readonly FoundArticle[]
  readonly facets: FacetCounts
}

/**
 * The statistics of the whole collection that a search needs. Segments that contain only a part of the collection get
 * them from elsewhere.
 */
export interface CollectionView {
  readonly statistics: CollectionStatistics
  readonly resolve: MatchContext['resolve']
  /** Days since 1970-01-01 of the newest article. */
  readonly newestDay: number
}

/** The matches of one segment, as {@link Searcher.matching} yields them. */
export interface MatchingSegment {
  readonly segment: SegmentReader
  /** Live articles that match. */
  readonly articles: Bitset
  readonly parts: readonly PlacedPart[]
}

/** An open collection: its segments and everything computed from them. One per open index; discarded with it. */
export class Searcher {
  readonly segments: readonly SegmentReader[]
  readonly analyzer: Analyzer
  readonly leaves: readonly Leaf[]
  #statistics: LocalStatistics | undefined

  /**
   * @param analyzer the one that the segments were made with
   * @param known leaves of an earlier commit; those of segments that still exist are reused
   */
  constructor(segments: readonly SegmentReader[], analyzer: Analyzer, known: readonly Leaf[] = []) {
    this.segments = segments
    this.analyzer = analyzer
    this.leaves = segments.map((segment) => known.find(({ reader }) => reader === segment) ?? new Leaf(segment))
  }

  get statistics(): LocalStatistics {
    return (this.#statistics ??= collectStatistics(this.leaves))
  }

  get newestDay(): number {
    return newestDayOf(this.leaves)
  }

  /** @param view statistics of the whole collection, if these segments contain only a part of it */
  search(request: SearchRequest, view?: CollectionView): SearchAnswer {
    return inOneGo(this.searching(request, view))
  }

  *searching(request: SearchRequest, view: CollectionView = new OwnView(this)): InPieces<SearchAnswer> {
    const { segments, analyzer } = this
    const { parameters = ranking, sort, offset, limit } = request
    const { plan, weighing, scoring, context } = this.#prepare(request.node, request.match, view, parameters)
    const ties = createTieBreaker(segments)
    const wanted = limit === 0 ? 0 : offset + limit
    const top = createTopK(wanted === 0 ? 0 : Math.max(wanted, parameters.rerank), ties)
    const facets = createFacetCounter(request.facets)
    const sortKey = createSortKey(sort, view, parameters)
    const { except, attempt } = request
    const needsSet = request.facets.length > 0
    const job = { plan, weighing, scoring, context, sortKey, top, needsSet, except, attempt }
    let total = 0
    for (let number = 0; number < segments.length; number++) {
      const matching = yield* matchSegment(this.leaves[number]!, number, job)
      total += matching.count
      if (matching.set !== undefined) facets.add(this.leaves[number]!, matching.set)
      yield
    }
    const ranked = rankAgain(top.drain(), { segments, plan, weighing, sortKey, ties, explain: request.explain, wanted })
    const hits = ranked.slice(offset, wanted)
    for (const { segment, article } of hits) segments[segment]!.prefetch?.(article)
    verifyHits(hits, segments, plan, weighing, analyzer)
    return { marks: weighMarks(plan, weighing), total, hits, facets: facets.counts() }
  }

  /**
   * The articles that match, computed lazily segment by segment, with the parts of the query that occur in texts.
   * Nothing is ranked.
   */
  *matching(node: QueryNode | undefined, match: MatchMode, view?: CollectionView): Generator<MatchingSegment> {
    const { plan, weighing, scoring, context } = this.#prepare(node, match, view ?? new OwnView(this), ranking)
    const parts = placedParts(node, plan, context)
    const top = createTopK(0, createTieBreaker(this.segments))
    const sortKey = createSortKey('score', { newestDay: 0 }, ranking)
    const job = { plan, weighing, scoring, context, sortKey, top, needsSet: true, except: undefined }
    for (const [number, leaf] of this.leaves.entries()) {
      const { set } = inOneGo(matchSegment(leaf, number, job))
      yield { segment: leaf.reader, articles: set!, parts }
    }
  }

  #prepare(
    node: QueryNode | undefined,
    match: MatchMode,
    { statistics, resolve }: CollectionView,
    parameters: RankingParameters,
  ): Pick<MatchJob, 'plan' | 'weighing' | 'scoring' | 'context'> {
    const { analyzer } = this
    const plan = planQuery(node, match, analyzer, parameters)
    const weighing = weighPlan(plan, statistics, parameters)
    let prepared: Scoring | undefined
    // Most quoted strings occur nowhere; then nothing needs to be scored.
    const scoring = (): Scoring => (prepared ??= prepareScoring(weighing, this.statistics.lists))
    return { plan, weighing, scoring, context: { analyzer, parameters, fields: defaultFields, resolve } }
  }
}

/** A collection's own statistics. Its newest day is computed only if age counts. */
export class OwnView implements CollectionView {
  readonly statistics: CollectionStatistics
  readonly resolve: CollectionView['resolve']
  readonly #searcher: Pick<Searcher, 'newestDay'>

  constructor(searcher: Pick<Searcher, 'statistics' | 'leaves' | 'newestDay'>) {
    this.statistics = searcher.statistics
    this.resolve = createResolver(searcher.leaves)
    this.#searcher = searcher
  }

  get newestDay(): number {
    return this.#searcher.newestDay
  }
}

/** What passages and previews highlight for a query, without searching. */
export function marksOf(
  node: QueryNode | undefined,
  { statistics, analyzer }: { readonly statistics: CollectionStatistics; readonly analyzer: Analyzer },
): WeightedMarks {
  const plan = planQuery(node, 'auto', analyzer, ranking)
  return weighMarks(plan, weighPlan(plan, statistics, ranking))
}

/**
 * Decides for a whole collection which Han texts are required as a whole: those that some article contains. Others are
 * required word by word, so that 国家青海 finds articles with both words.
 */
function createResolver(
  leaves: readonly Leaf[],
): (units: readonly QueryUnit[], fields: readonly FieldId[]) => readonly QueryUnit[] {
  const known = new Map<string, boolean>()
  const isThere = (text: string, fields: readonly FieldId[]): boolean => {
    const key = `${fields.join()} ${text}`
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = occurs(leaves, text, fields)))
    return found
  }
  return (units, fields) =>
    units.flatMap((unit) => (unit.parts.length === 0 || isThere(unit.text, fields) ? [unit] : unit.parts))
}

export function weighMarks({ strings, near }: Plan, { terms, total, statistics }: Weighing): WeightedMarks {
  const pairs = new Map<number, number>()
  const words = new Map<string, number>()
  for (const { term, weight } of terms) {
    const { kind, text, marked } = term
    if (!marked) continue
    if (kind === 'pair') pairs.set(text.charCodeAt(0) * 65536 + text.charCodeAt(1), weight)
    else words.set(text, weight)
  }
  const marked = strings.map(({ text, wordStart, quoted }) => {
    const normalized = normalize(text).text.trim()
    return { text: normalized, wordStart, weight: quoted ? total : characterWeight(normalized, statistics) }
  })
  const finders = near.map((node) => {
    const find = operators.find(node)
    return { find: (units: Uint16Array) => find(units).flatMap(piecesOf), weight: total }
  })
  return { pairs, words, strings: marked.filter(({ text }) => text !== ''), near: finders }
}

/** A single character carries less meaning than a bigram and occurs in more places. */
function characterWeight(text: string, { articles, characterFrequency }: CollectionStatistics): number {
  return inverseDocumentFrequency(articles, characterFrequency(text.charCodeAt(0))) / 2
}
