/** Decides what becomes of indexed articles, settles IDs, and gathers the segments of the next commit. */
import { problem } from '../../source/article.js'
import type { PendingSegment } from '../../storage/commit/commit.js'
import type { BuildContext } from '../build-context.js'
import {
  applyArticleChanges,
  liveSegments,
  newSegment,
  createArticleChanges,
  hasNoChanges,
  markDeleted,
  newMoves,
} from './old-articles.js'
import type { ArticleChanges, OldArticles } from './old-articles.js'
import type { UnitResult } from '../tasks/read-unit.js'
import { decideArticleChanges, deleteAll, type ArticleChangeCounts } from './decide-article-changes.js'
import type { FoundChanges, PlannedFile } from './plan-update.js'
import type { NamedResult } from './read-batches.js'
import type { Scan } from './scan-roots.js'
import { makeIdsUnique, type UniqueIds } from './unique-ids.js'
import { groupBy } from '../../base/growing.js'
import type { SourceRoot } from '../../source/roots.js'
import { givenPath } from '../../text/qualified-ids.js'
import { join } from 'node:path'
import { indexedFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { Leaf } from '../../search/leaf.js'
import { createBitset, forEachBit, unite } from '../../search/matching/bitset.js'
import { planPhrase } from '../../search/matching/needle.js'
import { phraseSet } from '../../search/matching/phrase.js'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import { batchBytes } from './batches.js'
import type { RetokenizeInput } from '../user-words/retokenize-task.js'
import { changedWords } from '../../storage/commit/lexicon-state.js'

const allFields = Array.from({ length: indexedFields }, (_, field) => field as FieldId)

/**
 * Re-tokenizes the remaining articles that contain a changed user word, from the texts stored in the index, into new
 * segments, and marks them as deleted in their old segments; no source is read. The cuts of other articles can't
 * change, because a word's weight doesn't depend on other user words (`text/lexicon/overlay.ts`), and a word matters
 * only where it occurs.
 */
export async function retokenizeArticles(context: BuildContext, changes: ArticleChanges): Promise<PendingSegment[]> {
  const { previous, analyzer, dir, runner } = context
  const words = changedWords(previous.lexicon.applied, analyzer.words ?? [])
  if (words.length === 0 || openAnalyzer(analyzer).id === previous.manifest?.analyzer) return []
  const holding = previous.segments.map((segment, i) => articlesWith(segment, words, new Set(changes.deleted.get(i))))
  const tasks = planBatches(context, holding, changes).map((inputs) => ({ inputs, name: `${context.nextFile()}.seg` }))
  for (const [i, articles] of holding.entries()) for (const article of articles) markDeleted(changes, i, article)
  // Open segments can be used as they are, if none of their articles moves.
  const paths = previous.segments.map((segment, i) => [pathOf(context, i), segment] as const)
  const open = new Map(paths.filter((_, i) => !changes.moved.has(i)))
  return Promise.all(
    tasks.map(async ({ inputs, name }) => {
      const bytes = inputs.reduce((sum, input) => sum + input.sourceBytes, 0)
      return newSegment(name, await runner.retokenize({ inputs, output: join(dir, name), analyzer, bytes }, open))
    }),
  )
}

const pathOf = ({ previous, dir }: BuildContext, segment: number): string =>
  join(dir, previous.manifest!.segments[segment]!.name)

/** Live articles that contain one of the words, ascending. */
function articlesWith(segment: SegmentReader, words: readonly string[], gone: ReadonlySet<number>): number[] {
  const set = createBitset(segment.articles)
  const leaf = new Leaf(segment)
  for (const word of words) {
    const phrase = planPhrase(word)!
    // Most segments lack a pair of a rare word, so no list need be read.
    const hasPairs = (field: FieldId): boolean =>
      phrase.pairs.every(([first, second]) => segment.pairs(field).documentFrequency(first, second) > 0)
    const fields = allFields.filter(hasPairs)
    if (fields.length > 0) unite(set, phraseSet(leaf, fields, phrase))
  }
  const found: number[] = []
  forEachBit(set, (article) => {
    if (!segment.isDeleted(article) && !gone.has(article)) found.push(article)
  })
  return found
}

/** Plans batches of the same size as a build from the sources. */
function planBatches(
  context: BuildContext,
  holding: readonly (readonly number[])[],
  { moved }: ArticleChanges,
): RetokenizeInput[][] {
  const batches: RetokenizeInput[][] = []
  let room = 0
  for (const [i, articles] of holding.entries()) {
    const segment = context.previous.segments[i]!
    const moves = newMoves(segment, moved.get(i))
    let input: { readonly articles: number[]; sourceBytes: number } | undefined
    for (const article of articles) {
      if (room <= 0 || input === undefined) {
        if (room <= 0) batches.push([])
        if (room <= 0) room = batchBytes
        input = { articles: [], sourceBytes: 0 }
        batches.at(-1)!.push(Object.assign(input, { path: pathOf(context, i), ...(moves && { moves }) }))
      }
      const { start, end } = segment.record(article)
      input.articles.push(article)
      input.sourceBytes += end - start
      room -= end - start
    }
  }
  return batches
}

interface Read {
  /** The indexed articles of changed and deleted files, by path. */
  readonly old: ReadonlyMap<string, OldArticles>
  readonly planned: readonly PlannedFile[]
  readonly results: readonly NamedResult[]
}

export interface SettledChanges extends Pick<UniqueIds, 'segments' | 'toldApart'> {
  /** What was read, with the problems of replaced records. */
  readonly units: readonly UnitResult[]
  readonly counts: ArticleChangeCounts
  /** Whether no article was added, deleted or moved. */
  readonly isNothing: boolean
}

export async function settleChanges(
  context: BuildContext,
  { scan, gone }: Pick<FoundChanges, 'scan' | 'gone'>,
  { old, planned, results }: Read,
): Promise<SettledChanges> {
  const { previous } = context
  const read = results.flatMap(({ result }) => result.units)
  const changes = createArticleChanges()
  const counts = decideArticleChanges(
    previous.segments,
    planned,
    groupBy(read, ({ path }) => path),
    changes,
  )
  for (const { path } of gone) counts.removed += deleteAll(old.get(path), changes)
  reportRemoved(context, changes, read)
  const fresh = results.flatMap(({ name, result: { segment } }) => (segment ? [newSegment(name, segment)] : []))
  const retokenized = await retokenizeArticles(context, changes)
  const made = [...applyArticleChanges(liveSegments(previous), previous.segments, changes), ...fresh, ...retokenized]
  const { replaced, ...settled } = settleChangedIds(context, made, read, changes, scan)
  const units = withReplaced(read, replaced, counts)
  for (const { articles } of retokenized) counts.updated += articles
  return { ...settled, units, counts, isNothing: fresh.length === 0 && hasNoChanges(changes) }
}

/** Reports removed articles. An article whose ID was added again was replaced, not removed. */
function reportRemoved(
  { options: { onRemoved }, previous }: BuildContext,
  { deleted }: ArticleChanges,
  units: readonly UnitResult[],
): void {
  if (onRemoved === undefined) return
  const added = new Set(units.flatMap(({ addedIds }) => addedIds))
  for (const [segment, articles] of deleted) {
    for (const article of articles) {
      const { id } = previous.segments[segment]!.record(article)
      if (!added.has(id)) onRemoved(id)
    }
  }
}

/**
 * Settles IDs if they can have changed: if a new article has an ID of its own, or if an article was deleted while files
 * share IDs.
 */
function settleChangedIds(
  context: BuildContext,
  made: readonly PendingSegment[],
  units: readonly UnitResult[],
  changes: ArticleChanges,
  { roots, placeOf }: Pick<Scan, 'roots' | 'placeOf'>,
): UniqueIds {
  const { manifest, segments } = context.previous
  const { toldApart = [] } = manifest ?? {}
  const hasGone = toldApart.length > 0 && changes.deleted.size > 0
  if (!hasGone && !units.some(({ hasOwnIds }) => hasOwnIds === true))
    return { segments: made, toldApart, replaced: new Map() }
  return makeIdsUnique(context, made, segments, (paths) => rankFiles(paths, roots, placeOf))
}

/**
 * Reports replaced records and corrects the counts. A replaced record doesn't count as added; if it was part of the
 * last commit, its successor counts as updated.
 */
function withReplaced(
  units: readonly UnitResult[],
  replaced: UniqueIds['replaced'],
  counts: ArticleChangeCounts,
): readonly UnitResult[] {
  const reported = new Set<string>()
  for (const { fresh, old } of replaced.values()) {
    counts.added -= fresh + old
    counts.updated += old
  }
  return units.map((unit) => {
    const found = replaced.get(unit.path)
    if (found === undefined || reported.has(unit.path)) return unit
    reported.add(unit.path)
    const { first, fresh, old } = found
    const count = fresh + old
    const parameters = { what: count === 1 ? 'one' : 'several', id: first.id, by: first.by, count } as const
    return {
      ...unit,
      problems: [...unit.problems, problem(unit.path, 'RECORD_REPLACED', parameters, { line: first.line })],
    }
  })
}

/** Orders files by root, then by path; articles of programs come first. The order depends only on names and roots. */
function rankFiles(
  paths: readonly string[],
  roots: readonly SourceRoot[],
  placeOf: Scan['placeOf'],
): ReadonlyMap<string, number> {
  const byRoot = new Map(roots.map((root, i) => [`${root.path}\0${root.name}`, i]))
  const rootOf = (path: string): number => {
    const root = path === givenPath ? undefined : placeOf(path)?.root
    return root === undefined ? -1 : (byRoot.get(`${root.path}\0${root.name}`) ?? -1)
  }
  const placed = paths.map((path) => ({ path, root: rootOf(path) }))
  placed.sort((a, b) => a.root - b.root || (a.path < b.path ? -1 : 1))
  return new Map(placed.map(({ path }, rank) => [path, rank]))
}
