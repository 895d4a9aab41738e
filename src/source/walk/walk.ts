/**
 * Finds the files to read under the paths a user gives: known extensions, sorted, each once, never outside the given
 * folder.
 * Synchronous on purpose: 20,000 files take a tenth of a second, and asynchronous calls take five times that.
 */
import { basename, dirname, join, resolve, sep } from 'node:path'
import { addressKey, isListOfPages, isPage, isSource, sourcesOfPages } from '../choose/page-sources.js'
import { LIMITS } from '../limits.js'
import { rootsOf, type SourceRoot, createNaming } from '../roots.js'
import { attempt, isInside, isSettled, type FileIdentity } from '../open-source.js'
import type { PageSource, SourceFile, WalkOptions, WalkResult, WalkRoot, Traits, OnEntry, Unlisted } from './types.js'
import { existsSync, lstatSync, realpathSync, statSync, readdirSync, type Stats, type Dirent } from 'node:fs'
import { problem, type Problem } from '../article.js'
import { createChooser, type Chooser, type Scope, type FoundSite } from '../choose/chooser.js'
import { type Why, LeftOutTally } from '../choose/why.js'
import { extensionOf, kindOf } from '../formats/kinds.js'

/* The state of a walk: the files taken, each once, and what could not be read. */

interface Walk {
  /** Start of the walk, in milliseconds since 1970; no file is read earlier. */
  readonly began: number
  readonly nameOf: ReturnType<typeof createNaming>
  readonly files: Map<string, SourceFile> // by absolute path without links
  readonly unlisted: Unlisted[]
  readonly problems: Problem[]
  readonly leftOut: LeftOutTally
  readonly sites: (FoundSite & { readonly root: SourceRoot })[]
  readonly onEntry: OnEntry | undefined
  readonly articleBytes: number
  /** The index's own folder. */
  readonly own: string | undefined
  /** Files encountered so far; a file that is encountered twice counts twice. */
  met: number
}

/** A folder that was given. */
interface Given {
  readonly root: SourceRoot
  readonly absolute: string
  /** Without links in its path. */
  readonly real: string
}

function createWalk(
  began: number,
  all: readonly SourceRoot[],
  { onEntry, articleBytes = LIMITS.articleBytes, own }: WalkOptions = {},
): Walk {
  const lists = { files: new Map(), unlisted: [], problems: [], sites: [] }
  return { began, nameOf: createNaming(all), ...lists, leftOut: new LeftOutTally(), onEntry, articleBytes, own, met: 0 }
}

const sorted = ({ files }: Walk): SourceFile[] => [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))

/** Like `join`, but only for normalised paths, in a tenth of the time. */
const below = (folder: string, inner: string): string => (folder.endsWith(sep) ? folder + inner : folder + sep + inner)

const MIB = 1024 * 1024

/**
 * @param inner path of the file relative to the given folder
 * @param name of the file in the index
 */
function take(state: Walk, given: Given, inner: string, name: string, stats: Stats, traits: Traits = {}): void {
  state.met++
  const real = below(given.real, inner)
  if (state.files.has(real)) return
  const limit = kindOf(name)?.container === true ? Infinity : state.articleBytes
  if (stats.size > limit) {
    const what = limit < LIMITS.articleBytes ? 'memory' : 'size'
    const sizes = { size: Math.round(stats.size / MIB), most: Math.floor(limit / MIB) }
    return countUnlisted(state, given.root, inner, problem(name, 'FILE_TOO_LARGE', { what, ...sizes }))
  }
  state.onEntry?.(name, undefined, false)
  const { size, mtimeMs } = stats
  const absolute = given.absolute === given.real ? real : below(given.absolute, inner)
  const identity = identityOf(stats, given, state)
  const cleaning = given.root.rules?.clean
  state.files.set(real, { path: name, absolute, size, mtimeMs, identity, ...traits, ...(cleaning && { cleaning }) })
}

function identityOf(stats: Stats, { real }: Given, { began }: Walk): FileIdentity {
  const changedUs = isSettled(stats, began) ? Math.floor(stats.ctimeMs * 1000) : 0
  return { root: real, device: stats.dev, inode: stats.ino, changedUs }
}

/** For a path that can't be looked at: it may have been removed meanwhile. */
function notHad(path: string, absolute: string): Problem {
  const isGone = attempt(() => statSync(absolute, { throwIfNoEntry: false }) ?? 'gone') === 'gone'
  return isGone ? problem(path, 'PATH_MISSING', {}) : problem(path, 'PATH_UNFIT', { what: 'unreadable' })
}

