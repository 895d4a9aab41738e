/**
 * Reads the articles of a collection as of one generation. If shards can't be reached, the error says so. If partial
 * answers are allowed, the search continues without these shards and reports which are missing.
 */
import { XunzhangError } from '../../base/errors.js'
import { refusalOf, type ClusterClient } from '../client.js'
import { versionAt, visibleAt, committed } from '../generations.js'
import { all, any, none, oneOf, type Query } from '../query.js'
import { getDocuments, readHead, type CollectionHead } from '../head.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { scrollBlocks, type StatisticsReader } from '../statistics/reader.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { buildMemorySegment, decodeArticle, type StoredArticle } from '../point.js'
import type { IndexStats } from '../../storage/segment/manifest.js'
import { blockKinds, decodePairBlock, decodeTermBlock } from '../statistics/blocks.js'
import type { FacetCounts } from '../../search/facets.js'
import type { FacetName } from '../../text/facets/index.js'
import type { ValueTest } from '../../search/operators/operator.js'
import { normalize } from '../../text/normalize.js'

const idsAtOnce = 1000

/** The part of a search's answer that is read here. */
export interface SearchBody {
  readonly timed_out?: boolean
  readonly _shards: { readonly total: number; readonly successful: number; readonly failures?: readonly Failure[] }
  readonly hits: { readonly total?: { readonly value: number }; readonly hits: readonly ServerHit[] }
  readonly aggregations?: Readonly<Record<string, TermBuckets | undefined>>
}

interface Failure {
  readonly shard?: number
}

interface Health {
  readonly indices: Readonly<Record<string, { readonly shards: Readonly<Record<string, { readonly status: string }>> }>>
}

export interface ServerHit {
  readonly _id: string
  readonly _score: number | null
  readonly sort?: readonly number[]
  readonly fields?: Readonly<Record<string, readonly number[] | undefined>>
}

interface TermBuckets {
  readonly buckets: readonly { readonly key: { readonly value: string }; readonly doc_count: number }[]
  readonly after_key?: { readonly value: string }
}

export class CollectionReader {
  readonly client: ClusterClient
  readonly head: CollectionHead
  readonly #allowPartial: boolean
  #missing: readonly string[] = []
  #headNow: Promise<CollectionHead> | undefined

  constructor(client: ClusterClient, head: CollectionHead, allowPartial: boolean) {
    this.client = client
    this.head = head
    this.#allowPartial = allowPartial
  }

  /** Shards that the last answer lacks; always empty unless partial answers are allowed. */
  missing(): readonly string[] {
    return this.#missing
  }

  /** Searches the articles. @throws XunzhangError BACKEND */
  async search(body: object): Promise<SearchBody> {
    this.#headNow = undefined
    const { client, head } = this
    // Always, because the server names the missing shards only in a partial answer.
    const path = `${head.index}/_search?allow_partial_search_results=true`
    const answer = await client
      .read<SearchBody>('POST', path, { _source: false, track_total_hits: false, ...body })
      .catch((error: unknown) => {
        throw isOutage(error) ? unreachable(client, [], head.shards, error) : error
      })
    const { total, successful, failures = [] } = answer._shards
    // Not `failed`, which leaves out the shards that the cluster knows to be without a copy.
    if (successful < total) await this.#lose(failures, successful)
    return answer
  }

  /** @throws XunzhangError BACKEND unless an answer without these shards is allowed */
  async #lose(failures: readonly Failure[], successful: number): Promise<void> {
    const { client, head } = this
    const { indices } = await client.read<Health>('GET', `_cluster/health/${head.index}?level=shards`)
    const red = Object.entries(indices[head.index]!.shards).filter(([, { status }]) => status === 'red')
    const failed = failures.flatMap(({ shard }) => (shard === undefined ? [] : [String(shard)]))
    const lost = [...new Set([...failed, ...red.map(([shard]) => shard)])].map((shard) => `s${shard}`).sort()
    if (!this.#allowPartial || successful === 0) throw unreachable(client, lost, head.shards)
    this.#missing = lost
  }

  async count(query: Query): Promise<number> {
    return (await this.search({ query, size: 0, track_total_hits: true })).hits.total!.value
  }

  /** The ids of at most so many articles that searches see and that fulfil the conditions. */
  async find(conditions: readonly Query[], limit: number): Promise<string[]> {
    const body = { query: visible(this, conditions), size: limit, sort: ['_doc'] }
    return (await this.search(body)).hits.hits.map(({ _id }) => _id)
  }

  /**
   * The articles by id, and at the same time the head. A push deletes an article only after it has replaced the head,
   * so if all are there, they are those of this reader's head if that is still the head now.
   * @throws XunzhangError BACKEND if some are gone
   */
  async retrieve(ids: readonly string[]): Promise<Map<string, StoredArticle>> {
    this.#headNow = readHead(this.client)
    this.#headNow.catch(() => undefined)
    const found = new Map<string, StoredArticle>()
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const part = ids.slice(at, at + idsAtOnce)
      for (const [id, one] of await getDocuments<StoredArticle>(this.client, this.head.index, part)) found.set(id, one)
    }
    if (found.size === ids.length) return found
    this.#headNow = undefined
    throw new XunzhangError('CLUSTER_FAILS', { what: 'overtaken' }, { where: this.client.access.address.text })
  }

  /** The head as it was after the last search. */
  headNow(): Promise<CollectionHead> {
    const head = this.#headNow ?? readHead(this.client)
    this.#headNow = undefined
    return head
  }
}

