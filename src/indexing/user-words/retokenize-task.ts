/** Re-tokenizes some articles of segments into a new segment. Runs in a worker thread or in the main thread. */
import { addArticle, writeSegment, keepBuilder, takeBuilder } from '../../storage/segment/builder/segment-builder.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import { fieldNames, type FieldId } from '../../storage/segment/fields.js'
import type { Moves } from '../../storage/segment/moves.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import { withSegments } from '../../storage/commit/snapshot.js'
import { openAnalyzer, type AnalyzerConfig } from '../../text/analyzers/analyzers.js'

export interface RetokenizeInput {
  readonly path: string
  readonly moves?: Moves
  /** Numbers of the articles in the segment. */
  readonly articles: readonly number[]
  /** Bytes that these articles take in their files. */
  readonly sourceBytes: number
}

export interface RetokenizeTask {
  readonly inputs: readonly RetokenizeInput[]
  readonly output: string
  readonly analyzer: AnalyzerConfig
  /** Total source bytes of the inputs. */
  readonly bytes: number
}

/** @param open segments that this thread has open, by path; their moves are those of the input */
export function runRetokenizeTask(
  { inputs, output, analyzer }: RetokenizeTask,
  fs: FileSystem = nodeFileSystem,
  open: ReadonlyMap<string, SegmentReader> = new Map(),
): { bytes: number; articles: number } {
  const builder = takeBuilder(openAnalyzer(analyzer))
  const cut = (segment: SegmentReader, articles: readonly number[]): void => {
    for (const article of articles) addArticle(builder, storedArticle(segment, article))
  }
  for (const { path, moves, articles } of inputs) {
    const known = open.get(path)
    if (known !== undefined) cut(known, articles)
    else withSegments(fs, [{ path, moves }], 'window', ([segment]) => cut(segment!, articles))
  }
  const { bytes } = writeSegment(builder, fs, output)
  keepBuilder(builder)
  return { bytes, articles: builder.facts.length }
}

/** An article in the form in which it was first indexed. */
function storedArticle(segment: SegmentReader, article: number): IndexableArticle {
  const { file, ...record } = segment.record(article)
  return {
    texts: fieldNames.map((_, field) => segment.text(article, field as FieldId)),
    record,
    path: segment.pathOf(file),
    sourceBytes: record.end - record.start,
  }
}
