/**
 * Re-tokenizes the articles that contain a changed user word, from the texts stored in the index; no source is read.
 * The cuts of other articles can't change, because a word's weight doesn't depend on other user words
 * (`text/lexicon/overlay.ts`), and a word matters only where it occurs.
 */
import { join } from 'node:path'
import { indexedFields } from '../../storage/segment/fields.js'
import type { FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { Leaf } from '../../search/leaf.js'
import { createBitset, forEachBit, unite } from '../../search/matching/bitset.js'
import { planPhrase } from '../../search/matching/phrase-plan.js'
import type { Phrase } from '../../search/matching/phrase-plan.js'
import { phraseSet } from '../../search/matching/phrase.js'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import { newSegment } from '../live-segments.js'
import { batchBytes } from '../scan/batches.js'
import type { BuildContext } from '../build-context.js'
import type { PendingSegment } from '../../storage/commit/commit.js'
import { markDeleted, newMoves } from '../scan/old-articles.js'
import type { ArticleChanges } from '../scan/old-articles.js'
import type { RetokenizeInput } from './retokenize-task.js'
import { changedWords } from '../../storage/commit/lexicon-state.js'

const allFields = Array.from({ length: indexedFields }, (_, field) => field as FieldId)

/**
 * Re-tokenizes the remaining articles that contain a changed word, into new segments, and marks them as deleted in
 * their old segments.
 */
export async function retokenizeArticles(context: BuildContext, changes: ArticleChanges): Promise<PendingSegment[]> {
  const { previous, analyzer, dir, runner } = context
  const words = changedWords(previous.lexicon.applied, analyzer.words ?? [])
  if (words.length === 0 || openAnalyzer(analyzer).id === previous.manifest?.analyzer) return []
  const holding = previous.segments.map((segment, i) => articlesWith(segment, words, new Set(changes.deleted.get(i))))
  const tasks = planBatches(context, holding, changes).map((inputs) => ({ inputs, name: `${context.nextFile()}.seg` }))
  for (const [i, articles] of holding.entries()) for (const article of articles) markDeleted(changes, i, article)
  const open = unmovedSegments(context, changes)
  return Promise.all(
    tasks.map(async ({ inputs, name }) => {
      const bytes = inputs.reduce((sum, input) => sum + input.sourceBytes, 0)
      return newSegment(name, await runner.retokenize({ inputs, output: join(dir, name), analyzer, bytes }, open))
    }),
  )
}

/** The open segments that can be used as they are, because none of their articles moves; by name. */
function unmovedSegments({ previous, dir }: BuildContext, { moved }: ArticleChanges): Map<string, SegmentReader> {
  const named = previous.segments.map(
    (segment, i) => [join(dir, previous.manifest!.segments[i]!.name), segment] as const,
  )
  return new Map(named.filter((_, i) => !moved.has(i)))
}

/** Live articles that contain one of the words, ascending. */
function articlesWith(segment: SegmentReader, words: readonly string[], gone: ReadonlySet<number>): number[] {
  const set = createBitset(segment.articles)
  const leaf = new Leaf(segment)
  for (const word of words) {
    const phrase = planPhrase(word)!
    const fields = allFields.filter((field) => hasPairs(segment, field, phrase))
    if (fields.length > 0) unite(set, phraseSet(leaf, fields, phrase))
  }
  const found: number[] = []
  forEachBit(set, (article) => {
    if (!segment.isDeleted(article) && !gone.has(article)) found.push(article)
  })
  return found
}

/** Whether a segment has all pairs of a word. Most segments lack one of a rare word, so no list need be read. */
function hasPairs(segment: SegmentReader, field: FieldId, { pairs }: Phrase): boolean {
  const dictionary = segment.pairs(field)
  return pairs.every(([first, second]) => dictionary.documentFrequency(first, second) > 0)
}

/** Plans batches of the same size as a build from the sources. */
function planBatches(
  { previous, dir }: BuildContext,
  holding: readonly (readonly number[])[],
  { moved }: ArticleChanges,
): RetokenizeInput[][] {
  const batches: RetokenizeInput[][] = []
  let room = 0
  for (const [i, articles] of holding.entries()) {
    const segment = previous.segments[i]!
    const { name } = previous.manifest!.segments[i]!
    const moves = newMoves(segment, moved.get(i))
    const source = { path: join(dir, name), ...(moves && { moves }) }
    let input: { articles: number[]; sourceBytes: number } | undefined
    for (const article of articles) {
      const { start, end } = segment.record(article)
      if (room <= 0) {
        room = batchBytes
        batches.push([])
        input = undefined
      }
      if (input === undefined) {
        input = { articles: [], sourceBytes: 0 }
        batches.at(-1)!.push(Object.assign(input, source))
      }
      input.articles.push(article)
      input.sourceBytes += end - start
      room -= end - start
    }
  }
  return batches
}
