/** Keeps an index in step with folders. Articles that a program added are left alone. */
import { requireFolder } from '../storage/commit/write-errors.js'
import { texts } from '../base/options/spec.js'
import { checkOptions, checkValue } from '../base/options/options.js'
import { XunzhangError } from '../base/errors.js'
import { buildIndex } from '../indexing/build-index.js'
import { buildRules } from '../indexing/check-options.js'
import type { SyncOptions, SyncReport } from '../indexing/types.js'
import { FolderIndex } from './folder-index.js'
import { pathsOf } from './open-index.js'
import type { Index } from './types.js'

/**
 * Brings the index up to date with these folders and files, and with no others. Articles of files that are no longer in
 * any of them are removed, and the report names them.
 * @throws XunzhangError as `buildIndex`; USAGE for an empty list, for uncommitted changes, and on clusters
 */
export async function syncFolder(
  index: Index,
  paths: string | URL | readonly (string | URL)[],
  options: SyncOptions = {},
): Promise<SyncReport> {
  const list = pathsOf(paths)
  checkValue('paths', list, texts)
  checkOptions(options, syncRules)
  if (list.length === 0) throw new XunzhangError('NO_PATHS', { what: 'sync' }, { where: 'paths' })
  if (!(index instanceof FolderIndex)) {
    requireFolder(index.dir)
    throw new XunzhangError('INDEX_UNFIT', { what: 'object' }, { where: 'index' })
  }
  const removedIds: string[] = []
  const report = await index.whileUnchanged((fileSystem, dir) =>
    buildIndex({ ...options, paths: list, only: true, dir, onRemoved: (id) => removedIds.push(id) }, { fileSystem }),
  )
  return { ...report, removedIds }
}

const { rules, jobs, memory, clean, onProgress, onProblem, signal } = buildRules
const syncRules = { rules, jobs, memory, clean, onProgress, onProblem, signal }
