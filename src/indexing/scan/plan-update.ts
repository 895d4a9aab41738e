/** What a build has to do: which files to read, and what of them. */
import { closeSync, readSync } from 'node:fs'
import { isPage, isSource, stemOf } from '../../source/choose/page-sources.js'
import { kindOf } from '../../source/formats/kinds.js'
import { attempt, openSource, readSource } from '../../source/open-source.js'
import type { SourceFile } from '../../source/walk/types.js'
import type { Job } from './batches.js'
import type { Catalog, CatalogEntry } from '../../commit/catalog.js'
import { hash64 } from '../tasks/indexable.js'
import { diffLines } from './line-diff.js'
import type { LineDiff } from './line-diff.js'
import type { OldArticles } from './old-articles.js'

export interface FileChanges {
  /** New or changed: to be read. */
  readonly toRead: readonly SourceFile[]
  /** Entries as they are to stand in the next catalog. */
  readonly unchanged: readonly CatalogEntry[]
  /** In the catalog, no longer in the folder. */
  readonly gone: readonly CatalogEntry[]
}

/**
 * Compares the files that were found with the catalog. Same size, times and inode: unchanged. Same size alone: `isSame`
 * decides, unless the file had problems. These are not told again while nothing of it has changed.
 * @param isRuledAnew whether a file is to be read whatever it is like
 * @param isSameFile whether a name stands for the file that it stood for: another may have equal size and times
 */
export function compareFiles(
  files: readonly SourceFile[],
  catalog: Catalog,
  isSame: (file: SourceFile, entry: CatalogEntry) => boolean,
  isSameFile: (name: string) => boolean = () => true,
  isRuledAnew: (name: string) => boolean = () => false,
): FileChanges {
  const toRead: SourceFile[] = []
  const unchanged: CatalogEntry[] = []
  const seen = new Set<string>()
  for (const file of files) {
    seen.add(file.path)
    const entry = catalog.get(file.path)
    if (entry === undefined || entry.size !== file.size || isRuledAnew(file.path)) toRead.push(file)
    else if (isUntouched(file, entry) && isSameFile(file.path)) unchanged.push(entry)
    else if (entry.problems > 0) toRead.push(file)
    else if (isSame(file, entry)) unchanged.push({ ...entry, ...stampsOf(file) })
    else toRead.push(file)
  }
  return { toRead, unchanged, gone: [...catalog.values()].filter((entry) => !seen.has(entry.path)) }
}

/** The catalog in two: what an update is about, and what stays as it is. */
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

/** What a catalog keeps of a file beside its size and content. */
export function stampsOf({ mtimeMs, identity }: SourceFile): Pick<CatalogEntry, 'mtimeMs' | 'changedUs' | 'inode'> {
  return { mtimeMs: Math.floor(mtimeMs), changedUs: identity?.changedUs ?? 0, inode: (identity?.inode ?? 0) | 0 }
}

/** What the index holds of files that can't be had just now, or lie in folders that can't be listed, stays. */
export function keepUnlisted(changes: FileChanges, mayBeThere: (entry: CatalogEntry) => boolean): FileChanges {
  const kept = changes.gone.filter(mayBeThere)
  if (kept.length === 0) return changes
  return {
    ...changes,
    unchanged: [...changes.unchanged, ...kept],
    gone: changes.gone.filter((entry) => !mayBeThere(entry)),
  }
}

/** Of what is unchanged, files that are to be read all the same. */
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

/** A page is looked at again where a file that it may have been generated from came, changed or went. */
export function withGeneratedPages(changes: FileChanges, files: readonly SourceFile[]): FileChanges {
  const stems = new Set(
    [...changes.toRead, ...changes.gone].flatMap(({ path }) => (isSource(path) ? stemOf(path) : [])),
  )
  return stems.size === 0 ? changes : readAgain(changes, files, (path) => isPage(path) && stems.has(stemOf(path)))
}

/** By its hash: one of bytes that were read in parts has none, and counts as changed. */
export function sameContent(file: SourceFile, entry: CatalogEntry): boolean {
  if (entry.hash[0] === 0 && entry.hash[1] === 0) return false
  const hash = attempt(() => hash64(readSource(file)))
  return hash?.[0] === entry.hash[0] && hash[1] === entry.hash[1]
}

/** A file to read, and what of it the index holds already. */
export interface PlannedFile extends Job {
  readonly old: OldArticles | undefined
  /** Set where the file is read in part. */
  readonly diff: LineDiff | undefined
}

export function planFiles(files: readonly SourceFile[], old: ReadonlyMap<string, OldArticles>): PlannedFile[] {
  return files.map((file) => {
    const articles = old.get(file.path)
    const isLineWise = kindOf(file.path)?.splittable === true && !isUtf16(file)
    // A file that can't be read is left to the reading step, which tells why.
    const diff = isLineWise && articles !== undefined ? attempt(() => diffLines(file, articles)) : undefined
    const job = { file, isLineWise, isChanged: articles !== undefined, old: articles, diff }
    return diff === undefined ? job : { ...job, stretches: diff.stretches }
  })
}

/** In UTF-16 a byte 10 needs not be a line feed. A mark at the start tells, or a bracket with a zero beside it. */
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
