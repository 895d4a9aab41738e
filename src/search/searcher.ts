/**
 * Answers a query over the segments of an index: plan, match, first stage, second stage. Pure: the same articles and
 * the same query give the same answer, to the last bit, however the articles are distributed over segments.
 */
import type { QueryNode } from '../query/index.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import { defaultFields, type FieldId } from '../storage/segment/fields.js'
import type { Analyzer } from '../text/analysis/analysis.js'
import type { ExplainHit } from './scoring/explain.js'
import { prepareScoring, type Scoring } from './scoring/first-stage.js'
import { countFacets, type FacetCounts } from './facets.js'
import { Leaf } from './leaf.js'
import { noDate } from '../storage/segment/format.js'
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
  primaryKeys,
  type OwnOrder,
  type Place,
  type SortOrder,
  type TieBreaker,
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
  readonly explain?: ExplainHit | undefined
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

/** Segments that were made with one analyser. */
export interface Part {
  readonly segments: readonly SegmentReader[]
  readonly analyzer: Analyzer
}

/** Segments [start, end) of the collection, for which a query is planned by their analyser. */
interface Planned {
  readonly analyzer: Analyzer
  readonly start: number
  readonly end: number
}

/** What one part of the collection contributes to an answer. */
interface RankedPart extends Planned, Pick<MatchJob, 'plan' | 'weighing'> {
  readonly ranked: readonly FoundArticle[]
}

/**
 * An open collection: its segments and everything computed from them. One per open index; discarded with it.
 *
 * Several indexes are searched as one collection: terms are weighed by the statistics of all of them, so an article gets
 * the score that it would have if all articles were in one index. Indexes that segment texts differently (because of
 * taught words) are parts of it, and for each the query is planned with its own analyser.
 */
export class Searcher {
  readonly segments: readonly SegmentReader[]
  /** That of the first part, for texts that belong to no particular one. */
  readonly analyzer: Analyzer
  readonly leaves: readonly Leaf[]
  readonly #parts: readonly Planned[]
  #statistics: LocalStatistics | undefined

