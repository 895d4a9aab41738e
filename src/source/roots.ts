/**
 * The roots of an index: the folders, files, lists of files and pipes given to it, and the names of their files. The
 * name of a file depends only on the list of roots, so that updating one root never requires reading another:
 *
 * - Files of the first folder are named by their path relative to it: `2022/tea.md`.
 * - Each further folder has a name, usually its last part, which begins the names of its files: `blog/2022/tea.md`.
 * - The name of a single file or of a pipe is that of its root: `tea.md`, `stdin`.
 * - A file whose name another root has taken is named `./blog/tea.md`, which is the same path within its root.
 */
import { statSync } from '#system/fs'
import { basename, dirname, join, sep } from '#system/path'
import type { SourceRules } from './choose/chooser.js'

export interface SourceRoot {
  /**
   * `list`: files named by a list, with paths relative to `path`; the catalog records which files these are.
   * `pipe`: standard input, which can't be read again.
   */
  readonly kind: 'folder' | 'file' | 'list' | 'pipe'
  /** Absolute; '-' for a pipe. */
  readonly path: string
  /** For a folder or list, the first part of its files' names, '' if none; for a file or pipe, its whole name. */
  readonly name: string
  /** Which files are read; absent if the user set no rules. */
  readonly rules?: SourceRules
}

export const pipePath = '-'

/** Where a file of an index is. */
export interface SourcePlace {
  readonly root: SourceRoot
  /** Relative to the root's folder, '/' between parts. */
  readonly inner: string
}

/** @returns a function from the name of a file to its place; undefined if no root can contain it */
export function createLocator(roots: readonly SourceRoot[]): (name: string) => SourcePlace | undefined {
  const whole = new Map<string, SourceRoot>()
  const first = new Map<string, SourceRoot>()
  for (const root of roots) (isWhole(root) ? whole : first).set(root.name, root)
  return (name) => {
    const exact = whole.get(name)
    if (exact !== undefined) return { root: exact, inner: basename(exact.kind === 'pipe' ? name : exact.path) }
    const slash = name.indexOf('/')
    const named = slash < 0 ? undefined : first.get(name.slice(0, slash))
    const root = named ?? first.get('')
    return root && { root, inner: withoutDot(root === named && named.name !== '' ? name.slice(slash + 1) : name) }
  }
}

/** The folder to which the inner paths of a root's files are relative; '' for a pipe. */
export function folderOfRoot({ kind, path }: SourceRoot): string {
  return kind === 'pipe' ? '' : kind === 'file' ? dirname(path) : path
}

const withoutDot = (path: string): string => (path.startsWith('./') ? path.slice(2) : path)

const isWhole = ({ kind }: SourceRoot): boolean => kind === 'file' || kind === 'pipe'

/** @returns a function from a root and an inner path to the name of the file in an index of all the roots */
export function createNaming(roots: readonly SourceRoot[]): (root: SourceRoot, inner: string) => string {
  const whole = new Map(roots.filter(isWhole).map(({ name, path }) => [name, path]))
  // A file that was given as well as its folder has one name.
  const isTaken = (name: string, root: SourceRoot, inner: string): boolean =>
    whole.has(name) && whole.get(name) !== join(root.path, inner)
  const firsts = new Set(roots.filter((root) => !isWhole(root) && root.name !== '').map(({ name }) => name))
  return (root, inner) => {
    if (isWhole(root)) return root.name
    if (root.name !== '') {
      const name = `${root.name}/${inner}`
      return isTaken(name, root, inner) ? `${root.name}/./${inner}` : name
    }
    if (firsts.size + whole.size === 0) return inner
    const slash = inner.indexOf('/')
    return isTaken(inner, root, inner) || (slash > 0 && firsts.has(inner.slice(0, slash))) ? `./${inner}` : inner
  }
}

/** A root before it is named. */
export interface GivenRoot extends Omit<SourceRoot, 'name'> {
  /** The preferred name, used if it is free. */
  readonly name?: string
}

/**
 * Adds roots, and names them so that no file of an existing root changes its name.
 * @param isUsed whether the index contains a file of this name, or files whose names begin with it
 */
export function addRoots(
  roots: readonly SourceRoot[],
  given: readonly GivenRoot[],
  isUsed: (name: string) => boolean = () => false,
): SourceRoot[] {
  const all = [...roots]
  for (const one of given) {
    const names = new Set(all.map(({ name }) => name))
    const isFree = (name: string): boolean => !names.has(name) && (name === '' || !isUsed(name))
    all.push({ ...one, name: candidates(one).find(isFree) ?? numbered(one, isFree) })
  }
  return all
}

function candidates({ kind, path, name }: GivenRoot): string[] {
  if (name !== undefined) return [name]
  return kind === 'folder' || kind === 'list' ? ['', ownName(path)] : [basename(path), beside(path, '')]
}

function numbered(root: GivenRoot, isFree: (name: string) => boolean): string {
  for (let n = 2; ; n++) {
    const name = nameWith(root, `~${n}`)
    if (isFree(name)) return name
  }
}

function nameWith({ kind, path, name }: GivenRoot, number: string): string {
  if (kind === 'pipe') return `stdin${number}/${name ?? ''}`
  return kind === 'file' ? beside(path, number) : `${ownName(path)}${number}`
}

const beside = (path: string, number: string): string => `${ownName(dirname(path))}${number}/${basename(path)}`

/** The last part of a folder's path; `root` for the root of a file system, which has none. */
const ownName = (path: string): string => basename(path).replaceAll(sep, '') || 'root'

/** The roots of an index of just these folders and files. A path that doesn't exist counts as a folder. */
export function rootsOf(paths: readonly string[]): SourceRoot[] {
  return addRoots(
    [],
    paths.map((path) => ({ kind: isFile(path) ? 'file' : 'folder', path }) as const),
  )
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** The path of a file of an index; undefined for the input of a pipe. */
export function absolutePath(place: SourcePlace | undefined): string | undefined {
  return place === undefined || place.root.kind === 'pipe' ? undefined : join(folderOfRoot(place.root), place.inner)
}
