/**
 * Answers a query over a collection on a cluster. The plan, the weights and the demands are those of a local search,
 * computed from the collection's own statistics. The server counts, filters and returns the articles that can be among
 * the best. These are fetched, built into a segment in memory, and searched by the same code as a local index.
 */
import type { FacetName } from '../../text/facets/index.js'
import type { FacetCounts } from '../../search/facets.js'
import { visible, fetchArticles, countFacets, type OpenCollection, type CollectionReader } from './reader.js'
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { ranking } from '../../search/parameters.js'
import { planQuery, type Plan } from '../../search/planning/plan.js'
import type { QueryUnit } from '../../search/planning/query-text.js'
import { Searcher, type CollectionView, type SearchAnswer, type SearchRequest } from '../../search/searcher.js'
import { recency } from '../../search/scoring/top-k.js'
import type { CollectionStatistics } from '../../search/scoring/statistics.js'
import { weighPlan, type Weighing } from '../../search/planning/weighing.js'
import {
  bestByScore,
  firstInOrder,
  atEdge,
  scoreBounds,
  scoringVector,
  tierCondition,
  matchByShare,
} from './candidates.js'
import type { Ranking, ShareMatches } from './candidates.js'
import { allUnits, anyUnit, nodeCondition, stringCondition, shareCondition, termCondition } from './filter.js'
import type { Condition, Filter } from '../generations.js'
import { buildMemorySegment } from '../point.js'
import { XunzhangError } from '../../base/errors.js'
import { forEachBit } from '../../search/matching/bitset.js'
import { Leaf } from '../../search/leaf.js'
import { fuzzySet, isHan, longestFuzzy, piecesOf, withinDistance } from '../../search/matching/fuzzy.js'
import { normalize } from '../../text/normalize.js'

/*
 * Fuzzy words on a cluster. The server can't count edits. A Latin word is compared here with the collection's
 * dictionary, and the similar words are searched instead. For a Han string, the server returns the articles that
 * contain a piece of it unchanged; their texts are then checked by the code that checks a local index.
 */

/** Articles whose texts may be fetched and checked. */
const mostTexts = 2000

async function fuzzyCondition(
  open: OpenCollection,
  text: string,
  edits: number,
  fields: readonly FieldId[],
): Promise<Condition> {
  const word = normalize(text).text.trim()
  const allowed = Math.min(edits, Array.from(word).length - 1)
  if (word === '') return { has_id: [] }
  if (allowed <= 0 || word.length > longestFuzzy) return stringCondition(word, fields, true, true)
  const conditions = isHan(word) ? pieces(word, fields, allowed) : await similarTerms(open, word, fields, allowed)
  if (conditions.length === 0) return { has_id: [] }
  if (conditions.every(({ isSure }) => isSure)) return { should: conditions.map(({ condition }) => condition) }
  // Checks the texts of all articles that may contain the word.
  const holders = await open.reader.find([{ should: conditions.map(({ condition }) => condition) }], mostTexts + 1)
  if (holders.length > mostTexts) {
    const where = open.reader.client.access.address.text
    throw new XunzhangError('TOO_BROAD', { what: 'fuzzy', most: mostTexts, word: text }, { where })
  }
  const { segment, ids } = await fetchArticles(open, holders)
  const found: string[] = []
  forEachBit(fuzzySet(new Leaf(segment), fields, text, edits), (article) => found.push(ids[article]!))
  return { has_id: found }
}

interface Possible {
  readonly condition: Condition
  /** Whether an article that fulfils the condition certainly contains the word. */
  readonly isSure: boolean
}

/** The word in `edits` + 1 pieces, of which at least one must occur unchanged. */
function pieces(word: string, fields: readonly FieldId[], edits: number): Possible[] {
  return piecesOf(word, edits + 1).map((piece) => ({ condition: stringCondition(piece, fields), isSure: false }))
}

