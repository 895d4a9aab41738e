/** What the steps of one build share. */
import { manifestName, countArticles, type Manifest } from '../storage/segment/manifest.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import type { AnalyzerConfig } from '../text/analyzers/analyzers.js'
import { readCatalog, type Catalog, type RepeatedLines } from '../storage/commit/catalog.js'
import { fileNumbers, removeAfterFailure, commit, commitBytes, removeLeftovers } from '../storage/commit/commit.js'
import type { CommitContext, PendingSegment } from '../storage/commit/commit.js'
import { changedWords, noWords, readLexiconState, type LexiconState } from '../storage/commit/lexicon-state.js'
import { TaskRunner } from './threads/runner.js'
import type { FieldTypes } from '../text/schema.js'
import type { BuildOptions, BuildReport } from './types.js'
import { join, resolve } from 'node:path'
import { readManifest, openSegments, readRepeated, type Environment } from '../storage/commit/snapshot.js'
import { requireFolder, explainWriteError, interrupted } from '../storage/commit/write-errors.js'
import { isOutOfHandles, XunzhangError } from '../base/errors.js'
import type { FileSystem } from '../storage/store/file-system.js'
import { makeDurableFolder } from '../storage/store/atomic.js'
import { acquireLock, type Lock } from '../storage/store/lock.js'
import { givenPath } from '../text/qualified-ids.js'
import { availableParallelism } from 'node:os'
import { LIMITS } from '../source/limits.js'

type Bounds = Pick<BuildOptions, 'jobs' | 'memory'>

const defaultMemory = 512 << 20
/** Memory of the main thread and shared data, and memory of each worker for a batch. */
const baseMemory = 160 << 20
const workerMemory = 160 << 20
/** Bytes of memory, at most, for each byte of a file while its text is read, cleaned and cut (docs/RELIABILITY.md). */
const memoryPerByte = 9

function threadsFor({ jobs, memory = defaultMemory }: Bounds): number {
  const affordable = Math.floor((memory - baseMemory) / workerMemory)
  return Math.max(1, Math.min(jobs ?? availableParallelism(), affordable))
}

/** Bytes of the largest file of one article that is read. Without a memory limit, the general limit applies. */
export function mostArticleBytes({ memory }: Bounds): number {
  if (memory === undefined) return LIMITS.articleBytes
  const affordable = Math.max(memory - baseMemory, baseMemory / 4) / memoryPerByte
  return Math.min(LIMITS.articleBytes, Math.floor(affordable))
}

/** What an earlier commit left; empty before the first. */
export interface Previous {
  readonly manifest: Manifest | undefined
  readonly segments: readonly SegmentReader[]
  readonly catalog: Catalog
  readonly repeated: RepeatedLines
  readonly lexicon: LexiconState
}

export interface BuildContext extends CommitContext {
  readonly options: BuildOptions
  readonly analyzer: AnalyzerConfig
  /** The user's words as of this commit. */
  readonly lexicon: LexiconState
  /** Whether the texts of records are cleaned too. */
  readonly clean: boolean
  /** The collection's own fields, if any were declared. */
  readonly fields: FieldTypes | undefined
  readonly previous: Previous
  readonly runner: TaskRunner
  /** The last commit, even if nothing of it is kept; undefined before the first, and if it can't be read. */
  readonly last: Manifest | undefined
  /** The clock that dates source files. */
  readonly now: () => number
  /** `performance.now()` at the start. */
  readonly began: number
}

/** The index folder while this process holds the lock. */
export type LockedFolder = Omit<BuildContext, 'previous' | 'analyzer' | 'lexicon' | 'clean' | 'fields'>

/** Takes the lock, works, and releases it. Creates the folder if there is none. */
export async function whileLocked(
  options: BuildOptions,
  { fileSystem: fs, now = Date.now }: Environment,
  work: (folder: LockedFolder) => Promise<BuildReport>,
): Promise<BuildReport> {
  const began = performance.now()
  requireFolder(options.dir)
  const dir = resolve(options.dir)
  let lock: Lock | undefined
  let runner: TaskRunner | undefined
  try {
    // If there is a manifest, the folder was made durable before the first commit.
    makeDurableFolder(fs, dir, () => fs.exists(join(dir, manifestName)))
    lock = acquireLock(fs, dir)
    runner = new TaskRunner(threadsFor(options), options.signal, fs, options.compileLess)
    // With `force` nothing is kept, so the index may be damaged. Without it, a damaged manifest must be an error,
    // because the generations would otherwise start again.
    const last = options.force === true ? readManifestQuietly(fs, dir) : readManifest(fs, dir)
    return await work({
      fs,
      dir,
      now,
      options,
      began,
      lock,
      runner,
      last,
      nextFile: fileNumbers(fs, dir, last),
    })
  } catch (error) {
    throw explainWriteError(error, options.dir)
  } finally {
    await runner?.close()
    lock?.release()
  }
}

