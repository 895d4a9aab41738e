/** Plans a build: which files, and which parts of them, have to be read. */
import { closeSync, readSync } from 'node:fs'
import { isListOfPages, isPage, isSource, stemOf } from '../../source/choose/page-sources.js'
import { kindOf } from '../../source/formats/kinds.js'
import { attempt, openSource, readSource } from '../../source/open-source.js'
import type { SourceFile } from '../../source/walk/types.js'
import type { Job } from './batches.js'
import type { Catalog, CatalogEntry, RepeatedLines, RecordedRoots } from '../../storage/commit/catalog.js'
import { hash64 } from '../tasks/indexable.js'
import { diffLines, type LineDiff } from './line-diff.js'
import type { OldArticles } from './old-articles.js'
import { changedFolders, decideRepeatedLines, folderOf } from '../../storage/commit/repeated-lines.js'
import type { Problem } from '../../source/article.js'
import type { BuildOptions, BuildProblem } from '../types.js'
import { scanRoots, type Scan } from './scan-roots.js'
import { createProblemReporter } from './report-problems.js'

export interface FileChanges {
  /** New and changed files, which have to be read. */
  readonly toRead: readonly SourceFile[]
  /** Unchanged files, as entries of the next catalog. */
  readonly unchanged: readonly CatalogEntry[]
  /** Files in the catalog that no longer exist. */
  readonly gone: readonly CatalogEntry[]
}

/**
 * Compares the files that were found with the catalog. A file with the same size, times and inode is unchanged. If only
 * the size is the same, `isSame` decides; a file that had problems is read again instead. The problems of an unchanged
 * file are not reported again.
 * @param isSameFile whether a name means the same file as before; another file may have the same size and times
 * @param rulesChanged whether a file has to be read in any case, because the rules of its root have changed
 */
export function compareFiles(
  files: readonly SourceFile[],
  catalog: Catalog,
  isSame: (file: SourceFile, entry: CatalogEntry) => boolean,
  isSameFile: (name: string) => boolean = () => true,
  rulesChanged: (name: string) => boolean = () => false,
): FileChanges {
  const toRead: SourceFile[] = []
  const unchanged: CatalogEntry[] = []
  const seen = new Set<string>()
  for (const file of files) {
    seen.add(file.path)
    const entry = catalog.get(file.path)
    if (entry === undefined || entry.size !== file.size || rulesChanged(file.path)) toRead.push(file)
    else if (isUntouched(file, entry) && isSameFile(file.path)) unchanged.push(entry)
    else if (entry.problems > 0) toRead.push(file)
    else if (isSame(file, entry)) unchanged.push({ ...entry, ...stampsOf(file) })
    else toRead.push(file)
  }
  return { toRead, unchanged, gone: [...catalog.values()].filter((entry) => !seen.has(entry.path)) }
}

/** Splits the catalog into the files that an update examines and those that stay as they are. */
export function splitCatalog(
  catalog: Catalog,
  isDue: (name: string) => boolean,
): { due: Catalog; rest: CatalogEntry[] } {
  const due = new Map<string, CatalogEntry>()
  const rest: CatalogEntry[] = []
  for (const entry of catalog.values()) {
    if (isDue(entry.path)) due.set(entry.path, entry)
    else rest.push(entry)
  }
  return { due: rest.length === 0 ? catalog : due, rest }
}

function isUntouched({ mtimeMs, identity }: SourceFile, entry: CatalogEntry): boolean {
  if (identity === undefined || entry.changedUs === 0 || entry.changedUs !== identity.changedUs) return false
  return entry.inode === (identity.inode | 0) && entry.mtimeMs === Math.floor(mtimeMs)
}

/** What a catalog records about a file besides its size and content. */
export function stampsOf({ mtimeMs, identity }: SourceFile): Pick<CatalogEntry, 'mtimeMs' | 'changedUs' | 'inode'> {
  return { mtimeMs: Math.floor(mtimeMs), changedUs: identity?.changedUs ?? 0, inode: (identity?.inode ?? 0) | 0 }
}

