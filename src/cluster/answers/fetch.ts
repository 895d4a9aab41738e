/** Fetches articles of a collection and builds a segment in memory from them. */
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { buildMemorySegment } from '../memory-segment.js'
import { articleKeys, decodeArticle, type StoredPoint } from '../point.js'
import { placeAt } from '../places.js'
import type { CollectionReader } from './reader.js'

/** The segment's articles are in the order of `ids`, which depends only on the articles. */
export interface FetchedArticles {
  readonly segment: SegmentReader
  readonly ids: readonly string[]
}

export async function fetchArticles(
  { reader, analyzer }: { readonly reader: CollectionReader; readonly analyzer: Analyzer },
  ids: readonly string[],
): Promise<FetchedArticles> {
  const points = await reader.retrieve<StoredPoint>(ids, articleKeys)
  const fetched = points.map(({ id, payload }) => ({
    id,
    article: decodeArticle(payload.article, placeAt(payload.places ?? [], reader.head)),
  }))
  fetched.sort((a, b) => inOrder(a.article, b.article))
  const segment = buildMemorySegment(
    fetched.map(({ article }) => article),
    analyzer,
  )
  return { segment, ids: fetched.map(({ id }) => id) }
}

/** The order in which a walk through the folder finds articles. */
function inOrder(a: IndexableArticle, b: IndexableArticle): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return a.record.line - b.record.line || a.record.start - b.record.start
}
