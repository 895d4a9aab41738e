/**
 * The head of a collection: one document that determines which push searches see. Every article names the push that
 * added it (`since`) and the one that removes it (`until`), and a search answers for the generation of its head. A push
 * becomes visible only when the head is replaced, by a single write. The same document holds the lease of the push in
 * progress, so that one write can both depend on the lease and change the head.
 */
import { XunzhangError } from '../base/errors.js'
import type { Manifest } from '../storage/segment/manifest.js'
import { refusalOf, type ClusterClient } from './client.js'
import { idOf, type Generations } from './generations.js'
import { oneOf } from './query.js'

/* The list of source files of the last push, kept with the statistics, so that the next push reads only changes. */

const linesPerPart = 2000
const partsAtOnce = 20

const partId = (generation: number, part: number): string => idOf(`catalog ${generation} ${part}`)

/** @param lines one for each file. @returns the number of parts */
export async function writeFileList(
  client: ClusterClient,
  generation: number,
  lines: readonly string[],
): Promise<number> {
  const parts = Math.ceil(lines.length / linesPerPart)
  for (let first = 0; first < parts; first += partsAtOnce) {
    const documents = Array.from({ length: Math.min(partsAtOnce, parts - first) }, (_, i) => {
      const own = lines.slice((first + i) * linesPerPart, (first + i + 1) * linesPerPart)
      return { id: partId(generation, first + i), json: JSON.stringify({ kind: 'catalog', generation, lines: own }) }
    })
    await writeDocuments(client, statisticsName(client), generation, documents)
  }
  return parts
}

export async function readFileList(
  client: ClusterClient,
  { generation, catalogParts }: Pick<CollectionHead, 'generation' | 'catalogParts'>,
): Promise<string[]> {
  const lines: string[] = []
  for (let first = 0; first < catalogParts; first += partsAtOnce) {
    const ids = Array.from({ length: Math.min(partsAtOnce, catalogParts - first) }, (_, i) =>
      partId(generation, first + i),
    )
    const parts = await getDocuments<{ lines: string[] }>(client, statisticsName(client), ids)
    if (parts.size !== ids.length) throw incomplete(client)
    for (const id of ids) for (const line of parts.get(id)!.lines) lines.push(line)
  }
  return lines
}

function incomplete(client: ClusterClient): XunzhangError {
  return new XunzhangError('CLUSTER_FAILS', { what: 'list' }, { where: client.access.address.text })
}

/** Drops the lists of the given pushes, and the blocks of collections before `floor`. */
export async function dropOldStatistics(
  client: ClusterClient,
  generations: readonly number[],
  floor: number,
): Promise<void> {
  const name = statisticsName(client)
  await client.write('POST', `${name}/_refresh`)
  await deleteWhere(client, name, {
    bool: { should: [oneOf('generation', generations), { range: { floor: { lt: floor } } }] },
  })
}

/* Documents of either index. */

/**
 * Writes documents as of a push. A push that is dead without knowing it can't overwrite what a later one has written.
 * @throws XunzhangError INDEX_LOCKED in that case, BACKEND
 */
export async function writeDocuments(
  client: ClusterClient,
  index: string,
  generation: number,
  documents: readonly { readonly id: string; readonly json: string }[],
): Promise<void> {
  let left = documents
  for (let attempt = 1; left.length > 0; attempt++) {
    const head = (id: string): string =>
      `{"index":{"_id":${JSON.stringify(id)},"version":${generation},"version_type":"external_gte"}}`
    const body = left.map(({ id, json }) => `${head(id)}\n${json}\n`).join('')
    const { items } = await client.write<{ items: { index: BulkItem }[] }>('POST', `${index}/_bulk`, body)
    const failed = items.map(({ index }) => index).filter(({ status }) => status >= 300)
    const first = failed.find(({ status }) => status !== 429 && status !== 503)
    const where = client.access.address.text
    if (first?.status === 409) throw new XunzhangError('PUSH_LOCKED', { what: 'overtaken' }, { where })
    if (first !== undefined || (failed.length > 0 && attempt === bulkAttempts)) {
      const { status, error } = first ?? failed[0]!
      const detail = String(error?.reason ?? '').slice(0, 200)
      throw new XunzhangError(
        'CLUSTER_FAILS',
        { what: 'status', status, detail, mayPass: first === undefined },
        { where },
      )
    }
    const again = new Set(failed.map(({ _id }) => _id))
    left = left.filter(({ id }) => again.has(id))
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 200 * attempt))
  }
}

