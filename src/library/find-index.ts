/** Finds the index if none is named: in this folder or in one above, as git finds its repository. */
import { statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { manifestName } from '../storage/segment/manifest.js'

/** The folder names of an index that is found without being named. */
export const usualNames: readonly string[] = ['index', '.xunzhang']

/**
 * The nearest index in `from` or above, as a path relative to `from`; `index` if there is none.
 * Folders above count only if they belong to the user: anybody may have put an index into /tmp.
 * @param from absolute
 */
export function findIndex(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = usualNames.map((name) => join(folder, name)).find((path) => holdsIndex(path))
    if (found !== undefined && (folder === from || isOwn(found))) return relative(from, found)
    if (folder === dirname(folder)) return usualNames[0]!
  }
}

export function holdsIndex(folder: string): boolean {
  return statSync(join(folder, manifestName), { throwIfNoEntry: false })?.isFile() === true
}

/** Whether a folder belongs to the user; always true on systems without owners. */
function isOwn(path: string): boolean {
  return process.getuid === undefined || statSync(path).uid === process.getuid()
}
