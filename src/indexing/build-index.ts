/**
 * Builds and updates an index: scans the folders, reads what changed in parallel, deletes articles that are gone,
 * merges segments if there are too many, and commits. The index on disk doesn't change before the commit.
 */
import { resolve, sep, join } from 'node:path'
import type { PendingSegment } from '../storage/commit/commit.js'
import { machine, readManifest, type Environment } from '../storage/commit/snapshot.js'
import { changedWords, joinWords, noWords, readLexiconState } from '../storage/commit/lexicon-state.js'
import type { LexiconState } from '../storage/commit/lexicon-state.js'
import { XunzhangError } from '../base/errors.js'
import { formatVersion } from '../storage/segment/format.js'
import { manifestName, type Manifest } from '../storage/segment/manifest.js'
import {
  cleanedUp,
  whileLocked,
  requireHandles,
  openPrevious,
  requireNoGiven,
  finish,
  reportOn,
} from './build-context.js'
import type { BuildContext, LockedFolder, Base } from './build-context.js'
import { checkBuild, requirePaths } from './check-options.js'
import { requireArticles } from './scan/scan-roots.js'
import { mergeUntilStable } from './merging.js'
import type { BuildOptions, BuildReport } from './types.js'
import { openAnalyzer, readUserWords, type AnalyzerConfig } from '../text/analyzers/analyzers.js'
import { problem } from '../source/article.js'
import type { FieldTypes } from '../text/schema.js'
import { createProblemReporter, reportLists, requireReadable } from './scan/report-problems.js'
import { draftMark } from '../storage/commit/catalog.js'
import { sumOfBlocks } from './tasks/block-tally.js'
import { catalogEntries, isSameEntry } from './scan/catalog-entries.js'
import { findChanges, planFiles, type FoundChanges } from './scan/plan-update.js'
import { findOldArticles } from './scan/old-articles.js'
import { readBatches } from './scan/read-batches.js'
import { settleChanges, type SettledChanges } from './scan/settle-changes.js'

/** How a build analyses and cleans, and whether nothing of the last commit can be kept. */
type Configuration = Pick<BuildContext, 'analyzer' | 'lexicon' | 'clean' | 'fields'> & { readonly rebuild: boolean }

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
  const isCutBy = (config: AnalyzerConfig): boolean => analyzerId(config) === manifest?.analyzer
  const isSame = isAlike && [analyzer, { ...analyzer, words: last.applied }].some(isCutBy)
  return { analyzer, lexicon: { taught: last.taught, applied: words }, clean, fields, rebuild: !isSame }
}

/** The fields of the last commit and the new ones; a field that is declared again gets the new type. */
function declaredFields(before: FieldTypes | undefined, more: FieldTypes | undefined): FieldTypes | undefined {
  return more === undefined || Object.keys(more).length === 0 ? before : { ...before, ...more }
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
    createProblemReporter(options, () => undefined, [])(problem(join(dir, file), 'INDEX_FILE', { what: 'words' }))
    return noWords
  }
}

/** The analyser's identity. */
const analyzerId = (config: AnalyzerConfig): string => openAnalyzer(config).id

/**
 * Builds the index in `options.dir`, or brings it up to date. The given paths are added to its sources; without any,
 * all its sources are scanned again. Options that aren't given are taken from the last commit.
 * @throws XunzhangError INDEX_LOCKED, INPUT_MISSING, NOT_WRITABLE, DISK_FULL, INTERRUPTED, LEXICON_INVALID,
 * INDEX_DAMAGED
 */
export async function buildIndex(options: BuildOptions, environment: Environment = machine): Promise<BuildReport> {
  checkBuild(options)
  for (const path of options.paths) {
    requirePaths([path])
    requireOutside(path, options.dir)
  }
  return whileLocked(options, environment, async (folder) => {
    const config = configure(folder, options)
    if (config.rebuild && folder.last !== undefined) requireNoGiven(folder)
    const context = { ...folder, ...config, previous: openPrevious(folder, config.rebuild, config.lexicon) }
    return cleanedUp(context, () => update(context))
  })
}

/** Files in the index's folder are never read as articles. */
function requireOutside(path: string, dir: string): void {
  if (!`${resolve(path)}${sep}`.startsWith(`${resolve(dir)}${sep}`)) return
  throw new XunzhangError('SOURCE_REFUSED', { what: 'inIndex' }, { where: path })
}

