/** The commit: everything a manifest names is durable before the manifest itself is replaced. */
import { join } from 'node:path'
import { XunzhangError } from '../errors.js'
import { countDeleted } from '../segment/deletions.js'
import { formatVersion } from '../segment/format.js'
import { encodeManifest, manifestName } from '../segment/manifest.js'
import type { Manifest, SegmentEntry } from '../segment/manifest.js'
import { replaceFile } from '../store/atomic.js'
import type { FileSystem } from '../store/file-system.js'
import { createPagedFile } from '../store/paged-file.js'
import type { CatalogEntry } from './catalog.js'
import { writeCatalog } from './catalog.js'

/** A segment about to be committed, with its deletion bits. */
export interface PendingSegment {
  readonly name: string
  readonly bytes: number
  readonly articles: number
  readonly deleted: Uint8Array | undefined
  /** The entry of the last commit, where nothing about its deletions changed. */
  readonly committed: SegmentEntry | undefined
}

export interface CommitContext {
  readonly fs: FileSystem
  readonly dir: string
  /** A new file number each call. */
  nextFile(): number
}

/** Writes deletions, catalog and manifest; returns the new manifest. */
export function commit(
  context: CommitContext,
  segments: readonly PendingSegment[],
  files: Iterable<CatalogEntry>,
  base: Omit<Manifest, 'segments' | 'catalog' | 'nextFile'>,
): Manifest {
  const { fs, dir } = context
  const entries = segments.map((segment) => segment.committed ?? withDeletions(context, segment))
  const catalog = `${context.nextFile()}.files`
  writeCatalog(fs, join(dir, catalog), files)
  fs.syncFolder(dir)
  const manifest: Manifest = { ...base, segments: entries, catalog, nextFile: context.nextFile() }
  replaceFile(fs, join(dir, manifestName), encodeManifest(manifest))
  return manifest
}

function withDeletions(context: CommitContext, { name, bytes, articles, deleted }: PendingSegment): SegmentEntry {
  const count = deleted === undefined ? 0 : countDeleted(deleted)
  if (count === 0) return { name, bytes, articles }
  const file = `${context.nextFile()}.deleted`
  const writer = createPagedFile(context.fs, join(context.dir, file), formatVersion)
  writer.write(deleted!)
  writer.finish()
  return { name, bytes, articles, deletions: { name: file, count } }
}

/** Names of the files that belong to a commit. */
export function filesOf(manifest: Manifest): Set<string> {
  const names = manifest.segments.flatMap(({ name, deletions }) => (deletions === undefined ? [name] : [name, deletions.name]))
  return new Set([manifestName, manifest.catalog, ...names])
}

/** Removes files of ours that no commit names: leftovers of crashes and of commits that were replaced. */
export function removeLeftovers(fs: FileSystem, dir: string, manifest: Manifest | undefined): void {
  const wanted = manifest === undefined ? new Set<string>() : filesOf(manifest)
  for (const name of fs.list(dir)) {
    const ours = /^\d+\.(seg|files|deleted)$/.test(name) || name === `${manifestName}.tmp`
    if (!ours || wanted.has(name)) continue
    try {
      fs.remove(join(dir, name))
    } catch {
      // A reader may still hold it open on some systems: the next commit tries again.
    }
  }
}

/** Names the trouble behind a failed write. */
export function explainWriteError(error: unknown, dir: string): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const remedy = 'Free some space and run the command again; the last commit stands.'
    return new XunzhangError('DISK_FULL', 'no space left', { where: dir, remedy, cause: error })
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    const remedy = 'Choose another folder with --index, or change its permissions.'
    return new XunzhangError('NOT_WRITABLE', 'can\'t write here', { where: dir, remedy, cause: error })
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    const remedy = 'Choose another folder with --index.'
    return new XunzhangError('NOT_WRITABLE', 'not a folder', { where: dir, remedy, cause: error })
  }
  return error
}