async function similarTerms(
  open: OpenCollection,
  word: string,
  fields: readonly FieldId[],
  edits: number,
): Promise<Possible[]> {
  const dictionaries = await Promise.all(fields.map((field) => open.statistics.dictionary(field)))
  const terms = new Set(
    dictionaries.flatMap((terms) => [...terms.keys()].filter((term) => withinDistance(term, word, edits))),
  )
  return [...terms].map((text) => {
    const condition = termCondition({ kind: 'term', text, fields })
    return { condition: condition ?? stringCondition(text, fields), isSure: condition !== undefined }
  })
}

export interface ClusterAnswer {
  /** Contains the hits and other candidates. */
  readonly segment: SegmentReader
  readonly answer: SearchAnswer
  /** Whether `total` is a lower bound. */
  readonly atLeast: boolean
}

/**
 * @param except a condition that no hit may fulfil
 * @throws XunzhangError BACKEND
 */
export async function searchCollection(
  open: OpenCollection,
  request: SearchRequest,
  except?: Condition,
): Promise<ClusterAnswer> {
  const plan = planQuery(request.node, request.match, open.analyzer, ranking)
  const statistics = await prepareStatistics(open, plan)
  const weighing = weighPlan(plan, statistics, ranking)
  const resolver = createResolver(open.reader)
  const matches = weighing.hopeless ? undefined : await findMatches(open, plan, weighing, resolver, except)
  const newestDay = request.sort === 'recent' ? await findNewestDay(open.reader) : 0
  const view: CollectionView = { statistics, resolve: resolver.known, newestDay }
  const run = (segment: SegmentReader): SearchAnswer => new Searcher([segment], open.analyzer).search(request, view)
  if (matches === undefined) {
    const segment = buildMemorySegment([], open.analyzer)
    return { segment, answer: run(segment), atLeast: false }
  }
  const wanted = request.limit === 0 ? 0 : Math.max(request.offset + request.limit, ranking.rerank)
  const [ids, total, facets] = await Promise.all([
    wanted === 0 ? [] : candidates(open, request, weighing, matches, wanted, newestDay),
    matches.byShare?.total ?? open.reader.count(matches.filter),
    facetsOf(open.reader, matches, request.facets as readonly FacetName[]),
  ])
  const { segment } = await fetchArticles(open, ids)
  return { segment, answer: { ...run(segment), total, facets }, atLeast: matches.byShare?.atLeast ?? false }
}

export function prepareStatistics(
  { statistics }: OpenCollection,
  { terms, words }: Plan,
): Promise<CollectionStatistics> {
  const characters = new Set<number>()
  for (const { text, latin } of words)
    if (!latin) for (let i = 0; i < text.length; i++) characters.add(text.charCodeAt(i))
  for (const { kind, text } of terms)
    if (kind !== 'term') for (let i = 0; i < text.length; i++) characters.add(text.charCodeAt(i))
  return statistics.prepare(terms, characters)
}

type Resolver = ReturnType<typeof createResolver>

/** Decides as search/matching/resolve.ts which Han texts occur unchanged in some article, by asking the server. */
function createResolver(reader: CollectionReader) {
  const found = new Map<string, boolean>()
  const keyOf = (text: string, fields: readonly FieldId[]): string => `${fields.join()} ${text}`
  /** The same as `ask` without a request, from what it has found out. */
  const known = (units: readonly QueryUnit[], fields: readonly FieldId[]): readonly QueryUnit[] =>
    units.flatMap((unit) =>
      unit.parts.length === 0 || found.get(keyOf(unit.text, fields)) === true ? [unit] : unit.parts,
    )
  const ask = async (units: readonly QueryUnit[], fields: readonly FieldId[]): Promise<readonly QueryUnit[]> => {
    const open = units.filter(({ text, parts }) => parts.length > 0 && !found.has(keyOf(text, fields)))
    await Promise.all(
      open.map(async ({ text }) => {
        const [holder] = await reader.find([stringCondition(text, fields)], 1)
        found.set(keyOf(text, fields), holder !== undefined)
      }),
    )
    return known(units, fields)
  }
  return { known, ask }
}

