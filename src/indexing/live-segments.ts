/** The segments that a build works on: those of the last commit and those that it creates. */
import type { SegmentReader } from '../segment/reader.js'
import type { Previous } from './build-context.js'
import type { PendingSegment } from '../commit/commit.js'
import { newDeletions, newMoves } from './scan/old-articles.js'
import type { Fates } from './scan/old-articles.js'

export type LiveSegment = PendingSegment

/** The segments of the last commit. */
export function liveSegments({ manifest, segments }: Pick<Previous, 'manifest' | 'segments'>): LiveSegment[] {
  return (manifest?.segments ?? []).map((entry, i): LiveSegment => {
    const { name, bytes, articles, checksum, vectors } = entry
    const { deleted, moves } = segments[i]!
    return { name, bytes, articles, checksum, deleted, moves, ...(vectors && { vectors }), committed: entry }
  })
}

/** The same segments after some of their articles were deleted or moved. */
export function applyFates(
  live: readonly LiveSegment[],
  segments: readonly SegmentReader[],
  { deleted, moved }: Fates,
): LiveSegment[] {
  return live.map((segment, i) => {
    if (!deleted.has(i) && !moved.has(i)) return segment
    const changed = { deleted: newDeletions(segments[i]!, deleted.get(i)), moves: newMoves(segments[i]!, moved.get(i)) }
    return { ...segment, ...changed, committed: undefined }
  })
}
