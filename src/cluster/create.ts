/** Creating and dropping a collection: the articles' with its shards and indexes, and the statistics' beside it. */
import { facetFields } from '../segment/facet-fields.js'
import { XunzhangError } from '../errors.js'
import type { ClusterClient } from './client.js'
import { refusalOf } from './client.js'
import { layoutVersion, statisticsPath, writeHead } from './head.js'
import type { CollectionHead } from './head.js'
import { pathText, scopes } from './terms.js'

export interface CollectionShape {
  /** Shards of the articles. They are fixed once there: two or three for each node that will ever be there. */
  readonly shards: number
  /** Copies of each shard. */
  readonly replicas: number
  /** Copies that must have taken a write before it counts. */
  readonly writeConsistency: number
}

const keyword = ['id', 'path', 'year', ...facetFields.map(({ name }) => name)] as const
const integer = ['day', 'order', 'since', 'until'] as const
const phrase = [...scopes.map(({ text }) => text), pathText]

/**
 * Creates both collections; the head is written last, so that what has a head is whole.
 * @throws XunzhangError BACKEND
 */
export async function createCollection(
  client: ClusterClient,
  shape: CollectionShape,
  head: Omit<CollectionHead, 'shards' | 'layout'>,
): Promise<CollectionHead> {
  const name = `collections/${client.access.address.collection}`
  const copies = { replication_factor: shape.replicas, write_consistency_factor: shape.writeConsistency }
  const isCluster = await hasClusterMode(client, shape)
  const shards = isCluster ? Array.from({ length: shape.shards }, (_, i) => `s${i}`) : []
  await dropCollection(client)
  await makeOnce(client, name, {
    vectors: {},
    sparse_vectors: { weights: {}, terms: { index: { datatype: 'uint8' } } },
    ...(isCluster ? { sharding_method: 'custom', shard_number: 1 } : { shard_number: shape.shards }),
    on_disk_payload: true,
    ...copies,
  })
  for (const shard of shards) await makeOnce(client, `${name}/shards`, { shard_key: shard })
  const index = (field: string, schema: unknown): Promise<unknown> =>
    client.write('PUT', `${name}/index?wait=true`, { field_name: field, field_schema: schema })
  for (const field of keyword) await index(field, 'keyword')
  for (const field of integer) await index(field, 'integer')
  for (const field of phrase) {
    await index(field, { type: 'text', tokenizer: 'whitespace', lowercase: false, phrase_matching: true })
  }
  await makeOnce(client, statisticsPath(client), { vectors: {}, shard_number: 1, on_disk_payload: true, ...copies })
  await client.write('PUT', `${statisticsPath(client)}/index?wait=true`, {
    field_name: 'kind',
    field_schema: 'keyword',
  })
  const whole: CollectionHead = { ...head, layout: layoutVersion, shards }
  await writeHead(client, whole)
  return whole
}

/** A request whose answer was lost is repeated: what is there by then is what it made. */
async function makeOnce(client: ClusterClient, path: string, body: object): Promise<void> {
  try {
    await client.write('PUT', path, body)
  } catch (error) {
    if (refusalOf(error)?.reason.includes('already exists') !== true) throw error
  }
}

/** Removes both collections, where they are there. */
export async function dropCollection(client: ClusterClient): Promise<void> {
  for (const path of [statisticsPath(client), `collections/${client.access.address.collection}`]) {
    if (await exists(client, path)) await client.write('DELETE', path)
  }
}

async function exists(client: ClusterClient, path: string): Promise<boolean> {
  return (await client.read<{ exists: boolean }>('GET', `${path}/exists`)).exists
}

/** Shards have names only in cluster mode; without it there is one node, and no copies. */
async function hasClusterMode(client: ClusterClient, { replicas }: CollectionShape): Promise<boolean> {
  const where = client.access.address.text
  let peers = 1
  try {
    const cluster = await client.read<{ status: string; peers?: object }>('GET', 'cluster')
    if (cluster.status === 'enabled') {
      peers = Object.keys(cluster.peers ?? {}).length
      if (replicas <= peers) return true
    }
  } catch (error) {
    const status = refusalOf(error)?.status
    if (status !== 404 && status !== 403) throw error
  }
  if (replicas <= peers) return false
  const remedy = 'Start more nodes, or give a smaller --replicas.'
  throw new XunzhangError('BACKEND', `${replicas} copies of each shard need ${replicas} nodes, there are ${peers}`, {
    where,
    remedy,
  })
}
