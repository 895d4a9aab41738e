/** Creates index files, also where something has their names already. */
import type { FileSystem } from './file-system.js'

/**
 * A new, empty file, open for writing. What has its name goes first: a crash may have left it, or somebody put a link
 * there to have another file written to. Removing a link leaves its target alone.
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
