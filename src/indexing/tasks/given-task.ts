/** The part of a batch that needs no reader of formats: the articles that a program added, and the segment. */
import {
  addArticle,
  keepBuilder,
  takeBuilder,
  writeSegment,
  type SegmentBuilder,
} from '../../storage/segment/builder/segment-builder.js'
import type { FileSystem } from '../../storage/store/file-system.js'
import { openAnalyzer, type AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import type { Article } from '../../source/article.js'
import { contentHash, toIndexable } from './indexable.js'

export interface GivenTask {
  readonly output: string
  readonly analyzer: AnalyzerConfig
  /** Articles that a program added, ready to be indexed; taken after the units. */
  readonly given?: readonly Article[]
}

export type OnUnit = (bytes: number) => Promise<void> | void

/** The builder of this thread, emptied. @param bytes of source */
export function beginBatch({ analyzer }: GivenTask, bytes: number): SegmentBuilder {
  return takeBuilder(openAnalyzer(analyzer), bytes)
}

/** @param onUnit called after each article with 0; its promise is awaited */
export async function addGiven(builder: SegmentBuilder, { given = [] }: GivenTask, onUnit: OnUnit): Promise<void> {
  for (const article of given) {
    addArticle(builder, toIndexable(article, contentHash(article)))
    const paused = onUnit(0)
    if (paused !== undefined) await paused
  }
}

/** Writes the segment, if there is an article. */
export function finishBatch(
  builder: SegmentBuilder,
  fs: FileSystem,
  { output }: GivenTask,
): { readonly segment?: { readonly bytes: number; readonly articles: number } } {
  const articles = builder.facts.length
  const segment = articles === 0 ? undefined : { bytes: writeSegment(builder, fs, output).bytes, articles }
  keepBuilder(builder)
  return segment === undefined ? {} : { segment }
}
