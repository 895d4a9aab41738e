/** Runs the merges that the policy requires, level by level; independent merges run in parallel. */
import { join } from '#system/path'
import { countDeleted, isDeleted } from '../storage/segment/moves.js'
import { planCompaction, planMerges, type SegmentSize } from '../storage/segment/merge/policy.js'
import type { BuildContext } from './build-context.js'
import { checksumOf, type PendingSegment } from '../storage/commit/commit.js'
import { newSegment } from './scan/old-articles.js'
import { openNamed } from '../storage/commit/snapshot.js'
import { formatVersion } from '../storage/segment/format.js'
import type { SegmentEntry } from '../storage/segment/manifest.js'
import { hasRow } from '../storage/segment/vectors/codec.js'
import { inconsistentFile, quietly } from '../storage/store/damage.js'
import { PagedFileWriter } from '../storage/store/paged/writer.js'
import type { PagedFile } from '../storage/store/paged/reader.js'

export type MergeContext = Pick<BuildContext, 'fs' | 'dir' | 'nextFile' | 'runner'> & {
  readonly options: Pick<BuildContext['options'], 'onProgress'>
}

/** Merges until the policy requires no more merges. Segments without remaining articles are dropped. */
export async function mergeUntilStable(
  context: MergeContext,
  segments: readonly PendingSegment[],
): Promise<PendingSegment[]> {
  let live = segments.filter(hasArticles)
  for (;;) {
    const plan = planMerges(live.map(sizeOf))
    if (plan.length === 0) return live
    live = await mergeRanges(context, live, plan)
  }
}

/** Merges everything into one segment, or into as few as the format allows. */
export async function fewestSegments(
  context: MergeContext,
  segments: readonly PendingSegment[],
): Promise<PendingSegment[]> {
  const live = segments.filter(hasArticles)
  const isWhole = (segment: PendingSegment): boolean => deletedIn(segment) === 0 && segment.moves === undefined
  const plan = planCompaction(live.map(sizeOf)).filter(([first, last]) => last - first > 1 || !isWhole(live[first]!))
  return plan.length === 0 ? live : mergeRanges(context, live, plan)
}

function sizeOf(segment: PendingSegment): SegmentSize {
  return { bytes: segment.bytes, articles: segment.articles, deleted: deletedIn(segment) }
}

function deletedIn({ deleted }: PendingSegment): number {
  return deleted === undefined ? 0 : countDeleted(deleted)
}

function hasArticles(segment: PendingSegment): boolean {
  return deletedIn(segment) < segment.articles
}

/** Whether no commit names the segment, so that its file can be removed once it is merged. */
function isOfThisRun(segment: PendingSegment): boolean {
  return segment.checksum === undefined
}

function removeFiles({ fs, dir }: MergeContext, { name, vectors }: PendingSegment): void {
  quietly(() => fs.remove(join(dir, name)))
  if (vectors !== undefined) quietly(() => fs.remove(join(dir, vectors.name)))
}

async function mergeRanges(
  context: MergeContext,
  segments: readonly PendingSegment[],
  ranges: readonly (readonly [number, number])[],
): Promise<PendingSegment[]> {
  const { dir, options, runner } = context
  let done = 0
  options.onProgress?.({ stage: 'merge', done, total: ranges.length, unit: 'files' })
  const named = ranges.map(([first, last]) => ({ first, last, name: `${context.nextFile()}.seg` }))
  const merged = await Promise.all(
    named.map(async ({ first, last, name }) => {
      const range = segments.slice(first, last)
      const bytes = range.reduce((sum, segment) => sum + segment.bytes, 0)
      const inputs = range.map((segment) => ({
        path: join(dir, segment.name),
        ...(segment.deleted && { deleted: segment.deleted }),
        ...(segment.moves && { moves: segment.moves }),
      }))
      const result = await runner.merge({ inputs, output: join(dir, name), bytes })
      const vectors = mergeVectors(context, range)
      for (const segment of range) if (isOfThisRun(segment)) removeFiles(context, segment)
      options.onProgress?.({ stage: 'merge', done: ++done, total: ranges.length, unit: 'files' })
      return { first, last, segment: { ...newSegment(name, result), ...(vectors && { vectors }) } }
    }),
  )
  const next: PendingSegment[] = []
  let at = 0
  for (const { first, last, segment } of merged) {
    for (const before of segments.slice(at, first)) next.push(before)
    next.push(segment)
    at = last
  }
  return [...next, ...segments.slice(at)]
}

/* Merges the vectors of segments by copying them row by row, so that no model has to compute them again. */

/** @returns undefined if no remaining article has a vector @throws XunzhangError INDEX_DAMAGED */
function mergeVectors(context: MergeContext, segments: readonly PendingSegment[]): SegmentEntry['vectors'] {
  if (segments.every(({ vectors }) => vectors === undefined)) return undefined
  const files: (PagedFile | undefined)[] = []
  try {
    for (const { vectors } of segments) files.push(vectors && openNamed(context.fs, context.dir, vectors, 'stream'))
    const name = `${context.nextFile()}.vectors`
    const count = copyRows(context, segments, files, join(context.dir, name))
    return count === 0 ? undefined : { name, count, checksum: checksumOf(context.fs, context.dir, name) }
  } finally {
    for (const file of files) file?.close()
  }
}

/** @returns how many articles have a vector; if none has, no file is written */
function copyRows(
  { fs }: MergeContext,
  segments: readonly PendingSegment[],
  files: readonly (PagedFile | undefined)[],
  path: string,
): number {
  const bytes = rowBytesOf(segments, files)
  const none = new Uint8Array(bytes)
  const out = new PagedFileWriter(fs, path, formatVersion)
  let count = 0
  try {
    for (const [i, { articles, deleted }] of segments.entries()) {
      for (let article = 0; article < articles; article++) {
        if (deleted !== undefined && isDeleted(deleted, article)) continue
        const row = files[i]?.read(article * bytes, (article + 1) * bytes) ?? none
        if (hasRow(row, 0, bytes)) count++
        out.write(row)
      }
    }
    if (count > 0) out.finish()
    else out.abort()
    return count
  } catch (error) {
    out.abort()
    throw error
  }
}

/** The size of a row in bytes, which must be the same in all files. @throws XunzhangError INDEX_DAMAGED */
function rowBytesOf(segments: readonly PendingSegment[], files: readonly (PagedFile | undefined)[]): number {
  let bytes = 0
  for (const [i, file] of files.entries()) {
    if (file === undefined) continue
    const own = file.size / segments[i]!.articles
    if (!Number.isInteger(own) || own % 4 !== 0 || (bytes !== 0 && own !== bytes)) throw inconsistentFile(file.name)
    bytes = own
  }
  return bytes
}
