/** Creates index files, even if something with their names exists. */
import type { FileSystem } from './file-system.js'

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
