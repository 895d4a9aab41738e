/**
 * A segment in memory, built from a few fetched articles. Searching it runs the same code on the same structures as
 * searching an index on disk, so scores, passages and facets can't differ.
 */
import { formatVersion } from '../storage/segment/format.js'
import { addArticle, writeSegment, keepBuilder, takeBuilder } from '../storage/segment/builder/segment-builder.js'
import type { IndexableArticle } from '../storage/segment/builder/segment-builder.js'
import { openSegment, type SegmentReader } from '../storage/segment/reader.js'
import { createMemoryFileSystem } from '../storage/store/file-system.js'
import { openPagedFile } from '../storage/store/paged/reader.js'
import type { Analyzer } from '../text/analysis/analysis.js'

const path = '/memory'

/** @param articles in the order that decides between equal scores */
export function buildMemorySegment(articles: readonly IndexableArticle[], analyzer: Analyzer): SegmentReader {
  const builder = takeBuilder(analyzer)
  for (const article of articles) addArticle(builder, article)
  const files = createMemoryFileSystem()
  writeSegment(builder, files, path)
  keepBuilder(builder)
  return openSegment(openPagedFile(files, path, { version: formatVersion, cache: 'mirror' }))
}
