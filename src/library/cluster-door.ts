/**
 * Opens a collection on a cluster for searching: a snapshot of the last push, with the interface of {@link openIndex}.
 */
import { parseClusterAddress } from '../storage/store/address.js'
import { createClusterClient, type ClusterClient } from '../cluster/client.js'
import { countValues, fetchArticles, CollectionReader, collectionStats } from '../cluster/answers/reader.js'
import type { OpenCollection } from '../cluster/answers/reader.js'
import { visibleAt } from '../cluster/generations.js'
import { equals, type Query } from '../cluster/query.js'
import { readHead, type CollectionHead } from '../cluster/head.js'
import { prepareStatistics, searchCollection, type ClusterAnswer } from '../cluster/answers/search.js'
import { decodeArticle } from '../cluster/point.js'
import { Field } from '../storage/segment/fields.js'
import { StatisticsReader } from '../cluster/statistics/reader.js'
import { XunzhangError, isXunzhangError } from '../base/errors.js'
import { readQuery, type QueryNode } from '../query/index.js'
import { storedFacets } from '../text/facets/index.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import { ranking } from '../search/parameters.js'
import { planQuery } from '../search/planning/plan.js'
import { relaxQuotes, countingRequest } from '../search/search-relaxing.js'
import { marksOf, type SearchRequest } from '../search/searcher.js'
import type { Analyzer } from '../text/analysis/analysis.js'
import { openAnalyzer } from '../text/analyzers/analyzers.js'
import { milliseconds } from './clock.js'
import { expandRemotely, type Dictionaries } from './expansion/expand-remotely.js'
import { asPlanned, likeQuery, noSuchArticle, requestLike, termNumbers } from '../search/similar/like.js'
import { kwicOn, occurrencesOn, termsOn, timelineOn } from './reading/cluster-reading.js'
import { markedArticle, presentResult, readRequest, storedArticle } from './results/present.js'
import type { SearchBackend, OpenOptions, SearchOptions, SearchResult, Suggestion } from './types.js'

const defaultTimeout = 10_000
/** Most suggestions of each kind: the titles of a whole cluster would not fit in memory. */
const mostSuggestions = 10_000

/** @throws XunzhangError USAGE, BACKEND, INDEX_MISSING, INDEX_VERSION; INDEX_ANALYZER at the first query */
export async function openCollection(address: string, options: OpenOptions): Promise<SearchBackend> {
  const { timeout = defaultTimeout, apiKey = process.env['OPENSEARCH_KEY'], allowPartial = false } = options
  const access = { address: parseClusterAddress(address), apiKey, readTime: timeout, writeTime: timeout }
  return openWith(createClusterClient(access), allowPartial)
}

/** As {@link openCollection}, with a client supplied by the caller. */
export async function openWith(client: ClusterClient, allowPartial: boolean): Promise<SearchBackend> {
  const address = client.access.address.text
  let current = snapshot(client, await readHead(client), allowPartial)
  /**
   * Repeats a request until the head is the same before and after it. A push removes the articles that it replaces, so
   * an answer during which the head changed may be incomplete and is requested again as of the new head.
   */
  const asOfOneHead = async <T>(ask: (open: OpenCollection, dictionaries: Dictionaries) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      const asked = current
      const open = asked.open()
      const answered = (async () => ask(open, asked.dictionaries))()
      const [outcome] = await Promise.allSettled([answered])
      // A request that the cluster refused would also fail with another head.
      if (outcome.status === 'rejected' && isBackendError(outcome.reason) && !isOvertaken(outcome.reason))
        return answered
      const head = await open.reader.headNow()
      if (isSamePush(head, asked.head)) return answered
      if (attempt === mostAttempts) throw answerOvertaken(address)
      current = snapshot(client, head, allowPartial)
    }
  }
  return {
    dir: address,
    get articleCount() {
      return current.head.articles
    },
    search: async (query, options: SearchOptions = {}) => {
      options.signal?.throwIfAborted()
      const result = await asOfOneHead((open, dictionaries) => answer(open, dictionaries, query, options))
      options.signal?.throwIfAborted()
      return result
    },
    get: (id) =>
      asOfOneHead(async (open) => {
        const segment = await findArticle(open, String(id))
        return segment && storedArticle(segment, 0, open.reader.head)
      }),
    mark: (id, query) =>
      asOfOneHead(async (open, dictionaries) => {
        const segment = await findArticle(open, String(id))
        if (segment === undefined) return undefined
        const { node } = await expandRemotely(open, dictionaries, readQuery(query).node, query, {})
        const answered = await relaxedNode(open, node, query)
        const { analyzer } = open
        const statistics = await prepareStatistics(open, planQuery(answered, 'auto', analyzer, ranking))
        return markedArticle(segment, 0, marksOf(answered, { statistics, analyzer }), open.reader.head)
      }),
    stats: () => asOfOneHead(({ reader }) => collectionStats(reader)),
    suggestions: () => asOfOneHead(suggestions),
    kwic: async function* (query, options = {}) {
      yield* await asOfOneHead((open) => kwicOn(open, query, options))
    },
    countOccurrences: (query, options = {}) => asOfOneHead((open) => occurrencesOn(open, query, options)),
    timeline: (queries, options = {}) =>
      asOfOneHead((open) => timelineOn(open, typeof queries === 'string' ? [queries] : queries, options)),
    terms: (field, options = {}) => asOfOneHead((open) => termsOn(open, field, options)),
    isStale: async () => !isSamePush(await readHead(client), current.head),
    close: async () => undefined,
  }
}

const mostAttempts = 4

const isBackendError = (error: unknown): error is XunzhangError => isXunzhangError(error) && error.code === 'BACKEND'