const notRegular = (path: string): Problem => problem(path, 'PATH_UNFIT', { what: 'irregular' })

/** Counts what could not be read, so that its articles stay in the index. */
function countUnlisted(state: Walk, root: SourceRoot, inner: string, why: Problem): void {
  state.unlisted.push({ root, inner })
  state.problems.push(why)
}

/*
 * Walks a folder: takes the files that its rules, ignore files and site generator do not exclude (see choose/), and
 * never a file outside the folder.
 */

/** A folder that is still to be listed, inside a {@link Given} folder. */
interface Pending {
  /** Relative to the given folder. */
  readonly folder: string
  /** The scope of the parent folder. */
  readonly above: Scope | undefined
  /** Set if everything in the folder is left out; its entries are only reported. */
  readonly why?: Why
}

/** A given folder while it is walked. */
interface Visit extends Given {
  readonly chooser: Chooser
  readonly pending: Pending[]
  readonly links: { readonly path: string; readonly traits: Traits }[]
}

function walkFolder(root: SourceRoot, state: Walk, isDeep: boolean): void {
  const absolute = root.path
  const chooser = createChooser(absolute, root.rules)
  // If the folder has been removed meanwhile, listing it reports that.
  const real = attempt(() => realpathSync.native(absolute)) ?? absolute
  const visit: Visit = { root, absolute, real, chooser, pending: [], links: [] }
  for (let at: Pending | undefined = { folder: '', above: undefined }; at !== undefined; at = visit.pending.pop()) {
    if (!listEntries(at, visit, state)) {
      const path = at.folder === '' ? absolute : state.nameOf(root, at.folder)
      countUnlisted(state, root, at.folder, notHad(path, join(absolute, at.folder)))
    }
    if (!isDeep) break
  }
  for (const { path, traits } of visit.links) followLink(path, traits, visit, state)
  for (const site of chooser.sites) state.sites.push({ ...site, root })
}

/**
 * Takes the files of one folder; its subfolders and links are queued.
 * @returns false if it can't be listed, or was replaced by a link meanwhile
 */
function listEntries(at: Pending, visit: Visit, state: Walk): boolean {
  const path = join(visit.absolute, at.folder)
  const entries = attempt(() => readdirSync(path, { withFileTypes: true }))
  if (entries === undefined) return false
  const before = state.files.size
  const scope = at.why === undefined ? visit.chooser.enter(at.folder, entries.map(nameOf), at.above) : at.above!
  for (const entry of entries) visitEntry(entry, at, scope, visit, state)
  // Checked afterwards: a link could only mislead the walk if it replaced the folder before its files were looked at.
  const isInPlace = attempt(() => realpathSync.native(path)) === join(visit.real, at.folder)
  if (!isInPlace) for (const absolute of [...state.files.keys()].slice(before)) state.files.delete(absolute)
  return isInPlace
}

const nameOf = ({ name }: Dirent): string => name

function visitEntry(entry: Dirent, at: Pending, scope: Scope, visit: Visit, state: Walk): void {
  const { name } = entry
  const path = at.folder === '' ? name : `${at.folder}/${name}`
  const isFolder = entry.isDirectory()
  if (isFolder && below(visit.absolute, path) === state.own) return
  const found = at.why ?? visit.chooser.why(scope, path, name, isFolder)
  // Whether a link is read depends on its target, not on its own name.
  const why = found === 'kind' && entry.isSymbolicLink() ? undefined : found
  if (why !== undefined) return leaveOut(path, why, isFolder, scope, visit, state)
  if (name.includes('\ufffd')) {
    state.problems.push(problem(path, 'PATH_UNFIT', { what: 'name', kind: isFolder ? 'folder' : 'file' }))
  } else if (isFolder) visit.pending.push({ folder: path, above: scope })
  else if (entry.isSymbolicLink()) visit.links.push({ path, traits: traitsOf(scope, visit) })
  else takeEntry(entry, path, traitsOf(scope, visit), visit, state)
}

const none: Traits = {}

function traitsOf({ found }: Scope, { root }: Visit): Traits {
  const { drafts, allPages } = root.rules ?? {}
  const pages = allPages === true ? ({ allPages } as const) : none
  if (found === undefined) return pages
  const { hasDrafts, vault } = found.site
  return { ...pages, ...(hasDrafts && drafts !== true && { isPage: true }), ...(vault && { vault }) }
}

