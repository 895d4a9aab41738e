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

export interface SourceFile {
  /** The id path: relative to the given folder, '/' between parts, unique over all given roots. */
  readonly path: string
  readonly absolute: string
  /** Bytes. */
  readonly size: number
  readonly mtimeMs: number
  /** Which file it was when it was found. */
  readonly identity?: FileIdentity
}

interface WalkResult {
  /** Sorted by path in code-unit order. */
  readonly files: readonly SourceFile[]
  /** Folders whose entries and files that could not be had, relative to the given folder; '' for that itself. */
  readonly unlisted: readonly string[]
  /** Given paths that hold nothing to read, absolute. */
  readonly emptyRoots: readonly string[]
  readonly problems: readonly Problem[]
}

interface Walk {
  /** Milliseconds: no file is read before. */
  readonly began: number
  readonly files: Map<string, SourceFile> // by absolute path
  readonly taken: Set<string> // id paths
  readonly unlisted: string[]
  readonly problems: Problem[]
  /** Files met so far, each as often as it was met. */
  met: number
}

const SKIPPED_FOLDERS = new Set(['node_modules', '__MACOSX'])
const READ_ME = /^readme(\.[a-z]+)?$/i
const MIB = 1024 * 1024
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/**
 * Finds the files to read under `paths`, which are folders or single files; a single file is taken whatever its name,
 * '-' is left to the caller. Hidden entries, `node_modules` and read-me files of folders are passed over in silence;
 * all else that is named like an article and can't be read is a problem.
 * @param now milliseconds since 1970: no file is read before
 * @throws the system's EMFILE or ENFILE
 */
export function walk(paths: readonly string[], now = Date.now()): WalkResult {
  const state = createWalk(now)
  const emptyRoots = paths.filter((path) => path !== '-' && isEmptyRoot(path, state)).map((path) => resolve(path))
  const { unlisted, problems } = state
  return { files: sorted(state), unlisted, emptyRoots, problems }
}

/** Walks one of the given paths. @returns whether it holds nothing to read, as far as can be told */
function isEmptyRoot(path: string, state: Walk): boolean {
  const { met, unlisted } = state
  const unlistedBefore = unlisted.length
  walkRoot(path, state)
  return state.met === met && unlisted.length === unlistedBefore
}

/** The files of one folder, as {@link walk} finds them, but not those of its folders; none where it can't be read. */
export function listFolder(folder: string): SourceFile[] {
  const state = createWalk(Date.now())
  attempt(() => void walkFolder(folder, state, false))
  return sorted(state)
}

/** True for names that hold no articles, be it a file or a folder. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || SKIPPED_FOLDERS.has(name)
}

export function isArticleName(name: string): boolean {
  return kindOf(name) !== undefined && !READ_ME.test(name)
}

function createWalk(began: number): Walk {
  return { began, files: new Map(), taken: new Set(), unlisted: [], problems: [], met: 0 }
}

function sorted({ files }: Walk): SourceFile[] {
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

function walkRoot(path: string, state: Walk): void {
  const stats = attempt(() => statSync(path))
  if (stats === undefined) {
    state.unlisted.push('')
    state.problems.push(problem(path, existsSync(path) ? 'PATH_UNREADABLE' : 'PATH_MISSING', {}))
  } else if (stats.isDirectory()) walkFolder(path, state, true)
  else if (stats.isFile()) takeGivenFile(path, stats, state)
  else state.problems.push(notRegular(path))
}

/** A link that was given by name is followed. */
function takeGivenFile(path: string, stats: Stats, state: Walk): void {
  const absolute = attempt(() => (lstatSync(path).isSymbolicLink() ? realpathSync.native(path) : resolve(path)))
  if (absolute === undefined) return void state.problems.push(unreadable(path))
  const root = { absolute: dirname(absolute), real: realpathSync.native(dirname(absolute)) }
  take(state, root, absolute, basename(path), stats)
}

/** A folder that was given. */
interface Root {
  readonly absolute: string
  /** Without links in its path. */
  readonly real: string
}

function walkFolder(root: string, state: Walk, isDeep: boolean): void {
  const absolute = resolve(root)
  const given: Root = { absolute, real: realpathSync.native(absolute) }
  const links: string[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (!listEntries(folder, given, state, pending, links)) {
      state.unlisted.push(folder)
      state.problems.push(unreadable(folder === '' ? root : folder))
    }
    if (!isDeep) break
  }
  for (const link of links) followLink(link, given, state)
}

/**
 * Takes the files of one folder; its own folders and links go to `pending` and `links`.
 * @returns false where it can't be listed, or was replaced by a link meanwhile
 */
function listEntries(folder: string, root: Root, state: Walk, pending: string[], links: string[]): boolean {
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

function visit(entry: Dirent, folder: string, root: Root, state: Walk, pending: string[], links: string[]): void {
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
  if (!entry.isFile()) return void state.problems.push(notRegular(path))
  const absolute = join(root.absolute, path)
  const stats = attempt(() => lstatSync(absolute))
  if (stats === undefined) {
    state.unlisted.push(path)
    state.problems.push(unreadable(path))
  } else take(state, root, absolute, path, stats)
}

/** A link inside the folder stands for a file only when nothing else reaches that file. */
function followLink(path: string, root: Root, state: Walk): void {
  const target = attempt(() => realpathSync.native(join(root.absolute, path)))
  if (target === undefined) {
    state.problems.push(problem(path, 'LINK_BROKEN', {}))
  } else if (!isInside(target, root.real)) {
    state.problems.push(problem(path, 'LINK_OUTSIDE', {}))
  } else if (join(root.real, path).startsWith(target + sep)) {
    state.problems.push(problem(path, 'LINK_CIRCULAR', {}))
  } else if (kindOf(path) !== undefined) {
    const stats = attempt(() => lstatSync(target))
    const absolute = join(root.absolute, target.slice(root.real.length))
    if (stats?.isFile() === true) take(state, root, absolute, path, stats)
  }
}

function take(state: Walk, root: Root, absolute: string, path: string, stats: Stats): void {
  state.met++
  if (state.files.has(absolute)) return
  const limit = kindOf(path)?.container === true ? Infinity : LIMITS.articleBytes
  if (stats.size > limit) {
    state.unlisted.push(path)
    state.problems.push(problem(path, 'FILE_TOO_LARGE', { size: Math.round(stats.size / MIB), most: limit / MIB }))
    return
  }
  const rootName = basename(root.absolute)
  let id = path
  if (state.taken.has(id)) id = `${rootName}/${path}`
  for (let n = 2; state.taken.has(id); n++) id = `${rootName}~${n}/${path}`
  state.taken.add(id)
  const { size, mtimeMs } = stats
  state.files.set(absolute, { path: id, absolute, size, mtimeMs, identity: identityOf(stats, root, state) })
}

function identityOf(stats: Stats, { real }: Root, { began }: Walk): FileIdentity {
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