/** Matches the articles that searches see and that fulfil the conditions, but not `except`. */
export const visible = (
  { head }: Pick<CollectionReader, 'head'>,
  conditions: readonly Query[],
  except?: Query,
): Query => all([visibleAt(head), ...conditions, ...(except === undefined ? [] : [none(except)])])

/** The server answers so if no copy of a shard is there; without a reason if it never asked one. */
const isOutage = (error: unknown): boolean =>
  refusalOf(error)?.status === 503 &&
  /^$|all shards failed|Partial shards failure|no_shard/i.test(refusalOf(error)!.reason)

function unreachable(client: ClusterClient, lost: readonly string[], shards: number, cause?: unknown): XunzhangError {
  const details = { where: client.access.address.text, ...(cause !== undefined && { cause }) }
  const names = lost.length > 0 ? lost : Array.from({ length: shards }, (_, i) => `s${i}`)
  return new XunzhangError('CLUSTER_FAILS', { what: 'shards', lost: names, shards }, details)
}

export interface OpenCollection {
  readonly reader: CollectionReader
  readonly statistics: StatisticsReader
  readonly analyzer: Analyzer
}

/** The segment's articles are in the order of `ids`, which depends only on the articles. */
interface FetchedArticles {
  readonly segment: SegmentReader
  readonly ids: readonly string[]
}

export async function fetchArticles(
  { reader, analyzer }: { readonly reader: CollectionReader; readonly analyzer: Analyzer },
  ids: readonly string[],
): Promise<FetchedArticles> {
  const fetched = Array.from(await reader.retrieve(ids), ([id, { article, places = [] }]) => {
    return { id, article: decodeArticle(article, versionAt(places, reader.head)) }
  })
  fetched.sort((a, b) => inOrder(a.article, b.article))
  const segment = buildMemorySegment(
    fetched.map(({ article }) => article),
    analyzer,
  )
  return { segment, ids: fetched.map(({ id }) => id) }
}

/** The order in which a walk through the folder finds articles. */
function inOrder(a: IndexableArticle, b: IndexableArticle): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.record.line - b.record.line || a.record.start - b.record.start
}

/** The same numbers as of a folder. `bytes` is that of one copy of the articles; `segments` counts shards. */
export async function collectionStats(reader: CollectionReader): Promise<IndexStats> {
  const { head } = reader
  const [terms, deleted, bytes] = await Promise.all([
    countTerms(reader),
    reader.count(committed('until', head)),
    bytesOf(reader),
  ])
  return {
    articles: head.articles,
    terms,
    postings: head.postings,
    bytes,
    bytesByPart: {},
    segments: head.shards,
    deleted,
    sourceBytes: head.sourceBytes,
    analyzer: head.analyzer,
    formatVersion: head.layout,
    committed: head.committed,
    roots: head.roots,
  }
}

async function bytesOf({ client, head }: CollectionReader): Promise<number> {
  interface Sizes {
    readonly _all: { readonly primaries: { readonly store: { readonly size_in_bytes: number } } }
  }
  return (await client.read<Sizes>('GET', `${head.index}/_stats/store`))._all.primaries.store.size_in_bytes
}

/** Counts the distinct pairs and terms of each field; reads every block. */
async function countTerms({ client, head }: CollectionReader): Promise<number> {
  let terms = 0
  for await (const { name, versions } of scrollBlocks(client, head, blockKinds)) {
    const data = versionAt(versions, head)?.data ?? ''
    terms += name.startsWith('p') ? decodePairBlock(data).frequency.size : decodeTermBlock(data).size
  }
  return terms
}

const valuesOfPage = 10_000

/**
 * All values of a key with the exact number of articles that have them, computed by the server.
 * @param search sends a request to the server
 */
export async function facetValues(
  search: (body: object) => Promise<SearchBody>,
  key: string,
  query: Query,
): Promise<Map<string, number>> {
  const values = new Map<string, number>()
  for (let after: object | undefined; ;) {
    const sources = [{ value: { terms: { field: key } } }]
    const composite = { size: valuesOfPage, sources, ...(after !== undefined && { after }) }
    const { aggregations } = await search({ query, size: 0, aggs: { values: { composite } } })
    const page = aggregations!['values']!
    for (const {
      key: { value },
      doc_count,
    } of page.buckets)
      values.set(value, doc_count)
    after = page.after_key
    if (after === undefined || page.buckets.length < valuesOfPage) return values
  }
}

export async function countFacets(
  reader: CollectionReader,
  query: Query,
  names: readonly FacetName[],
): Promise<FacetCounts> {
  const counts = names.map(async (name) => [name, await countValues(reader, query, name)] as const)
  return new Map(await Promise.all(counts))
}

/** All values with the number of articles that have them. */
export const countValues = (reader: CollectionReader, query: Query, key: string): Promise<Map<string, number>> =>
  facetValues((body) => reader.search(body), key, query)

/** Matches articles by a test of a value that has no text to search. An article without a value has an empty one. */
export async function valuesWhere(reader: CollectionReader, key: string, test: ValueTest): Promise<Query> {
  const values = await countValues(reader, visible(reader, []), key)
  const wanted = [...values.keys()].filter((value) => test(normalize(value).text))
  const found: Query[] = []
  for (let at = 0; at < wanted.length; at += valuesOfPage) found.push(oneOf(key, wanted.slice(at, at + valuesOfPage)))
  return any(test('') ? [...found, none({ exists: { field: key } })] : found)
}
