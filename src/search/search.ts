/**
 * Answering a query over the segments of an index: plan, match, first stage, second stage. Pure: the same segments and
 * the same query give the same answer, to the last bit.
 */
import { createDecodedText } from '../segment/articles/text-codec.js'
import type { SegmentReader } from '../segment/reader.js'
import { noDate } from '../segment/columns.js'
import type { QueryNode } from '../query/index.js'
import { defaultFields } from '../segment/fields.js'
import type { Analyzer } from '../text/analysis.js'
import { normalize } from '../text/normalize.js'
import { countBits, createBitset, intersect, setBit } from './bitset.js'
import type { Bitset } from './bitset.js'
import { createFacetCounter } from './facets.js'
import type { FacetCounts, FacetName } from './facets.js'
import { createAccumulators, scoreSegment } from './first-stage.js'
import type { FirstStage } from './first-stage.js'
import { createResolver, nodeSet, unitsSet } from './match.js'
import type { MatchContext } from './match.js'
import { ranking } from './parameters.js'
import { planQuery } from './plan.js'
import type { MarkPlan, MatchMode, Plan, PlannedTerm } from './plan.js'
import { partNames, prepareSecondStage } from './second-stage.js'
import { collectStatistics, weighTerms } from './statistics.js'
import type { CollectionStatistics } from './statistics.js'
import type { QueryUnit } from './query-text.js'
import { createTopK } from './top-k.js'
import type { Candidate, TopK } from './top-k.js'

export type SortOrder = 'score' | 'date' | 'recent'

export interface SearchRequest {
  readonly node: QueryNode | undefined
  readonly match: MatchMode
  readonly sort: SortOrder
  readonly offset: number
  readonly limit: number
  readonly facets: readonly FacetName[]
  readonly explain: boolean
}

/** A hit's place, and its score, which means something only beside other scores of the same query. */
export interface FoundArticle {
  readonly segment: number
  readonly article: number
  readonly score: number
  /** Summands of the score, where they were asked for. */
  readonly parts?: readonly { readonly what: string; readonly value: number }[]
}

export interface SearchAnswer {
  /** What passages mark, each with its weight in this collection. */
  readonly marks: WeightedMarks
  /** Matching articles, exact. */
  readonly total: number
  readonly hits: readonly FoundArticle[]
  readonly facets: FacetCounts
}

/** Searches `segments`; `analyzer` must be the one that they were made with. */
export function search(segments: readonly SegmentReader[], analyzer: Analyzer, request: SearchRequest): SearchAnswer {
  const plan = planQuery(request.node, request.match, analyzer)
  const statistics = collectStatistics(segments)
  const stage = firstStage(plan, statistics)
  const wanted = request.offset + request.limit
  const top = createTopK(wanted === 0 ? 0 : Math.max(wanted, ranking.rerank))
  const facets = createFacetCounter(request.facets)
  const newest = request.sort === 'recent' ? newestDay(segments) : 0
  const context: MatchContext = { analyzer, fields: defaultFields, anyWord: plan.match === 'any', resolve: createResolver(segments) }
  const units = plan.match === 'auto' ? [] : context.resolve(plan.soft.units, defaultFields)
  let total = 0
  for (const [number, segment] of segments.entries()) {
    const keyOf = sortKey(segment, request.sort, stage.total, newest)
    const matching = matchSegment(segment, number, plan, units, stage, context, keyOf, top)
    total += matching.count
    if (request.facets.length > 0) facets.add(segment, matching.set())
  }
  const ranked = rankAgain(top.drain(), segments, plan, stage, statistics, request, newest)
  const hits = ranked.slice(request.offset, wanted)
  return { marks: weighMarks(plan.marks, stage), total, hits, facets: facets.counts() }
}

interface Stage extends FirstStage {
  /** Sum of all weights: scores are given as shares of it. */
  readonly total: number
  /** Terms that an article must hold to hold all words; 0 where holding all words isn't ranked first. */
  readonly required: number
}

