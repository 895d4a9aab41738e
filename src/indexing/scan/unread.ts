/**
 * Which articles of the last commit may still stand in a changed file, though they were not found in it: those in a part
 * that could not be read. A file that is read and has fewer articles was edited, and what is not in it goes; one that
 * fails says nothing about what it holds. By format:
 *
 * - Bytes that can't be had or are no text, a broken JSON file, archive, feed or table: any of its articles.
 * - JSONL: a broken line costs the articles that stood between its nearest neighbours that are still there. So a line
 *   that has been broken for years holds back no edit elsewhere, and a file that was cut short inside of a line loses nothing.
 * - Data that is compressed or not UTF-8 has no lines to compare: a broken line counts for all of it.
 *
 * A file that is cut exactly behind a line of JSONL, or to nothing where it is text, can't be told from one that was
 * edited so.
 */
import type { UnitResult } from '../tasks/build-task.js'
import { firstAbove } from '../../text/sorted.js'
import type { LineDiff } from './line-diff.js'
import type { OldArticles } from './old-articles.js'

/** A part of the unit could not be read, and nobody can tell what was in it. */
export function isUnread({ problems }: Pick<UnitResult, 'problems'>): boolean {
  return problems.some(({ unread }) => unread === 'file')
}

/** A part of the unit could not be read, be it a line. */
export function isDamaged({ problems }: Pick<UnitResult, 'problems'>): boolean {
  return problems.some(({ unread }) => unread !== undefined)
}

/** @returns whether old article i, which was not found, may stand where the file could not be read */
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

/** Whether a line is broken between the new places of an article's nearest neighbours that are still there. */
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
