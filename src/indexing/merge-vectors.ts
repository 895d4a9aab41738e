/** Merges the vectors of segments by copying them row by row, so that no model has to compute them again. */
import { join } from 'node:path'
import { checksumOf, type PendingSegment } from '../storage/commit/commit.js'
import { openNamed } from '../storage/commit/snapshot.js'
import { isDeleted } from '../storage/segment/deletions.js'
import { formatVersion } from '../storage/segment/format.js'
import type { SegmentEntry } from '../storage/segment/manifest.js'
import { hasRow } from '../storage/segment/vectors/codec.js'
import { inconsistentFile } from '../storage/store/damage.js'
import { createPagedFile } from '../storage/store/paged/writer.js'
import type { PagedFile } from '../storage/store/paged/reader.js'
import type { BuildContext } from './build-context.js'

type MergeContext = Pick<BuildContext, 'fs' | 'dir' | 'nextFile'>

/** @returns undefined if no remaining article has a vector @throws XunzhangError INDEX_DAMAGED */
export function mergeVectors(context: MergeContext, segments: readonly PendingSegment[]): SegmentEntry['vectors'] {
  if (segments.every(({ vectors }) => vectors === undefined)) return undefined
  const files: (PagedFile | undefined)[] = []
  try {
    for (const segment of segments) files.push(openVectors(context, segment))
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
  const out = createPagedFile(fs, path, formatVersion)
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

function openVectors({ fs, dir }: MergeContext, { vectors }: PendingSegment): PagedFile | undefined {
  return vectors && openNamed(fs, dir, vectors, 'stream')
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
