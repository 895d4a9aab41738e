/**
 * Builds and updates an index: scans the folders, reads what changed in parallel, deletes articles that are gone,
 * merges segments if there are too many, and commits. The index on disk doesn't change before the commit.
 */
import { existsSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { PendingSegment } from '../storage/commit/commit.js'
import { machine } from '../storage/commit/environment.js'
import type { Environment } from '../storage/commit/environment.js'
import { changedWords } from '../storage/commit/lexicon-state.js'
import { XunzhangError } from '../base/errors.js'
import { formatVersion } from '../storage/segment/format.js'
import type { Manifest } from '../storage/segment/manifest.js'
import type { BuildContext } from './build-context.js'
import { checkBuild } from './check-options.js'
import { analyzerId, configure } from './configure.js'
import { requireArticles } from './emptied.js'
import { finish, reportOn } from './finish.js'
import type { Base } from './finish.js'
import { cleanedUp, whileLocked } from './locked-folder.js'
import { mergeUntilStable } from './merging.js'
import { openPrevious, requireNoGiven } from './previous.js'
import { readChanges } from './scan/read-changes.js'
import type { Changes } from './scan/read-changes.js'
import type { BuildOptions, BuildReport } from './types.js'

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
    return cleanedUp(context, () => update(context))
  })
}

function requirePath(path: string, dir: string): void {
  if (!existsSync(path)) throw new XunzhangError('PATH_MISSING', {}, { where: path })
  // Files in the index's folder are never read as articles.
  if (!`${resolve(path)}${sep}`.startsWith(`${resolve(dir)}${sep}`)) return
  throw new XunzhangError('ARTICLES_IN_INDEX', {}, { where: path })
}

async function update(context: BuildContext): Promise<BuildReport> {
  const changes = await readChanges(context)
  requireArticles(context.options, changes.segments, context.last)
  const live = await mergeUntilStable(context, changes.segments)
  const base = nextBase(context, changes)
  const { manifest } = context.previous
  const figures = { ...changes.counts, ...changes.lists }
  if (manifest === undefined || !isNothing(context, manifest, changes, live) || !isSameBase(manifest, base))
    return finish(context, live, { ...changes, lexicon: context.lexicon }, base, figures)
  // An earlier run may have been killed right after its commit. Syncing the folder makes its rename durable.
  context.fs.syncFolder(context.dir)
  return reportOn(context, manifest, figures)
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
