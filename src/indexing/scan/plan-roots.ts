/**
 * Decides which roots an update scans. Given paths are added to the roots of the last commit, and only they and roots
 * that share files with them are scanned. Without paths, all roots are scanned. The articles of the other roots stay as
 * they are.
 */
import { existsSync, realpathSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { XunzhangError } from '../../base/errors.js'
import { lazy } from '../../base/growing.js'
import { recordedRoots, type RecordedRoots } from '../../storage/commit/catalog.js'
import { isInside } from '../../source/open-source.js'
import { absolutePath, addRoots, createLocator, isFile, pipePath } from '../../source/roots.js'
import type { GivenRoot, SourceRoot } from '../../source/roots.js'
import type { SourceRules } from '../../source/choose/chooser.js'
import type { WalkRoot } from '../../source/walk/types.js'
import type { BuildOptions } from '../types.js'

export interface RootPlan {
  /** The roots of the next commit. */
  readonly roots: readonly SourceRoot[]
  /** The roots to scan now. */
  readonly walked: readonly WalkRoot[]
  /** Whether a file of the last commit belongs to a root that is scanned or removed. */
  readonly isDue: (name: string) => boolean
  /** Whether a name means the same file as in the last commit. */
  readonly isSameFile: (name: string) => boolean
  /** Whether the rules of a file's root, which say which pages are read, have changed. */
  readonly rulesChanged: (name: string) => boolean
  /** Given paths that don't become roots because they lie inside another root, which reads them. */
  readonly covered: readonly string[]
}

type Asked = Pick<BuildOptions, 'paths' | 'lists' | 'pipe' | 'only' | 'force' | 'forget' | 'rules'>

/**
 * @param last the last commit, even if nothing of it is kept
 * @param files the names of the files of the last commit; undefined if everything is read again
 * @param alone given paths that become roots although they lie inside another root
 * @throws XunzhangError USAGE if nothing is given to a new index; INPUT_MISSING for a root that no longer exists
 */
export function planRoots(
  asked: Asked,
  last: RecordedRoots | undefined,
  files: readonly string[] | undefined,
  alone: readonly string[] = [],
): RootPlan {
  const before = last === undefined ? [] : recordedRoots(last)
  const given = givenRoots(asked)
  const forgotten = before.filter((root) => asked.forget?.some((path) => isNamedBy(root, path)))
  requireSome(asked, before, given)
  const kept = asked.only === true ? [] : before.filter((root) => !forgotten.includes(root) && !isReplaced(root, given))
  const stay = kept.map((root) => (asked.rules && isRuled(root, given) ? withRules(root, asked.rules) : root))
  requireKnown(asked, before, files ?? [])
  const fresh = given.filter((one) => !stay.some((root) => isSame(root, one)))
  const covered = fresh.filter(
    (one) => asked.rules === undefined && !alone.includes(one.path) && isIn(one, [...stay, ...fresh]),
  )
  const added = fresh.filter((one) => !covered.includes(one))
  const members = membersOf(asked, before, files ?? [])
  const named = addRoots(stay, added, isUsedIn(stay.length === 0 ? [] : (files ?? [])))
  const roots = named.filter((root) => root.kind !== 'list' || members(root).size > 0)
  const forgottenFiles = (asked.forget ?? []).map((path): Rooted => ({ kind: 'file', path: resolve(path) }))
  const touched = [...given, ...forgotten, ...forgottenFiles, ...before.filter((root) => isReplaced(root, given))]
  const piped = asked.pipe && (roots.find((root) => isSame(root, given.at(-1)!)) ?? roots.at(-1))
  const isWhole = files === undefined || touched.length === 0 || last?.sources === undefined
  const isNamed = (root: SourceRoot): boolean => touched.some((one) => isSame(root, one) || overlap(root, one))
  const walked = roots.filter((root) => (root.kind === 'pipe' ? root === piped : isWhole || isNamed(root)))
  requireThere(asked, walked, last, files !== undefined)
  if (files === undefined) requirePipes(roots, walked)
  const oldPlace = createLocator(before)
  const newPlace = createLocator(roots)
  const walkedKeys = new Set(walked.map(keyOf))
  const keptKeys = new Set(roots.map(keyOf))
  const anew = stay.filter((root, i) => rulesDiffer(root, kept[i]!)).map(({ path }) => path)
  const isAll = roots.every((root) => walkedKeys.has(keyOf(root)))
  const isSameRoots = JSON.stringify(before.map(keyOf)) === JSON.stringify(roots.map(keyOf))
  return {
    roots,
    walked: walked.map((root) => ({
      ...root,
      ...(root.kind === 'list' && { members: members(root) }),
      ...(root.kind === 'pipe' && { spool: asked.pipe!.file }),
    })),
    isDue: (name) => {
      const root = isAll ? undefined : oldPlace(name)?.root
      return root === undefined || !keptKeys.has(keyOf(root)) || walkedKeys.has(keyOf(root))
    },
    isSameFile: (name) => {
      if (isSameRoots) return true
      const path = absolutePath(oldPlace(name))
      return path !== undefined && path === absolutePath(newPlace(name))
    },
    rulesChanged: (name) => anew.length > 0 && anew.includes(newPlace(name)?.root.path ?? ''),
    covered: covered.map(({ path }) => path),
  }
}

function givenRoots({ paths, lists = [], pipe, rules }: Asked): GivenRoot[] {
  const ruled = rules === undefined ? {} : { rules }
  const given = [...new Set(paths.map((path) => resolve(path)))].map((path): GivenRoot => {
    return { kind: isFile(path) ? 'file' : 'folder', path, ...ruled }
  })
  for (const { folder } of lists) given.push({ kind: 'list', path: resolve(folder), ...ruled })
  if (pipe !== undefined) given.push({ kind: 'pipe', path: pipePath, name: pipe.name, ...ruled })
  return given
}

/** @throws XunzhangError USAGE */
function requireSome({ force, only }: Asked, before: readonly SourceRoot[], given: readonly GivenRoot[]): void {
  if (given.length > 0 || (before.length > 0 && only !== true) || force === true) return
  throw new XunzhangError('NO_PATHS', { what: 'build' }, { where: 'paths' })
}

const keyOf = ({ kind, path, name }: SourceRoot): string => JSON.stringify([kind, path, name])

type Rooted = Pick<GivenRoot, 'kind' | 'path' | 'name'>

/** A pipe's name without the ending that records get from their format. */
const bareName = (name = ''): string => name.replace(/\.jsonl$/, '')

function isSame(root: SourceRoot, one: Rooted): boolean {
  if (root.kind !== one.kind || root.path !== one.path) return false
  return root.kind !== 'pipe' || root.name === one.name
}

/** Whether a given root replaces a root of another kind. */
function isReplaced(root: SourceRoot, given: readonly GivenRoot[]): boolean {
  return given.some((one) => {
    if (isSame(root, one) || root.path !== one.path) return false
    if (root.kind === 'pipe') return one.kind === 'pipe' && bareName(root.name) === bareName(one.name)
    return root.kind !== 'list' && one.kind !== 'list'
  })
}

const rulesDiffer = ({ rules: a = {} }: SourceRoot, { rules: b = {} }: SourceRoot): boolean =>
  a.drafts !== b.drafts || a.allPages !== b.allPages || a.noIgnore !== b.noIgnore || a.clean !== b.clean

/** Whether the given rules apply to a root. Rules that are given without paths apply to every folder. */
function isRuled(root: SourceRoot, given: readonly GivenRoot[]): boolean {
  return given.length === 0 ? root.kind === 'folder' : given.some((one) => isSame(root, one))
}

/** New rules replace the old ones, but `allowEmpty` stays, and alone is added to them. Empty rules clear all. */
function withRules(root: SourceRoot, rules: SourceRules): SourceRoot {
  const isAdded = rules.allowEmpty === true && Object.keys(rules).length === 1
  const isKept = root.rules?.allowEmpty === true && Object.keys(rules).length > 0
  return { ...root, rules: { ...(isAdded && root.rules), ...(isKept && { allowEmpty: true }), ...rules } }
}

function isIn(one: GivenRoot, roots: readonly Rooted[]): boolean {
  if (one.kind !== 'folder' && one.kind !== 'file') return false
  return roots.some((root) => root.kind === 'folder' && root !== one && isInside(realOf(one.path), realOf(root.path)))
}

function overlap(a: Rooted, b: Rooted): boolean {
  if (a.kind === 'pipe' || b.kind === 'pipe') return false
  const [one, other] = [realOf(a.path), realOf(b.path)]
  return isInside(one, other) || isInside(other, one)
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}

/**
 * A recorded root that contained something and no longer exists keeps its articles while the others are updated, unless
 * nothing could be kept.
 * @param isKept whether the articles of roots that aren't scanned stay
 * @throws XunzhangError INPUT_MISSING if it was named, it is the only one, or everything is read again
 */
function requireThere(
  { force, paths }: Asked,
  walked: readonly SourceRoot[],
  last: RecordedRoots | undefined,
  isKept: boolean,
): void {
  if (force === true) return
  const gone = walked.filter(({ kind, path }) => {
    if (kind === 'pipe' || existsSync(kind === 'file' ? dirname(path) : path)) return false
    return last?.roots.includes(path) === true && last.emptyRoots?.includes(path) !== true
  })
  // A named path existed when the run began, so it has disappeared since.
  const named = paths.find((path) => gone.some((root) => resolve(path) === root.path))
  if (named !== undefined) throw new XunzhangError('PATH_MISSING', {}, { where: named })
  if (gone.length > 0 && (!isKept || gone.length === walked.length))
    throw new XunzhangError('SOURCE_GONE', { what: 'root' }, { where: gone[0]!.path })
}

/** @throws XunzhangError INPUT_MISSING if a rebuild would lose articles that came through a pipe */
function requirePipes(roots: readonly SourceRoot[], walked: readonly SourceRoot[]): void {
  const lost = roots.find((root) => root.kind === 'pipe' && !walked.includes(root))
  if (lost !== undefined) throw new XunzhangError('SOURCE_GONE', { what: 'pipe' }, { where: lost.name })
}

/** @throws XunzhangError INPUT_MISSING for a path to forget that isn't a source of the index */
function requireKnown({ forget = [] }: Asked, before: readonly SourceRoot[], files: readonly string[]): void {
  if (forget.length === 0) return
  const placeOf = createLocator(before)
  const listed = new Set<string | undefined>()
  for (const file of files) {
    const place = placeOf(file)
    if (place?.root.kind === 'list') listed.add(absolutePath(place))
  }
  const isKnown = (path: string): boolean => listed.has(resolve(path)) || before.some((root) => isNamedBy(root, path))
  const unknown = forget.find((path) => !isKnown(path))
  if (unknown === undefined) return
  const holder = before.find((root) => root.kind === 'folder' && isInside(resolve(unknown), root.path))
  if (holder !== undefined)
    throw new XunzhangError('SOURCE_REFUSED', { what: 'within', root: holder.path }, { where: unknown })
  const roots = before.map((root) => (root.kind === 'pipe' ? root.name : root.path))
  throw new XunzhangError(
    'SOURCE_REFUSED',
    { what: roots.length === 0 ? 'noSource' : 'unknown', roots: roots.slice(0, 10) },
    { where: unknown },
  )
}

/** Whether a name is in use: a file of the index has this name or begins with it and a slash. */
function isUsedIn(files: readonly string[]): (name: string) => boolean {
  const used = lazy(() => new Set(files.flatMap((file) => [file, file.split('/', 1)[0]!])))
  return (name) => used().has(name)
}

/** The files of a list: those in the index and those that are given now, without those to forget. */
function membersOf(
  { lists = [], forget = [] }: Asked,
  before: readonly SourceRoot[],
  files: readonly string[],
): (root: SourceRoot) => Set<string> {
  return (list) => {
    const members = new Set<string>()
    const placeOf = createLocator(before)
    for (const file of files) {
      const place = placeOf(file)
      if (place?.root.kind === 'list' && place.root.path === list.path) members.add(place.inner)
    }
    for (const { folder, files: given } of lists) {
      if (resolve(folder) === list.path) for (const file of given) members.add(file)
    }
    for (const path of forget) members.delete(relative(list.path, resolve(path)).replaceAll(sep, '/'))
    return members
  }
}

/** Whether a path in the user's spelling means a root. */
function isNamedBy({ kind, path, name }: SourceRoot, asked: string): boolean {
  if (kind !== 'pipe') return path === resolve(asked)
  return name === asked || bareName(name) === asked || (asked === pipePath && bareName(name) === 'stdin')
}
