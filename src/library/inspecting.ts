/** Shows how one file is read and cleaned, from disk, together with its folder's pages if it is one of them. */
import { readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { inEnglish, XunzhangError } from '../errors.js'
import { siteReport } from '../indexing/scan/tell.js'
import type { SiteReport, SourceRules } from '../indexing/types.js'
import type { Problem } from '../source/article.js'
import type { LeftOut, Why } from '../source/choose/why.js'
import { walkRoots } from '../source/walk/walk.js'
import { inspectFile as inspectBytes } from '../source/inspect.js'
import type { Inspection } from '../source/inspect.js'
import { linesBeside } from '../commit/repeated-lines.js'

export type { Inspection }

/** What becomes of an entry of a folder: it is read where `why` is absent. */
interface InspectedEntry {
  /** Below the folder. */
  readonly path: string
  readonly isFolder: boolean
  readonly why?: Why
}

export interface FolderInspection {
  /** Absolute. */
  readonly folder: string
  readonly sites: readonly SiteReport[]
  /** Every file that was met, and the folders that are left out, in order of their paths. */
  readonly entries: readonly InspectedEntry[]
  readonly read: number
  readonly leftOut: readonly LeftOut[]
  readonly problems: readonly (Problem & { readonly message: string; readonly remedy: string })[]
}

/** Tells of every file of a folder whether `index` would read it. @throws XunzhangError INPUT_MISSING */
export function inspectFolder(path: string, rules: SourceRules = {}): FolderInspection {
  const root = { kind: 'folder', path: resolve(path), name: '', rules } as const
  const entries: InspectedEntry[] = []
  const onEntry = (name: string, why: Why | undefined, isFolder: boolean): void =>
    void entries.push({ path: name, isFolder, ...(why && { why }) })
  const found = walkRoots([root], [root], Date.now(), { onEntry })
  return {
    folder: root.path,
    sites: found.sites.map(siteReport),
    entries: entries.sort((a, b) => (a.path < b.path ? -1 : 1)),
    read: found.files.length,
    leftOut: found.leftOut,
    problems: found.problems.map((problem) => ({ ...problem, ...inEnglish(problem) })),
  }
}

/** Files that `index` would read among the first entries of a folder, at most `most`. @throws XunzhangError INPUT_MISSING */
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

/** @throws XunzhangError INPUT_MISSING, also for anything but a regular file: a pipe may never end */
export async function inspectFile(path: string): Promise<Inspection> {
  let bytes: Uint8Array
  try {
    if (!statSync(path).isFile()) throw new TypeError('no regular file')
    bytes = readFileSync(path)
  } catch (cause) {
    throw new XunzhangError('FILE_NOT_READ', {}, { where: path, cause })
  }
  return inspectBytes(bytes, basename(path), { repeatedLines: await linesBeside(path) })
}