function takeEntry(entry: Dirent, path: string, traits: Traits, visit: Visit, state: Walk): void {
  const named = state.nameOf(visit.root, path)
  if (!entry.isFile()) return void state.problems.push(notRegular(named))
  const absolute = below(visit.absolute, path)
  const stats = attempt(() => lstatSync(absolute))
  if (stats === undefined) countUnlisted(state, visit.root, path, notHad(named, absolute))
  else take(state, visit, path, named, stats, traits)
}

/** Ignore files are not counted as left out, because nobody expects them to be articles. */
const IGNORE_FILE = /(?:^|\/)\.(?:git|xunzhang)?ignore$/

/** Folders left out for these reasons are never listed: they may contain many entries, none of them an article. */
const closed: ReadonlySet<Why> = new Set<Why>(['hidden', 'packages'])

function leaveOut(path: string, why: Why, isFolder: boolean, scope: Scope, visit: Visit, state: Walk): void {
  const named = state.nameOf(visit.root, path)
  state.onEntry?.(named, why, isFolder)
  if (IGNORE_FILE.test(path)) return
  if (!isFolder) return void state.leftOut.add(why, extensionOf(path))
  if (!closed.has(why)) state.leftOut.addFolder(why, named)
  // With `onEntry`, files in folders that are left out are reported, too.
  if (state.onEntry !== undefined && !closed.has(why)) visit.pending.push({ folder: path, above: scope, why })
}

/** Takes the target of a link inside the folder, unless the walk has reached that file in another way. */
function followLink(path: string, traits: Traits, given: Given, state: Walk): void {
  const name = state.nameOf(given.root, path)
  const target = attempt(() => realpathSync.native(join(given.absolute, path)))
  if (target === undefined) {
    state.problems.push(problem(name, 'LINK_SKIPPED', { what: 'broken' }))
  } else if (!isInside(target, given.real)) {
    state.problems.push(problem(name, 'LINK_SKIPPED', { what: 'outside' }))
  } else if (join(given.real, path).startsWith(target + sep)) {
    state.problems.push(problem(name, 'LINK_SKIPPED', { what: 'circular' }))
  } else if (kindOf(path) !== undefined) {
    const stats = attempt(() => lstatSync(target))
    if (stats?.isFile() === true) take(state, given, target.slice(given.real.length + 1), name, stats, traits)
  }
}

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
  options?: WalkOptions,
): WalkResult {
  const state = createWalk(now, all, options)
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
  const state = createWalk(Date.now(), [root])
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
      const traits = { ...(identity && { identity }), ...(ofSite && { isPage: ofSite }), ...(vault && { vault }) }
      const page: PageSource = { path, absolute, ...traits }
      return [addressKey(path.slice(folder.length)), page] as const
    })
  return pages.length === 0 || file.allPages === true ? file : { ...file, pages: new Map(pages) }
}

function walkRoot(root: WalkRoot, state: Walk): void {
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
  else if (root.kind !== 'file' || existsSync(path) || !existsSync(dirname(path)))
    countUnlisted(state, root, '', notHad(path, path))
}

/** A link that was given by name is followed. */
function takeGivenFile(root: SourceRoot, stats: Stats, state: Walk): void {
  const { path } = root
  const absolute = attempt(() => (lstatSync(path).isSymbolicLink() ? realpathSync.native(path) : resolve(path)))
  if (absolute === undefined) return countUnlisted(state, root, '', notHad(path, path))
  const folder = dirname(absolute)
  const given = { root, absolute: folder, real: realpathSync.native(folder) }
  take(state, given, basename(absolute), root.name, stats, { allPages: true })
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
  if (real === undefined) return countUnlisted(state, root, '', problem(root.path, 'PATH_MISSING', {}))
  const given: Given = { root, absolute: root.path, real }
  for (const inner of root.members ?? []) takeMember(inner, given, state)
}

function takeMember(inner: string, given: Given, state: Walk): void {
  const absolute = join(given.absolute, inner)
  const stats = attempt(() => statSync(absolute))
  const target = stats?.isFile() === true ? attempt(() => realpathSync.native(absolute)) : undefined
  if (stats !== undefined && target !== undefined) {
    const folder = dirname(target)
    const own = { ...given, absolute: folder, real: folder }
    take(state, own, basename(target), state.nameOf(given.root, inner), stats, { allPages: true })
  } else if (stats !== undefined) state.problems.push(notRegular(inner))
  else if (existsSync(absolute))
    countUnlisted(state, given.root, inner, problem(inner, 'PATH_UNFIT', { what: 'unreadable' }))
}
