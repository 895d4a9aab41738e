/**
 * A small model of a Qdrant server in memory: the operations that this program uses, each applied whole and at once, as
 * one node does. test/cluster/model.slow.test.ts asks it and a real server the same and compares.
 *
 * It knows nothing of copies, leaders and lost messages: those are the business of what stands between it and a client.
 */
import { matches } from './model-filter.js'
import type { ModelFilter } from './model-filter.js'

type Payload = Record<string, unknown>

interface SparseVector {
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

export interface ModelPoint {
  readonly id: string
  readonly vector: Readonly<Record<string, SparseVector>>
  readonly payload: Payload
  readonly shard: string
}

interface ModelCollection {
  readonly points: Map<string, ModelPoint>
  readonly shards: Set<string>
  readonly hasKeys: boolean
}

export interface ModelAnswer {
  readonly status: number
  readonly body: unknown
}

export interface ClusterModel {
  /** @param path without the leading slash, `?…` and all */
  handle(method: string, path: string, body: unknown): ModelAnswer
  /** The points of a collection, for tests to look at; undefined where there is none. */
  points(collection: string): ReadonlyMap<string, ModelPoint> | undefined
}

interface Body {
  readonly points?: readonly (string | (ModelPoint & { readonly payload: Payload }))[]
  readonly ids?: readonly string[]
  readonly filter?: ModelFilter
  readonly update_filter?: ModelFilter
  readonly payload?: Payload
  readonly key?: string
  readonly keys?: readonly string[]
  readonly shard_key?: string | readonly string[]
  readonly with_payload?: boolean | readonly string[]
  readonly limit?: number
  readonly offset?: string | null
  readonly order_by?: { readonly key: string; readonly direction?: 'asc' | 'desc' }
  readonly query?: SparseVector
  readonly using?: string
  readonly score_threshold?: number
  readonly operations?: readonly { readonly set_payload: Body }[]
  readonly sharding_method?: string
}

class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export function createClusterModel(): ClusterModel {
  const collections = new Map<string, ModelCollection>()
  const handle = (method: string, path: string, body: unknown): ModelAnswer => {
    try {
      return { status: 200, body: { result: answer(collections, method, path.split('?')[0]!, body ?? {}) } }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { status: error.status, body: { status: { error: error.message } } }
    }
  }
  return { handle, points: (collection) => collections.get(collection)?.points }
}

function answer(collections: Map<string, ModelCollection>, method: string, path: string, body: Body): unknown {
  if (path === 'telemetry') return { app: { version: '1.16.3' } }
  if (path === 'cluster') return { status: 'enabled', peers: { '1': {} } }
  const [, name = '', rest = ''] = /^collections\/([^/]+)(.*)$/.exec(path) ?? []
  if (rest === '/exists') return { exists: collections.has(name) }
  if (method === 'DELETE' && rest === '') return collections.delete(name)
  if (method === 'PUT' && rest === '') return create(collections, name, body)
  const collection = collections.get(name)
  if (collection === undefined) throw new Refused(404, `Not found: Collection \`${name}\` doesn't exist!`)
  const operation = operations[`${method} ${rest}`]
  if (operation === undefined) throw new Refused(404, `no such path: ${method} ${rest}`)
  return operation(collection, body)
}

function create(collections: Map<string, ModelCollection>, name: string, body: Body): boolean {
  if (collections.has(name)) throw new Refused(409, `Wrong input: Collection \`${name}\` already exists!`)
  collections.set(name, { points: new Map(), shards: new Set(), hasKeys: body.sharding_method === 'custom' })
  return true
}

const acknowledged = { operation_id: 0, status: 'completed' }

const operations: Readonly<Record<string, (collection: ModelCollection, body: Body) => unknown>> = {
  'PUT /index': () => acknowledged,
  'PUT /shards': ({ shards }, { shard_key }) => {
    const key = shard_key as string
    if (shards.has(key)) throw new Refused(400, `Bad request: Sharding key "${key}" already exists`)
    shards.add(key)
    return true
  },
  'PUT /points': upsert,
  'POST /points': ({ points }, body) =>
    body.ids!.flatMap((id) => {
      const point = points.get(id)
      return point === undefined ? [] : [shown(point, body)]
    }),
  'POST /points/scroll': scroll,
  'POST /points/count': (collection, body) => ({ count: found(collection, body).length }),
  'POST /points/query': query,
  'POST /facet': facet,
  'POST /points/payload': (collection, body) => {
    setPayload(collection, body)
    return acknowledged
  },
  'POST /points/payload/delete': (collection, body) => {
    for (const point of found(collection, body)) {
      const payload = { ...point.payload }
      for (const key of body.keys!) delete payload[key]
      collection.points.set(point.id, { ...point, payload })
    }
    return acknowledged
  },
  'POST /points/delete': (collection, body) => {
    for (const { id } of found(collection, body)) collection.points.delete(id)
    return acknowledged
  },
  'POST /points/batch': (collection, { operations: all }) => {
    for (const { set_payload } of all!) setPayload(collection, set_payload)
    return all!.map(() => acknowledged)
  },
}

/** An existing point that doesn't match `update_filter` stays; one that isn't there is inserted all the same. */
function upsert(collection: ModelCollection, { points: sent, update_filter, shard_key }: Body): unknown {
  const shard = typeof shard_key === 'string' ? shard_key : ''
  if (collection.hasKeys && !collection.shards.has(shard))
    throw new Refused(400, 'Bad request: Shard key not specified')
  for (const point of sent as readonly ModelPoint[]) {
    const known = collection.points.get(point.id)
    if (known !== undefined && update_filter !== undefined && !matches(update_filter, known)) continue
    collection.points.set(point.id, { id: point.id, vector: point.vector, payload: copy(point.payload), shard })
  }
  return acknowledged
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** By id, as a real server answers. */
function found({ points }: ModelCollection, { filter, shard_key, points: ids }: Body): ModelPoint[] {
  const shards = shard_key === undefined ? undefined : [shard_key].flat()
  return [...points.values()]
    .filter((point) => shards === undefined || shards.includes(point.shard))
    .filter((point) => ids === undefined || (ids as readonly string[]).includes(point.id))
    .filter((point) => filter === undefined || matches(filter, point))
    .sort(byId)
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id))

function setPayload(collection: ModelCollection, body: Body): void {
  for (const point of found(collection, body)) {
    const { payload } = point
    const under = body.key === undefined ? payload : ((payload[body.key] ?? {}) as Payload)
    const next = { ...under, ...copy(body.payload!) }
    collection.points.set(point.id, {
      ...point,
      payload: body.key === undefined ? next : { ...payload, [body.key]: next },
    })
  }
}

function shown({ id, payload }: ModelPoint, { with_payload }: Body): { id: string; payload?: Payload } {
  if (with_payload === undefined || with_payload === false) return { id }
  if (with_payload === true) return { id, payload: copy(payload) }
  const selected: Payload = {}
  for (const path of with_payload) {
    const [key, inner] = path.split('.') as [string, string?]
    const value = payload[key]
    if (value === undefined) continue
    if (inner === undefined) selected[key] = copy(value)
    else selected[key] = { ...(selected[key] as Payload), [inner]: copy((value as Payload)[inner]) }
  }
  return { id, payload: selected }
}

function scroll(collection: ModelCollection, body: Body): unknown {
  const limit = body.limit ?? 10
  const all = found(collection, body)
  if (body.order_by !== undefined) {
    const { key, direction = 'asc' } = body.order_by
    const sign = direction === 'desc' ? -1 : 1
    const sorted = all.filter(({ payload }) => typeof payload[key] === 'number')
    sorted.sort((a, b) => sign * ((a.payload[key] as number) - (b.payload[key] as number)))
    return { points: sorted.slice(0, limit).map((point) => shown(point, body)), next_page_offset: null }
  }
  const from = all.filter(({ id }) => body.offset === undefined || body.offset === null || id >= body.offset)
  return {
    points: from.slice(0, limit).map((point) => shown(point, body)),
    next_page_offset: from[limit]?.id ?? null,
  }
}

function query(collection: ModelCollection, body: Body): unknown {
  const weights = new Map(body.query!.indices.map((index, i) => [index, body.query!.values[i]!]))
  const rows = found(collection, body).flatMap((point) => {
    const { indices = [], values = [] } = point.vector[body.using!] ?? {}
    const shared = indices.flatMap((index, i) => (weights.has(index) ? [weights.get(index)! * values[i]!] : []))
    const score = shared.reduce((sum, product) => sum + product, 0)
    const isEnough = shared.length > 0 && score >= (body.score_threshold ?? -Infinity)
    return isEnough ? [{ ...shown(point, body), score, version: 0 }] : []
  })
  return { points: rows.sort((a, b) => b.score - a.score || byId(a, b)).slice(0, body.limit ?? 10) }
}

function facet(collection: ModelCollection, body: Body): unknown {
  const counts = new Map<string, number>()
  for (const { payload } of found(collection, body)) {
    for (const value of [payload[body.key!] ?? []].flat() as string[]) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const hits = Array.from(counts, ([value, count]) => ({ value, count }))
  return { hits: hits.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, body.limit ?? 10) }
}
