/**
 * Finds the files to read under the paths a user gives: known extensions, sorted, each once, never outside the given
 * folder.
 * Synchronous on purpose: 20,000 files take a tenth of a second, and asynchronous calls take five times that.
 */
import { resolve } from 'node:path'
import { addressKey, isListOfPages, isPage, isSource, sourcesOfPages } from '../choose/page-sources.js'
import { LIMITS } from '../limits.js'
import { rootsOf } from '../roots.js'
import type { SourceRoot } from '../roots.js'
import { walkFolder } from './folder.js'
import { walkRoot } from './given.js'
import { attempt } from '../open-source.js'
import { createWalk, sorted } from './take.js'
import type { Walk } from './take.js'
import type { PageSource, SourceFile, WalkOptions, WalkResult, WalkRoot } from './types.js'

/** {@link walkRoots} for plain paths of folders and files. */
export function walk(paths: readonly string[], now = Date.now()): WalkResult {
  const roots = rootsOf(paths.map((path) => resolve(path)))
  return walkRoots(roots, roots, now)
}

/**
 * Finds the files of some roots. A file that was given by name is always taken; of a folder, the files that its rules,
 * ignore files and site generator do not exclude (see choose/). Files left out are counted; a file that is named like
 * an article but can't be read is a problem. A file that several roots contain belongs to the first of them.
 * @param all every root of the index, because the names of files depend on all of them
 * @param now start of the walk, in milliseconds since 1970; no file is read earlier
 * @throws the system's EMFILE or ENFILE
 */
export function walkRoots(
  roots: readonly WalkRoot[],
  all: readonly SourceRoot[],
  now: number,
  { onEntry, articleBytes = LIMITS.articleBytes }: WalkOptions = {},
): WalkResult {
  const state = createWalk(now, all, articleBytes, onEntry)
  const empty = roots.filter((root) => isEmptyRoot(root, state))
  const { unlisted, problems, sites } = state
  return { files: withPageSources(sorted(state)), unlisted, empty, problems, leftOut: state.leftOut.list(), sites }
}

/** Walks one root. @returns whether it contains nothing to read; false if part of it could not be listed */
function isEmptyRoot(root: WalkRoot, state: Walk): boolean {
  const { met, unlisted } = state
  const unlistedBefore = unlisted.length
  walkRoot(root, state)
  return state.met === met && unlisted.length === unlistedBefore
}

/** The files that {@link walk} finds directly in a folder, without its subfolders; none if it can't be read. */
export function listFolder(folder: string): SourceFile[] {
  const root = { kind: 'folder', path: resolve(folder), name: '' } as const
  const state = createWalk(Date.now(), [root], LIMITS.articleBytes)
  attempt(() => void walkFolder(root, state, false))
  return sorted(state)
}

/** Adds to each page the file of the same root from which it may have been generated. */
function withPageSources(files: readonly SourceFile[]): readonly SourceFile[] {
  if (!files.some(({ path }) => isPage(path))) return files
  const hasSources = files.some(({ path }) => isSource(path))
  const rooted = new Map<string | undefined, SourceFile[]>()
  for (const file of files) {
    const known = rooted.get(file.identity?.root)
    if (known === undefined) rooted.set(file.identity?.root, [file])
    else known.push(file)
  }
  const found = hasSources
    ? new Map([...rooted.values()].flatMap((own) => [...sourcesOfPages(own)]))
    : new Map<string, SourceFile>()
  return files.map((file) => {
    if (isListOfPages(file.path)) return withListedPages(file, rooted.get(file.identity?.root)!)
    const source = file.allPages === true ? undefined : found.get(file.path)
    return source === undefined ? file : { ...file, source }
  })
}

/** Adds to a feed or a file of records the pages in its folder and below. */
function withListedPages(file: SourceFile, files: readonly SourceFile[]): SourceFile {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
  const pages = files
    .filter(({ path }) => isPage(path) && path.startsWith(folder))
    .map(({ path, absolute, identity, isPage: ofSite, vault }) => {
      const page: PageSource = {
        path,
        absolute,
        ...(identity && { identity }),
        ...(ofSite && { isPage: ofSite }),
        ...(vault && { vault }),
      }
      return [addressKey(path.slice(folder.length)), page] as const
    })
  return pages.length === 0 || file.allPages === true ? file : { ...file, pages: new Map(pages) }
}
