/**
 * Writes the articles of a push, grouped by shard, in requests of bounded size, and removes articles. All changes stay
 * invisible until the head names the push, and they can be repeated after a crash.
 */
import type { ClusterClient } from '../client.js'
import {
  committed,
  nextVersions,
  unfinished,
  versionAt,
  type Condition,
  type Filter,
  type Generations,
} from '../generations.js'
import type { Place, PlaceVersion } from '../point.js'
import type { CollectionHead } from '../head.js'

export interface PushTarget {
  readonly client: ClusterClient
  readonly head: CollectionHead
  readonly generation: number
}

/** Limits of one request: UTF-16 units of JSON, and points. */
const mostUnits = 4 << 20
const mostPoints = 256

export type PointWriter = ReturnType<typeof createPointWriter>

export function createPointWriter({ client, head, generation }: PushTarget) {
  const { shards } = head
  const groups = new Map<string, { readonly points: string[]; units: number }>()
  // A push that is dead without knowing it must not replace a committed article.
  const mayReplace = `"update_filter":${JSON.stringify(unfinished('since', head, generation))},`
  const send = async (shard: string): Promise<void> => {
    const group = groups.get(shard)
    if (group === undefined || group.points.length === 0) return
    groups.delete(shard)
    const key = shard === '' ? '' : `"shard_key":${JSON.stringify(shard)},`
    await client.write('PUT', '/points?wait=true', `{${key}${mayReplace}"points":[${group.points.join(',')}]}`)
  }
  return {
    /** Keeps the point until a request is full; resolves once there is room again. */
    add: async ({ id, json }: { id: string; json: string }): Promise<void> => {
      const shard = shards.length === 0 ? '' : shardOf(id, shards)
      const group = groups.get(shard) ?? { points: [], units: 0 }
      groups.set(shard, group)
      group.points.push(json)
      group.units += json.length
      if (group.points.length >= mostPoints || group.units >= mostUnits) await send(shard)
    },
    /** Sends the rest and waits until everything is acknowledged. */
    finish: async (): Promise<void> => {
      for (const shard of [...groups.keys()]) await send(shard)
    },
  }
}

/** The shard that a point belongs to, chosen by the first 32 bits of its id, which is a hash. */
export function shardOf(id: string, shards: readonly string[]): string {
  return shards[Number.parseInt(id.slice(0, 8), 16) % shards.length]!
}

const idsAtOnce = 1000

/** The push that added a point, and where its article lay as of the last committed push. */
export interface KnownPoint {
  readonly since: number
  readonly line: number
  readonly places: readonly PlaceVersion[]
}

interface ExistingPoint {
  readonly id: string
  readonly payload: {
    readonly since: number
    readonly article: { readonly line: number }
    readonly places?: readonly PlaceVersion[]
  }
}

export async function existing({ client, head }: PushTarget, ids: readonly string[]): Promise<Map<string, KnownPoint>> {
  const known = new Map<string, KnownPoint>()
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const part = ids.slice(at, at + idsAtOnce)
    const points = await client.read<ExistingPoint[]>('POST', '/points', {
      ids: part,
      with_payload: ['since', 'article.line', 'places'],
    })
    for (const { id, payload } of points) {
      const { since, article, places = [] } = payload
      known.set(id, { since, line: (versionAt(places, head) ?? article).line, places })
    }
  }
  return known
}

/**
 * Makes articles that were sent by push `since`, which never ended, part of this push. Another dead push may have sent
 * them again meanwhile, from another place in their file. Such articles are left alone; they are found missing when the
 * articles of the push are counted.
 */
export async function adoptPoints(target: PushTarget, since: number, ids: readonly string[]): Promise<void> {
  const asKnown: Condition = { key: 'since', range: { gte: since, lte: since } }
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const filter = { must: [{ has_id: ids.slice(at, at + idsAtOnce) }, asKnown] }
    await change(target, '/points/payload', { payload: { since: target.generation }, filter })
  }
}

/**
 * Records where unchanged articles lie now. Searches see the new place once the push is committed; the place that they
 * see until then is kept as well.
 */
export async function movePoints(
  { client, head, generation }: PushTarget,
  moved: ReadonlyMap<string, { readonly place: Place; readonly known: KnownPoint }>,
): Promise<void> {
  const isOlder: Condition = {
    should: [{ is_empty: { key: 'placed' } }, { key: 'placed', range: { lte: generation } }],
  }
  const operations = Array.from(moved, ([id, { place, known }]) => {
    const shard = head.shards.length === 0 ? {} : { shard_key: shardOf(id, head.shards) }
    const payload = { places: nextVersions(known.places, { generation, ...placeOf(place) }, head), placed: generation }
    return { set_payload: { payload, filter: { must: [{ has_id: [id] }, isOlder] }, ...shard } }
  })
  for (let at = 0; at < operations.length; at += idsAtOnce) {
    await client.write('POST', '/points/batch?wait=true', { operations: operations.slice(at, at + idsAtOnce) })
  }
}

const placeOf = ({ line, start, end }: Place): Place => ({ line, start, end })

export async function markGone(target: PushTarget, ids: readonly string[]): Promise<void> {
  const { head, generation } = target
  const isOpen: Condition = { should: [{ is_empty: { key: 'until' } }, unfinished('until', head, generation)] }
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    // A filter is used because a list of points would require each of them to exist in every shard.
    const filter: Filter = { must: [{ has_id: ids.slice(at, at + idsAtOnce) }, isOpen] }
    await change(target, '/points/payload', { payload: { until: generation }, filter })
  }
}

/** Deletes the articles that were removed as of a head, so that no search sees them any more. */
export async function deleteGone(target: PushTarget, head: Generations): Promise<void> {
  await deleteWhere(target, { must: [committed('until', head)] })
}

export async function deleteWhere(target: PushTarget, filter: Filter): Promise<void> {
  await change(target, '/points/delete', { filter })
}

/** Changes what a filter matches, in every shard. A write has to name the shards. */
async function change(
  { client, head: { shards } }: Pick<PushTarget, 'client' | 'head'>,
  path: string,
  body: object,
): Promise<void> {
  await client.write('POST', `${path}?wait=true`, shards.length === 0 ? body : { ...body, shard_key: shards })
}

/**
 * Restores the state that the head describes. Articles that an unfinished push has sent are kept, because this push may
 * adopt them.
 */
export async function forgetUnfinished(target: PushTarget): Promise<void> {
  const { head, generation } = target
  await deleteGone(target, head)
  const filter: Filter = { must: [unfinished('until', head, generation - 1)] }
  await change(target, '/points/payload/delete', { keys: ['until'], filter })
}
