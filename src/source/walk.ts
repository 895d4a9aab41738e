/**
 * From the paths a user gives to the files to read: known extensions, sorted, each once, never outside the given folder.
 * Synchronous on purpose: 20,000 files take a tenth of a second, and asynchronous calls take five times that.
 */
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import type { Dirent, Stats } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import type { Problem } from './article.js'
import { kindOf } from './formats/kinds.js'
import { LIMITS } from './limits.js'

export interface SourceFile {
  /** The id path: relative to the given folder, '/' between parts, unique over all given roots. */
  readonly path: string
  readonly absolute: string
  /** Bytes. */
  readonly size: number
  readonly mtimeMs: number
}

interface WalkResult {
  /** Sorted by path in code-unit order. */
  readonly files: readonly SourceFile[]
  /** Folders whose entries and files that could not be had, relative to the given folder; '' for that itself. */
  readonly unlisted: readonly string[]
  readonly problems: readonly Problem[]
}

interface Walk {
  readonly files: Map<string, SourceFile> // by absolute path
  readonly taken: Set<string> // id paths
  readonly unlisted: string[]
  readonly problems: Problem[]
}

const SKIPPED_FOLDERS = new Set(['node_modules', '__MACOSX'])
const READ_ME = /^readme(\.[a-z]+)?$/i
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/**
 * Finds the files to read under `paths`, which are folders or single files; a single file is taken whatever its name,
 * '-' is left to the caller. Hidden entries, `node_modules` and read-me files of folders are passed over in silence;
 * all else that is named like an article and can't be read is a problem.
 */
export function walk(paths: readonly string[]): WalkResult {
  const state = createWalk()
  for (const path of paths) if (path !== '-') walkRoot(path, state)
  const { unlisted, problems } = state
  return { files: sorted(state), unlisted, problems }
}

/** The files of one folder, as {@link walk} finds them, but not those of its folders; none where it can't be read. */
export function listFolder(folder: string): SourceFile[] {
  const state = createWalk()
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

function createWalk(): Walk {
  return { files: new Map(), taken: new Set(), unlisted: [], problems: [] }
}

function sorted({ files }: Walk): SourceFile[] {
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

function walkRoot(path: string, state: Walk): void {
  const stats = attempt(() => statSync(path))
  if (stats === undefined) {
    const message = existsSync(path) ? "can't be read" : 'no such file or folder'
    state.problems.push({ path, message, remedy: 'Check the path and its permissions.' })
  } else if (stats.isDirectory()) walkFolder(path, state, true)
  else if (stats.isFile()) take(state, resolve(path), basename(path), basename(resolve(path, '..')), stats)
  else state.problems.push(notRegular(path))
}

function walkFolder(root: string, state: Walk, isDeep: boolean): void {
  const absolute = resolve(root)
  const real = realpathSync(absolute)
  const links: string[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = attempt(() => readdirSync(join(absolute, folder), { withFileTypes: true }))
    if (entries === undefined) {
      state.unlisted.push(folder)
      state.problems.push(unreadable(folder === '' ? root : folder))
    } else for (const entry of entries) visit(entry, folder, absolute, state, pending, links)
    if (!isDeep) break
  }
  for (const link of links) followLink(link, absolute, real, state)
}

function visit(entry: Dirent, folder: string, root: string, state: Walk, pending: string[], links: string[]): void {
  const { name } = entry
  if (isPassedOver(name)) return
  const path = folder === '' ? name : `${folder}/${name}`
  const isFolder = entry.isDirectory()
  if ((isFolder || kindOf(name) !== undefined) && (CONTROLS.test(name) || name.includes('\ufffd'))) {
    const message = CONTROLS.test(name) ? 'the name holds control characters' : 'the name is no valid UTF-8'
    state.problems.push({ path, message, remedy: `Rename the ${isFolder ? 'folder' : 'file'}.` })
    return
  }
  if (isFolder) return void pending.push(path)
  if (entry.isSymbolicLink()) return void links.push(path)
  if (!isArticleName(name)) return
  if (!entry.isFile()) return void state.problems.push(notRegular(path))
  const absolute = join(root, path)
  const stats = attempt(() => lstatSync(absolute))
  if (stats === undefined) {
    state.unlisted.push(path)
    state.problems.push(unreadable(path))
  } else take(state, absolute, path, basename(root), stats)
}

/** A link inside the folder stands for a file only when nothing else reaches that file. */
function followLink(path: string, root: string, realRoot: string, state: Walk): void {
  const target = attempt(() => realpathSync(join(root, path)))
  if (target === undefined) {
    const remedy = 'Remove the link or restore its target.'
    state.problems.push({ path, message: 'a symbolic link that leads nowhere or in a circle', remedy })
  } else if (target !== realRoot && !target.startsWith(realRoot + sep)) {
    const remedy = 'Give its target as a path of its own.'
    state.problems.push({ path, message: 'a symbolic link out of the folder, not followed', remedy })
  } else if (join(realRoot, path).startsWith(target + sep)) {
    state.problems.push({ path, message: 'a symbolic link in a circle, not followed', remedy: 'Remove the link.' })
  } else if (kindOf(path) !== undefined) {
    const stats = attempt(() => statSync(target))
    const reached = join(root, target.slice(realRoot.length))
    if (stats?.isFile() === true && !state.files.has(reached)) take(state, reached, path, basename(root), stats)
  }
}

function take(state: Walk, absolute: string, path: string, rootName: string, stats: Stats): void {
  if (state.files.has(absolute)) return
  const limit = kindOf(path)?.container === true ? Infinity : LIMITS.articleBytes
  if (stats.size > limit) {
    const message = `${Math.round(stats.size / 1048576)} MiB, over the limit of ${limit / 1048576} MiB for one article file`
    state.unlisted.push(path)
    state.problems.push({ path, message, remedy: 'Split the file, or convert it to JSONL.' })
    return
  }
  let id = path
  if (state.taken.has(id)) id = `${rootName}/${path}`
  for (let n = 2; state.taken.has(id); n++) id = `${rootName}~${n}/${path}`
  state.taken.add(id)
  state.files.set(absolute, { path: id, absolute, size: stats.size, mtimeMs: stats.mtimeMs })
}

function unreadable(path: string): Problem {
  return { path, message: "can't be read", remedy: 'Check its permissions.' }
}

function notRegular(path: string): Problem {
  return { path, message: 'not a regular file', remedy: 'Give a file or a folder.' }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
