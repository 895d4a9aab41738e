/** Makes a folder that survives a crash: its name is durable only once its parent folder is synced. */
import { dirname } from 'node:path'
import { systemCodeOf } from '../../base/errors.js'
import type { FileSystem } from './file-system.js'

/**
 * Creates the folder and its missing parents, and makes the new ones durable. They are created one by one, because
 * Node's recursive option never returns in /proc.
 * @param isSafe whether something in an existing folder shows that it was made durable before
 */
export function makeDurableFolder(fs: FileSystem, path: string, isSafe: () => boolean): void {
  const missing: string[] = []
  for (let folder = path; !fs.exists(folder); folder = dirname(folder)) missing.push(folder)
  for (const folder of missing.length === 0 ? [path] : missing.toReversed()) fs.makeFolder(folder)
  for (const folder of missing) fs.syncFolder(dirname(folder))
  // A run that was killed may have created the folder and its parents without making them durable.
  if (missing.length === 0 && !isSafe()) syncParents(fs, path)
}

function syncParents(fs: FileSystem, path: string): void {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      fs.syncFolder(dirname(folder))
    } catch (error) {
      // A folder that we may not even open was not created by us.
      if (!['EACCES', 'EPERM', 'EROFS'].includes(systemCodeOf(error))) throw error
    }
  }
}
