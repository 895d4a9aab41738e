/** Replaces a file atomically: readers see the old one or the new one, also after a crash. */
import { dirname } from '#system/path'
import type { FileSystem } from './file-system.js'
import { systemCodeOf } from '../../base/errors.js'

/** The new content has this name until it is durable; a crash may leave it behind. */
export function temporaryName(path: string): string {
  return `${path}.tmp`
}

export function replaceFile(fs: FileSystem, path: string, bytes: Uint8Array): void {
  const temporary = temporaryName(path)
  const handle = createAnew(fs, temporary)
  try {
    fs.write(handle, bytes)
    fs.sync(handle)
  } finally {
    fs.close(handle)
  }
  fs.rename(temporary, path)
  fs.syncFolder(dirname(path))
}

/* Creates index files, even if something with their names exists. */

/**
 * A new, empty file, open for writing. An existing entry with its name is removed first: it may be left from a crash,
 * or a link that somebody created to make the program write to another file. Removing a link does not affect its
 * target.
 */
export function createAnew(fs: FileSystem, path: string): number {
  try {
    return fs.createExclusive(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  fs.remove(path)
  return fs.createExclusive(path)
}

/* Makes a folder that survives a crash: its name is durable only once its parent folder is synced. */

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
