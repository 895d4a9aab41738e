/**
 * Answers a query over a collection on a cluster. The plan, the weights and the demands are those of a local search,
 * computed from the collection's own statistics. The server counts, filters and returns the articles that can be among
 * the best. These are fetched, built into a segment in memory, and searched by the same code as a local index.
 */
import { isDerived, type FacetName } from '../../text/facets/index.js'
import type { FacetCounts } from '../../search/facets.js'
import { visible, fetchArticles, countFacets, valuesWhere } from './reader.js'
import type { OpenCollection, CollectionReader } from './reader.js'
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { ranking } from '../../search/parameters.js'
import { planQuery, type Plan } from '../../search/planning/plan.js'
import type { QueryUnit } from '../../search/planning/query-text.js'
import { combine, printQuery, type QueryNode, type TextField } from '../../query/index.js'
import { Searcher, type CollectionView, type SearchAnswer, type SearchRequest } from '../../search/searcher.js'
import { recency } from '../../search/scoring/top-k.js'
import type { CollectionStatistics } from '../../search/scoring/statistics.js'
import { weighPlan, type Weighing } from '../../search/planning/weighing.js'
import { bestByScore, firstInOrder, atEdge, scoreBounds, scoring, tierCondition, shareFilter } from './candidates.js'
import type { Ranking } from './candidates.js'
import { allUnits, anyUnit, conditions, exactly, nodeCondition, pathCondition } from './filter.js'
import { stringCondition, shareCondition, termCondition, type FilterContext } from './filter.js'
import { all, any, between, equals, nothing, type Query } from '../query.js'
import { buildMemorySegment } from '../point.js'
import { XunzhangError } from '../../base/errors.js'
import { forEachBit, type Bitset } from '../../search/matching/bitset.js'
import { Leaf } from '../../search/leaf.js'
import { operators } from '../../search/operators/index.js'
import { fuzzySet, isHan, longestFuzzy, piecesOf, withinDistance } from '../../search/matching/fuzzy.js'
import { normalize } from '../../text/normalize.js'

/*
 * What the server can't decide: edits, distances, patterns. It returns the articles that may match; their texts are
 * then checked by the code that checks a local index.
 */

/** Articles whose texts may be fetched and checked. */
const mostTexts = 20_000
const textsAtOnce = 1000

async function checkedTexts(
  open: OpenCollection,
  among: Query,
  what: 'fuzzy' | 'checked',
  word: string,
  matching: (leaf: Leaf) => Bitset,
): Promise<Query> {
  const holders = await open.reader.find([among], mostTexts + 1)
  if (holders.length > mostTexts) {
    const where = open.reader.client.access.address.text
    throw new XunzhangError('TOO_BROAD', { what, most: mostTexts, word }, { where })
  }
  const found: string[] = []
  for (let at = 0; at < holders.length; at += textsAtOnce) {
    const { segment, ids } = await fetchArticles(open, holders.slice(at, at + textsAtOnce))
    forEachBit(matching(new Leaf(segment)), (article) => found.push(ids[article]!))
  }
  return exactly(found)
}

/*
 * Fuzzy words. A Latin word is compared here with the collection's dictionary, and the similar words are searched
 * instead. For a Han string, the server returns the articles that contain a piece of it unchanged.
 */

async function fuzzyCondition(
  open: OpenCollection,
  text: string,
  edits: number,
  fields: readonly FieldId[],
): Promise<Query> {
  const word = normalize(text).text.trim()
  const allowed = Math.min(edits, Array.from(word).length - 1)
  if (word === '') return nothing
  if (allowed <= 0 || word.length > longestFuzzy) return stringCondition(word, fields, true, true)
  const possible = isHan(word) ? pieces(word, fields, allowed) : await similarTerms(open, word, fields, allowed)
  const among = any(possible.map(({ condition }) => condition))
  if (possible.every(({ isSure }) => isSure)) return among
  return checkedTexts(open, among, 'fuzzy', text, (leaf) => fuzzySet(leaf, fields, text, edits))
}

interface Possible {
  readonly condition: Query
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
  return [...terms].map((text) => ({ condition: termCondition({ kind: 'term', text, fields }), isSure: true }))
}

export interface ClusterAnswer {
  /** Contains the hits and other candidates. */
  readonly segment: SegmentReader
  readonly answer: SearchAnswer
}

/** A query's plan, its weights, and what matches it; `matches` is undefined if nothing can. */
export interface Prepared {
  readonly weighing: Weighing
  readonly matches: Matches | undefined
  readonly view: CollectionView
}

/** @param except a condition that no hit may fulfil. @throws XunzhangError BACKEND */
export async function prepare(
  open: OpenCollection,
  { node, match, sort }: Pick<SearchRequest, 'node' | 'match' | 'sort'>,
  except?: Query,
): Promise<Prepared> {
  const plan = planQuery(node, match, open.analyzer, ranking)
  const statistics = await prepareStatistics(open, plan)
  const weighing = weighPlan(plan, statistics, ranking)
  const resolver = createResolver(open.reader)
  const [matches, newestDay] = await Promise.all([
    weighing.hopeless ? undefined : findMatches(open, plan, weighing, resolver, except),
    sort === 'recent' ? findNewestDay(open.reader) : 0,
  ])
  return { weighing, matches, view: { statistics, resolve: resolver.known, newestDay } }
}

