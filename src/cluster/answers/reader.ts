/**
 * Reads the articles of a collection as of one generation. If shards can't be reached, the error names them. If partial
 * answers are allowed, the search continues without these shards and reports which are missing.
 */
import { XunzhangError } from '../../base/errors.js'
import { refusalOf, type ClusterClient } from '../client.js'
import { versionAt, visibleAt, committed, type Condition, type Filter } from '../generations.js'
import type { CollectionHead } from '../head.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { scrollBlocks, type StatisticsReader } from '../statistics/reader.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { buildMemorySegment, articleKeys, decodeArticle, type StoredPoint } from '../point.js'
import type { IndexStats } from '../../storage/segment/manifest.js'
import { blockKinds, decodePairBlock, decodeTermBlock } from '../statistics/blocks.js'
import type { FacetCounts } from '../../search/facets.js'
import type { FacetName } from '../../text/facets/index.js'
import { keywords } from '../create.js'

/** A shard that was missing is tried again after so many milliseconds. */
const retryMissing = 10_000
const probeTime = 3000
/** Milliseconds that a first attempt may take if partial answers are allowed. */
const partialTime = 4000
const idsAtOnce = 500

export class CollectionReader {
  readonly client: ClusterClient
  readonly head: CollectionHead
  readonly #allowPartial: boolean
  #missing: readonly string[] = []
  #missingSince = 0

  constructor(client: ClusterClient, head: CollectionHead, allowPartial: boolean) {
    this.client = client
    this.head = head
    this.#allowPartial = allowPartial
  }

  /** Shards that the last answer lacks; always empty unless partial answers are allowed. */
  missing(): readonly string[] {
    return this.#missing
  }

  /** Sends a read to the articles' collection. The path is appended to `/points`, except `facet`. */
  async ask<T>(path: string, body: object): Promise<T> {
    const { client, head } = this
    const { readTime } = client.access
    const send = (time?: number): Promise<T> => client.read('POST', pathOf(path), { ...body, ...this.#live() }, time)
    if (this.#missing.length > 0 && Date.now() - this.#missingSince > retryMissing) this.#missing = []
    try {
      return await send(this.#allowPartial ? Math.min(partialTime, readTime) : readTime)
    } catch (error) {
      if (refusalOf(error) === undefined || !isOutage(error)) throw error
      const lost = await unreachable(client, head.shards)
      if (lost.length === 0) throw error
      if (!this.#allowPartial || lost.length === head.shards.length)
        throw explain(client, lost, head.shards.length, error)
      this.#missing = lost
      this.#missingSince = Date.now()
      return send()
    }
  }

  async count(filter: Filter): Promise<number> {
    return (await this.ask<{ count: number }>('/count', { filter, exact: true })).count
  }

  /** The points of at most so many articles that searches see and that fulfil the conditions. */
  async find(conditions: readonly Condition[], limit: number): Promise<string[]> {
    const body = { filter: visible(this, conditions), limit, with_payload: false }
    return (await this.ask<{ points: { id: string }[] }>('/scroll', body)).points.map(({ id }) => id)
  }

  async retrieve<T>(ids: readonly string[], keys: readonly string[]): Promise<T[]> {
    const points: T[] = []
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const part = ids.slice(at, at + idsAtOnce)
      for (const point of await this.ask<T[]>('', { ids: part, with_payload: keys })) points.push(point)
    }
    return points
  }

  #live(): { shard_key?: string[] } {
    if (this.#missing.length === 0) return {}
    return { shard_key: this.head.shards.filter((shard) => !this.#missing.includes(shard)) }
  }
}

/** Matches the articles that searches see and that fulfil the conditions, but not `except`. */
export function visible(
  { head }: Pick<CollectionReader, 'head'>,
  conditions: readonly Condition[],
  except?: Condition,
): Filter {
  const { must, must_not } = visibleAt(head)
  return { must: [...must, ...conditions], must_not: except === undefined ? must_not : [...must_not, except] }
}

const pathOf = (path: string): string => (path === 'facet' ? '/facet' : `/points${path}`)

function isOutage(error: unknown): boolean {
  const status = refusalOf(error)?.status ?? -1
  return status === 0 || status >= 500
}

/** The shards of which no copy answers. */
async function unreachable(client: ClusterClient, shards: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(
    shards.map((shard) =>
      client.read('POST', '/points/count', { exact: false, shard_key: [shard] }, probeTime).then(
        () => true,
        () => false,
      ),
    ),
  )
  return shards.filter((_, i) => !answers[i])
}

function explain(client: ClusterClient, lost: readonly string[], shards: number, cause: unknown): XunzhangError {
  return new XunzhangError(
    'CLUSTER_FAILS',
    { what: 'shards', lost, shards },
    { where: client.access.address.text, cause },
  )
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
  const points = await reader.retrieve<StoredPoint>(ids, articleKeys)
  const fetched = points.map(({ id, payload }) => ({
    id,
    article: decodeArticle(payload.article, versionAt(payload.places ?? [], reader.head)),
  }))
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

/** The same numbers as of a folder. `bytes` is 0, because the server doesn't report it; `segments` counts shards. */
export async function collectionStats(reader: CollectionReader): Promise<IndexStats> {
  const { head } = reader
  const gone = { must: [committed('until', head)] }
  const [terms, deleted] = await Promise.all([countTerms(reader), reader.count(gone)])
  return {
    articles: head.articles,
    terms,
    postings: head.postings,
    bytes: 0,
    bytesByPart: {},
    segments: Math.max(1, head.shards.length),
    deleted,
    sourceBytes: head.sourceBytes,
    analyzer: head.analyzer,
    formatVersion: head.layout,
    committed: head.committed,
    roots: head.roots,
  }
}

/** Counts the distinct pairs and terms of each field; reads every block. */
async function countTerms({ client, head }: CollectionReader): Promise<number> {
  let terms = 0
  for await (const { name, versions } of scrollBlocks(client, blockKinds, 200)) {
    const data = versionAt(versions, head)?.data ?? ''
    terms += name.startsWith('p') ? decodePairBlock(data).frequency.size : decodeTermBlock(data).size
  }
  return terms
}

/* Exact counts of all values of a key, computed by the server. */

interface FacetAnswer {
  readonly hits: readonly { readonly value: string; readonly count: number }[]
}

/**
 * The values with the number of points that have them. The limit is raised until the server returns fewer values than
 * requested.
 * @param read sends a request to the server
 * @param first the first limit
 */
export async function facetValues(
  read: (body: object) => Promise<FacetAnswer>,
  key: string,
  filter: Filter,
  first: number,
): Promise<Map<string, number>> {
  for (let limit = first; ; limit *= 10) {
    const { hits } = await read({ key, filter, limit, exact: true })
    if (hits.length < limit) return new Map(hits.map(({ value, count }) => [value, count]))
  }
}

export async function countFacets(
  reader: CollectionReader,
  filter: Filter,
  names: readonly FacetName[],
): Promise<FacetCounts> {
  const unknown = names.find((name) => !keywords.includes(name))
  if (unknown !== undefined) throw new XunzhangError('NOT_ON_CLUSTER', { what: 'facet', facet: unknown })
  const counts = names.map(async (name) => [name, await countValues(reader, filter, name)] as const)
  return new Map(await Promise.all(counts))
}

/** All values with the number of articles that have them. */
export function countValues(reader: CollectionReader, filter: Filter, key: string): Promise<Map<string, number>> {
  return facetValues((body) => reader.ask('facet', body), key, filter, 1000)
}
