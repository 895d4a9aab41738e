/**
 * Building and updating an index: scan the folder, read what changed in parallel, delete what went, merge what grew
 * too many, commit. Until the commit nothing of the index on disk changes.
 */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { XunzhangError } from '../errors.js'
import { formatVersion } from '../segment/format.js'
import type { Manifest } from '../segment/manifest.js'
import type { FileSystem } from '../store/file-system.js'
import { makeDurableFolder } from '../store/folder.js'
import { acquireLock } from '../store/lock.js'
import type { Lock } from '../store/lock.js'
import type { BuildContext, Previous } from './build-context.js'
import { openAnalyzer } from './analyzers.js'
import type { AnalyzerConfig } from './analyzers.js'
import { readCatalog } from './catalog.js'
import { commit, commitBytes, removeLeftovers } from './commit.js'
import { interrupted } from './interrupted.js'
import { liveSegments } from './live-segments.js'
import type { LiveSegment } from './live-segments.js'
import { machine } from './environment.js'
import type { Environment } from './environment.js'
import { mergeUntilCalm, singleSegment } from './merging.js'

import { readChanges } from './read-changes.js'
import { missingIndex, nameIn, openSegments, readManifest, readRepeated } from './snapshot.js'
import { createTaskRunner } from './task-runner.js'
import type { TaskRunner } from './task-runner.js'
import type { BuildOptions, BuildReport } from './types.js'
import { explainWriteError } from './write-errors.js'

const defaultMemory = 512 << 20
/** What the main thread and shared data take, and what one worker takes on top for a batch. */
const baseMemory = 160 << 20
const workerMemory = 160 << 20

/**
 * Builds the index in `options.dir`, or brings it up to date with the given paths. What the options leave open is as
 * in the last commit.
 * @throws XunzhangError INDEX_LOCKED, INPUT_MISSING, NOT_WRITABLE, DISK_FULL, INTERRUPTED, LEXICON_INVALID, INDEX_DAMAGED
 */
export async function buildIndex(options: BuildOptions, environment: Environment = machine): Promise<BuildReport> {
  for (const path of options.paths) requirePath(path)
  return whileLocked(options, environment, async (folder) => {
    const config = configure(folder, options)
    const context = { ...folder, ...config, previous: openPrevious(folder, config.rebuild) }
    return guarded(context, () => update(context))
  })
}

/**
 * Merges an index into one segment and drops deleted articles for good.
 * @throws XunzhangError INDEX_MISSING, INDEX_LOCKED, INDEX_DAMAGED, DISK_FULL, NOT_WRITABLE
 */
export async function compactIndex(
  dir: string,
  options: Omit<BuildOptions, 'paths' | 'dir'> = {},
  environment: Environment = machine,
): Promise<BuildReport> {
  return whileLocked({ ...options, dir, paths: [] }, environment, async (folder) => {
    const manifest = readManifest(folder.fs, folder.dir)
    if (manifest === undefined) throw missingIndex(dir)
    const { clean, lexicon, tokenizer } = manifest
    const analyzer = { tokenizer: tokenizer as AnalyzerConfig['tokenizer'], lexicon }
    const context = { ...folder, analyzer, clean, previous: openPrevious(folder, false) }
    return guarded(context, async () => {
      const segments = await singleSegment(context, liveSegments(context.previous))
      const base = { ...manifest, generation: manifest.generation + 1 }
      const { catalog, repeated } = context.previous
      return finish(context, segments, { files: catalog.values(), repeated }, base, noChanges)
    })
  })
}

const noChanges = { added: 0, updated: 0, removed: 0, skipped: 0, failed: 0, bytes: 0 }

async function update(context: BuildContext): Promise<BuildReport> {
  const { options, analyzer, clean } = context
  const changes = await readChanges(context)
  const live = await mergeUntilCalm(context, changes.segments)
  const base = {
    version: formatVersion,
    generation: context.lastGeneration + 1,
    analyzer: openAnalyzer(analyzer).id,
    tokenizer: analyzer.tokenizer,
    lexicon: analyzer.lexicon,
    clean,
    roots: options.paths.map((path) => resolve(path)),
  }
  const { manifest } = context.previous
  const isNothing = changes.isNothing && live.length === manifest?.segments.length && live.every(isCommitted)
  if (manifest !== undefined && isNothing && isSameBase(manifest, base))
    return settle(context, manifest, changes.counts)
  return finish(context, live, changes, base, changes.counts)
}

function isCommitted({ committed }: LiveSegment): boolean {
  return committed !== undefined
}

/** Nothing would be new in another commit but its number. */
function isSameBase(manifest: Manifest, base: Base): boolean {
  const names = ['version', 'analyzer', 'tokenizer', 'lexicon', 'clean'] as const
  return names.every((name) => manifest[name] === base[name]) && manifest.roots.join('\n') === base.roots.join('\n')
}

type Base = Parameters<typeof commit>[3]

