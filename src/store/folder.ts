/** Makes a folder that outlives a crash: a new folder's name is safe only once the folder that holds it is synced. */
import { dirname } from 'node:path'
import { systemCodeOf } from '../errors.js'
import type { FileSystem } from './file-system.js'

/**
 * Creates the folder and its parents where they are missing, and makes the new ones durable. One by one: Node's own way
 * with parents never ends in /proc.
 * @param isSafe whether something in the folder tells that it was made durable before; asked where it is there
 */
export function makeDurableFolder(fs: FileSystem, path: string, isSafe: () => boolean): void {
  const missing: string[] = []
  for (let folder = path; !fs.exists(folder); folder = dirname(folder)) missing.push(folder)
  for (const folder of missing.length === 0 ? [path] : missing.toReversed()) fs.makeFolder(folder)
  for (const folder of missing) fs.syncFolder(dirname(folder))
  // A run that was killed may have made the folders above, too, and not come to make them durable.
  if (missing.length === 0 && !isSafe()) syncParents(fs, path)
}

function syncParents(fs: FileSystem, path: string): void {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      fs.syncFolder(dirname(folder))
    } catch (error) {
      // One that we may not even open is none that we made.
      if (!['EACCES', 'EPERM', 'EROFS'].includes(systemCodeOf(error))) throw error
    }
  }
}
