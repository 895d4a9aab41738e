/** The model of a server answers as the server does: random operations of every kind, sent to both. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClusterModel } from './support/model.js'
import { noNodes, startNodes } from './support/nodes.js'
import type { Nodes } from './support/nodes.js'
import { createRandom } from './support/random.js'
import type { Random } from './support/random.js'

const idOf = (n: number): string => `${String(n).padStart(8, '0')}-0000-8000-8000-000000000000`

describe.skipIf(noNodes !== '')(`the model of a cluster${noNodes === '' ? '' : ` (skipped: ${noNodes})`}`, () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes(1)
  })
  afterAll(() => nodes?.stop())

  const real = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${nodes.nodes[0]!.http}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return comparable(response.status, await response.json())
  }

  it.each([1, 2, 3])('answers as a real server does, seed %i', { timeout: 120_000 }, async (seed) => {
    const model = createClusterModel()
    const name = `collections/model${seed}`
    const both = async (method: string, path: string, body?: unknown): Promise<void> => {
      const { status, body: modelled } = model.handle(method, path, body)
      const expected = await real(method, path, body)
      expect(comparable(status, modelled), `${method} ${path} ${JSON.stringify(body)}`).toEqual(expected)
    }
    await both('GET', `${name}/exists`)
    await both('POST', `${name}/points/count`, { exact: true })
    const shape = { vectors: {}, sparse_vectors: { weights: {} }, sharding_method: 'custom', shard_number: 1 }
    await both('PUT', name, shape)
    await both('PUT', name, shape)
    for (const shard of ['s0', 's1', 's1']) await both('PUT', `${name}/shards`, { shard_key: shard })
    for (const [field, schema] of Object.entries(schemas)) {
      await both('PUT', `${name}/index?wait=true`, { field_name: field, field_schema: schema })
    }
    const random = createRandom(seed)
    for (let step = 0; step < 150; step++) await both(...operation(name, random))
    await both('DELETE', name)
    await both('GET', `${name}/exists`)
  })
})

const schemas = {
  path: 'keyword',
  since: 'integer',
  until: 'integer',
  day: 'integer',
  words: { type: 'text', tokenizer: 'whitespace', lowercase: false, phrase_matching: true },
}

/** What can be compared: no times, no numbers of operations, no words of errors; scores to six digits. */
function comparable(status: number, body: unknown): unknown {
  if (status >= 400) return { status }
  const { result } = body as { result: unknown }
  return JSON.parse(
    JSON.stringify({ status, result }, (key, value: unknown) => {
      if (key === 'operation_id' || key === 'version' || key === 'order_value' || key === 'shard_key') return undefined
      return key === 'score' ? Math.round((value as number) * 1e3) / 1e3 : value
    }),
  )
}

type Operation = [method: string, path: string, body: unknown]

function operation(name: string, random: Random): Operation {
  const kinds = [
    upsert,
    upsert,
    setPayload,
    setNested,
    deletePayload,
    remove,
    retrieve,
    scroll,
    ordered,
    count,
    query,
    facet,
    batch,
  ]
  return kinds[random.below(kinds.length)]!(name, random)
}

const some = (random: Random, most: number): string[] =>
  Array.from({ length: 1 + random.below(most) }, () => idOf(random.below(20)))

function condition(random: Random, depth = 0): object {
  const n = random.below(6)
  const all = [
    () => ({ key: 'since', range: { gte: n, lte: n + random.below(3) } }),
    () => ({ key: 'until', range: { lte: n } }),
    () => ({ key: 'since', match: { any: [n, n + 2] } }),
    () => ({ key: 'path', match: { value: `p${n}` } }),
    () => ({ key: 'path', match: { any: [`p${n}`, 'p1'] } }),
    () => ({ key: 'words', match: { phrase: `w${n} w${random.below(6)}` } }),
    () => ({ is_empty: { key: 'until' } }),
    () => ({ is_empty: { key: 'lease' } }),
    () => ({ key: 'lease.push', match: { value: `x${n % 3}` } }),
    () => ({ key: 'lease.beat', range: { lte: n } }),
    () => ({ has_id: some(random, 8) }),
    () => ({ has_id: [] }),
    () => (depth > 1 ? { must: [] } : filter(random, depth + 1)),
  ]
  return all[random.below(all.length)]!()
}