function finish(
  context: BuildContext,
  segments: readonly LiveSegment[],
  sources: Parameters<typeof commit>[2],
  base: Base,
  counts: typeof noChanges,
): BuildReport {
  const { options } = context
  if (options.signal?.aborted === true) throw interrupted()
  options.onProgress?.({ stage: 'commit', done: 0, total: 1, unit: 'files' })
  return settle(context, commit(context, segments, sources, base), counts)
}

/** Tidies the folder and reports. */
function settle({ fs, dir, began }: BuildContext, manifest: Manifest, counts: typeof noChanges): BuildReport {
  removeLeftovers(fs, dir, manifest)
  const articles = manifest.segments.reduce((sum, entry) => sum + entry.articles - (entry.deletions?.count ?? 0), 0)
  return {
    articles,
    ...counts,
    seconds: (performance.now() - began) / 1000,
    indexBytes: commitBytes(fs, dir, manifest),
  }
}

function requirePath(path: string): void {
  if (existsSync(path)) return
  throw new XunzhangError('INPUT_MISSING', 'no such file or folder', { where: path, remedy: 'Check the path.' })
}

/** The index folder while this process alone may write to it. */
type LockedFolder = Omit<BuildContext, 'previous' | 'analyzer' | 'clean'>

async function whileLocked(
  options: BuildOptions,
  { fileSystem: fs }: Environment,
  work: (folder: LockedFolder) => Promise<BuildReport>,
): Promise<BuildReport> {
  const began = performance.now()
  const dir = resolve(options.dir)
  let lock: Lock | undefined
  let runner: TaskRunner | undefined
  try {
    makeDurableFolder(fs, dir)
    lock = acquireLock(fs, dir)
    runner = createTaskRunner(threads(options), options.signal, fs)
    const last = readManifestQuietly(fs, dir)
    const lastGeneration = last?.generation ?? 0
    return await work({ fs, dir, options, began, lock, runner, lastGeneration, nextFile: counter(fs, dir, last) })
  } catch (error) {
    throw explainWriteError(error, options.dir)
  } finally {
    await runner?.close()
    lock?.release()
  }
}

interface Configuration {
  readonly analyzer: AnalyzerConfig
  readonly clean: boolean
  /** Nothing of the last commit can be kept. */
  readonly rebuild: boolean
}

/** What the options leave open is taken from the last commit; what they change makes a new index. */
function configure({ fs, dir }: LockedFolder, options: BuildOptions): Configuration {
  const manifest = options.force === true ? undefined : readManifest(fs, dir)
  const analyzer: AnalyzerConfig = {
    tokenizer: options.tokenizer ?? (manifest?.tokenizer as AnalyzerConfig['tokenizer'] | undefined) ?? 'native',
    lexicon:
      options.lexicon === undefined
        ? (manifest?.lexicon ?? '')
        : options.lexicon === ''
          ? ''
          : resolve(options.lexicon),
  }
  const { id } = openAnalyzer(analyzer)
  const clean = options.clean ?? manifest?.clean ?? false
  return { analyzer, clean, rebuild: manifest?.analyzer !== id || manifest.clean !== clean }
}

function openPrevious({ fs, dir }: LockedFolder, rebuild: boolean): Previous {
  const manifest = rebuild ? undefined : readManifest(fs, dir)
  if (manifest === undefined) return { manifest, segments: [], catalog: new Map(), repeated: new Map() }
  const { catalog, catalogChecksum } = manifest
  const files = readCatalog(fs, join(dir, catalog), nameIn(dir, catalog), catalogChecksum)
  const repeated = readRepeated(fs, dir, manifest)
  return { manifest, segments: openSegments(fs, dir, manifest, 'window'), catalog: files, repeated }
}

function threads({ jobs, memory = defaultMemory }: BuildOptions): number {
  const affordable = Math.floor((memory - baseMemory) / workerMemory)
  return Math.max(1, Math.min(jobs ?? availableParallelism(), affordable))
}

/** Whatever fails, files that no commit names go, and those of the last commit stay. */
async function guarded(context: BuildContext, work: () => Promise<BuildReport>): Promise<BuildReport> {
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

/**
 * A manifest that can't be read just now may name any file, and without the lock another's new files lie there: then
 * nothing is removed.
 */
function removeAfterFailure({ fs, dir, lock }: BuildContext): void {
  try {
    lock.confirm()
    removeLeftovers(fs, dir, readManifest(fs, dir))
  } catch {
    // The next commit removes what is left.
  }
}

function readManifestQuietly(fs: FileSystem, dir: string): Manifest | undefined {
  try {
    return readManifest(fs, dir)
  } catch {
    return undefined
  }
}

/**
 * Numbers for new files: above all that are there, also those of a damaged or replaced index, and above all that a
 * reader may still know from an earlier commit.
 */
function counter(fs: FileSystem, dir: string, manifest: Manifest | undefined): () => number {
  const used = fs
    .list(dir)
    .map((name) => Number.parseInt(name, 10))
    .filter((number) => !Number.isNaN(number))
  let next = Math.max(0, manifest?.nextFile ?? 0, ...used.map((number) => number + 1), 1)
  return () => next++
}
