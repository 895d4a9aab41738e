/**
 * The head of a collection: one point that determines which push searches see. Every article names the push that added
 * it (`since`) and the one that removed it (`until`), and a search answers for the generation of its head. A push
 * becomes visible only when the head is replaced, by a single write. The same point holds the lease of the push in
 * progress, so that one write can both depend on the lease and change the head.
 */
import { XunzhangError } from '../base/errors.js'
import type { Manifest } from '../storage/segment/manifest.js'
import { refusalOf, type ClusterClient } from './client.js'
import { uuidOf, type Generations } from './generations.js'

/* The list of source files of the last push, kept with the statistics, so that the next push reads only changes. */

const linesPerPart = 2000
const partsAtOnce = 20

const partId = (generation: number, part: number): string => uuidOf(`catalog ${generation} ${part}`)

/** @param lines one for each file. @returns the number of parts */
export async function writeFileList(
  client: ClusterClient,
  generation: number,
  lines: readonly string[],
): Promise<number> {
  const parts = Math.ceil(lines.length / linesPerPart)
  for (let first = 0; first < parts; first += partsAtOnce) {
    const points = Array.from({ length: Math.min(partsAtOnce, parts - first) }, (_, i) => ({
      id: partId(generation, first + i),
      vector: {},
      payload: {
        kind: `catalog ${generation}`,
        lines: lines.slice((first + i) * linesPerPart, (first + i + 1) * linesPerPart),
      },
    }))
    await client.write('PUT', `${statisticsPath(client)}/points?wait=true`, { points })
  }
  return parts
}

export async function readFileList(
  client: ClusterClient,
  { generation, catalogParts }: CollectionHead,
): Promise<string[]> {
  const lines: string[] = []
  for (let first = 0; first < catalogParts; first += partsAtOnce) {
    const ids = Array.from({ length: Math.min(partsAtOnce, catalogParts - first) }, (_, i) =>
      partId(generation, first + i),
    )
    const points = await client.read<{ payload: { lines: string[] } }[]>('POST', `${statisticsPath(client)}/points`, {
      ids,
      with_payload: true,
    })
    if (points.length !== ids.length) throw incomplete(client)
    for (const { payload } of points) for (const line of payload.lines) lines.push(line)
  }
  return lines
}

function incomplete(client: ClusterClient): XunzhangError {
  return new XunzhangError('CLUSTER_FAILS', { what: 'list' }, { where: client.access.address.text })
}

export async function dropFileLists(client: ClusterClient, generations: readonly number[]): Promise<void> {
  const filter = { must: [{ key: 'kind', match: { any: generations.map((generation) => `catalog ${generation}`) } }] }
  await client.write('POST', `${statisticsPath(client)}/points/delete?wait=true`, { filter })
}

/** Properties that have the same meaning as in the manifest of an index. */
type Shared = Pick<Manifest, 'analyzer' | 'tokenizer' | 'lexicon' | 'clean' | 'roots' | 'sources' | 'emptyRoots'>

export interface CollectionHead extends Generations, Shared {
  /** Layout of points and blocks. */
  readonly layout: number
  /** The random name of the push that wrote this head; '' before the first push. */
  readonly push: string
  /** Shard keys; empty on a server without cluster mode, which spreads the points itself. */
  readonly shards: readonly string[]
  /** The body length, in units, with which the stored weights were computed; 0 before the first push. */
  readonly reference: number
  readonly articles: number
  readonly bodyUnits: number
  readonly sourceBytes: number
  readonly postings: number
  /** The number of points that store the catalog of source files. */
  readonly catalogParts: number
  /** ISO 8601 time of the push that wrote this head; '' before the first push. */
  readonly committed: string
}

/** Raise it when the layout changes: other layouts are refused. */
export const layoutVersion = 2

/** Who pushes, and until when; `push` is '' if nobody does. */
export interface Lease {
  readonly push: string
  /** The number of the push, which is the highest given so far. */
  readonly generation: number
  /** Rises with every change of the lease, so that a request that arrives late or twice has no effect. */
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

/** The payload of the head's point; a missing property is undefined. */
export interface HeadPoint {
  readonly head: CollectionHead | undefined
  readonly lease: Lease | undefined
}

/** The path of the collection that stores the statistics. */
export function statisticsPath({ access }: ClusterClient): string {
  return `collections/${access.address.collection}.statistics`
}

export const headId = uuidOf('head')

interface Retrieved {
  readonly payload: { readonly head?: CollectionHead; readonly lease?: Lease }
}

/**
 * Reads the point of the head; undefined if there is none.
 * @param consistency with `all`, only what all copies of the point agree on is returned
 * @throws XunzhangError BACKEND
 */
export async function readHeadPoint(client: ClusterClient, consistency?: 'all'): Promise<HeadPoint | undefined> {
  const path = `${statisticsPath(client)}/points${consistency === undefined ? '' : `?consistency=${consistency}`}`
  try {
    const [point] = await client.read<Retrieved[]>('POST', path, { ids: [headId], with_payload: true })
    return point && { head: point.payload.head, lease: point.payload.lease }
  } catch (error) {
    if (refusalOf(error)?.status === 404) return undefined
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
  const head = requireReadable(client, (await readHeadPoint(client))?.head)
  if (head !== undefined && head.committed !== '') return head
  const where = client.access.address.text
  const what = head === undefined ? 'none' : 'unfinished'
  throw new XunzhangError('COLLECTION_MISSING', { what, address: where }, { where })
}