/** Keeps the articles of files that aren't available at the moment or lie in folders that can't be listed. */
export function keepUnlisted(changes: FileChanges, mayBeThere: (entry: CatalogEntry) => boolean): FileChanges {
  const kept = changes.gone.filter(mayBeThere)
  if (kept.length === 0) return changes
  return {
    ...changes,
    unchanged: [...changes.unchanged, ...kept],
    gone: changes.gone.filter((entry) => !mayBeThere(entry)),
  }
}

/** Moves the affected files among the unchanged ones to those that are read. */
export function readAgain(
  changes: FileChanges,
  files: readonly SourceFile[],
  isAffected: (path: string) => boolean,
): FileChanges {
  const again = new Set(changes.unchanged.map(({ path }) => path).filter(isAffected))
  if (again.size === 0) return changes
  const toRead = new Set(changes.toRead)
  return {
    ...changes,
    toRead: files.filter((file) => again.has(file.path) || toRead.has(file)),
    unchanged: changes.unchanged.filter(({ path }) => !again.has(path)),
  }
}

/** Reads a page again if a file from which it may have been generated was added, changed or deleted. */
export function withGeneratedPages(changes: FileChanges, files: readonly SourceFile[]): FileChanges {
  const stems = new Set(
    [...changes.toRead, ...changes.gone].flatMap(({ path }) => (isSource(path) ? stemOf(path) : [])),
  )
  const generated =
    stems.size === 0 ? changes : readAgain(changes, files, (path) => isPage(path) && stems.has(stemOf(path)))
  return withListsOfPages(generated, files)
}

/** Reads a feed or a file of records again if a page that it may list was added, changed or deleted. */
function withListsOfPages(changes: FileChanges, files: readonly SourceFile[]): FileChanges {
  const pages = [...changes.toRead, ...changes.gone].map(({ path }) => path).filter(isPage)
  const lists = (path: string): boolean =>
    pages.some((page) => page.startsWith(path.slice(0, path.lastIndexOf('/') + 1)))
  return pages.length === 0 ? changes : readAgain(changes, files, (path) => isListOfPages(path) && lists(path))
}

/** Compares hashes of the content. A file that was read in parts has no hash and counts as changed. */
export function sameContent(file: SourceFile, entry: CatalogEntry): boolean {
  if (entry.hash[0] === 0 && entry.hash[1] === 0) return false
  const hash = attempt(() => hash64(readSource(file)))
  return hash?.[0] === entry.hash[0] && hash[1] === entry.hash[1]
}

/** A file to read, and its articles that are already indexed. */
export interface PlannedFile extends Job {
  readonly old: OldArticles | undefined
  /** Set if the file is read only in part. */
  readonly diff: LineDiff | undefined
}

export function planFiles(files: readonly SourceFile[], old: ReadonlyMap<string, OldArticles>): PlannedFile[] {
  return files.map((file) => {
    const articles = old.get(file.path)
    const isLineWise = kindOf(file.path)?.splittable === true && !isUtf16(file)
    // If the file can't be read, the reading step reports the reason.
    const diff = isLineWise && articles !== undefined ? attempt(() => diffLines(file, articles)) : undefined
    const job = { file, isLineWise, isChanged: articles !== undefined, old: articles, diff }
    return diff === undefined ? job : { ...job, stretches: diff.stretches }
  })
}

/**
 * Whether a file is UTF-16, in which a byte 10 isn't always a line feed. It is recognised by a byte order mark or by a
 * bracket next to a zero byte.
 */
function isUtf16(file: SourceFile): boolean {
  const unit = attempt(() => firstBytes(file))?.readUInt16BE(0)
  return unit === 0xfffe || unit === 0xfeff || unit === 0x7b00 || unit === 0x007b
}

function firstBytes(file: SourceFile): Buffer {
  const first = Buffer.alloc(2)
  const handle = openSource(file)
  try {
    readSync(handle, first, 0, 2, 0)
    return first
  } finally {
    closeSync(handle)
  }
}

interface RecordedSources {
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
  // The pages of a folder are read again if the lines that are left out of them have changed.
  const folders = changedFolders(repeated, before)
  const isChanged = (path: string): boolean => folders.has(folderOf(path) ?? '')
  const reread = folders.size === 0 ? compared : readAgain(compared, scan.files, isChanged)
  const changes = withGeneratedPages(keepUnlisted(reread, scan.mayBeThere), scan.files)
  return { ...changes, scan, rest, repeated, problems, report }
}
