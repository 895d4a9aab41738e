/**
 * A segment in memory, built from a few fetched articles. Searching it runs the same code on the same structures as
 * searching an index on disk, so scores, passages and facets can't differ.
 */
import { formatVersion } from '../segment/format.js'
import { addArticle, writeSegment } from '../segment/builder/segment-builder.js'
import type { IndexableArticle } from '../segment/builder/segment-builder.js'
import { keepBuilder, takeBuilder } from '../segment/builder/spare.js'
import { openSegment } from '../segment/reader.js'
import type { SegmentReader } from '../segment/reader.js'
import { openPagedFile } from '../store/paged-file.js'
import type { Analyzer } from '../text/analysis/analysis.js'
import { createMemoryFiles } from './memory-files.js'

const name = 'memory'

/** @param articles in the order that decides between equal scores */
export function buildMemorySegment(articles: readonly IndexableArticle[], analyzer: Analyzer): SegmentReader {
  const builder = takeBuilder(analyzer)
  for (const article of articles) addArticle(builder, article)
  const files = createMemoryFiles()
  writeSegment(builder, files, name)
  keepBuilder(builder)
  return openSegment(openPagedFile(files, name, name, { version: formatVersion, cache: 'mirror' }))
}
