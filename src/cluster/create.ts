/** Creates and drops the two indexes of a collection: that of the articles, and that of the statistics. */
import { facetNames } from '../text/facets/index.js'
import { XunzhangError } from '../base/errors.js'
import { refusalOf, type ClusterClient } from './client.js'
import { statisticsName } from './head.js'
import { normOf, pathText, rankedTerms, scopes, similarityOf } from './terms.js'

export interface CollectionShape {
  /** Shards of the articles. */
  readonly shards: number
  /** Copies of each shard, the first included. */
  readonly replicas: number
  /** Copies that must be there before a write is accepted. */
  readonly writeConsistency: number
}

/** Fields that are compared and counted by whole values. */
const keywords: readonly string[] = ['path', ...facetNames]
const numbers = { day: 'integer', order: 'long', since: 'long', until: 'long' } as const
/** Lucene refuses longer values. */
const longestKeyword = 8000

/** Creates the index of statistics, unless it exists. @throws XunzhangError BACKEND */
export async function createStatistics(client: ClusterClient, shape: CollectionShape): Promise<void> {
  await requireVersion(client)
  await makeOnce(client, statisticsName(client), {
    settings: { number_of_shards: 1, ...copies(shape) },
    mappings: {
      dynamic: false,
      properties: { kind: { type: 'keyword' }, floor: { type: 'long' }, generation: { type: 'long' } },
    },
  })
}

/** Segment replication and what is asked of queries need a newer server. */
async function requireVersion(client: ClusterClient): Promise<void> {
  const { version } = await client.read<{ version?: { number?: string; distribution?: string } }>('GET', '')
  const [major = 0, minor = 0] = (version?.number ?? '').split('.').map(Number)
  if (version?.distribution === 'opensearch' && (major > 2 || (major === 2 && minor >= 12))) return
  const what = { what: 'version', version: `${version?.distribution ?? '?'} ${version?.number ?? '?'}` } as const
  throw new XunzhangError('CLUSTER_FAILS', what, { where: client.access.address.text })
}

const copies = ({ replicas, writeConsistency }: CollectionShape): object => {
  return { number_of_replicas: replicas - 1, 'write.wait_for_active_shards': writeConsistency }
}

/** @param reference the average length with which the server ranks. @throws XunzhangError BACKEND */
export function createArticles(
  client: ClusterClient,
  name: string,
  shape: CollectionShape,
  reference: number,
): Promise<void> {
  const keyword = { type: 'keyword', ignore_above: longestKeyword }
  const words = { type: 'text', analyzer: 'units', index_options: 'positions', norms: false, similarity: 'boolean' }
  const ranked = { type: 'text', analyzer: 'frequencies', search_analyzer: 'units', index_options: 'freqs' }
  const tokenizer = { tokenizer: 'whole', type: 'custom' }
  return makeOnce(client, name, {
    settings: {
      number_of_shards: shape.shards,
      ...copies(shape),
      'replication.type': 'SEGMENT',
      // Nothing is to be seen before a push commits.
      refresh_interval: '-1',
      max_result_window: 1_000_000,
      codec: 'best_compression',
      similarity: {
        weighed: {
          type: 'scripted',
          weight_script: { source: 'return query.boost;' },
          script: { source: similarityOf(normOf(reference)) },
        },
      },
      analysis: {
        tokenizer: { whole: { type: 'whitespace', max_token_length: 1024 } },
        filter: { frequency: { type: 'delimited_term_freq', delimiter: '|' } },
        analyzer: { units: tokenizer, frequencies: { ...tokenizer, filter: ['frequency'] } },
      },
    },
    mappings: {
      dynamic: false,
      _source: { includes: ['article', 'since', 'places'] },
      properties: {
        ...Object.fromEntries(keywords.map((name) => [name, keyword])),
        id: { ...keyword, doc_values: false },
        ...Object.fromEntries(Object.entries(numbers).map(([name, type]) => [name, { type }])),
        low: { type: 'short', index: false },
        ...Object.fromEntries([...scopes.map(({ text }) => text), pathText].map((name) => [name, words])),
        [rankedTerms]: { ...ranked, similarity: 'weighed' },
      },
    },
  })
}

/** Accepts «already exists»: a request whose answer was lost is repeated and then finds what it created itself. */
async function makeOnce(client: ClusterClient, path: string, body: object): Promise<void> {
  try {
    await client.write('PUT', path, body)
  } catch (error) {
    if (refusalOf(error)?.reason.includes('already exists') !== true) throw error
  }
}

export async function dropIndex(client: ClusterClient, name: string): Promise<void> {
  await client.write('DELETE', `${name}?ignore_unavailable=true`)
}

/** @throws XunzhangError BACKEND if there are fewer nodes than `replicas` */
export async function requireNodes(client: ClusterClient, { replicas }: CollectionShape): Promise<void> {
  const { number_of_data_nodes: nodes } = await client.read<{ number_of_data_nodes: number }>('GET', '_cluster/health')
  if (replicas <= nodes) return
  throw new XunzhangError('CLUSTER_FAILS', { what: 'nodes', replicas, nodes }, { where: client.access.address.text })
}