function firstStage(plan: Plan, statistics: CollectionStatistics): Stage {
  const terms = weighTerms(plan.terms, statistics)
  const total = terms.reduce((sum, { weight }) => sum + weight, 0)
  const weigh = (counts: (term: PlannedTerm) => boolean): number =>
    terms.reduce((sum, { term, weight }) => sum + (counts(term) ? weight : 0), 0)
  const soft = weigh((term) => term.soft)
  // What is demanded anyway, such as a quoted string, counts towards the share; a filter by field doesn't.
  const given = weigh((term) => !term.soft && term.fields === defaultFields)
  const demandedShare = plan.match === 'auto' && soft > 0 ? (soft + given) * ranking.share - given : 0
  const keywords = plan.match !== 'all' && !plan.soft.isQuestion
  return {
    terms,
    averageLength: statistics.averageLength,
    total: total || 1,
    // A hair less, so that rounding never loses an article that holds exactly the share.
    demandedShare: Math.max(0, demandedShare) * (1 - 1e-9),
    required: keywords ? terms.filter(({ term }) => term.soft && term.required).length : 0,
  }
}

/** Pairs and words as in {@link MarkPlan}, with their idf; strings normalised, and as heavy as all else together. */
export interface WeightedMarks {
  readonly pairs: ReadonlyMap<number, number>
  readonly words: ReadonlyMap<string, number>
  readonly strings: readonly { readonly text: string; readonly wordStart: boolean; readonly weight: number }[]
}

function weighMarks(marks: MarkPlan, { terms, total }: Stage): WeightedMarks {
  const pairs = new Map<number, number>()
  const words = new Map<string, number>()
  for (const { term, weight } of terms) {
    const pair = term.first * 65536 + term.second
    if (term.first >= 0 && marks.pairs.has(pair)) pairs.set(pair, weight)
    else if (term.first < 0 && marks.words.has(term.text)) words.set(term.text, weight)
  }
  const strings = marks.strings.map(({ text, wordStart }) => ({ text: normalize(text).text.trim(), wordStart, weight: total }))
  return { pairs, words, strings: strings.filter(({ text }) => text !== '') }
}

/** What passages and previews mark for a query, without searching. */
export function marksOf(
  node: QueryNode | undefined,
  match: MatchMode,
  segments: readonly SegmentReader[],
  analyzer: Analyzer,
): WeightedMarks {
  const plan = planQuery(node, match, analyzer)
  return weighMarks(plan.marks, firstStage(plan, collectStatistics(segments)))
}

type KeyOf = (article: number, score: number) => number

function sortKey(segment: SegmentReader, sort: SortOrder, total: number, newest: number): KeyOf {
  if (sort === 'score') return (_, score) => score / total
  if (sort === 'date') return (article) => segment.days[article]!
  return (article, score) => (score / total) * recency(segment.days[article]!, newest)
}

/** 1 for the newest article, a half after {@link ranking.halfLifeDays}, a third after twice that: hyperbolic. */
function recency(day: number, newest: number): number {
  const age = day === noDate ? 36_525 : Math.max(0, newest - day)
  return ranking.halfLifeDays / (ranking.halfLifeDays + age)
}

function newestDay(segments: readonly SegmentReader[]): number {
  return segments.reduce((newest, { days }) => days.reduce((a, b) => Math.max(a, b), newest), noDate)
}

interface Matching {
  readonly count: number
  set(): Bitset
}

const sums = createAccumulators()

/** Offers every matching article of a segment to `top` and counts them. */
function matchSegment(
  segment: SegmentReader,
  number: number,
  plan: Plan,
  units: readonly QueryUnit[],
  stage: Stage,
  context: MatchContext,
  keyOf: KeyOf,
  top: TopK,
): Matching {
  const demands = demandedSet(segment, plan, units, context)
  const live = liveArticles(segment)
  if (demands !== undefined && live !== undefined) intersect(demands, live)
  scoreSegment(segment, stage, demands ?? live, sums)
  // Where a share is demanded, or nothing else is, the lists say what matches; else the demands do.
  return demands === undefined || stage.demandedShare > 0
    ? offerTouched(segment, number, stage, keyOf, top)
    : offerFiltered(demands, number, stage, keyOf, top)
}

