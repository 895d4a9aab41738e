/**
 * The head of a collection: one point that says what the rest means. It is replaced by one write, and only then a push
 * is visible: every article names the push that brought it (`since`) and the one that took it away (`until`), and a
 * search answers for the generation of its head. The same point holds the lease of the push under way, so that one
 * write can depend on the lease and change the head.
 */
import { createHash } from 'node:crypto'
import { XunzhangError } from '../errors.js'
import type { Manifest } from '../segment/manifest-values.js'
import type { ClusterClient } from './client.js'
import { refusalOf } from './client.js'
import type { Generations } from './generations.js'

/** What it shares with the manifest of an index means the same. */
type Shared = Pick<Manifest, 'analyzer' | 'tokenizer' | 'lexicon' | 'clean' | 'roots' | 'sources' | 'emptyRoots'>

export interface CollectionHead extends Generations, Shared {
  /** Layout of points and blocks. */
  readonly layout: number
  /** The random name of the push that made it; '' before the first. */
  readonly push: string
  /** Shard keys; empty on a server without cluster mode, which spreads the points itself. */
  readonly shards: readonly string[]
  /** The body length, in units, by which the stored weights are measured; 0 before the first push. */
  readonly reference: number
  readonly articles: number
  readonly bodyUnits: number
  readonly sourceBytes: number
  readonly postings: number
  /** Points that the catalog of source files takes. */
  readonly catalogParts: number
  /** ISO 8601 time of the push that made it; '' before the first. */
  readonly committed: string
}

/** 2 since the head names dead pushes, whose articles a program that reads layout 1 would show. */
export const layoutVersion = 2
const readableLayouts = [1, 2]

/** Who pushes, until when; `push` is '' where nobody does. */
export interface Lease {
  readonly push: string
  /** The number of the push, and the highest that was ever given. */
  readonly generation: number
  /** Rises with every change of the lease: a request that arrives late or twice changes nothing any more. */
  readonly beat: number
  /** ISO 8601 time. */
  readonly since: string
  /** Milliseconds since 1970 at which it ends, where it isn't renewed. */
  readonly until: number
  /** A hash: says whether the process can be looked for, not where it runs. */
  readonly machine: string
  readonly pid: number
  /** A hash of the moment at which the process started. */
  readonly started: string
}

/** What the point of the head holds; a field is undefined where it isn't there. */
export interface HeadPoint {
  readonly head: CollectionHead | undefined
  readonly lease: Lease | undefined
}

/** Where the statistics of a collection live: beside it. */
export function statisticsPath({ access }: ClusterClient): string {
  return `collections/${access.address.collection}.statistics`
}

/** The id of a point of the statistics. */
export function statisticsId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export const headId = statisticsId('head')

interface Retrieved {
  readonly payload: { readonly head?: CollectionHead; readonly lease?: Lease }
}

/**
 * Reads the point of the head; undefined where there is none.
 * @param consistency `all`: what the copies of the point don't agree on is not there
 * @throws XunzhangError BACKEND
 */
export async function readHeadPoint(client: ClusterClient, consistency?: 'all'): Promise<HeadPoint | undefined> {
  const path = `${statisticsPath(client)}/points${consistency === undefined ? '' : `?consistency=${consistency}`}`
  try {
    const [point] = await client.read<Retrieved[]>('POST', path, { ids: [headId], with_payload: true })
    return point && { head: completed(point.payload.head), lease: point.payload.lease }
  } catch (error) {
    if (refusalOf(error)?.status === 404) return undefined
    throw error
  }
}

/** Layout 1 knew no dead pushes. */
function completed(head: CollectionHead | undefined): CollectionHead | undefined {
  return head && { ...head, floor: head.floor ?? 0, dead: head.dead ?? [], push: head.push ?? '' }
}

/** @throws XunzhangError INDEX_VERSION */
export function requireReadable(client: ClusterClient, head: CollectionHead | undefined): CollectionHead | undefined {
  if (head === undefined || readableLayouts.includes(head.layout)) return head
  const parameters = { found: head.layout, expected: layoutVersion }
  throw new XunzhangError('LAYOUT_VERSION', parameters, { where: client.access.address.text })
}

/** @throws XunzhangError INDEX_MISSING, BACKEND, INDEX_VERSION */
export async function readHead(client: ClusterClient): Promise<CollectionHead> {
  const head = requireReadable(client, (await readHeadPoint(client))?.head)
  if (head !== undefined && head.committed !== '') return head
  const where = client.access.address.text
  const reason = head === undefined ? 'COLLECTION_MISSING' : 'PUSH_UNFINISHED'
  throw new XunzhangError(reason, { address: where }, { where })
}
