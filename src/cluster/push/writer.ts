/**
 * Writing articles: points of one push, grouped by shard, in requests of bounded size; and taking articles away. All of
 * it stays invisible until the head names the push, and can be done again after a crash.
 */
import type { ClusterClient } from '../client.js'
import type { Filter } from '../answers/filter.js'
import type { CollectionHead } from '../head.js'

/** What a push writes to. */
export interface PushTarget {
  readonly client: ClusterClient
  readonly head: CollectionHead
}

/** An encoded point. */
export interface EncodedPoint {
  readonly id: string
  readonly json: string
}

export interface PointWriter {
  /** Keeps the point until a request is full; resolves once there is room again. */
  add(point: EncodedPoint): Promise<void>
  /** Sends the rest and waits until everything is acknowledged. */
  finish(): Promise<void>
}

/** UTF-16 units of JSON, and points, of one request. */
const mostUnits = 4 << 20
const mostPoints = 256

interface Group {
  points: string[]
  units: number
}

export function createPointWriter({ client, head: { shards } }: PushTarget): PointWriter {
  const groups = new Map<string, Group>()
  const send = async (shard: string): Promise<void> => {
    const group = groups.get(shard)
    if (group === undefined || group.points.length === 0) return
    groups.delete(shard)
    const key = shard === '' ? '' : `"shard_key":${JSON.stringify(shard)},`
    await client.write('PUT', '/points?wait=true', `{${key}"points":[${group.points.join(',')}]}`)
  }
  return {
    add: async ({ id, json }) => {
      const shard = shards.length === 0 ? '' : shardOf(id, shards)
      const group = groups.get(shard) ?? { points: [], units: 0 }
      groups.set(shard, group)
      group.points.push(json)
      group.units += json.length
      if (group.points.length >= mostPoints || group.units >= mostUnits) await send(shard)
    },
    finish: async () => {
      for (const shard of [...groups.keys()]) await send(shard)
    },
  }
}

/** The shard that a point belongs to: by the first 32 bits of its id, which is a hash. */
export function shardOf(id: string, shards: readonly string[]): string {
  return shards[Number.parseInt(id.slice(0, 8), 16) % shards.length]!
}

const idsAtOnce = 1000

/** The push that a point came with, and the line on which its article began then. */
export interface KnownPoint {
  readonly since: number
  readonly line: number
}

interface ExistingPoint {
  readonly id: string
  readonly payload: { readonly since: number; readonly article: { readonly line: number } }
}

/** Which of some points are there. */
export async function existing(client: ClusterClient, ids: readonly string[]): Promise<Map<string, KnownPoint>> {
  const known = new Map<string, KnownPoint>()
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const part = ids.slice(at, at + idsAtOnce)
    const points = await client.read<ExistingPoint[]>('POST', '/points', {
      ids: part,
      with_payload: ['since', 'article.line'],
    })
    for (const { id, payload } of points) known.set(id, { since: payload.since, line: payload.article.line })
  }
  return known
}

/** Where an article lies in its file. */
export interface Place {
  readonly line: number
  readonly start: number
  readonly end: number
}

/** Tells points where their articles, unchanged, lie now. */
export async function movePoints(
  { client, head: { shards } }: PushTarget,
  moved: ReadonlyMap<string, Place>,
): Promise<void> {
  const operations = Array.from(moved, ([id, { line, start, end }]) => {
    const shard = shards.length === 0 ? {} : { shard_key: shardOf(id, shards) }
    return { set_payload: { payload: { line, start, end }, key: 'article', points: [id], ...shard } }
  })
  for (let at = 0; at < operations.length; at += idsAtOnce) {
    await client.write('POST', '/points/batch?wait=true', { operations: operations.slice(at, at + idsAtOnce) })
  }
}

/** Marks points as gone from push `until` on. */
export async function markGone(target: PushTarget, ids: readonly string[], until: number): Promise<void> {
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    // By a filter: named points would have to be in every shard.
    const filter: Filter = { must: [{ has_id: ids.slice(at, at + idsAtOnce) }] }
    await change(target, '/points/payload', { payload: { until }, filter })
  }
}

export async function deleteWhere(target: PushTarget, filter: Filter): Promise<void> {
  await change(target, '/points/delete', { filter })
}

/** Changes what a filter matches, in every shard: a write has to name them. */
async function change({ client, head: { shards } }: PushTarget, path: string, body: object): Promise<void> {
  await client.write('POST', `${path}?wait=true`, shards.length === 0 ? body : { ...body, shard_key: shards })
}

/**
 * Brings back the state that the head describes, but for articles that an unfinished push has sent: they wait to be
 * part of the next.
 */
export async function forgetUnfinished(target: PushTarget): Promise<void> {
  const { generation } = target.head
  await deleteWhere(target, { must: [{ key: 'until', range: { lte: generation } }] })
  const filter: Filter = { must: [{ key: 'until', range: { gte: generation + 1 } }] }
  await change(target, '/points/payload/delete', { keys: ['until'], filter })
}

interface ScrollPage {
  readonly points: readonly { readonly id: string; readonly payload: Record<string, unknown> }[]
  readonly next_page_offset: unknown
}

/** All points that a filter matches, page by page. */
export async function* scrollPoints<T>(
  client: ClusterClient,
  filter: Filter,
  keys: readonly string[],
  limit = 1000,
): AsyncGenerator<readonly { readonly id: string; readonly payload: T }[]> {
  for (let offset: unknown = null; ;) {
    const body = { filter, limit, offset, with_payload: keys }
    const page: ScrollPage = await client.read('POST', '/points/scroll', body)
    if (page.points.length > 0) yield page.points as readonly { id: string; payload: T }[]
    offset = page.next_page_offset
    if (offset === null || offset === undefined) return
  }
}