/** Runs the build. If it fails, files that no commit names are removed; those of the last commit stay. */
export async function cleanedUp(context: BuildContext, work: () => Promise<BuildReport>): Promise<BuildReport> {
  try {
    return await work()
  } catch (error) {
    await context.runner.close()
    removeAfterFailure(context)
    throw error
  } finally {
    for (const segment of context.previous.segments) segment.close()
  }
}

function readManifestQuietly(fs: FileSystem, dir: string): Manifest | undefined {
  try {
    return readManifest(fs, dir)
  } catch (error) {
    requireHandles(error)
    // A rebuild replaces a damaged index, but no file of another program.
    if (error instanceof XunzhangError && (error.parameters as { what?: string }).what === 'foreign') throw error
    return undefined
  }
}

/**
 * Rethrows an error that means only that too many files are open. Data may be given up if it is damaged, but not if it
 * can't be opened at the moment.
 */
export function requireHandles(error: unknown): void {
  if (error instanceof XunzhangError && isOutOfHandles(error.cause)) throw error
}

/**
 * @param rebuild whether nothing is kept
 * @param wanted the words of the new commit, if the articles with changed words will be searched for
 */
export function openPrevious({ fs, dir }: LockedFolder, rebuild: boolean, wanted?: LexiconState): Previous {
  const manifest = rebuild ? undefined : readManifest(fs, dir)
  if (manifest === undefined)
    return { manifest, segments: [], catalog: new Map(), repeated: new Map(), lexicon: noWords }
  const { catalog, catalogChecksum } = manifest
  const files = readCatalog(fs, join(dir, catalog), catalogChecksum)
  const repeated = readRepeated(fs, dir, manifest)
  const lexicon = readLexiconState(fs, dir, manifest)
  // Searching for changed words reads scattered pages; everything else reads from front to back.
  const isSearched = wanted !== undefined && changedWords(lexicon.applied, wanted.applied).length > 0
  const segments = openSegments(fs, dir, manifest, isSearched ? 'mirror' : 'window')
  return { manifest, segments, catalog: files, repeated, lexicon }
}

/**
 * Refuses to drop articles that a program added, because they have no source to be read from again. In a damaged index,
 * only those that can be read count; the others are lost anyway.
 */
export function requireNoGiven({ fs, dir }: LockedFolder): void {
  const count = countGivenQuietly(fs, dir)
  if (count > 0) throw new XunzhangError('INDEX_UNFIT', { what: 'given', count }, { where: dir })
}

function countGivenQuietly(fs: FileSystem, dir: string): number {
  let segments: readonly SegmentReader[] = []
  try {
    const manifest = readManifest(fs, dir)
    if (manifest !== undefined) segments = openSegments(fs, dir, manifest, 'window')
    let count = 0
    for (const segment of segments) {
      const file = segment.files.indexOf(givenPath)
      for (let article = 0; file >= 0 && article < segment.articles; article++)
        if (segment.fileOf(article) === file && !segment.isDeleted(article)) count++
    }
    return count
  } catch (error) {
    requireHandles(error)
    return 0
  } finally {
    for (const segment of segments) segment.close()
  }
}

/** The part of a report that doesn't follow from the index itself. */
export type Figures = Omit<BuildReport, 'articles' | 'seconds' | 'indexBytes'>

/** The part of a manifest that a commit doesn't determine itself. */
export type Base = Parameters<typeof commit>[3]

export function finish(
  context: BuildContext,
  segments: readonly PendingSegment[],
  sources: Parameters<typeof commit>[2],
  base: Base,
  figures: Figures,
): BuildReport {
  const { options } = context
  if (options.signal?.aborted === true) throw interrupted()
  options.onProgress?.({ stage: 'commit', done: 0, total: 1, unit: 'files' })
  return reportOn(context, commit(context, segments, sources, base), figures)
}

/** Removes leftover files and makes the report. */
export function reportOn({ fs, dir, began }: BuildContext, manifest: Manifest, figures: Figures): BuildReport {
  removeLeftovers(fs, dir, manifest)
  return {
    articles: countArticles(manifest),
    ...figures,
    seconds: (performance.now() - began) / 1000,
    indexBytes: commitBytes(fs, dir, manifest),
  }
}
