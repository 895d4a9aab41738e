/** The statistics of a collection, as far as a cluster provides them. */
import { indexedFields } from '../../segment/fields.js'
import type { IndexStats } from '../../segment/index-stats.js'
import { decodePairBlock, decodeTermBlock, versionAt } from '../statistics/blocks.js'
import type { BlockPoint } from '../statistics/reader.js'
import { committed } from '../generations.js'
import { statisticsPath } from '../head.js'
import type { CollectionReader } from './reader.js'

/** The same numbers as of a folder. `bytes` is 0, because the server doesn't report it; `segments` counts shards. */
export async function collectionStats(reader: CollectionReader): Promise<IndexStats> {
  const { head } = reader
  const gone = { must: [committed('until', head)] }
  const [terms, deleted] = await Promise.all([countTerms(reader), reader.count(gone)])
  return {
    articles: head.articles,
    terms,
    postings: head.postings,
    bytes: 0,
    bytesByPart: {},
    segments: Math.max(1, head.shards.length),
    deleted,
    sourceBytes: head.sourceBytes,
    analyzer: head.analyzer,
    formatVersion: head.layout,
    committed: head.committed,
    roots: head.roots,
  }
}

/** Counts the distinct pairs and terms of each field; reads every block. */
async function countTerms({ client, head }: CollectionReader): Promise<number> {
  const kinds = Array.from({ length: indexedFields }, (_, field) => [`p${field}`, `t${field}`]).flat()
  const filter = { must: [{ key: 'kind', match: { any: kinds } }] }
  let terms = 0
  for (let offset: unknown = null; ;) {
    const page = await client.read<{ points: BlockPoint[]; next_page_offset: unknown }>(
      'POST',
      `${statisticsPath(client)}/points/scroll`,
      { filter, limit: 200, offset, with_payload: true },
    )
    for (const { payload } of page.points) {
      const data = versionAt(payload.versions, head)
      terms += payload.name.startsWith('p') ? decodePairBlock(data).frequency.size : decodeTermBlock(data).size
    }
    offset = page.next_page_offset
    if (offset === null || offset === undefined) return terms
  }
}
