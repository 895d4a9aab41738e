/** Shows how one file is read and cleaned, from disk, together with its folder's pages if it is one of them. */
import { readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { inEnglish, XunzhangError } from '../base/errors.js'
import { siteReport } from '../indexing/scan/report-problems.js'
import type { SiteReport, SourceRules } from '../indexing/types.js'
import { contextOf, readUnit } from '../indexing/tasks/read-unit.js'
import type { Problem } from '../source/article.js'
import { isPage } from '../source/choose/page-sources.js'
import type { LeftOut, Why } from '../source/choose/why.js'
import { walkRoots } from '../source/walk/walk.js'
import type { SourceFile } from '../source/walk/types.js'
import { inspectFile as inspectBytes, type Inspection } from '../source/inspect.js'
import { linesBeside } from '../storage/commit/repeated-lines.js'

export type { Inspection }

/** An entry of a folder. It is read if `why` is absent; otherwise `why` is the reason for leaving it out. */
interface InspectedEntry {
  /** The path below the folder. */
  readonly path: string
  readonly isFolder: boolean
  readonly why?: Why
}

export interface FolderInspection {
  /** The absolute path. */
  readonly folder: string
  readonly sites: readonly SiteReport[]
  /** Every file that was found, and the folders that are left out, ordered by path. */
  readonly entries: readonly InspectedEntry[]
  readonly read: number
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly (Problem & { readonly message: string; readonly remedy: string })[]
}

/** Reports for every file of a folder whether `index` would read it. @throws XunzhangError INPUT_MISSING */
export function inspectFolder(path: string, rules: SourceRules = {}): FolderInspection {
  const root = { kind: 'folder', path: resolve(path), name: '', rules } as const
  const entries: InspectedEntry[] = []
  const onEntry = (name: string, why: Why | undefined, isFolder: boolean): void =>
    void entries.push({ path: name, isFolder, ...(why && { why }) })
  const found = walkRoots([root], [root], Date.now(), { onEntry })
  const ofContent = leftOutByContent(found.files)
  const told = entries.map((entry) => {
    const why = ofContent.get(entry.path)
    return why === undefined ? entry : { ...entry, why }
  })
  return {
    folder: root.path,
    sites: found.sites.map(siteReport),
    entries: told.sort((a, b) => (a.path < b.path ? -1 : 1)),
    read: found.files.length - ofContent.size,
    leftOut: withCounts(found.leftOut, ofContent.values()),
    problems: found.problems.map((problem) => ({ ...problem, ...inEnglish(problem) })),
  }
}

/** The files that `index` leaves out after it has read them: drafts, copies, lists of pages, empty pages. */
function leftOutByContent(files: readonly SourceFile[]): ReadonlyMap<string, Why> {
  const found = new Map<string, Why>()
  for (const { size, ...file } of files) {
    const isListed = file.isPage === true || file.source !== undefined || file.pages !== undefined || isPage(file.path)
    if (!isListed) continue
    const unit = { ...file, start: 0, end: size, startLine: 1, isLineWise: false, isChanged: false, whole: true }
    const context = contextOf(unit, { clean: false, repeatedLines: new Map() })
    const { leftOut } = readUnit(unit, { known: new Map() }, context, () => undefined)
    if (leftOut !== undefined) found.set(file.path, leftOut)
  }
  return found
}

function withCounts(leftOut: readonly LeftOut[], more: Iterable<Why>): LeftOut[] {
  const all = new Map(leftOut.map((one) => [`${one.why} ${one.kind}`, one]))
  for (const why of more) {
    const known = all.get(`${why} `) ?? { why, kind: '', files: 0, folders: [], folderCount: 0 }
    all.set(`${why} `, { ...known, files: known.files + 1 })
  }
  return [...all.values()].sort((a, b) => b.files - a.files)
}

/** The files that `index` would read among the first `most` entries of a folder. @throws XunzhangError INPUT_MISSING */
export function firstFiles(path: string, most: number): { readonly files: readonly string[]; readonly isAll: boolean } {
  const root = { kind: 'folder', path: resolve(path), name: '', rules: {} } as const
  const files: string[] = []
  let met = 0
  const onEntry = (name: string, why: Why | undefined, isFolder: boolean): void => {
    if (++met > most) throw enough
    if (why === undefined && !isFolder) files.push(name)
  }
  try {
    walkRoots([root], [root], Date.now(), { onEntry })
  } catch (error) {
    if (error !== enough) throw error
  }
  return { files, isAll: met <= most }
}

const enough = new Error('enough entries')

/** @throws XunzhangError INPUT_MISSING, also for anything but a regular file, because a pipe may never end */
export async function inspectFile(path: string, { clean }: Pick<SourceRules, 'clean'> = {}): Promise<Inspection> {
  let bytes: Uint8Array
  try {
    if (!statSync(path).isFile()) throw new TypeError('no regular file')
    bytes = readFileSync(path)
  } catch (cause) {
    throw new XunzhangError('FILE_MISSING', { what: 'file' }, { where: path, cause })
  }
  const cleaning = clean === undefined ? {} : { cleaning: clean, clean: clean === 'all' }
  return inspectBytes(bytes, basename(path), { ...cleaning, repeatedLines: await linesBeside(path) })
}
