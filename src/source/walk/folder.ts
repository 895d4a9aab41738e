/**
 * Walks a folder: takes the files that its rules, ignore files and site generator do not exclude (see choose/), and
 * never a file outside the folder.
 */
import { lstatSync, readdirSync, realpathSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { join, sep } from 'node:path'
import { problem } from '../article.js'
import { createChooser } from '../choose/chooser.js'
import type { Chooser, Scope } from '../choose/chooser.js'
import type { Why } from '../choose/why.js'
import { extensionOf, kindOf } from '../formats/kinds.js'
import { attempt, isInside } from '../open-source.js'
import type { SourceRoot } from '../roots.js'
import { below, notHad, notRegular, take, unreadable } from './take.js'
import type { Given, Walk } from './take.js'
import type { Traits } from './types.js'

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

export function walkFolder(root: SourceRoot, state: Walk, isDeep: boolean): void {
  const absolute = root.path
  const chooser = createChooser(absolute, root.rules)
  // If the folder has been removed meanwhile, listing it reports that.
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
  const stats = attempt(() => lstatSync(below(visit.absolute, path)))
  if (stats === undefined) {
    state.unlisted.push({ root: visit.root, inner: path })
    state.problems.push(unreadable(named))
    return
  }
  take(state, visit, path, named, stats, traits)
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
