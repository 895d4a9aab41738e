/**
 * From the paths a user gives to the files to read: known extensions, sorted, each once, never outside the given folder.
 * Synchronous on purpose: 20,000 files take a tenth of a second, and asynchronous calls take five times that.
 */
import { isOutOfHandles } from '../errors.js'
import { problem } from './article.js'
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import type { Dirent, Stats } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import type { Problem } from './article.js'
import { createChooser } from './choose/chooser.js'
import type { Chooser, FoundSite, Scope } from './choose/chooser.js'
import { isPage, isSource, sourcesOfPages } from './choose/page-sources.js'
import { createLeftOutTally } from './choose/why.js'
import type { LeftOut, LeftOutTally, Why } from './choose/why.js'
import { extensionOf, kindOf } from './formats/kinds.js'
import { LIMITS } from './limits.js'
import { isInside, isSettled } from './open-source.js'
import type { FileIdentity } from './open-source.js'
import { createNaming, rootsOf } from './roots.js'
import type { Vault } from './markdown/notes.js'
import type { SourceRoot } from './roots.js'

export interface SourceFile {
  /** Its name in the index (see roots.ts): '/' between parts, unique over all roots. */
  readonly path: string
  readonly absolute: string
  /** Bytes. */
  readonly size: number
  readonly mtimeMs: number
  /** Which file it was when it was found. */
  readonly identity?: FileIdentity
  /** A page of a site: one that is a draft, or has no text, is left out in silence. */
  readonly isPage?: true
  /** It is read even where it lists articles. */
  readonly allPages?: true
  /** It is a note of a vault. */
  readonly vault?: Vault
  /** What it may have been generated from: it is read where that says something else. */
  readonly source?: PageSource
}

export type PageSource = Pick<SourceFile, 'path' | 'absolute' | 'identity' | 'isPage' | 'vault'>

/** What the site that holds a file says of it. */
type Traits = Pick<SourceFile, 'isPage' | 'allPages' | 'vault'>

/** A root as it is to be walked. */
export interface WalkRoot extends SourceRoot {
  /** Of a list: its files, below its folder. */
  readonly members?: Iterable<string>
  /** Of a pipe: the file that holds what came through it. */
  readonly spool?: string
}

/** A folder or file of a root that could not be had. */
interface Unlisted {
  readonly root: SourceRoot
  /** Below the root's folder; '' for that itself. */
  readonly inner: string
}

export interface WalkResult {
  /** Sorted by path in code-unit order. */
  readonly files: readonly SourceFile[]
  readonly unlisted: readonly Unlisted[]
  /** Roots that hold nothing to read. */
  readonly empty: readonly SourceRoot[]
  readonly problems: readonly Problem[]
  readonly leftOut: readonly LeftOut[]
  /** Sites and vaults that were met, and the root that each lies in. */
  readonly sites: readonly (FoundSite & { readonly root: SourceRoot })[]
}

/** What becomes of an entry that is met: it is read where there is no reason against it. */
type OnEntry = (name: string, why: Why | undefined, isFolder: boolean) => void

export interface WalkOptions {
  readonly onEntry?: OnEntry
  /** Of the largest file of one article that is taken. */
  readonly articleBytes?: number
}

interface Walk {
  /** Milliseconds: no file is read before. */
  readonly began: number
  readonly nameOf: ReturnType<typeof createNaming>
  readonly files: Map<string, SourceFile> // by absolute path without links
  readonly unlisted: Unlisted[]
  readonly problems: Problem[]
  readonly leftOut: LeftOutTally
  readonly sites: (FoundSite & { readonly root: SourceRoot })[]
  readonly onEntry: OnEntry | undefined
  readonly articleBytes: number
  /** Files met so far, each as often as it was met. */
  met: number
}

const SKIPPED_FOLDERS = new Set(['node_modules', '__MACOSX'])
const MIB = 1024 * 1024

/** As {@link walkRoots}, for the paths of folders and files alone. */
export function walk(paths: readonly string[], now = Date.now()): WalkResult {
  const roots = rootsOf(paths.map((path) => resolve(path)))
  return walkRoots(roots, roots, now)
}

/**
 * Finds the files of some roots. A file that was given by name is taken whatever its name; of a folder, those that its
 * rules, ignore files and generator leave (see choose/). What is left out is counted; what is named like an article and
 * can't be read is a problem. A file that several roots hold belongs to the first of them.
 * @param all every root of the index: they decide what files are called
 * @param now milliseconds since 1970: no file is read before
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

/** Walks one root. @returns whether it holds nothing to read, as far as can be told */
function isEmptyRoot(root: WalkRoot, state: Walk): boolean {
  const { met, unlisted } = state
  const unlistedBefore = unlisted.length
  walkRoot(root, state)
  return state.met === met && unlisted.length === unlistedBefore
}

