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
import { nodeFileSystem } from '../store/file-system.js'
import { acquireLock } from '../store/lock.js'
import type { BuildContext, Previous } from './build-context.js'
import { openAnalyzer } from './analyzers.js'
import type { AnalyzerConfig } from './analyzers.js'
import { readCatalog } from './catalog.js'
import { commit, explainWriteError, filesOf, removeLeftovers } from './commit.js'
import { mergeUntilCalm, singleSegment } from './merging.js'
import type { LiveSegment } from './merging.js'
import { readChanges } from './read-changes.js'
import { nameIn, openSegments, readManifest } from './snapshot.js'
import { createTaskRunner, interrupted } from './task-runner.js'
import type { TaskRunner } from './task-runner.js'
import type { BuildOptions, BuildReport } from './types.js'

const defaultMemory = 512 << 20
/** What the main thread and shared data take, and what one worker takes on top for a batch. */
const baseMemory = 160 << 20
const workerMemory = 160 << 20

/**
 * Builds the index in `options.dir`, or brings it up to date with the given paths.
 * @throws XunzhangError INDEX_LOCKED, INPUT_MISSING, NOT_WRITABLE, DISK_FULL, INTERRUPTED, LEXICON_INVALID, INDEX_DAMAGED
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  for (const path of options.paths) requirePath(path)
  return whileLocked(options.dir, async (fs, dir, began) => {
    const config = configure(fs, dir, options)
    const previous = openPrevious(fs, dir, config.rebuild)
    return withRunner(options, async (runner) => {
      const context = { fs, dir, options, analyzer: config.analyzer, previous, runner, nextFile: counter(fs, dir) }
      return guarded(context, () => update(context, began))
    })
  })
}

/**
 * Merges an index into one segment and drops deleted articles for good.
 * @throws XunzhangError INDEX_MISSING, INDEX_LOCKED, INDEX_DAMAGED, DISK_FULL, NOT_WRITABLE
 */
export async function compactIndex(dir: string, options: Omit<BuildOptions, 'paths' | 'dir'> = {}): Promise<BuildReport> {
  const build: BuildOptions = { ...options, dir, paths: [], jobs: 1 }
  return whileLocked(dir, async (fs, folder, began) => {
    const { analyzer } = configure(fs, folder, build)
    const previous = openPrevious(fs, folder, false)
    if (previous.manifest === undefined) {
      throw new XunzhangError('INDEX_MISSING', 'no index here', { where: dir, remedy: 'Build one with "xunzhang index".' })
    }
    return withRunner(build, async (runner) => {
      const context = { fs, dir: folder, options: build, analyzer, previous, runner, nextFile: counter(fs, folder) }
      return guarded(context, async () => {
        const segments = await singleSegment(context, liveSegments(previous))
        return finish(context, segments, previous.catalog.values(), previous.manifest!, began, noChanges)
      })
    })
  })
}

const noChanges = { added: 0, updated: 0, removed: 0, skipped: 0, failed: 0, bytes: 0 }

async function update(context: BuildContext, began: number): Promise<BuildReport> {
  const { options, previous } = context
  const changes = await readChanges(context)
  const live = await mergeUntilCalm(context, changes.segments)
  const base = {
    version: formatVersion,
    generation: (previous.manifest?.generation ?? 0) + 1,
    analyzer: openAnalyzer(context.analyzer).id,
    tokenizer: context.analyzer.tokenizer,
    lexicon: context.analyzer.lexicon,
    clean: options.clean ?? false,
    roots: options.paths.map((path) => resolve(path)),
  }
  return finish(context, live, changes.files, base, began, changes.counts)
}

type Base = Parameters<typeof commit>[3]

function finish(
  context: BuildContext,
  segments: readonly LiveSegment[],
  files: Parameters<typeof commit>[2],
  base: Base,
  began: number,
  counts: typeof noChanges,
): BuildReport {
  const { fs, dir, options } = context
  if (options.signal?.aborted === true) throw interrupted()
  options.onProgress?.({ stage: 'commit', done: 0, total: 1, unit: 'files' })
  const manifest = commit(context, segments, files, base)
  removeLeftovers(fs, dir, manifest)
  const articles = manifest.segments.reduce((sum, entry) => sum + entry.articles - (entry.deletions?.count ?? 0), 0)
  return { articles, ...counts, seconds: (performance.now() - began) / 1000, indexBytes: sizeOf(fs, dir, manifest) }
}

