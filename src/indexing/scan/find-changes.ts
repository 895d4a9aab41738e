/** Finds what changed since the last commit or push: scans the roots and compares the files with the catalog. */
import type { Catalog, CatalogEntry } from '../../storage/commit/catalog.js'
import { changedFolders, decideRepeatedLines, folderOf } from '../../storage/commit/repeated-lines.js'
import type { RecordedRoots } from '../../storage/commit/recorded-roots.js'
import type { RepeatedLines } from '../../storage/commit/repeated-file.js'
import type { Problem } from '../../source/article.js'
import type { SourceFile } from '../../source/walk/types.js'
import type { BuildOptions, BuildProblem } from '../types.js'
import { compareFiles, keepUnlisted, readAgain, sameContent, splitCatalog, withGeneratedPages } from './plan-update.js'
import type { FileChanges } from './plan-update.js'
import { scanRoots, type Scan } from './scan-roots.js'
import { createProblemReporter } from './report-problems.js'

/** What the last commit or push recorded about the sources. */
export interface RecordedSources {
  readonly roots: RecordedRoots | undefined
  readonly catalog: Catalog
  readonly repeated: RepeatedLines
  /** Whether everything is read again. */
  readonly isNew: boolean
}

export interface FoundChanges extends FileChanges {
  readonly scan: Scan
  /** Entries of files that this update doesn't examine. */
  readonly rest: readonly CatalogEntry[]
  /** The same object as before if nothing has changed. */
  readonly repeated: RepeatedLines
  /** Everything that has been reported so far. */
  readonly problems: readonly BuildProblem[]
  /** Reports a problem. */
  readonly report: (problem: Problem) => void
}

/**
 * @param own the index's own folder as an absolute path; files in it are not sources
 * @throws XunzhangError USAGE, INPUT_MISSING, INTERRUPTED
 */
export async function findChanges(
  options: Omit<BuildOptions, 'dir'>,
  { roots, catalog, repeated: before, isNew }: RecordedSources,
  now: number,
  own?: string,
): Promise<FoundChanges> {
  const scan = scanRoots(options, { roots, files: isNew ? undefined : [...catalog.keys()] }, now, own)
  const problems: BuildProblem[] = []
  const report = createProblemReporter(options, scan.placeOf, problems)
  for (const problem of scan.problems) report(problem)
  const repeated = await decideRepeatedLines(scan.files, before, options.signal, scan.isDue)
  const { due, rest } = splitCatalog(catalog, scan.isDue)
  const compared = compareFiles(scan.files, due, sameContent, scan.isSameFile, scan.rulesChanged)
  const reread = withFolders(compared, scan.files, changedFolders(repeated, before))
  const changes = withGeneratedPages(keepUnlisted(reread, scan.mayBeThere), scan.files)
  return { ...changes, scan, rest, repeated, problems, report }
}

/** Reads the pages of a folder again if the lines that are left out of them have changed. */
function withFolders(changes: FileChanges, files: readonly SourceFile[], folders: ReadonlySet<string>): FileChanges {
  if (folders.size === 0) return changes
  return readAgain(changes, files, (path) => folders.has(folderOf(path) ?? ''))
}