/** Articles that hold what the query demands of every hit; undefined where it demands nothing. */
function demandedSet(
  segment: SegmentReader,
  plan: Plan,
  units: readonly QueryUnit[],
  context: MatchContext,
): Bitset | undefined {
  const sets: Bitset[] = []
  if (plan.hard !== undefined) sets.push(nodeSet(segment, plan.hard, context))
  if (units.length > 0) sets.push(unitsSet(segment, units, context))
  const [first, ...rest] = sets
  for (const set of rest) intersect(first!, set)
  return first
}

const live = new WeakMap<SegmentReader, Bitset>()

/** Never written to; undefined where nothing is deleted. */
function liveArticles(segment: SegmentReader): Bitset | undefined {
  if (segment.deleted === undefined) return undefined
  const known = live.get(segment)
  if (known !== undefined) return known
  const set = createBitset(segment.articles)
  for (let article = 0; article < segment.articles; article++) if (!segment.isDeleted(article)) setBit(set, article)
  live.set(segment, set)
  return set
}

function offerTouched(segment: SegmentReader, number: number, stage: Stage, keyOf: KeyOf, top: TopK): Matching {
  const { score, share, required, touched, touchedCount } = sums
  let count = 0
  for (let i = 0; i < touchedCount; i++) {
    const article = touched[i]!
    if (share[article]! < stage.demandedShare) continue
    count++
    const tier = stage.required > 0 && required[article]! >= stage.required ? 1 : 0
    top.offer(tier, keyOf(article, score[article]!), number, article)
  }
  const set = (): Bitset => {
    const bits = createBitset(segment.articles)
    for (let i = 0; i < touchedCount; i++) if (share[touched[i]!]! >= stage.demandedShare) setBit(bits, touched[i]!)
    return bits
  }
  return { count, set }
}

function offerFiltered(filter: Bitset, number: number, stage: Stage, keyOf: KeyOf, top: TopK): Matching {
  const { score, required } = sums
  for (let i = 0; i < filter.length; i++) {
    for (let word = filter[i]!; word !== 0; word &= word - 1) {
      const article = i * 32 + 31 - Math.clz32(word & -word)
      const tier = stage.required > 0 && required[article]! >= stage.required ? 1 : 0
      top.offer(tier, keyOf(article, score[article] ?? 0), number, article)
    }
  }
  return { count: countBits(filter), set: () => filter }
}

const text = createDecodedText()

/** A tier outweighs whatever the text can add. */
const tierPoints = 10

/** Second stage over the first `ranking.rerank`; those behind keep their order beneath. */
function rankAgain(
  candidates: readonly Candidate[],
  segments: readonly SegmentReader[],
  plan: Plan,
  stage: Stage,
  statistics: CollectionStatistics,
  { sort, explain }: SearchRequest,
  newest: number,
): FoundArticle[] {
  const second = sort === 'date' ? undefined : prepareSecondStage(plan.words, stage.terms, statistics)
  const values = new Float64Array(partNames.length)
  const found = candidates.map(({ tier, key, segment, article }, i) => {
    const looked = second !== undefined && i < ranking.rerank
    let added = 0
    if (looked) {
      segments[segment]!.decodeTitleAndBody(article, text)
      added = second.score(text, explain ? values : undefined)
    }
    const faded = sort === 'recent' ? recency(segments[segment]!.days[article]!, newest) : 1
    const score = (sort === 'date' ? 0 : key) + added * faded + tier * tierPoints
    const place = { segment, article, score, key, tier, looked }
    if (!explain) return place
    const parts = [{ what: 'terms', value: sort === 'date' ? 0 : key }, { what: 'all words', value: tier * tierPoints }]
    if (looked) for (const [n, what] of partNames.entries()) parts.push({ what, value: values[n]! * faded })
    return { ...place, parts: parts.filter(({ value }) => value !== 0) }
  })
  second?.release()
  if (second !== undefined) found.sort((a, b) => Number(b.looked) - Number(a.looked) || b.score - a.score)
  return found.map(({ segment, article, score, ...rest }) => {
    return 'parts' in rest ? { segment, article, score, parts: rest.parts } : { segment, article, score }
  })
}
