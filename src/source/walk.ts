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
import { kindOf } from './formats/kinds.js'
import { LIMITS } from './limits.js'
import { isInside, isSettled } from './open-source.js'
import type { FileIdentity } from './open-source.js'
import { createNaming, rootsOf } from './roots.js'
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
}

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
}

interface Walk {
  /** Milliseconds: no file is read before. */
  readonly began: number
  readonly nameOf: ReturnType<typeof createNaming>
  readonly files: Map<string, SourceFile> // by absolute path without links
  readonly unlisted: Unlisted[]
  readonly problems: Problem[]
  /** Files met so far, each as often as it was met. */
  met: number
}

const SKIPPED_FOLDERS = new Set(['node_modules', '__MACOSX'])
const READ_ME = /^readme(\.[a-z]+)?$/i
const MIB = 1024 * 1024
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** As {@link walkRoots}, for the paths of folders and files alone. */
export function walk(paths: readonly string[], now = Date.now()): WalkResult {
  const roots = rootsOf(paths.map((path) => resolve(path)))
  return walkRoots(roots, roots, now)
}

/**
 * Finds the files of some roots. A file that was given by name is taken whatever its name. Hidden entries,
 * `node_modules` and read-me files of folders are passed over in silence; all else that is named like an article and
 * can't be read is a problem. A file that several roots hold belongs to the first of them.
 * @param all every root of the index: they decide what files are called
 * @param now milliseconds since 1970: no file is read before
 * @throws the system's EMFILE or ENFILE
 */
export function walkRoots(roots: readonly WalkRoot[], all: readonly SourceRoot[], now: number): WalkResult {
  const state = createWalk(now, all)
  const empty = roots.filter((root) => isEmptyRoot(root, state))
  const { unlisted, problems } = state
  return { files: sorted(state), unlisted, empty, problems }
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
  const state = createWalk(Date.now(), [root])
  attempt(() => void walkFolder(root, state, false))
  return sorted(state)
}

/** True for names that hold no articles, be it a file or a folder. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || SKIPPED_FOLDERS.has(name)
}

export function isArticleName(name: string): boolean {
  return kindOf(name) !== undefined && !READ_ME.test(name)
}

function createWalk(began: number, all: readonly SourceRoot[]): Walk {
  return { began, nameOf: createNaming(all), files: new Map(), unlisted: [], problems: [], met: 0 }
}

function sorted({ files }: Walk): SourceFile[] {
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
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
    state.problems.push(problem(path, existsSync(path) ? 'PATH_UNREADABLE' : 'PATH_MISSING', {}))
  }
}

/** A link that was given by name is followed. */
function takeGivenFile(root: SourceRoot, stats: Stats, state: Walk): void {
  const { path } = root
  const absolute = attempt(() => (lstatSync(path).isSymbolicLink() ? realpathSync.native(path) : resolve(path)))
  if (absolute === undefined) return void state.problems.push(unreadable(path))
  const folder = dirname(absolute)
  take(state, { root, absolute: folder, real: realpathSync.native(folder) }, basename(absolute), root.name, stats)
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
  take(state, { ...given, absolute: folder, real: folder }, basename(target), state.nameOf(given.root, inner), stats)
}

/** A folder that was given. */
interface Given {
  readonly root: SourceRoot
  readonly absolute: string
  /** Without links in its path. */
  readonly real: string
}

function walkFolder(root: SourceRoot, state: Walk, isDeep: boolean): void {
  const absolute = root.path
  const given: Given = { root, absolute, real: realpathSync.native(absolute) }
  const links: string[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (!listEntries(folder, given, state, pending, links)) {
      state.unlisted.push({ root, inner: folder })
      state.problems.push(unreadable(folder === '' ? absolute : state.nameOf(root, folder)))
    }
    if (!isDeep) break
  }
  for (const link of links) followLink(link, given, state)
}

/**
 * Takes the files of one folder; its own folders and links go to `pending` and `links`.
 * @returns false where it can't be listed, or was replaced by a link meanwhile
 */
function listEntries(folder: string, root: Given, state: Walk, pending: string[], links: string[]): boolean {
  const path = join(root.absolute, folder)
  const entries = attempt(() => readdirSync(path, { withFileTypes: true }))
  if (entries === undefined) return false
  const before = state.files.size
  for (const entry of entries) visit(entry, folder, root, state, pending, links)
  // Asked afterwards: whoever puts a link in the folder's place has to do so before its files are looked at.
  const isInPlace = attempt(() => realpathSync.native(path)) === join(root.real, folder)
  if (!isInPlace) for (const absolute of [...state.files.keys()].slice(before)) state.files.delete(absolute)
  return isInPlace
}

function visit(entry: Dirent, folder: string, given: Given, state: Walk, pending: string[], links: string[]): void {
  const { name } = entry
  if (isPassedOver(name)) return
  const path = folder === '' ? name : `${folder}/${name}`
  const isFolder = entry.isDirectory()
  if ((isFolder || kindOf(name) !== undefined) && (CONTROLS.test(name) || name.includes('\ufffd'))) {
    const reason = CONTROLS.test(name) ? 'NAME_HAS_CONTROLS' : 'NAME_NOT_UTF8'
    state.problems.push(problem(path, reason, { kind: isFolder ? 'folder' : 'file' }))
    return
  }
  if (isFolder) return void pending.push(path)
  if (entry.isSymbolicLink()) return void links.push(path)
  if (!isArticleName(name)) return
  const named = state.nameOf(given.root, path)
  if (!entry.isFile()) return void state.problems.push(notRegular(named))
  const stats = attempt(() => lstatSync(join(given.absolute, path)))
  if (stats === undefined) {
    state.unlisted.push({ root: given.root, inner: path })
    state.problems.push(unreadable(named))
  } else take(state, given, path, named, stats)
}

/** A link inside the folder stands for a file only when nothing else reaches that file. */
function followLink(path: string, given: Given, state: Walk): void {
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
    if (stats?.isFile() === true) take(state, given, target.slice(given.real.length + 1), name, stats)
  }
}

/** @param inner where the file lies, below the given folder @param name what it is called in the index */
function take(state: Walk, given: Given, inner: string, name: string, stats: Stats): void {
  state.met++
  const real = join(given.real, inner)
  if (state.files.has(real)) return
  const limit = kindOf(name)?.container === true ? Infinity : LIMITS.articleBytes
  if (stats.size > limit) {
    state.unlisted.push({ root: given.root, inner })
    state.problems.push(problem(name, 'FILE_TOO_LARGE', { size: Math.round(stats.size / MIB), most: limit / MIB }))
    return
  }
  const { size, mtimeMs } = stats
  const absolute = join(given.absolute, inner)
  state.files.set(real, { path: name, absolute, size, mtimeMs, identity: identityOf(stats, given, state) })
}

function identityOf(stats: Stats, { real }: Given, { began }: Walk): FileIdentity {
  const changedUs = isSettled(stats, began) ? Math.floor(stats.ctimeMs * 1000) : 0
  return { root: real, device: stats.dev, inode: stats.ino, changedUs }
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
