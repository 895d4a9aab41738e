/**
 * What an index is made of: the folders, files, lists of files and pipes that were given to it, and what their files are
 * called in it. The name of a file follows from the list of roots alone, so that an update of one root never needs to
 * look at another:
 *
 * - The files of the first folder are called by their path below it: `2022/tea.md`.
 * - Each other folder has a name of its own, mostly its last part, and its files begin with it: `blog/2022/tea.md`.
 * - A file, or a pipe, has its whole name to itself: `tea.md`, `stdin`.
 * - A file that would take a name of another root is called `./blog/tea.md`, which names the same file below its root.
 */
import { statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { SourceRules } from './choose/source-rules.js'

export interface SourceRoot {
  /**
   * `list`: files named by a list, given by their paths below `path`; which they are is what the catalog holds of them.
   * `pipe`: standard input, which can't be read again.
   */
  readonly kind: 'folder' | 'file' | 'list' | 'pipe'
  /** Absolute; '-' for a pipe. */
  readonly path: string
  /** Of a folder or list, the first part of its files' names, '' for none; of a file or pipe, its whole name. */
  readonly name: string
  /** Which files are read; absent where nothing was asked for. */
  readonly rules?: SourceRules
}

export const pipePath = '-'

/** Where a file of an index lies. */
export interface SourcePlace {
  readonly root: SourceRoot
  /** Below the root's folder, '/' between parts. */
  readonly inner: string
}

/** @returns for the name of a file, the root that it belongs to; undefined where none can have it */
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

/** The folder in which a root's files have their inner names; '' for a pipe. */
export function folderOfRoot({ kind, path }: SourceRoot): string {
  return kind === 'pipe' ? '' : kind === 'file' ? dirname(path) : path
}

const withoutDot = (path: string): string => (path.startsWith('./') ? path.slice(2) : path)

const isWhole = ({ kind }: SourceRoot): boolean => kind === 'file' || kind === 'pipe'

/** @returns for a file of a root, below it, its name in an index of all the roots */
export function createNaming(roots: readonly SourceRoot[]): (root: SourceRoot, inner: string) => string {
  const whole = new Map(roots.filter(isWhole).map(({ name, path }) => [name, path]))
  // A file that was given beside its folder has one name.
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

/** Something to be indexed, before it has a name. */
export interface GivenRoot extends Omit<SourceRoot, 'name'> {
  /** What it is to be called where that is free. */
  readonly name?: string
}

/**
 * Adds roots, and names them so that no file of the others changes its name.
 * @param isUsed whether the index holds a file of this name, or files whose names begin with it
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

/** The last part of a folder's path; the top of a file system has none. */
const ownName = (path: string): string => basename(path).replaceAll(sep, '') || 'root'

/** Roots for paths of folders and files, as an index of them alone has them. What isn't there counts as a folder. */
export function rootsOf(paths: readonly string[]): SourceRoot[] {
  return addRoots(
    [],
    paths.map((path) => ({ kind: isFile(path) ? 'file' : 'folder', path }) as const),
  )
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** The path of a file of an index; undefined for what came through a pipe. */
export function absolutePath(place: SourcePlace | undefined): string | undefined {
  return place === undefined || place.root.kind === 'pipe' ? undefined : join(folderOfRoot(place.root), place.inner)
}
