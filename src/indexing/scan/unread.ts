/**
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
import type { UnitResult } from '../tasks/read-unit.js'
import { firstAbove } from '../../text/sorted.js'
import type { LineDiff } from './line-diff.js'
import type { OldArticles } from './old-articles.js'

/** Whether a part of the unit could not be read and its content is unknown. */
export function isUnread({ problems }: Pick<UnitResult, 'problems'>): boolean {
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