const isOvertaken = (error: XunzhangError): boolean => (error.parameters as { what?: string }).what === 'overtaken'

const isSamePush = (a: CollectionHead, b: CollectionHead): boolean => a.generation === b.generation && a.push === b.push

function answerOvertaken(where: string): XunzhangError {
  return new XunzhangError('CLUSTER_FAILS', { what: 'overtaken' }, { where })
}

interface Snapshot {
  readonly head: CollectionHead
  /** @throws XunzhangError INDEX_ANALYZER */
  readonly open: () => OpenCollection
  readonly dictionaries: Dictionaries
}

function snapshot(client: ClusterClient, head: CollectionHead, allowPartial: boolean): Snapshot {
  const statistics = new StatisticsReader(client, head)
  const where = client.access.address.text
  // Each question has a reader of its own, which remembers what that question met.
  const open = (): OpenCollection => {
    return { reader: new CollectionReader(client, head, allowPartial), statistics, analyzer: analyzerOf(head, where) }
  }
  return { head, open, dictionaries: new Map() }
}

/** @throws XunzhangError INDEX_ANALYZER if this program analyses texts differently from the one that pushed */
function analyzerOf({ tokenizer, lexicon, analyzer }: CollectionHead, where: string): Analyzer {
  const opened = openAnalyzer({ tokenizer: tokenizer as 'native', lexicon })
  if (opened.id === analyzer) return opened
  throw new XunzhangError('ANALYZER_DIFFERS', { what: 'collection', found: analyzer, expected: opened.id }, { where })
}

async function answer(
  open: OpenCollection,
  dictionaries: Dictionaries,
  query: string,
  options: SearchOptions,
): Promise<SearchResult> {
  const began = milliseconds()
  const { request, typed } = readRequest(query, options)
  const { node, expansions = [] } = await expandRemotely(open, dictionaries, request.node, query, options)
  const asked = { ...request, node }
  const { segment, answer, relaxed }: MaybeRelaxed =
    options.like === undefined ? await searchRelaxing(open, asked, query) : await searchLike(open, asked, options.like)
  const found = relaxed === undefined ? answer : { ...answer, relaxed }
  const from = { segments: [segment], recordedOf: () => open.reader.head }
  const result = presentResult(typed, options, found, from, began, expansions)
  const missing = open.reader.missing()
  return {
    ...result,
    ...(missing.length > 0 && { missingShards: missing }),
  }
}

type MaybeRelaxed = ClusterAnswer & { readonly relaxed?: readonly string[] }

/** The counterpart of `searchRelaxing` in `search/`, which searches segments on this machine. */
async function searchRelaxing(open: OpenCollection, request: SearchRequest, query: string): Promise<MaybeRelaxed> {
  const found = await searchCollection(open, request)
  if (found.answer.total > 0 || request.match !== 'auto') return found
  const relaxation = relaxQuotes(request.node, query, open.analyzer)
  if (relaxation === undefined) return found
  const relaxed = await searchCollection(open, { ...request, node: relaxation.node })
  return relaxed.answer.total === 0 ? found : { ...relaxed, relaxed: relaxation.strings }
}

async function relaxedNode(
  open: OpenCollection,
  node: QueryNode | undefined,
  query: string,
): Promise<QueryNode | undefined> {
  const relaxation = relaxQuotes(node, query, open.analyzer)
  if (relaxation === undefined) return node
  const { answer } = await searchCollection(open, countingRequest(node))
  return answer.total > 0 ? node : relaxation.node
}

async function searchLike(open: OpenCollection, request: SearchRequest, id: string): Promise<ClusterAnswer> {
  const segment = await findArticle(open, id)
  if (segment === undefined) throw noSuchArticle(id)
  const place = { segment, article: 0 }
  const { analyzer } = open
  const terms = new Set<string>()
  // Runs twice: first to find out which statistics are needed, then with the fetched statistics.
  likeQuery(place, undefined, { articles: 1, holding: (term) => (terms.add(term), 2) }, analyzer)
  const planned = Array.from(terms, asPlanned)
  const statistics = await open.statistics.prepare(planned, [])
  const node = likeQuery(place, request.node, termNumbers(statistics), analyzer)
  return searchCollection(open, requestLike(request, node), hasId(id))
}

const hasId = (id: string): Query => equals('id', id.toWellFormed())

async function findArticle(open: OpenCollection, id: string): Promise<SegmentReader | undefined> {
  const [key] = await open.reader.find([hasId(id)], 1)
  return key === undefined ? undefined : (await fetchArticles(open, [key])).segment
}

async function suggestions(open: OpenCollection): Promise<Suggestion[]> {
  const { reader } = open
  const filter = visibleAt(reader.head)
  const facets = await Promise.all(
    storedFacets.map(async ({ name }) => ({ kind: name, values: await countValues(reader, filter, name) })),
  )
  const body = { query: filter, size: mostSuggestions, sort: [{ order: { order: 'desc' } }] }
  const ids = (await reader.search(body)).hits.hits.map(({ _id }) => _id)
  const titles = new Map<string, string>()
  const stored = await reader.retrieve(ids)
  for (const key of ids) {
    const { record, texts } = decodeArticle(stored.get(key)!.article)
    const title = texts[Field.title]!.toWellFormed()
    if (title !== '' && !titles.has(title)) titles.set(title, record.id.toWellFormed())
  }
  const first = (values: ReadonlyMap<string, number>): string[] => [...values.keys()].slice(0, mostSuggestions)
  return [
    ...Array.from(titles, ([text, id]) => ({ text, kind: 'title' as const, id })),
    ...facets.flatMap(({ kind, values }) => first(values).map((text) => ({ text, kind }))),
  ]
}
