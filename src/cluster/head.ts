/**
 * The head of a collection: one point that says what the rest means. It is replaced by one write, and only then a push
 * is visible: every article names the push that brought it (`since`) and the one that took it away (`until`), and a
 * search answers for the generation of its head.
 */
import { createHash } from 'node:crypto'
import { XunzhangError } from '../errors.js'
import type { ClusterClient } from './client.js'
import { refusalOf } from './client.js'

export interface CollectionHead {
  /** Layout of points and blocks. */
  readonly layout: number
  /** Rises by one with every push. */
  readonly generation: number
  readonly analyzer: string
  readonly tokenizer: string
  /** Path of the user lexicon, or ''. */
  readonly lexicon: string
  readonly clean: boolean
  readonly roots: readonly string[]
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

export const layoutVersion = 1

/** Where the statistics of a collection live: beside it. */
export function statisticsPath({ access }: ClusterClient): string {
  return `collections/${access.address.collection}.statistics`
}

/** The id of a point of the statistics. */
export function statisticsId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const headId = statisticsId('head')

interface Retrieved {
  readonly payload: { readonly head: CollectionHead }
}

/**
 * Reads the head; undefined where there is no such collection.
 * @throws XunzhangError BACKEND, INDEX_VERSION
 */
export async function findHead(client: ClusterClient): Promise<CollectionHead | undefined> {
  const path = `${statisticsPath(client)}/points`
  try {
    const [point] = await client.read<Retrieved[]>('POST', path, { ids: [headId], with_payload: true })
    const head = point?.payload.head
    if (head !== undefined && head.layout !== layoutVersion) {
      const what = `the collection has layout ${head.layout}, expected ${layoutVersion}`
      const remedy = 'Push it again with "xunzhang push --force".'
      throw new XunzhangError('INDEX_VERSION', what, { where: client.access.address.text, remedy })
    }
    return head
  } catch (error) {
    if (refusalOf(error)?.status === 404) return undefined
    throw error
  }
}

/** @throws XunzhangError INDEX_MISSING, BACKEND, INDEX_VERSION */
export async function readHead(client: ClusterClient): Promise<CollectionHead> {
  const head = await findHead(client)
  if (head !== undefined && head.generation > 0) return head
  const where = client.access.address.text
  const what = head === undefined ? 'no collection here' : 'nothing has been pushed to the end yet'
  throw new XunzhangError('INDEX_MISSING', what, {
    where,
    remedy: `Push articles with "xunzhang push PATH --to ${where}".`,
  })
}

/** Ordered by the shard's leader of the moment: `strong` would wait for one certain node, dead or not. */
export async function writeHead(client: ClusterClient, head: CollectionHead): Promise<void> {
  const point = { id: headId, vector: {}, payload: { kind: 'head', head } }
  await client.write('PUT', `${statisticsPath(client)}/points?wait=true&ordering=medium`, { points: [point] })
}