/** @throws XunzhangError BACKEND */
export async function searchCollection(
  open: OpenCollection,
  request: SearchRequest,
  except?: Query,
): Promise<ClusterAnswer> {
  const { weighing, matches, view } = await prepare(open, request, except)
  const run = (segment: SegmentReader): SearchAnswer => new Searcher([segment], open.analyzer).search(request, view)
  if (matches === undefined) {
    const segment = buildMemorySegment([], open.analyzer)
    return { segment, answer: run(segment) }
  }
  const wanted = request.limit === 0 ? 0 : Math.max(request.offset + request.limit, ranking.rerank)
  const [{ ids, total }, facets] = await Promise.all([
    wanted === 0
      ? open.reader.count(matches.filter).then((total) => ({ ids: [], total }))
      : candidates(open, request, weighing, matches, wanted, view.newestDay),
    countFacets(open.reader, matches.filter, request.facets as readonly FacetName[]),
  ])
  const { segment } = await fetchArticles(open, ids)
  return { segment, answer: { ...run(segment), total, facets: facets satisfies FacetCounts } }
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

interface Matches {
  readonly filter: Query
  /** Whether articles without any of the terms match, too. */
  readonly unscored: boolean
}

/** Undefined if nothing can match. */
async function findMatches(
  open: OpenCollection,
  plan: Plan,
  weighing: Weighing,
  resolver: Resolver,
  except: Query | undefined,
): Promise<Matches | undefined> {
  const demands = await demandedConditions(open, plan, resolver)
  const needsShare = plan.match === 'auto' && weighing.demandedShare > 0
  if (demands.length === 0 && !needsShare) return undefined
  const { reader } = open
  if (!needsShare) return { filter: visible(reader, demands, except), unscored: true }
  const fetch = (ids: readonly string[]): ReturnType<typeof fetchArticles> => fetchArticles(open, ids)
  const share =
    shareCondition(weighing) ?? (await shareFilter(reader, weighing, visible(reader, demands, except), fetch))
  return { filter: visible(reader, [...demands, share], except), unscored: false }
}

async function demandedConditions(open: OpenCollection, plan: Plan, { ask, known }: Resolver): Promise<Query[]> {
  const { analyzer, reader } = open
  const matchContext = { analyzer, parameters: ranking, fields: defaultFields, resolve: known }
  const context: FilterContext = {
    ...matchContext,
    resolve: ask,
    fuzzy: (text, edits, fields) => fuzzyCondition(open, text, edits, fields),
    value: (field, operand) => valueCondition(reader, field, operand),
    checked: (node, among, fields) =>
      checkedTexts(open, among, 'checked', printQuery(node), (leaf) =>
        operators.match(leaf, node, { ...matchContext, fields }),
      ),
  }
  const found = plan.hard === undefined ? [] : [await nodeCondition(plan.hard, context)]
  const { units } = plan.soft
  if (units.length === 0 || plan.match === 'auto') return found
  if (plan.match === 'any') return [...found, anyUnit(units, defaultFields)]
  return [...found, allUnits(await ask(units, defaultFields), defaultFields)]
}

/** A path by its parts; what is derived from an article by its whole values. */
async function valueCondition(reader: CollectionReader, field: TextField, node: QueryNode): Promise<Query> {
  return isDerived(field)
    ? valuesWhere(reader, field, operators.value(node)!)
    : combine(node, conditions, field === 'path' ? pathCondition : (part) => valueEquals(field, part))
}

const valueEquals = (key: string, node: QueryNode): Query | undefined =>
  'text' in node ? equals(key, node.text) : undefined

interface Candidates {
  readonly ids: readonly string[]
  /** How many articles match. */
  readonly total: number
}

/** Ids of a set of articles that certainly contains the best `k`. */
async function candidates(
  { reader }: OpenCollection,
  { sort }: SearchRequest,
  weighing: Weighing,
  { filter, unscored }: Matches,
  k: number,
  newestDay: number,
): Promise<Candidates> {
  const bounds = scoreBounds(weighing.statistics.averageLength, reader.head.reference)
  const terms = scoring(weighing)
  const { halfLifeDays } = weighing.parameters
  const rank: Ranking = { k, fade: sort === 'recent' ? (day) => recency(day, newestDay, halfLifeDays) : undefined }
  const scored = async (within: Query): Promise<Candidates> => {
    const { ids, total, lacking } = await bestByScore(reader, terms, within, rank, bounds, unscored)
    if (!lacking) return { ids, total }
    return { ids: [...new Set([...ids, ...(await firstInOrder(reader, within, k + ids.length))])], total }
  }
  if (sort === 'date' || sort === 'oldest') {
    const edge = atEdge(reader, filter, k, sort === 'date' ? 'newest' : 'oldest')
    const [{ ids, last }, total] = await Promise.all([edge, reader.count(filter)])
    const tied = last === undefined ? [] : (await scored(all([filter, between('day', last, last)]))).ids
    return { ids: [...new Set([...ids, ...tied])], total }
  }
  const tier = weighing.required > 0 ? tierCondition(weighing) : undefined
  const [whole, best] = await Promise.all([scored(filter), tier && scored(all([filter, tier]))])
  return { ids: [...new Set([...whole.ids, ...(best?.ids ?? [])])], total: whole.total }
}

/** The newest day of all visible articles; 0 if there are none. */
async function findNewestDay(reader: CollectionReader): Promise<number> {
  const body = { query: visible(reader, []), size: 1, sort: [{ day: { order: 'desc' } }] }
  return (await reader.search(body)).hits.hits[0]?.sort?.[0] ?? 0
}
