/** The commit: everything a manifest names is durable before the manifest itself is replaced. */
import { join } from '#system/path'
import { countDeleted, encodeMoves, type Moves } from '../segment/moves.js'
import { formatVersion } from '../segment/format.js'
import { encodeManifest, manifestName } from '../segment/manifest.js'
import type { Manifest, SegmentEntry, VectorsEntry } from '../segment/manifest.js'
import { replaceFile, temporaryName } from '../store/atomic.js'
import type { FileSystem } from '../store/file-system.js'
import { quietly } from '../store/damage.js'
import { removeSetAside, type Lock } from '../store/lock.js'
import { openPagedFile } from '../store/paged/reader.js'
import { writePagedFile } from '../store/paged/writer.js'
import { writeCatalog, encodeRepeated, type CatalogEntry, type RepeatedLines } from './catalog.js'
import { encodeLexiconState, type LexiconState } from './lexicon-state.js'
import { readManifest } from './snapshot.js'

/** A segment about to be committed, with its deletion bits and moves. */
export interface PendingSegment {
  readonly name: string
  readonly bytes: number
  readonly articles: number
  readonly deleted: Uint8Array | undefined
  readonly moves: Moves | undefined
  /** The file of its vectors, which exists already. */
  readonly vectors?: SegmentEntry['vectors']
  /** Known if the segment is from an earlier commit. */
  readonly checksum?: number
  /** Its entry in the last commit, if deletions and moves have not changed since. */
  readonly committed: SegmentEntry | undefined
}

export interface CommitContext {
  readonly fs: FileSystem
  readonly dir: string
  readonly lock: Lock
  /** A new file number each call. */
  nextFile(): number
}

export interface Sources {
  readonly files: Iterable<CatalogEntry>
  readonly repeated: RepeatedLines
  readonly lexicon: LexiconState
}

/** Writes deletions, moves, catalog, repeated lines and manifest; returns the new manifest. */
export function commit(
  context: CommitContext,
  segments: readonly PendingSegment[],
  { files, repeated, lexicon }: Sources,
  base: Omit<Manifest, 'segments' | 'catalog' | 'catalogChecksum' | 'repeated' | 'words' | 'nextFile'>,
): Manifest {
  const { fs, dir } = context
  const entries = entriesOf(context, segments)
  const catalog = `${context.nextFile()}.files`
  writeCatalog(fs, join(dir, catalog), files)
  const catalogChecksum = checksumOf(fs, dir, catalog)
  const lines = repeated.size === 0 ? {} : { repeated: putFile(context, 'lines', encodeRepeated(repeated)) }
  const named = { segments: entries, catalog, catalogChecksum, ...lines, ...putWords(context, lexicon) }
  return replaceManifest(context, { ...base, ...named, nextFile: context.nextFile() })
}

/** Commits new segments while the sources stay the same: catalog, repeated lines and words are kept. */
export function commitSegments(context: CommitContext, segments: readonly PendingSegment[], last: Manifest): Manifest {
  return commitChange(context, { ...last, segments: entriesOf(context, segments) })
}

/** Commits new vectors; the rest of the index stays the same. */
export function commitVectors(
  context: CommitContext,
  segments: readonly SegmentEntry[],
  vectors: VectorsEntry,
  last: Manifest,
): Manifest {
  return commitChange(context, { ...last, vectors, segments })
}

/** Commits new user words; the rest of the index stays the same. */
export function commitWords(context: CommitContext, lexicon: LexiconState, last: Manifest): Manifest {
  const { words: _, ...rest } = last
  return commitChange(context, { ...rest, ...putWords(context, lexicon) })
}

/** @param manifest the last one with its changes */
function commitChange(context: CommitContext, manifest: Manifest): Manifest {
  return replaceManifest(context, { ...manifest, generation: manifest.generation + 1, nextFile: context.nextFile() })
}

/** Writes the vectors of a segment; no commit names them yet. */
export function putVectors(
  context: CommitContext,
  rows: Uint8Array,
  count: number,
): NonNullable<SegmentEntry['vectors']> {
  return { count, ...putFile(context, 'vectors', rows) }
}

function putWords(context: CommitContext, lexicon: LexiconState): Pick<Manifest, 'words'> {
  const isEmpty = lexicon.taught.length === 0 && lexicon.applied.length === 0
  return isEmpty ? {} : { words: putFile(context, 'words', encodeLexiconState(lexicon)) }
}

function replaceManifest({ fs, dir, lock }: CommitContext, manifest: Manifest): Manifest {
  const { vectors: _, ...rest } = manifest
  // The description of the vectors is dropped when no segment has any.
  const named = rest.segments.some((segment) => segment.vectors !== undefined) ? manifest : rest
  fs.syncFolder(dir)
  lock.confirm()
  replaceFile(fs, join(dir, manifestName), encodeManifest(named))
  return named
}