/** The files of one folder, as {@link walk} finds them, but not those of its folders; none where it can't be read. */
export function listFolder(folder: string): SourceFile[] {
  const root = { kind: 'folder', path: resolve(folder), name: '' } as const
  const state = createWalk(Date.now(), [root], LIMITS.articleBytes)
  attempt(() => void walkFolder(root, state, false))
  return sorted(state)
}

/** True for names that hold no articles, be it a file or a folder. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || SKIPPED_FOLDERS.has(name)
}

export function isArticleName(name: string): boolean {
  return kindOf(name) !== undefined
}

function createWalk(began: number, all: readonly SourceRoot[], articleBytes: number, onEntry?: OnEntry): Walk {
  const lists = { files: new Map(), unlisted: [], problems: [], sites: [] }
  return { began, nameOf: createNaming(all), ...lists, leftOut: createLeftOutTally(), onEntry, articleBytes, met: 0 }
}

function sorted({ files }: Walk): SourceFile[] {
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** With the source of each page that may be generated, of the same root. */
function withPageSources(files: readonly SourceFile[]): readonly SourceFile[] {
  if (!files.some(({ path }) => isPage(path)) || !files.some(({ path }) => isSource(path))) return files
  const rooted = new Map<string | undefined, SourceFile[]>()
  for (const file of files) {
    const known = rooted.get(file.identity?.root)
    if (known === undefined) rooted.set(file.identity?.root, [file])
    else known.push(file)
  }
  const found = new Map([...rooted.values()].flatMap((own) => [...sourcesOfPages(own)]))
  return files.map((file) => {
    const source = file.allPages === true ? undefined : found.get(file.path)
    return source === undefined ? file : { ...file, source }
  })
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

/** What came through a pipe lies in a file of another name. */
function takeSpool(root: WalkRoot, state: Walk): void {
  const { spool } = root
  if (spool === undefined) return
  const folder = dirname(spool)
  take(state, { root, absolute: folder, real: folder }, basename(spool), root.name, statSync(spool))
}

/** A file of a list that went is gone, unless the whole folder of the list did. */
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

/** A folder that was given. */
interface Given {
  readonly root: SourceRoot
  readonly absolute: string
  /** Without links in its path. */
  readonly real: string
}

/** A folder to look into: one of a {@link Given}. */
interface Pending {
  /** Below the given folder. */
  readonly folder: string
  /** Of the folder that it lies in. */
  readonly above: Scope | undefined
  /** All in it is left out, and told. */
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
  // A folder that went meanwhile is found missing when it is listed.
  const real = attempt(() => realpathSync.native(absolute)) ?? absolute
  const visit: Visit = { root, absolute, real, chooser, pending: [], links: [] }
  for (let at: Pending | undefined = { folder: '', above: undefined }; at !== undefined; at = visit.pending.pop()) {
    if (!listEntries(at, visit, state)) {
      state.unlisted.push({ root, inner: at.folder })
      const path = at.folder === '' ? absolute : state.nameOf(root, at.folder)
      state.problems.push(notHad(path, join(absolute, at.folder)))
    }
    if (!isDeep) break
  }
  for (const { path, traits } of visit.links) followLink(path, traits, visit, state)
  for (const site of chooser.sites) state.sites.push({ ...site, root })
}

/**
 * Takes the files of one folder; its own folders and links are noted.
 * @returns false where it can't be listed, or was replaced by a link meanwhile
 */
function listEntries(at: Pending, visit: Visit, state: Walk): boolean {
  const path = join(visit.absolute, at.folder)
  const entries = attempt(() => readdirSync(path, { withFileTypes: true }))
  if (entries === undefined) return false
  const before = state.files.size
  const scope = at.why === undefined ? visit.chooser.enter(at.folder, entries.map(nameOf), at.above) : at.above!
  for (const entry of entries) meet(entry, at, scope, visit, state)
  // Asked afterwards: whoever puts a link in the folder's place has to do so before its files are looked at.
  const isInPlace = attempt(() => realpathSync.native(path)) === join(visit.real, at.folder)
  if (!isInPlace) for (const absolute of [...state.files.keys()].slice(before)) state.files.delete(absolute)
  return isInPlace
}

const nameOf = ({ name }: Dirent): string => name

function meet(entry: Dirent, at: Pending, scope: Scope, visit: Visit, state: Walk): void {
  const { name } = entry
  const path = at.folder === '' ? name : `${at.folder}/${name}`
  const isFolder = entry.isDirectory()
  const found = at.why ?? visit.chooser.why(scope, path, name, isFolder)
  // What a link stands for tells whether it is read.
  const why = found === 'kind' && entry.isSymbolicLink() ? undefined : found
  if (why !== undefined) return leaveOut(path, why, isFolder, scope, visit, state)
  if (name.includes('\ufffd')) {
    state.problems.push(problem(path, 'NAME_NOT_UTF8', { kind: isFolder ? 'folder' : 'file' }))
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
  const stats = attempt(() => lstatSync(below(visit.absolute, path)))
  if (stats === undefined) {
    state.unlisted.push({ root: visit.root, inner: path })
    state.problems.push(unreadable(named))
    return
  }
  take(state, visit, path, named, stats, traits)
}

/** What decides is no text that anybody misses. */
const IGNORE_FILE = /(?:^|\/)\.(?:git|xunzhang)?ignore$/

/** What may hold many entries, none of them an article, is never looked into. */
const closed: ReadonlySet<Why> = new Set<Why>(['hidden', 'packages'])

function leaveOut(path: string, why: Why, isFolder: boolean, scope: Scope, visit: Visit, state: Walk): void {
  const named = state.nameOf(visit.root, path)
  state.onEntry?.(named, why, isFolder)
  if (IGNORE_FILE.test(path)) return
  if (!isFolder) return void state.leftOut.add(why, extensionOf(path))
  if (!closed.has(why)) state.leftOut.addFolder(why, named)
  // Whoever asks about every file hears of those in folders that are left out, too.
  if (state.onEntry !== undefined && !closed.has(why)) visit.pending.push({ folder: path, above: scope, why })
}

/** A link inside the folder stands for a file only when nothing else reaches that file. */
function followLink(path: string, traits: Traits, given: Given, state: Walk): void {
  const name = state.nameOf(given.root, path)
  const target = attempt(() => realpathSync.native(join(given.absolute, path)))
  if (target === undefined) {
    state.problems.push(problem(name, 'LINK_BROKEN', {}))
  } else if (!isInside(target, given.real)) {
    state.problems.push(problem(name, 'LINK_OUTSIDE', {}))
  } else if (join(given.real, path).startsWith(target + sep)) {
    state.problems.push(problem(name, 'LINK_CIRCULAR', {}))
  } else if (kindOf(path) !== undefined) {
    const stats = attempt(() => lstatSync(target))
    if (stats?.isFile() === true) take(state, given, target.slice(given.real.length + 1), name, stats, traits)
  }
}

/** As `join` for paths that are in order, in a tenth of its time. */
const below = (folder: string, inner: string): string => (folder.endsWith(sep) ? folder + inner : folder + sep + inner)

/** @param inner where the file lies, below the given folder @param name what it is called in the index */
function take(state: Walk, given: Given, inner: string, name: string, stats: Stats, traits = none): void {
  state.met++
  const real = below(given.real, inner)
  if (state.files.has(real)) return
  const limit = kindOf(name)?.container === true ? Infinity : state.articleBytes
  if (stats.size > limit) {
    state.unlisted.push({ root: given.root, inner })
    const code = limit < LIMITS.articleBytes ? 'FILE_OVER_MEMORY' : 'FILE_TOO_LARGE'
    state.problems.push(problem(name, code, { size: Math.round(stats.size / MIB), most: Math.floor(limit / MIB) }))
    return
  }
  state.onEntry?.(name, undefined, false)
  const { size, mtimeMs } = stats
  const absolute = given.absolute === given.real ? real : below(given.absolute, inner)
  const identity = identityOf(stats, given, state)
  state.files.set(real, { path: name, absolute, size, mtimeMs, identity, ...traits })
}

function identityOf(stats: Stats, { real }: Given, { began }: Walk): FileIdentity {
  const changedUs = isSettled(stats, began) ? Math.floor(stats.ctimeMs * 1000) : 0
  return { root: real, device: stats.dev, inode: stats.ino, changedUs }
}

function notHad(path: string, absolute: string): Problem {
  return existsSync(absolute) ? unreadable(path) : problem(path, 'PATH_MISSING', {})
}

function unreadable(path: string): Problem {
  return problem(path, 'PATH_UNREADABLE', {})
}

function notRegular(path: string): Problem {
  return problem(path, 'NOT_A_FILE', {})
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    // Every file would be told as one that can't be read, and be left out.
    if (isOutOfHandles(error)) throw error
    return undefined
  }
}