  /**
   * @param analyzer the one that the segments were made with
   * @param known leaves of an earlier commit; those of segments that still exist are reused
   * @param others parts with other analysers; segments are numbered across all parts
   */
  constructor(
    segments: readonly SegmentReader[],
    analyzer: Analyzer,
    known: readonly Leaf[] = [],
    others: readonly Part[] = [],
  ) {
    this.analyzer = analyzer
    let end = 0
    this.#parts = [{ segments, analyzer }, ...others].map((part) => {
      const start = end
      end += part.segments.length
      return { analyzer: part.analyzer, start, end }
    })
    this.segments = [segments, ...others.map((part) => part.segments)].flat()
    this.leaves = this.segments.map((segment) => known.find(({ reader }) => reader === segment) ?? new Leaf(segment))
  }

  get statistics(): LocalStatistics {
    return (this.#statistics ??= collectStatistics(this.leaves))
  }

  get newestDay(): number {
    return this.leaves.reduce((newest, leaf) => Math.max(newest, leaf.newestDay), noDate)
  }

  /** @param view statistics of the whole collection, if these segments contain only a part of it */
  search(request: SearchRequest, view?: CollectionView): SearchAnswer {
    return inOneGo(this.searching(request, view))
  }

  *searching(request: SearchRequest, view: CollectionView = new OwnView(this)): InPieces<SearchAnswer> {
    const { segments } = this
    const { parameters = ranking, sort, offset, limit, except, attempt } = request
    const ties = createTieBreaker(segments)
    const wanted = limit === 0 ? 0 : offset + limit
    const facets = new Map(request.facets.map((name) => [name, new Map<string, number>()]))
    const sortKey = createSortKey(sort, view, parameters)
    const needsSet = request.facets.length > 0
    const parts: RankedPart[] = []
    let total = 0
    for (const part of this.#parts) {
      const prepared = this.#prepare(part, request.node, request.match, view, parameters)
      const { plan, weighing } = prepared
      const top = createTopK(wanted === 0 ? 0 : Math.max(wanted, parameters.rerank), ties)
      const job = { ...prepared, sortKey, top, needsSet, except, attempt }
      for (let number = part.start; number < part.end; number++) {
        const matching = yield* matchSegment(this.leaves[number]!, number, job)
        total += matching.count
        if (matching.set !== undefined) countFacets(facets, this.leaves[number]!, matching.set)
        yield
      }
      const ranking = { segments, plan, weighing, sortKey, ties, explain: request.explain, wanted }
      parts.push({ ...part, plan, weighing, ranked: rankAgain(top.drain(), ranking) })
    }
    const hits = this.#merge(parts, sort, ties, wanted).slice(offset, wanted)
    for (const { segment, article } of hits) segments[segment]!.prefetch?.(article)
    for (const { start, end, plan, weighing, analyzer } of parts) {
      const own = hits.filter(({ segment }) => segment >= start && segment < end)
      verifyHits(own, segments, plan, weighing, analyzer)
    }
    const { plan, weighing } = parts.find(({ ranked }) => ranked.length > 0) ?? parts[0]!
    return { marks: weighMarks(plan, weighing), total, hits, facets }
  }

  /**
   * The articles that match, computed lazily segment by segment, with the parts of the query that occur in texts.
   * Nothing is ranked.
   */
  *matching(
    node: QueryNode | undefined,
    match: MatchMode,
    view: CollectionView = new OwnView(this),
  ): Generator<MatchingSegment> {
    const top = createTopK(0, createTieBreaker(this.segments))
    const sortKey = createSortKey('score', { newestDay: 0 }, ranking)
    for (const part of this.#parts) {
      const prepared = this.#prepare(part, node, match, view, ranking)
      const parts = placedParts(node, prepared.plan, prepared.context)
      const job = { ...prepared, sortKey, top, needsSet: true, except: undefined }
      for (let number = part.start; number < part.end; number++) {
        const { set } = inOneGo(matchSegment(this.leaves[number]!, number, job))
        yield { segment: this.segments[number]!, articles: set!, parts }
      }
    }
  }

  #prepare(
    { analyzer }: Planned,
    node: QueryNode | undefined,
    match: MatchMode,
    { statistics, resolve }: CollectionView,
    parameters: RankingParameters,
  ): Pick<MatchJob, 'plan' | 'weighing' | 'scoring' | 'context'> {
    const plan = planQuery(node, match, analyzer, parameters)
    const weighing = weighPlan(plan, statistics, parameters)
    let prepared: Scoring | undefined
    // Most quoted strings occur nowhere; then nothing needs to be scored.
    const scoring = (): Scoring => (prepared ??= prepareScoring(weighing, this.statistics.lists))
    return { plan, weighing, scoring, context: { analyzer, parameters, fields: defaultFields, resolve } }
  }

  /** Merges without reordering a part: after the articles of the second stage, its scores need not descend. */
  #merge(
    parts: readonly RankedPart[],
    sort: SearchRequest['sort'],
    ties: TieBreaker,
    wanted: number,
  ): readonly FoundArticle[] {
    if (parts.length === 1) return parts[0]!.ranked
    const keys = this.leaves.map((leaf) => primaryKeys(leaf, sort))
    const key = ({ segment, article }: FoundArticle): number => keys[segment]?.[article] ?? 0
    const before = (a: FoundArticle, b: FoundArticle): number =>
      Math.sign(key(b) - key(a)) || b.score - a.score || ties(a, b)
    const lists = parts.map(({ ranked }) => [...ranked])
    const merged: FoundArticle[] = []
    while (merged.length < wanted) {
      const [best] = lists.filter(({ length }) => length > 0).sort(([a], [b]) => before(a!, b!))
      if (best === undefined) break
      merged.push(best.shift()!)
    }
    return merged
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
