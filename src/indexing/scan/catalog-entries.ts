/** What the next catalog records about the files that an update has read. */
import { copyMark, draftMark, emptyMark, listMark } from '../../storage/commit/catalog.js'
import type { Catalog, CatalogEntry } from '../../storage/commit/catalog.js'
import type { Why } from '../../source/choose/why.js'
import type { SourceFile } from '../../source/walk/types.js'
import type { UnitResult } from '../tasks/read-unit.js'
import { stampsOf } from './plan-update.js'
import { unitsByPath } from './units-by-path.js'
import { isUnread } from './unread.js'

/**
 * One entry for each file. A file that was not read as a whole has no hash and is compared line by line. A file of
 * which a part could not be read gets no change time, so that the next update reads it again.
 */
export function catalogEntries(
  files: readonly SourceFile[],
  units: readonly UnitResult[],
  catalog: Catalog,
): CatalogEntry[] {
  const byPath = unitsByPath(units)
  return files.map((file) => {
    const parts = byPath.get(file.path) ?? []
    const { leftOut } = parts[0] ?? {}
    const told = parts.reduce((sum, part) => sum + part.problems.length, 0)
    const problems = leftOut === undefined ? told : markOf(leftOut)
    const hash = parts.length === 1 ? parts[0]!.hash : ([0, 0] as const)
    const before = catalog.get(file.path)
    if (before !== undefined && parts.length > 0 && parts.every(isMissed)) return { ...before, problems, changedUs: 0 }
    const stamps = { ...stampsOf(file), ...(parts.some(isMissed) && { changedUs: 0 }) }
    return { path: file.path, size: file.size, hash, problems, ...stamps }
  })
}

const marks: { readonly [Reason in Why]?: number } = { draft: draftMark, list: listMark, copy: copyMark }
const markOf = (why: Why): number => marks[why] ?? emptyMark

/** Whether a part could not be read at all. It may be readable next time although nothing about the file changes. */
function isMissed(part: UnitResult): boolean {
  const [low, high] = part.hash
  return part.bytes === 0 && low === 0 && high === 0 && isUnread(part)
}

/** Whether two entries are equal. The hash isn't compared, because it matters only for files that aren't read again. */
export function isSameEntry(entry: CatalogEntry, before: CatalogEntry | undefined): boolean {
  const names = ['size', 'mtimeMs', 'changedUs', 'inode', 'problems'] as const
  return entry === before || names.every((name) => entry[name] === before?.[name])
}
