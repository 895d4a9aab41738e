/** The segments that a build works on: those of the last commit and those that it creates. */
import type { SegmentReader } from '../storage/segment/reader.js'
import type { Previous } from './build-context.js'
import type { PendingSegment } from '../storage/commit/commit.js'
import { newDeletions, newMoves, type ArticleChanges } from './scan/old-articles.js'

/** The segments of the last commit. */
export function liveSegments({ manifest, segments }: Pick<Previous, 'manifest' | 'segments'>): PendingSegment[] {
  return (manifest?.segments ?? []).map((entry, i): PendingSegment => {
    const { name, bytes, articles, checksum, vectors } = entry
    const { deleted, moves } = segments[i]!
    return { name, bytes, articles, checksum, deleted, moves, ...(vectors && { vectors }), committed: entry }
  })
}

/** A segment that this run has written. */
export function newSegment(
  name: string,
  written: { readonly bytes: number; readonly articles: number },
): PendingSegment {
  return { name, ...written, deleted: undefined, moves: undefined, committed: undefined }
}

/** The same segments after some of their articles were deleted or moved. */
export function applyArticleChanges(
  live: readonly PendingSegment[],
  segments: readonly SegmentReader[],
  { deleted, moved }: ArticleChanges,
): PendingSegment[] {
  return live.map((segment, i) => {
    if (!deleted.has(i) && !moved.has(i)) return segment
    const changed = { deleted: newDeletions(segments[i]!, deleted.get(i)), moves: newMoves(segments[i]!, moved.get(i)) }
    return { ...segment, ...changed, committed: undefined }
  })
}
