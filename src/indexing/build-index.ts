/**
 * Builds and updates an index: scans the folders, reads what changed in parallel, deletes articles that are gone,
 * merges segments if there are too many, and commits. The index on disk doesn't change before the commit.
 */
import { existsSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { isOutOfHandles, XunzhangError } from '../errors.js'
import { problem } from '../source/article.js'
import { formatVersion } from '../segment/format.js'
import { countArticles, manifestName } from '../segment/manifest.js'
import type { SegmentReader } from '../segment/reader.js'
import type { FieldTypes } from '../text/own-fields.js'
import { givenPath } from '../text/given-path.js'
import type { Manifest } from '../segment/manifest.js'
import type { FileSystem } from '../store/file-system.js'
import { makeDurableFolder } from '../store/folder.js'
import { acquireLock } from '../store/lock.js'
import type { Lock } from '../store/lock.js'
import type { BuildContext, Previous } from './build-context.js'
import { openAnalyzer, readUserWords } from '../analyzers/analyzers.js'
import type { AnalyzerConfig } from '../analyzers/analyzers.js'
import { readCatalog } from '../commit/catalog.js'
import { commit, commitBytes, fileNumbers, removeAfterFailure, removeLeftovers } from '../commit/commit.js'
import { interrupted } from '../commit/interrupted.js'
import { changedWords, joinWords, noWords, readLexiconState } from '../commit/lexicon-state.js'
import type { LexiconState } from '../commit/lexicon-state.js'
import { liveSegments } from './live-segments.js'
import type { LiveSegment } from './live-segments.js'
import { machine } from '../commit/environment.js'
import type { Environment } from '../commit/environment.js'
import { threadsFor } from './memory.js'
import { mergeUntilCalm, fewestSegments } from './merging.js'

import { checkBuild } from './check-options.js'
import { requireArticles } from './emptied.js'
import { readChanges } from './scan/read-changes.js'
import { createTelling } from './scan/tell.js'
import { requireFolder } from '../commit/require-folder.js'
import { missingIndex, nameIn, openSegments, readManifest, readRepeated } from '../commit/snapshot.js'
import { createTaskRunner } from './threads/create.js'
import type { TaskRunner } from './threads/runner.js'
import type { BuildOptions, BuildReport } from './types.js'
import { explainWriteError } from '../commit/write-errors.js'

/**
 * Builds the index in `options.dir`, or brings it up to date. The given paths are added to its sources; without any,
 * all its sources are scanned again. Options that aren't given are taken from the last commit.
 * @throws XunzhangError INDEX_LOCKED, INPUT_MISSING, NOT_WRITABLE, DISK_FULL, INTERRUPTED, LEXICON_INVALID,
 * INDEX_DAMAGED
 */
export async function buildIndex(options: BuildOptions, environment: Environment = machine): Promise<BuildReport> {
  checkBuild(options)
  for (const path of options.paths) requirePath(path, options.dir)
  return whileLocked(options, environment, async (folder) => {
    const config = configure(folder, options)
    if (config.rebuild && folder.last !== undefined) requireNoGiven(folder)
    const context = { ...folder, ...config, previous: openPrevious(folder, config.rebuild, config.lexicon) }
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
  checkBuild({ ...options, dir, paths: [] })
  // Checked here because `whileLocked` would create the folder.
  requireFolder(dir)
  if (readManifest(environment.fileSystem, resolve(dir)) === undefined) throw missingIndex(dir)
  return whileLocked({ ...options, dir, paths: [] }, environment, async (folder) => {
    const manifest = readManifest(folder.fs, folder.dir)
    if (manifest === undefined) throw missingIndex(dir)
    const { clean, tokenizer, fields } = manifest
    const previous = openPrevious(folder, false)
    const { lexicon } = previous
    const analyzer = {
      tokenizer: tokenizer as AnalyzerConfig['tokenizer'],
      lexicon: manifest.lexicon,
      words: lexicon.applied,
    }
    const context = { ...folder, analyzer, lexicon, clean, fields, previous }
    return guarded(context, async () => {
      const segments = await fewestSegments(context, liveSegments(context.previous))
      const base = { ...manifest, generation: manifest.generation + 1 }
      const { catalog, repeated } = context.previous
      return finish(context, segments, { files: catalog.values(), repeated, lexicon }, base, noChanges)
    })
  })
}

/** The part of a report that doesn't follow from the index itself. */
type Report = Omit<BuildReport, 'articles' | 'seconds' | 'indexBytes'>

const nothingTold = { roots: [], problems: [], sites: [], leftOut: [] }
const noChanges: Report = { added: 0, updated: 0, removed: 0, skipped: 0, failed: 0, bytes: 0, ...nothingTold }

async function update(context: BuildContext): Promise<BuildReport> {
  const { options, analyzer, lexicon, clean, fields } = context
  const changes = await readChanges(context)
  requireArticles(options, changes.segments, context.last)
  const live = await mergeUntilCalm(context, changes.segments)
  const kept = context.previous.manifest?.vectors
  const base = {
    version: formatVersion,
    generation: (context.last?.generation ?? 0) + 1,
    analyzer: idOf(analyzer),
    tokenizer: analyzer.tokenizer,
    lexicon: analyzer.lexicon,
    clean,
    ...(fields !== undefined && { fields }),
    ...(kept !== undefined && { vectors: kept }),
    ...(changes.toldApart.length > 0 && { toldApart: changes.toldApart }),
    ...changes.record,
  }
  const { manifest } = context.previous
  const isSameLexicon = changedWords(context.previous.lexicon.applied, lexicon.applied).length === 0
  const isNothing =
    changes.isNothing && isSameLexicon && live.length === manifest?.segments.length && live.every(isCommitted)
  if (manifest !== undefined && isNothing && isSameBase(manifest, base)) {
    // An earlier run may have been killed right after its commit. Syncing the folder makes its rename durable.
    context.fs.syncFolder(context.dir)
    return settle(context, manifest, { ...changes.counts, ...changes.told })
  }
  return finish(context, live, { ...changes, lexicon }, base, { ...changes.counts, ...changes.told })
}

function isCommitted({ committed }: LiveSegment): boolean {
  return committed !== undefined
}

/** Whether another commit would change nothing but its number. */
function isSameBase(manifest: Manifest, base: Base): boolean {
  const names = ['version', 'analyzer', 'tokenizer', 'lexicon', 'clean'] as const
  const roots = ({ roots, sources, emptyRoots, toldApart }: Base): string =>
    JSON.stringify([roots, sources, emptyRoots, toldApart])
  return names.every((name) => manifest[name] === base[name]) && roots(manifest) === roots(base)
}

/** The analyser's identity; reads only the part of the lexicon that identifies it. */
const idOf = (config: AnalyzerConfig): string => openAnalyzer({ ...config, isForQueries: true }).id

type Base = Parameters<typeof commit>[3]

function finish(
  context: BuildContext,
  segments: readonly LiveSegment[],
  sources: Parameters<typeof commit>[2],
  base: Base,
  counts: Report,
): BuildReport {
  const { options } = context
  if (options.signal?.aborted === true) throw interrupted()
  options.onProgress?.({ stage: 'commit', done: 0, total: 1, unit: 'files' })
  return settle(context, commit(context, segments, sources, base), counts)
}

/** Removes leftover files and makes the report. */
function settle({ fs, dir, began }: BuildContext, manifest: Manifest, counts: Report): BuildReport {
  removeLeftovers(fs, dir, manifest)
  return {
    articles: countArticles(manifest),
    ...counts,
    seconds: (performance.now() - began) / 1000,
    indexBytes: commitBytes(fs, dir, manifest),
  }
}

function requirePath(path: string, dir: string): void {
  if (!existsSync(path)) throw new XunzhangError('PATH_MISSING', {}, { where: path })
  // Files in the index's folder are never read as articles.
  if (!`${resolve(path)}${sep}`.startsWith(`${resolve(dir)}${sep}`)) return
  throw new XunzhangError('ARTICLES_IN_INDEX', {}, { where: path })
}

/** The index folder while this process holds the lock. */
type LockedFolder = Omit<BuildContext, 'previous' | 'analyzer' | 'lexicon' | 'clean' | 'fields'>

async function whileLocked(
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
    runner = createTaskRunner(threadsFor(options), options.signal, fs, options.compileLess)
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

interface Configuration {
  readonly analyzer: AnalyzerConfig
  readonly lexicon: LexiconState
  readonly clean: boolean
  readonly fields: FieldTypes | undefined
  /** Whether nothing of the last commit can be kept. */
  readonly rebuild: boolean
}

/**
 * Combines the options with the last commit, which provides everything that they don't set. A changed setting means a
 * new index, except for changed user words. Words taught to the index are kept whatever the options are.
 */
function configure(folder: LockedFolder, options: BuildOptions): Configuration {
  const { fs, dir } = folder
  const manifest = options.force === true ? undefined : readManifest(fs, dir)
  const last = options.force === true ? lastWords(folder) : readLexiconState(fs, dir, manifest)
  const given = options.lexicon ?? manifest?.lexicon ?? ''
  const path = given === '' ? '' : resolve(given)
  const words = joinWords(path === '' ? [] : readUserWords(path), last.taught)
  const tokenizer = options.tokenizer ?? (manifest?.tokenizer as AnalyzerConfig['tokenizer'] | undefined) ?? 'native'
  const analyzer: AnalyzerConfig = { tokenizer, lexicon: path, words }
  const clean = options.clean ?? manifest?.clean ?? false
  const fields = declaredFields(manifest?.fields, options.fields)
  const isSameFields = JSON.stringify(fields) === JSON.stringify(manifest?.fields)
  const isAlike = manifest?.clean === clean && isSameFields
  const isSame = isAlike && isCutBy(manifest, [analyzer, { ...analyzer, words: last.applied }])
  return { analyzer, lexicon: { taught: last.taught, applied: words }, clean, fields, rebuild: !isSame }
}

/** The fields of the last commit and the new ones; a field that is declared again gets the new type. */
function declaredFields(before: FieldTypes | undefined, more: FieldTypes | undefined): FieldTypes | undefined {
  return more === undefined || Object.keys(more).length === 0 ? before : { ...before, ...more }
}

/** Whether the index was built with one of the analysers. Later ones are opened only if the earlier ones differ. */
function isCutBy({ analyzer }: Manifest, configs: readonly AnalyzerConfig[]): boolean {
  return configs.some((config) => idOf(config) === analyzer)
}

/** The words of an index that is about to be rebuilt; reports a problem if they can't be read. */
function lastWords({ fs, dir, options }: LockedFolder): LexiconState {
  let file = manifestName
  try {
    const manifest = readManifest(fs, dir)
    file = manifest?.words?.name ?? file
    return readLexiconState(fs, dir, manifest)
  } catch (error) {
    requireHandles(error)
    createTelling(options, () => undefined, [])(problem(nameIn(dir, file), 'TAUGHT_WORDS_LOST', {}))
    return noWords
  }
}

function openPrevious({ fs, dir }: LockedFolder, rebuild: boolean, wanted?: LexiconState): Previous {
  const manifest = rebuild ? undefined : readManifest(fs, dir)
  if (manifest === undefined)
    return { manifest, segments: [], catalog: new Map(), repeated: new Map(), lexicon: noWords }
  const { catalog, catalogChecksum } = manifest
  const files = readCatalog(fs, join(dir, catalog), nameIn(dir, catalog), catalogChecksum)
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
function requireNoGiven({ fs, dir }: LockedFolder): void {
  const count = countGivenQuietly(fs, dir)
  if (count > 0) throw new XunzhangError('GIVEN_ARTICLES_LOST', { count }, { where: dir })
}

function countGivenQuietly(fs: FileSystem, dir: string): number {
  let segments: readonly SegmentReader[] = []
  try {
    const manifest = readManifest(fs, dir)
    if (manifest !== undefined) segments = openSegments(fs, dir, manifest, 'window')
    return segments.reduce((sum, segment) => sum + countGiven(segment), 0)
  } catch (error) {
    requireHandles(error)
    return 0
  } finally {
    for (const segment of segments) segment.close()
  }
}

function countGiven(segment: SegmentReader): number {
  const file = segment.files.indexOf(givenPath)
  if (file < 0) return 0
  let count = 0
  for (let article = 0; article < segment.articles; article++)
    if (segment.fileOf(article) === file && !segment.isDeleted(article)) count++
  return count
}

/** Runs the build. If it fails, files that no commit names are removed; those of the last commit stay. */
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

function readManifestQuietly(fs: FileSystem, dir: string): Manifest | undefined {
  try {
    return readManifest(fs, dir)
  } catch (error) {
    requireHandles(error)
    return undefined
  }
}

/**
 * Rethrows an error that means only that too many files are open. Data may be given up if it is damaged, but not if it
 * can't be opened at the moment.
 */
function requireHandles(error: unknown): void {
  if (error instanceof XunzhangError && isOutOfHandles(error.cause)) throw error
}