function filter(random: Random, depth = 0): object {
  const conditions = Array.from({ length: 1 + random.below(3) }, () => condition(random, depth))
  const min_should = { conditions, min_count: 1 + random.below(2) }
  return [{ must: conditions }, { should: conditions }, { must_not: conditions }, { min_should }][random.below(4)]!
}

function upsert(name: string, random: Random): Operation {
  // A point belongs to one shard: which, its number says.
  const shard = random.below(2)
  const points = [...new Set(Array.from({ length: 4 }, () => random.below(10) * 2 + shard))].map((n) => ({
    id: idOf(n),
    vector: { weights: { indices: [n % 3, 7], values: [1 + (n % 5), 0.5 + n] } },
    payload: {
      path: `p${random.below(4)}`,
      since: random.below(6),
      ...(random.below(3) === 0 && { until: random.below(6) }),
      day: n,
      words: Array.from({ length: 4 }, () => `w${random.below(6)}`).join(' '),
      article: { line: n, texts: ['渡口', ''], id: null },
    },
  }))
  const update = random.below(2) === 0 ? {} : { update_filter: filter(random) }
  return ['PUT', `${name}/points?wait=true`, { shard_key: `s${shard}`, points, ...update }]
}

const shards = { shard_key: ['s0', 's1'] }

const setPayload = (name: string, random: Random): Operation => {
  const payload =
    random.below(2) === 0
      ? { until: random.below(6) }
      : { lease: { push: `x${random.below(3)}`, beat: random.below(5) } }
  return ['POST', `${name}/points/payload?wait=true`, { payload, filter: filter(random), ...shards }]
}
const setNested = (name: string, random: Random): Operation => [
  'POST',
  `${name}/points/payload?wait=true`,
  { payload: { line: random.below(9) }, key: 'article', filter: { must: [{ has_id: some(random, 5) }] }, ...shards },
]
const deletePayload = (name: string, random: Random): Operation => [
  'POST',
  `${name}/points/payload/delete?wait=true`,
  { keys: ['until'], filter: filter(random), ...shards },
]
const remove = (name: string, random: Random): Operation => [
  'POST',
  `${name}/points/delete?wait=true`,
  { filter: { must: [filter(random), { has_id: some(random, 6) }] }, ...shards },
]
const retrieve = (name: string, random: Random): Operation => {
  const with_payload = [true, false, ['since', 'article.line', 'places'], ['article']][random.below(4)]
  return ['POST', `${name}/points`, { ids: [idOf(random.below(20))], with_payload }]
}
const scroll = (name: string, random: Random): Operation => [
  'POST',
  `${name}/points/scroll`,
  {
    filter: filter(random),
    limit: 1 + random.below(6),
    offset: random.below(2) === 0 ? null : idOf(random.below(20)),
    with_payload: ['since'],
  },
]
const ordered = (name: string, random: Random): Operation => [
  'POST',
  `${name}/points/scroll`,
  { filter: filter(random), order_by: { key: 'day', direction: 'desc' }, limit: 5, with_payload: ['day'] },
]
const count = (name: string, random: Random): Operation => [
  'POST',
  `${name}/points/count`,
  { filter: filter(random), exact: true },
]
const query = (name: string, random: Random): Operation => [
  'POST',
  `${name}/points/query`,
  {
    query: { indices: [7], values: [1 + random.below(3)] },
    using: 'weights',
    filter: filter(random),
    limit: 4,
    with_payload: false,
  },
]
const facet = (name: string, random: Random): Operation => [
  'POST',
  `${name}/facet`,
  { key: 'path', filter: filter(random), limit: 10, exact: true },
]
const batch = (name: string, random: Random): Operation => {
  const operations = some(random, 3).map((id) => {
    const shard_key = `s${Number(id.slice(0, 8)) % 2}`
    return {
      set_payload: {
        payload: { placed: random.below(5) },
        filter: { must: [{ has_id: [id] }, condition(random)] },
        shard_key,
      },
    }
  })
  return ['POST', `${name}/points/batch?wait=true`, { operations }]
}
