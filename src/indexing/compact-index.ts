/** Compacts an index: one segment, or as few as the format allows, without deleted articles. */
import { resolve } from 'node:path'
import type { AnalyzerConfig } from '../text/analyzers/analyzers.js'
import { machine, missingIndex, readManifest, type Environment } from '../storage/commit/snapshot.js'
import { requireFolder } from '../storage/commit/write-errors.js'
import { checkBuild } from './check-options.js'
import { finish, cleanedUp, whileLocked, openPrevious, type Figures } from './build-context.js'
import { liveSegments } from './scan/old-articles.js'
import { fewestSegments } from './merging.js'
import { sumOfBlocks } from './tasks/block-tally.js'
import type { BuildOptions, BuildReport } from './types.js'

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
    const { clean, fields } = manifest
    const previous = openPrevious(folder, false)
    const { lexicon } = previous
    const tokenizer = manifest.tokenizer as AnalyzerConfig['tokenizer']
    const analyzer = { tokenizer, lexicon: manifest.lexicon, words: lexicon.applied }
    const context = { ...folder, analyzer, lexicon, clean, fields, previous }
    return cleanedUp(context, async () => {
      const segments = await fewestSegments(context, liveSegments(context.previous))
      const base = { ...manifest, generation: manifest.generation + 1 }
      const { catalog, repeated } = context.previous
      return finish(context, segments, { files: catalog.values(), repeated, lexicon }, base, noChanges)
    })
  })
}

const noChanges: Figures = {
  ...{ added: 0, updated: 0, removed: 0, skipped: 0, failed: 0, bytes: 0 },
  ...{ roots: [], problems: [], sites: [], leftOut: [] },
  blocksLeftOut: sumOfBlocks([]),
}
