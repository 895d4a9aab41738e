/**
 * Finds the files to read under the paths a user gives: known extensions, sorted, each once, never outside the given
 * folder.
 * Synchronous on purpose: 20,000 files take a tenth of a second, and asynchronous calls take five times that.
 */
import { basename, dirname, join, resolve } from 'node:path'
import { addressKey, isListOfPages, isPage, isSource, sourcesOfPages } from '../choose/page-sources.js'
import { LIMITS } from '../limits.js'
import { rootsOf } from '../roots.js'
import type { SourceRoot } from '../roots.js'
import { walkFolder } from './folder.js'
import { attempt } from '../open-source.js'
import { createWalk, notHad, notRegular, sorted, take, unreadable } from './take.js'
import type { Given, Walk } from './take.js'
import type { PageSource, SourceFile, WalkOptions, WalkResult, WalkRoot } from './types.js'
import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { problem } from '../article.js'

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

export function walkRoot(root: WalkRoot, state: Walk): void {
  if (root.kind === 'pipe') takeSpool(root, state)
  else if (root.kind === 'list') takeMembers(root, state)
  else walkPath(root, state)
}

function walkPath(root: SourceRoot, state: Walk): void {
  const { path } = root
  const stats = attempt(() => statSync(path))
  if (stats?.isDirectory() === true && root.kind === 'folder') walkFolder(root, state, true)
  else if (stats?.isFile() === true && root.kind === 'file') takeGivenFile(root, stats, state)
  else if (stats !== undefined) state.problems.push(notRegular(path))
  else if (root.kind !== 'file' || existsSync(path) || !existsSync(dirname(path))) {
    state.unlisted.push({ root, inner: '' })
    state.problems.push(notHad(path, path))
  }
}

/** A link that was given by name is followed. */
function takeGivenFile(root: SourceRoot, stats: Stats, state: Walk): void {
  const { path } = root
  const absolute = attempt(() => (lstatSync(path).isSymbolicLink() ? realpathSync.native(path) : resolve(path)))
  if (absolute === undefined) {
    state.unlisted.push({ root, inner: '' })
    return void state.problems.push(notHad(path, path))
  }
  const folder = dirname(absolute)
  take(state, { root, absolute: folder, real: realpathSync.native(folder) }, basename(absolute), root.name, stats, {
    allPages: true,
  })
}

/** The input of a pipe has been stored in a file with another name. */
function takeSpool(root: WalkRoot, state: Walk): void {
  const { spool } = root
  if (spool === undefined) return
  const folder = dirname(spool)
  take(state, { root, absolute: folder, real: folder }, basename(spool), root.name, statSync(spool))
}

/** A listed file that no longer exists counts as removed, unless the list's whole folder is missing. */
function takeMembers(root: WalkRoot, state: Walk): void {
  const real = attempt(() => realpathSync.native(root.path))
  if (real === undefined) {
    state.unlisted.push({ root, inner: '' })
    state.problems.push(problem(root.path, 'PATH_MISSING', {}))
    return
  }
  const given: Given = { root, absolute: root.path, real }
  for (const inner of root.members ?? []) takeMember(inner, given, state)
}

function takeMember(inner: string, given: Given, state: Walk): void {
  const absolute = join(given.absolute, inner)
  const stats = attempt(() => statSync(absolute))
  const target = stats?.isFile() === true ? attempt(() => realpathSync.native(absolute)) : undefined
  if (stats === undefined || target === undefined) {
    if (stats !== undefined) state.problems.push(notRegular(inner))
    else if (existsSync(absolute)) {
      state.unlisted.push({ root: given.root, inner })
      state.problems.push(unreadable(inner))
    }
    return
  }
  const folder = dirname(target)
  take(state, { ...given, absolute: folder, real: folder }, basename(target), state.nameOf(given.root, inner), stats, {
    allPages: true,
  })
}
