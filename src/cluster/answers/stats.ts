/** The statistics of a collection, as far as a cluster provides them. */
import type { IndexStats } from '../../storage/segment/index-stats.js'
import { blockKinds, decodePairBlock, decodeTermBlock, versionAt } from '../statistics/blocks.js'
import { scrollBlocks } from '../statistics/reader.js'
import { committed } from '../generations.js'
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
  let terms = 0
  for await (const { name, versions } of scrollBlocks(client, blockKinds, 200)) {
    const data = versionAt(versions, head)
    terms += name.startsWith('p') ? decodePairBlock(data).frequency.size : decodeTermBlock(data).size
  }
  return terms
}