function requirePath(path: string): void {
  if (existsSync(path)) return
  throw new XunzhangError('INPUT_MISSING', 'no such file or folder', { where: path, remedy: 'Check the path.' })
}

async function whileLocked(
  folder: string,
  work: (fs: FileSystem, dir: string, began: number) => Promise<BuildReport>,
): Promise<BuildReport> {
  const fs = nodeFileSystem
  const began = performance.now()
  const dir = resolve(folder)
  let release: (() => void) | undefined
  try {
    fs.makeFolder(dir)
    release = acquireLock(fs, dir)
    return await work(fs, dir, began)
  } catch (error) {
    throw explainWriteError(error, folder)
  } finally {
    release?.()
  }
}

/** What the options leave open is taken from the last commit; what they change makes a new index. */
function configure(fs: FileSystem, dir: string, options: BuildOptions): { analyzer: AnalyzerConfig; rebuild: boolean } {
  const manifest = options.force === true ? undefined : readManifest(fs, dir)
  const analyzer: AnalyzerConfig = {
    tokenizer: options.tokenizer ?? (manifest?.tokenizer as AnalyzerConfig['tokenizer'] | undefined) ?? 'native',
    lexicon: options.lexicon === undefined ? (manifest?.lexicon ?? '') : options.lexicon === '' ? '' : resolve(options.lexicon),
  }
  const id = openAnalyzer(analyzer).id
  const sameClean = options.clean === undefined || options.clean === manifest?.clean
  return { analyzer, rebuild: manifest === undefined || manifest.analyzer !== id || !sameClean }
}

function openPrevious(fs: FileSystem, dir: string, rebuild: boolean): Previous {
  const manifest = rebuild ? undefined : readManifest(fs, dir)
  if (manifest === undefined) return { manifest, segments: [], catalog: new Map() }
  const catalog = readCatalog(fs, join(dir, manifest.catalog), nameIn(dir, manifest.catalog))
  return { manifest, segments: openSegments(fs, dir, manifest, 'window'), catalog }
}

function liveSegments(previous: Previous): LiveSegment[] {
  return (previous.manifest?.segments ?? []).map((entry, i) => {
    return { ...entry, deleted: previous.segments[i]!.deleted, committed: entry }
  })
}

async function withRunner(options: BuildOptions, work: (runner: TaskRunner) => Promise<BuildReport>): Promise<BuildReport> {
  const runner = await createTaskRunner(threads(options), options.signal)
  try {
    return await work(runner)
  } finally {
    await runner.close()
  }
}

function threads({ jobs, memory = defaultMemory }: BuildOptions): number {
  const affordable = Math.floor((memory - baseMemory) / workerMemory)
  return Math.max(1, Math.min(jobs ?? availableParallelism(), affordable))
}

/** Whatever fails, files that no commit names go, and those of the last commit stay. */
async function guarded(context: BuildContext, work: () => Promise<BuildReport>): Promise<BuildReport> {
  const { fs, dir, previous } = context
  try {
    return await work()
  } catch (error) {
    await context.runner.close()
    removeLeftovers(fs, dir, readManifestQuietly(fs, dir))
    throw error
  } finally {
    for (const segment of previous.segments) segment.close()
  }
}

function readManifestQuietly(fs: FileSystem, dir: string): Manifest | undefined {
  try {
    return readManifest(fs, dir)
  } catch {
    return undefined
  }
}

/** Numbers for new files: above all that are there, also those of a damaged or replaced index. */
function counter(fs: FileSystem, dir: string): () => number {
  const used = fs.list(dir).map((name) => Number.parseInt(name, 10)).filter((number) => !Number.isNaN(number))
  let next = Math.max(0, ...used) + 1
  return () => next++
}

function sizeOf(fs: FileSystem, dir: string, manifest: Manifest): number {
  let bytes = 0
  for (const name of filesOf(manifest)) {
    const handle = fs.openRead(join(dir, name))
    bytes += fs.size(handle)
    fs.close(handle)
  }
  return bytes
}
