/** What the next catalog records about the files that an update has read. */
import { marks } from '../../storage/commit/catalog.js'
import type { Catalog, CatalogEntry } from '../../storage/commit/catalog.js'
import type { Why } from '../../source/choose/why.js'
import type { SourceFile } from '../../source/walk/types.js'
import type { UnitResult } from '../tasks/read-unit.js'
import { groupBy } from '../../base/growing.js'
import { stampsOf } from './plan-update.js'
import { firstAbove } from '../../text/sorted.js'
import type { LineDiff } from './line-diff.js'
import type { OldArticles } from './old-articles.js'

/**
 * One entry for each file. A file that was not read as a whole has no hash and is compared line by line. A file of
 * which a part could not be read gets no change time, so that the next update reads it again.
 */
export function catalogEntries(
  files: readonly SourceFile[],
  units: readonly UnitResult[],
  catalog: Catalog,
): CatalogEntry[] {
  const byPath = groupBy(units, ({ path }) => path)
  return files.map((file) => {
    const parts = byPath.get(file.path) ?? []
    const { leftOut } = parts[0] ?? {}
    const told = parts.reduce((sum, part) => sum + part.problems.length, 0)
    const problems = leftOut === undefined ? told : markOf(leftOut)
    const hash = parts.length === 1 ? parts[0]!.hash : ([0, 0] as const)
    const before = catalog.get(file.path)
    if (before !== undefined && parts.length > 0 && parts.every(isMissed)) return { ...before, problems, changedUs: 0 }
    const stamps = { ...stampsOf(file), ...(parts.some(isMissed) && { changedUs: 0 }) }
    return { path: file.path, size: file.size, hash, problems, ...stamps }
  })
}

const markOf = (why: Why): number => marks[why as keyof typeof marks] ?? marks.empty

/** Whether a part could not be read at all. It may be readable next time although nothing about the file changes. */
function isMissed(part: UnitResult): boolean {
  const [low, high] = part.hash
  return part.bytes === 0 && low === 0 && high === 0 && isUnread(part)
}

/** Whether two entries are equal. The hash isn't compared, because it matters only for files that aren't read again. */
export function isSameEntry(entry: CatalogEntry, before: CatalogEntry | undefined): boolean {
  const names = ['size', 'mtimeMs', 'changedUs', 'inode', 'problems'] as const
  return entry === before || names.every((name) => entry[name] === before?.[name])
}

/*
 * Decides which articles of the last commit may still be in a changed file although they were not found in it: those in
 * a part that could not be read. If a file can be read and has fewer articles, it was edited, and the missing articles
 * are removed. If reading fails, nothing is known about its content. By format:
 *
 * - Bytes that can't be read or aren't text, a broken JSON file, archive, feed or table: any article may be there.
 * - JSONL: a broken line may contain the articles between its nearest neighbours that are still there. So a line that
 *   has been broken for years doesn't hold back edits elsewhere, and a file cut off inside a line loses nothing.
 * - Data that is compressed or not UTF-8 has no lines to compare, so a broken line counts for the whole file.
 *
 * A JSONL file that is cut off exactly at the end of a line, or a text file that is cut to nothing, looks the same as
 * an edited file.
 */

/** Whether a part of the unit could not be read and its content is unknown. */
function isUnread({ problems }: Pick<UnitResult, 'problems'>): boolean {
  return problems.some(({ unread }) => unread === 'file')
}

/** Whether any part of the unit could not be read, even a single line. */
export function isDamaged({ problems }: Pick<UnitResult, 'problems'>): boolean {
  return problems.some(({ unread }) => unread !== undefined)
}

/** @returns whether old article i, which was not found, may be in a part that could not be read */
export function createUnreadParts(
  old: OldArticles,
  diff: LineDiff | undefined,
  parts: readonly UnitResult[],
): (i: number) => boolean {
  if (parts.some(isUnread) || (diff === undefined && parts.some(isDamaged))) return () => true
  const lines = parts.flatMap(brokenLines).sort((a, b) => a - b)
  return diff === undefined || lines.length === 0 ? () => false : nearBrokenLine(old, diff, Uint32Array.from(lines))
}

function brokenLines({ problems }: UnitResult): number[] {
  return problems.flatMap(({ unread, line }) => (unread === 'line' ? [line ?? 0] : []))
}

/** Whether there is a broken line between the new places of an article's nearest neighbours that are still there. */
function nearBrokenLine(old: OldArticles, { kept }: LineDiff, broken: Uint32Array): (i: number) => boolean {
  const sorted = [...kept].sort((a, b) => old.line[a.article]! - old.line[b.article]!)
  const before = Uint32Array.from(sorted, ({ article }) => old.line[article]!)
  return (i) => {
    const at = firstAbove(before, old.line[i]! - 1)
    const [from, to] = [sorted[at - 1]?.line ?? 0, sorted[at]?.line ?? Infinity]
    const next = broken[firstAbove(broken, Math.min(from, to) - 1)]
    return next !== undefined && next < Math.max(from, to)
  }
}
