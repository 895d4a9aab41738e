/**
 * The indexed articles of changed and deleted files. They are found once for each update and stored compactly, because
 * files may have many articles.
 */
import { createDeletions, setDeleted, collectMoves, moveOf } from '../../storage/segment/moves.js'
import type { Move, Moves } from '../../storage/segment/moves.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { addToGroup } from '../../base/growing.js'
import type { Previous } from '../build-context.js'
import type { PendingSegment } from '../../storage/commit/commit.js'

/** The live articles of one file as parallel arrays: article i has the number article[i] in segment segment[i]. */
export interface OldArticles {
  readonly segment: number[]
  readonly article: number[]
  /** The 1-based line in the file, and the first byte, as of the last commit. */
  readonly line: number[]
  readonly start: number[]
  /** The two halves of the content hash. */
  readonly low: number[]
  readonly high: number[]
  /** Whether the id is made from path and line, so that it would differ on another line. */
  readonly isNumbered: boolean[]
}

/** All live articles of the given files, by path. */
export function findOldArticles(
  segments: readonly SegmentReader[],
  paths: ReadonlySet<string>,
): Map<string, OldArticles> {
  const byPath = new Map<string, OldArticles>()
  if (paths.size === 0) return byPath
  for (const [number, segment] of segments.entries()) {
    const { files } = segment
    const wanted = files.map((path) => paths.has(path))
    if (!wanted.includes(true)) continue
    for (let article = 0; article < segment.articles; article++) {
      const file = segment.fileOf(article)
      if (wanted[file] !== true || segment.isDeleted(article)) continue
      const path = files[file]!
      const old = byPath.get(path) ?? emptyArticles()
      byPath.set(path, old)
      const { id, line, start, contentHash } = segment.record(article)
      old.segment.push(number)
      old.article.push(article)
      old.line.push(line)
      old.start.push(start)
      old.low.push(contentHash[0])
      old.high.push(contentHash[1])
      // The id may have been made from the line on which the article was read.
      old.isNumbered.push(id === `${path}:${line - moveOf(segment.moves, article).lines}`)
    }
  }
  return byPath
}

function emptyArticles(): OldArticles {
  return { segment: [], article: [], line: [], start: [], low: [], high: [], isNumbered: [] }
}

/** What an update does to indexed articles: for each segment, the deleted articles and the moves of articles. */
export interface ArticleChanges {
  readonly deleted: Map<number, number[]>
  /** Moves in addition to earlier ones. */
  readonly moved: Map<number, Map<number, Move>>
}

export function createArticleChanges(): ArticleChanges {
  return { deleted: new Map(), moved: new Map() }
}

export function hasNoChanges({ deleted, moved }: ArticleChanges): boolean {
  return deleted.size === 0 && moved.size === 0
}

export function markDeleted({ deleted }: ArticleChanges, segment: number, article: number): void {
  addToGroup(deleted, segment, article)
}

export function markMoved({ moved }: ArticleChanges, segment: number, article: number, move: Move): void {
  const articles = moved.get(segment)
  if (articles === undefined) moved.set(segment, new Map([[article, move]]))
  else articles.set(article, move)
}

/** The new deletion bits of a segment, or its present ones if nothing changes. */
export function newDeletions(
  segment: Pick<SegmentReader, 'articles' | 'deleted'>,
  deleted: Iterable<number> | undefined,
): Uint8Array | undefined {
  if (deleted === undefined) return segment.deleted
  const bits = createDeletions(segment.articles, segment.deleted)
  for (const article of deleted) setDeleted(bits, article)
  return bits
}

/** The new moves of a segment, or its present ones if nothing changes. */
export function newMoves(segment: SegmentReader, moved: ReadonlyMap<number, Move> | undefined): Moves | undefined {
  if (moved === undefined) return segment.moves
  return collectMoves(segment.articles, (article) => {
    const before = moveOf(segment.moves, article)
    const more = moved.get(article)
    return more === undefined ? before : { lines: before.lines + more.lines, bytes: before.bytes + more.bytes }
  })
}

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