function entriesOf(context: CommitContext, segments: readonly PendingSegment[]): SegmentEntry[] {
  return segments.map((segment) => segment.committed ?? entryOf(context, segment))
}

function entryOf(context: CommitContext, segment: PendingSegment): SegmentEntry {
  const { name, bytes, articles, deleted, moves, vectors } = segment
  const { fs, dir } = context
  const checksum = segment.checksum ?? checksumOf(fs, dir, name)
  const count = deleted === undefined ? 0 : countDeleted(deleted)
  return {
    name,
    bytes,
    articles,
    checksum,
    ...(count > 0 && { deletions: { count, ...putFile(context, 'deleted', deleted!) } }),
    ...(moves && { moves: putFile(context, 'moved', encodeMoves(moves)) }),
    ...(vectors && { vectors }),
  }
}

function putFile(context: CommitContext, ending: string, content: Uint8Array): { name: string; checksum: number } {
  const { fs, dir } = context
  const name = `${context.nextFile()}.${ending}`
  writePagedFile(fs, join(dir, name), formatVersion, content)
  return { name, checksum: checksumOf(fs, dir, name) }
}

/** Reads the end of a new file back, so that the manifest names only files that are known to be complete. */
export function checksumOf(fs: FileSystem, dir: string, name: string): number {
  const file = openPagedFile(fs, join(dir, name), { version: formatVersion, cache: 'window' })
  file.close()
  return file.checksum
}

export function filesOf(manifest: Manifest): Set<string> {
  const names = manifest.segments.flatMap(({ name, deletions, moves, vectors }) => {
    return [name, deletions?.name, moves?.name, vectors?.name].filter((file) => file !== undefined)
  })
  const others = [manifest.repeated?.name, manifest.words?.name].filter((file) => file !== undefined)
  return new Set([manifestName, manifest.catalog, ...others, ...names])
}

/** Bytes of all files of a commit; a file that can't be opened any more counts as 0. */
export function commitBytes(fs: FileSystem, dir: string, manifest: Manifest): number {
  return [...filesOf(manifest)].reduce((sum, name) => sum + fileSize(fs, join(dir, name)), 0)
}

function fileSize(fs: FileSystem, path: string): number {
  try {
    const handle = fs.openRead(path)
    try {
      return fs.size(handle)
    } finally {
      fs.close(handle)
    }
  } catch {
    return 0
  }
}

/**
 * Removes files of the index that no commit names: leftovers of crashes and of commits that were replaced. Never
 * throws: the commit stands whether or not the folder is tidy.
 */
export function removeLeftovers(fs: FileSystem, dir: string, manifest: Manifest | undefined): void {
  const wanted = manifest === undefined ? new Set<string>() : filesOf(manifest)
  try {
    removeSetAside(fs, dir)
    for (const name of fs.list(dir)) if (isOurs(name) && !wanted.has(name)) quietly(() => fs.remove(join(dir, name)))
  } catch {
    // The next commit tries again.
  }
}

/**
 * Removes what a failed run wrote. Nothing is removed if the manifest can't be read, because it may name any file, or
 * if the lock is lost, because the new files may be those of another process.
 */
export function removeAfterFailure({ fs, dir, lock }: Pick<CommitContext, 'fs' | 'dir' | 'lock'>): void {
  try {
    lock.confirm()
    // Until the rename of a manifest is durable, a crash may bring back the previous one, which needs its files.
    fs.syncFolder(dir)
    removeLeftovers(fs, dir, readManifest(fs, dir))
  } catch {
    // The next commit removes what is left.
  }
}

/** Whether a file belongs to an index, by its name. */
export function isOurs(name: string): boolean {
  return /^\d+\.(seg|files|deleted|moved|lines|words|vectors)$/.test(name) || name === temporaryName(manifestName)
}

/**
 * Numbers for new files. They are above those of all existing files, including those of a damaged or replaced index,
 * and above those that a reader may still know from an earlier commit.
 */
export function fileNumbers(fs: FileSystem, dir: string, manifest: Manifest | undefined): () => number {
  const used = new Set(fs.list(dir).map((name) => Number.parseInt(name, 10)))
  let next = manifest?.nextFile ?? 1
  for (const number of used) if (number < largestNumber && number >= next) next = number + 1
  // A foreign index may have numbers that are too large to count on from; then the lowest free ones are taken.
  if (next > largestNumber) next = 1
  return () => {
    while (used.has(next)) next++
    return next++
  }
}

/** Beyond any number that writing can reach. */
const largestNumber = 1e14
