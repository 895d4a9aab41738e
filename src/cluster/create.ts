/** Creates and drops the two collections: that of the articles, with its shards and indexes, and the statistics. */
import { storedFacets } from '../text/facets/index.js'
import { XunzhangError } from '../base/errors.js'
import { refusalOf, type ClusterClient } from './client.js'
import { headId, layoutVersion, statisticsPath, type CollectionHead, type Lease } from './head.js'
import { pathText, scopes } from './terms.js'

export interface CollectionShape {
  /** Shards of the articles. The number can't change later: two or three for each node that will ever exist. */
  readonly shards: number
  readonly replicas: number
  /** Copies that must have accepted a write before it is acknowledged. */
  readonly writeConsistency: number
}

/** Fields that are compared and counted by whole values. */
export const keywords: readonly string[] = ['id', 'path', 'year', ...storedFacets.map(({ name }) => name)]
const integer = ['day', 'order', 'since', 'until'] as const
const phrase = [...scopes.map(({ text }) => text), pathText]

/**
 * Creates the point that holds the lease, unless it exists. If two pushes do this at once, the second finds the point
 * of the first.
 * @throws XunzhangError BACKEND
 */
export async function createStatistics(client: ClusterClient, shape: CollectionShape, lease: Lease): Promise<void> {
  const path = statisticsPath(client)
  await requireConditions(client)
  await makeOnce(client, path, { vectors: {}, shard_number: 1, on_disk_payload: true, ...copies(shape) })
  await client.write('PUT', `${path}/index?wait=true`, { field_name: 'kind', field_schema: 'keyword' })
  await client.write('PUT', `${path}/points?wait=true&ordering=medium`, {
    points: [{ id: headId, vector: {}, payload: { kind: 'head', lease } }],
    // This filter matches no point, so an existing point stays as it is.
    update_filter: { must: [{ has_id: [] }] },
  })
}

/** A server that doesn't know conditional writes would carry them out unconditionally. */
async function requireConditions(client: ClusterClient): Promise<void> {
  const version = await serverVersion(client)
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (version === '' || major > 1 || (major === 1 && minor >= 16)) return
  throw new XunzhangError('CLUSTER_FAILS', { what: 'version', version }, { where: client.access.address.text })
}

/** '' if the server doesn't report its version. */
async function serverVersion(client: ClusterClient): Promise<string> {
  try {
    const { app } = await client.read<{ app?: { version?: string } }>('GET', 'telemetry?details_level=0')
    return typeof app?.version === 'string' ? app.version : ''
  } catch (error) {
    const status = refusalOf(error)?.status
    if (status === 401 || status === 403 || status === 404) return ''
    throw error
  }
}

const copies = ({ replicas, writeConsistency }: CollectionShape): object => {
  return { replication_factor: replicas, write_consistency_factor: writeConsistency }
}

/**
 * Creates the collection of the articles and replaces an existing one. Call it while holding the lease. The caller
 * writes the returned head last, so that a collection with a head is complete.
 * @throws XunzhangError BACKEND
 */
export async function createArticles(
  client: ClusterClient,
  shape: CollectionShape,
  isCluster: boolean,
  head: Omit<CollectionHead, 'shards' | 'layout'>,
): Promise<CollectionHead> {
  const name = `collections/${client.access.address.collection}`
  const shards = isCluster ? Array.from({ length: shape.shards }, (_, i) => `s${i}`) : []
  await drop(client, name)
  await makeOnce(client, name, {
    vectors: {},
    sparse_vectors: { weights: {}, terms: { index: { datatype: 'uint8' } } },
    ...(isCluster ? { sharding_method: 'custom', shard_number: 1 } : { shard_number: shape.shards }),
    on_disk_payload: true,
    ...copies(shape),
  })
  for (const shard of shards) await makeOnce(client, `${name}/shards`, { shard_key: shard })
  const index = (field: string, schema: unknown): Promise<unknown> =>
    client.write('PUT', `${name}/index?wait=true`, { field_name: field, field_schema: schema })
  for (const field of keywords) await index(field, 'keyword')
  for (const field of integer) await index(field, 'integer')
  for (const field of phrase) {
    await index(field, { type: 'text', tokenizer: 'whitespace', lowercase: false, phrase_matching: true })
  }
  return { ...head, layout: layoutVersion, shards }
}

/** Accepts «already exists»: a request whose answer was lost is repeated and then finds what it created itself. */
async function makeOnce(client: ClusterClient, path: string, body: object): Promise<void> {
  try {
    await client.write('PUT', path, body)
  } catch (error) {
    if (refusalOf(error)?.reason.includes('already exists') !== true) throw error
  }
}

/** Removes the statistics, and the lease with them. */
export function dropStatistics(client: ClusterClient): Promise<void> {
  return drop(client, statisticsPath(client))
}

async function drop(client: ClusterClient, path: string): Promise<void> {
  const { exists } = await client.read<{ exists: boolean }>('GET', `${path}/exists`)
  if (exists) await client.write('DELETE', path)
}

/**
 * Whether the server runs in cluster mode. Only then do shards have names; otherwise there is one node and no copies.
 * @throws XunzhangError BACKEND, also if there are fewer nodes than `replicas`
 */
export async function hasClusterMode(client: ClusterClient, { replicas }: CollectionShape): Promise<boolean> {
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
  throw new XunzhangError('CLUSTER_FAILS', { what: 'nodes', replicas, nodes: peers }, { where })
}