/** What matches: a filter, and, if it can't express the share of weights, the articles that reach the share. */
interface Matches {
  readonly filter: Filter
  readonly byShare: ShareMatches | undefined
  /** Whether articles without any of the terms match, too. */
  readonly unscored: boolean
}

/** Undefined if nothing can match. */
async function findMatches(
  open: OpenCollection,
  plan: Plan,
  weighing: Weighing,
  resolver: Resolver,
  except: Condition | undefined,
): Promise<Matches | undefined> {
  const demands = await demandedConditions(open, plan, resolver)
  const needsShare = plan.match === 'auto' && weighing.demandedShare > 0
  if (demands.length === 0 && !needsShare) return undefined
  const share = needsShare ? shareCondition(weighing) : undefined
  const filter = visible(open.reader, share === undefined ? demands : [...demands, share], except)
  const byShare =
    needsShare && share === undefined
      ? await matchByShare(open.reader, weighing, filter, (ids) => fetchArticles(open, ids))
      : undefined
  return { filter, byShare, unscored: !needsShare }
}

async function demandedConditions(open: OpenCollection, plan: Plan, { ask }: Resolver): Promise<Condition[]> {
  const context = {
    analyzer: open.analyzer,
    parameters: ranking,
    fields: defaultFields,
    resolve: ask,
    fuzzy: (text: string, edits: number, fields: readonly FieldId[]) => fuzzyCondition(open, text, edits, fields),
  }
  const conditions = plan.hard === undefined ? [] : [await nodeCondition(plan.hard, context)]
  const { units } = plan.soft
  if (units.length === 0 || plan.match === 'auto') return conditions
  if (plan.match === 'any') return [...conditions, anyUnit(units, defaultFields)]
  return [...conditions, allUnits(await ask(units, defaultFields), defaultFields)]
}

/** Ids of a set of articles that certainly contains the best `k`. */
async function candidates(
  { reader }: OpenCollection,
  { sort }: SearchRequest,
  weighing: Weighing,
  matches: Matches,
  k: number,
  newestDay: number,
): Promise<string[]> {
  const bounds = scoreBounds(weighing.statistics.averageLength, reader.head.reference)
  const vector = scoringVector(weighing)
  const { filter, byShare, unscored } = matches
  const { halfLifeDays } = weighing.parameters
  const rank: Ranking = { k, fade: sort === 'recent' ? (day) => recency(day, newestDay, halfLifeDays) : undefined }
  const scored = async (within: Filter): Promise<string[]> => {
    const { ids, exhausted } = await bestByScore(reader, vector, within, rank, bounds, byShare?.keep)
    if (!exhausted || !unscored || ids.length >= k) return ids
    return [...new Set([...ids, ...(await firstInOrder(reader, within, k + ids.length))])]
  }
  if (sort === 'date' || sort === 'oldest') {
    const within = byShare === undefined ? filter : byShare.asFilter('sorted')
    const { ids, last } = await atEdge(reader, within, k, sort === 'date' ? 'newest' : 'oldest')
    if (last === undefined) return ids
    const day: Condition = { key: 'day', range: { gte: last, lte: last } }
    return [...new Set([...ids, ...(await scored({ must: [within, day] }))])]
  }
  const tier = weighing.required > 0 ? tierCondition(weighing) : undefined
  const lists = await Promise.all([scored(filter), ...(tier === undefined ? [] : [scored({ must: [filter, tier] })])])
  return [...new Set(lists.flat())]
}

async function facetsOf(
  reader: CollectionReader,
  { filter, byShare }: Matches,
  names: readonly FacetName[],
): Promise<FacetCounts> {
  if (names.length === 0) return new Map()
  return countFacets(reader, byShare === undefined ? filter : byShare.asFilter('counted'), names)
}

/** The newest day of all visible articles; 0 if there are none. */
async function findNewestDay(reader: CollectionReader): Promise<number> {
  const { points } = await reader.ask<{ points: { payload: { day: number } }[] }>('/scroll', {
    filter: visible(reader, []),
    order_by: { key: 'day', direction: 'desc' },
    limit: 1,
    with_payload: ['day'],
  })
  return points[0]?.payload.day ?? 0
}
