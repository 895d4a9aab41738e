/** Walks what was given by name: a folder, a file, a list of files, a pipe. */
import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { problem } from '../article.js'
import type { SourceRoot } from '../roots.js'
import { walkFolder } from './folder.js'
import { attempt } from '../open-source.js'
import { notHad, notRegular, take, unreadable } from './take.js'
import type { Given, Walk } from './take.js'
import type { WalkRoot } from './types.js'

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