interface BulkItem {
  readonly _id: string
  readonly status: number
  readonly error?: { readonly reason?: string }
}

const bulkAttempts = 20

const longestPause = 200

/**
 * Those of the documents that exist. A node that has just died is asked for some of them until the cluster knows it,
 * or the time of a read is over.
 * @param fields of the source; default all
 */
export async function getDocuments<T>(
  client: ClusterClient,
  index: string,
  ids: readonly string[],
  fields = '',
): Promise<Map<string, T>> {
  const found = new Map<string, T>()
  const query = fields === '' ? '' : `?_source_includes=${fields}`
  const until = performance.now() + client.access.readTime
  for (let left = ids, pause = 20; left.length > 0; pause = Math.min(2 * pause, longestPause)) {
    const { docs } = await client.read<{ docs: Retrieved<T>[] }>('POST', `${index}/_mget${query}`, { ids: left })
    for (const { _id, _source } of docs) if (_source !== undefined) found.set(_id, _source)
    const failed = docs.filter(({ error }) => error !== undefined && error.type !== 'index_not_found_exception')
    if (failed.length > 0 && performance.now() + pause > until) throw unreadable(client, failed[0]!)
    left = failed.map(({ _id }) => _id)
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return found
}

function unreadable(client: ClusterClient, { error }: Retrieved<unknown>): XunzhangError {
  const detail = `${error!.type ?? ''} ${error!.reason ?? ''}`
  const details = { where: client.access.address.text, cause: { status: 503, reason: detail } }
  return new XunzhangError('CLUSTER_FAILS', { what: 'status', status: 503, detail, mayPass: true }, details)
}

interface Retrieved<T> {
  readonly _id: string
  readonly _source?: T
  readonly error?: { readonly type?: string; readonly reason?: string }
}

/** Deletes what was there at the last refresh and matches. */
export async function deleteWhere(client: ClusterClient, index: string, query: object): Promise<void> {
  await client.write('POST', `${index}/_delete_by_query?conflicts=proceed&ignore_unavailable=true&refresh=true`, {
    query,
  })
}

const hitsOfPage = 500

/** All documents of an index that match, with parts of their source, in pages. */
export async function* scrollDocuments<T>(
  client: ClusterClient,
  index: string,
  query: object,
  fields: readonly string[] | true,
  size = hitsOfPage,
): AsyncGenerator<readonly { readonly _id: string; readonly _source: T }[]> {
  interface Page {
    readonly _scroll_id: string
    readonly hits: { readonly hits: readonly { readonly _id: string; readonly _source: T }[] }
  }
  const body = { query, size, _source: fields, sort: ['_doc'] }
  const path = `${index}/_search?scroll=5m&allow_partial_search_results=false`
  let page = await client.read<Page>('POST', path, body)
  try {
    for (; page.hits.hits.length > 0;) {
      yield page.hits.hits
      if (page.hits.hits.length < size) return
      page = await client.read<Page>('POST', '_search/scroll', { scroll: '5m', scroll_id: page._scroll_id })
    }
  } finally {
    await client.write('DELETE', '_search/scroll', { scroll_id: [page._scroll_id] }).catch(() => undefined)
  }
}

/** Properties that have the same meaning as in the manifest of an index. */
type Shared = Pick<Manifest, 'analyzer' | 'tokenizer' | 'lexicon' | 'clean' | 'roots' | 'sources' | 'emptyRoots'>

export interface CollectionHead extends Generations, Shared {
  /** Layout of documents and blocks. */
  readonly layout: number
  /** The random name of the push that wrote this head; '' before the first push. */
  readonly push: string
  /** The index of the articles. A rebuilt collection gets another one. */
  readonly index: string
  readonly shards: number
  /** The body length, in units, with which the server ranks; 0 before the first push. */
  readonly reference: number
  readonly articles: number
  readonly bodyUnits: number
  readonly sourceBytes: number
  readonly postings: number
  /** The number of documents that store the catalog of source files. */
  readonly catalogParts: number
  /** ISO 8601 time of the push that wrote this head; '' before the first push. */
  readonly committed: string
}

/** Raise it when the layout changes: other layouts are refused. */
export const layoutVersion = 3

/** Who pushes, and until when; `push` is '' if nobody does. */
export interface Lease {
  readonly push: string
  /** The number of the push, which is the highest given so far. */
  readonly generation: number
  /** Rises with every change of the lease. */
  readonly beat: number
  /** ISO 8601 time. */
  readonly since: string
  /** When the lease ends unless it is renewed, in milliseconds since 1970. */
  readonly until: number
  /** A hash, which shows whether the process runs on this machine, but doesn't reveal which machine it is. */
  readonly machine: string
  readonly pid: number
  /** A hash of the moment at which the process started. */
  readonly started: string
}

/** The document of the head; a missing property is undefined. */
export interface HeadDocument {
  /** What searches see. */
  readonly head?: CollectionHead | undefined
  /** A collection that a push is building, and whose articles no search sees yet. */
  readonly built?: CollectionHead | undefined
  readonly lease?: Lease | undefined
}

/** The document, with the server's number of its last change. */
export interface ReadHead extends HeadDocument {
  readonly change: { readonly number: number; readonly term: number } | undefined
}

/** The index that stores the statistics. */
export const statisticsName = ({ access }: ClusterClient): string => `${access.address.collection}.statistics`

interface HeadAnswer {
  readonly _source: HeadDocument
  readonly _seq_no: number
  readonly _primary_term: number
}

const headPath = (client: ClusterClient): string => `${statisticsName(client)}/_doc/head`

/**
 * The document as its primary copy has it; without `change` if there is none.
 * @throws XunzhangError BACKEND
 */
export async function readHeadDocument(client: ClusterClient): Promise<ReadHead> {
  try {
    const answer = await client.read<HeadAnswer>('GET', headPath(client))
    return { ...answer._source, change: { number: answer._seq_no, term: answer._primary_term } }
  } catch (error) {
    if (refusalOf(error)?.status === 404) return { change: undefined }
    throw error
  }
}

/**
 * Replaces the document if nobody has changed it since it was read.
 * @returns what was written; undefined if somebody has changed it
 */
export async function replaceHead(
  client: ClusterClient,
  { change }: ReadHead,
  document: HeadDocument,
): Promise<ReadHead | undefined> {
  const condition =
    change === undefined ? 'op_type=create' : `if_seq_no=${change.number}&if_primary_term=${change.term}`
  try {
    const path = `${headPath(client)}?${condition}`
    const written = await client.write<HeadAnswer>('PUT', path, { kind: 'head', ...document })
    return { ...document, change: { number: written._seq_no, term: written._primary_term } }
  } catch (error) {
    if (refusalOf(error)?.status === 409) return undefined
    throw error
  }
}

/** @throws XunzhangError INDEX_VERSION */
export function requireReadable(client: ClusterClient, head: CollectionHead | undefined): CollectionHead | undefined {
  if (head === undefined || head.layout === layoutVersion) return head
  const parameters = { what: 'layout', found: head.layout, expected: layoutVersion } as const
  throw new XunzhangError('VERSION_DIFFERS', parameters, { where: client.access.address.text })
}

/** @throws XunzhangError INDEX_MISSING, BACKEND, INDEX_VERSION */
export async function readHead(client: ClusterClient): Promise<CollectionHead> {
  const { head: found, change, built } = await readHeadDocument(client)
  const head = requireReadable(client, found)
  if (head !== undefined) return head
  const where = client.access.address.text
  const what = change === undefined && built === undefined ? 'none' : 'unfinished'
  throw new XunzhangError('COLLECTION_MISSING', { what, address: where }, { where })
}
