/** Decides which articles of changed and deleted files are kept, moved or deleted. */
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { UnitResult } from '../tasks/read-unit.js'
import { hashKey } from '../tasks/indexable.js'
import { markDeleted, markMoved, type ArticleChanges, type OldArticles } from './old-articles.js'
import type { PlannedFile } from './plan-update.js'
import { createUnreadParts } from './catalog-entries.js'

export type ArticleChangeCounts = { -readonly [Name in 'added' | 'updated' | 'removed']: number }

/** Decides which indexed articles of changed files are kept, moved or deleted, and counts the changes. */
export function decideArticleChanges(
  segments: readonly SegmentReader[],
  files: readonly PlannedFile[],
  units: ReadonlyMap<string, readonly UnitResult[]>,
  changes: ArticleChanges,
): ArticleChangeCounts {
  const counts: ArticleChangeCounts = { added: 0, updated: 0, removed: 0 }
  for (const planned of files) {
    const parts = units.get(planned.file.path) ?? []
    const added = parts.reduce((sum, part) => sum + part.added, 0)
    const updated = planned.old === undefined ? 0 : replace(segments, planned, planned.old, parts, changes, counts)
    counts.added += added - updated
  }
  return counts
}

/** @returns how many of the added articles have the id of a deleted one */
function replace(
  segments: readonly SegmentReader[],
  { diff }: PlannedFile,
  old: OldArticles,
  parts: readonly UnitResult[],
  changes: ArticleChanges,
  counts: ArticleChangeCounts,
): number {
  const isKept = diff === undefined ? keptByContent(old, parts) : keptByLine(old, diff, changes)
  const added = new Map<string, number>()
  for (const id of parts.flatMap((part) => part.addedIds)) added.set(id, (added.get(id) ?? 0) + 1)
  const mayBeThere = createUnreadParts(old, diff, parts)
  let updated = 0
  for (let i = 0; i < old.article.length; i++) {
    if (isKept(i)) continue
    const { id } = segments[old.segment[i]!]!.record(old.article[i]!)
    const again = added.get(id) ?? 0
    // An article in a part that can't be read at the moment stays, unless there is a newer version of it.
    if (again === 0 && mayBeThere(i)) continue
    markDeleted(changes, old.segment[i]!, old.article[i]!)
    if (again > 0) added.set(id, again - 1)
    if (again > 0) updated++
    else counts.removed++
  }
  counts.updated += updated
  return updated
}

function keptByContent(old: OldArticles, parts: readonly UnitResult[]): (i: number) => boolean {
  const kept = new Set(parts.flatMap((part) => part.kept))
  const keys = contentKeys(old)
  return (i) => kept.has(keys[i]!)
}

function keptByLine(
  old: OldArticles,
  { kept }: NonNullable<PlannedFile['diff']>,
  changes: ArticleChanges,
): (i: number) => boolean {
  const isKept = new Uint8Array(old.article.length)
  for (const { article: i, line, start } of kept) {
    isKept[i] = 1
    const move = { lines: line - old.line[i]!, bytes: start - old.start[i]! }
    if (move.lines !== 0 || move.bytes !== 0) markMoved(changes, old.segment[i]!, old.article[i]!, move)
  }
  return (i) => isKept[i] === 1
}

export function deleteAll(old: OldArticles | undefined, changes: ArticleChanges): number {
  const count = old?.article.length ?? 0
  for (let i = 0; i < count; i++) markDeleted(changes, old!.segment[i]!, old!.article[i]!)
  return count
}

/** The content hash of each article, in the form that tasks use. */
export function contentKeys({ low, high }: OldArticles): string[] {
  return low.map((half, i) => hashKey([half, high[i]!]))
}