async function update(context: BuildContext): Promise<BuildReport> {
  const changes = await readChanges(context)
  requireArticles(context.options, changes.roots, changes.segments, context.last)
  const live = await mergeUntilStable(context, changes.segments)
  const base = nextBase(context, changes)
  const { manifest } = context.previous
  if (manifest === undefined || !isNothing(context, manifest, changes, live) || !isSameBase(manifest, base))
    return finish(context, live, { ...changes, lexicon: context.lexicon }, base, changes.figures)
  // An earlier run may have been killed right after its commit. Syncing the folder makes its rename durable.
  context.fs.syncFolder(context.dir)
  return reportOn(context, manifest, changes.figures)
}

function nextBase({ analyzer, clean, fields, last, previous }: BuildContext, changes: Changes): Base {
  const vectors = previous.manifest?.vectors
  return {
    version: formatVersion,
    generation: (last?.generation ?? 0) + 1,
    analyzer: analyzerId(analyzer),
    tokenizer: analyzer.tokenizer,
    lexicon: analyzer.lexicon,
    clean,
    ...(fields !== undefined && { fields }),
    ...(vectors !== undefined && { vectors }),
    ...(changes.toldApart.length > 0 && { toldApart: changes.toldApart }),
    ...changes.record,
  }
}

/** Whether files, words and segments are those of the last commit. */
function isNothing(
  { previous, lexicon }: BuildContext,
  { segments }: Manifest,
  changes: Changes,
  live: readonly PendingSegment[],
): boolean {
  const isSameLexicon = changedWords(previous.lexicon.applied, lexicon.applied).length === 0
  const isCommitted = ({ committed }: PendingSegment): boolean => committed !== undefined
  return changes.isNothing && isSameLexicon && live.length === segments.length && live.every(isCommitted)
}

/** Whether another commit would change nothing but its number. */
function isSameBase(manifest: Manifest, base: Base): boolean {
  const names = ['version', 'analyzer', 'tokenizer', 'lexicon', 'clean'] as const
  const roots = ({ roots, sources, emptyRoots, toldApart }: Base): string =>
    JSON.stringify([roots, sources, emptyRoots, toldApart])
  return names.every((name) => manifest[name] === base[name]) && roots(manifest) === roots(base)
}

/**
 * What changed since the last commit, read into new segments; articles that are gone are marked as deleted. `segments`
 * are the old ones, with their deletions and moves, then the new ones.
 */
type Changes = Awaited<ReturnType<typeof readChanges>>

async function readChanges(context: BuildContext) {
  const { options, previous, last } = context
  options.onProgress?.({ stage: 'scan', done: 0, total: 1, unit: 'files' })
  const recorded = { ...previous, roots: last, isNew: previous.manifest === undefined }
  const found = await findChanges(options, recorded, context.now(), context.dir)
  const { toRead, gone, unchanged } = found
  const old = findOldArticles(previous.segments, new Set([...toRead, ...gone].map(({ path }) => path)))
  const planned = planFiles(toRead, old)
  const results = await readBatches(context, planned, found.repeated)
  const settled = await settleChanges(context, found, { old, planned, results })
  for (const { problems } of settled.units) for (const problem of problems) found.report(problem)
  requireReadable(options, { scan: found.scan, unchanged, units: settled.units, isHeld: old.size > 0 })
  const { scan, repeated, rest, problems } = found
  const { segments, toldApart, units } = settled
  const files = [...rest, ...unchanged, ...catalogEntries(toRead, units, previous.catalog)]
  const isSameFiles = gone.length === 0 && files.every((entry) => isSameEntry(entry, previous.catalog.get(entry.path)))
  return {
    segments,
    toldApart,
    repeated,
    files,
    record: scan.record,
    roots: scan.roots,
    figures: { ...countsOf(found, settled), ...reportLists(scan, problems, files) },
    /** Whether nothing has changed, not even the catalog. */
    isNothing: isSameFiles && settled.isNothing && repeated === previous.repeated,
  }
}

function countsOf({ scan, unchanged }: FoundChanges, { counts, units }: SettledChanges) {
  // The problems of unchanged files were reported when they were read, but still count.
  const known = unchanged.reduce((sum, { problems }) => sum + (problems < draftMark ? problems : 0), 0)
  const failed = scan.problems.length + known + units.reduce((sum, unit) => sum + unit.problems.length, 0)
  const bytes = units.reduce((sum, unit) => sum + unit.bytes, 0)
  const blocksLeftOut = sumOfBlocks(units.map((unit) => unit.blocksLeftOut))
  return { ...counts, skipped: unchanged.length, failed, bytes, blocksLeftOut }
}
