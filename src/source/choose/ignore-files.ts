/**
 * Ignore files, with the rules of ripgrep: those of a folder and of all folders above it apply, the nearest first;
 * within one folder `.xunzhangignore`, then `.ignore`, then `.gitignore`. Above the given folder, a `.gitignore` counts
 * only within its repository.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ignore from 'ignore'
import type { Ignore } from 'ignore'

const NAMES = ['.xunzhangignore', '.ignore', '.gitignore'] as const
const largestFile = 1 << 20

/** The patterns of one file. */
interface Patterns {
  /** Removed from the start of a path: the file's folder relative to the given one, with '/' at its end. */
  readonly strip: string
  /** Added at the start of a path if the file is above the given folder: the path from the one to the other. */
  readonly prefix: string
  readonly matcher: Ignore
}

/** The ignore files that apply to the entries of a folder, nearest first. */
export type IgnoreRules = readonly Patterns[]

/** Matches paths with patterns as in an ignore file. */
export function createMatcher(patterns: readonly string[]): (path: string, isFolder: boolean) => boolean {
  const matcher = ignore({ ignorecase: false }).add([...patterns])
  return (path, isFolder) => matcher.ignores(isFolder ? `${path}/` : path)
}

/** The ignore files of the folders above the given one. */
export function rulesAbove(root: string): IgnoreRules {
  const rules: Patterns[] = []
  let isInRepository = isRepository(root)
  let hasRepository = isInRepository
  for (let folder = dirname(root); !hasRepository; folder = dirname(folder)) {
    hasRepository = isRepository(folder)
    if (folder === dirname(folder)) break
  }
  for (let folder = dirname(root), below = root; folder !== below; below = folder, folder = dirname(folder)) {
    const prefix = `${relative(folder, root).replaceAll(sep, '/')}/`
    for (const name of NAMES) {
      if (name === '.gitignore' && (isInRepository || !hasRepository)) continue
      const matcher = readPatterns(join(folder, name))
      if (matcher !== undefined) rules.push({ strip: '', prefix, matcher })
    }
    isInRepository ||= isRepository(folder)
  }
  return rules
}

const isRepository = (folder: string): boolean => existsSync(join(folder, '.git'))

/** The ignore files of a folder, then those above it. @param names of the folder's entries */
export function rulesOf(root: string, folder: string, names: readonly string[], above: IgnoreRules): IgnoreRules {
  const own: Patterns[] = []
  for (const name of NAMES) {
    const matcher = names.includes(name) ? readPatterns(join(root, folder, name)) : undefined
    if (matcher !== undefined) own.push({ strip: folder === '' ? '' : `${folder}/`, prefix: '', matcher })
  }
  return own.length === 0 ? above : [...own, ...above]
}

/** @param path relative to the given folder */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const { strip, prefix, matcher } of rules) {
    const asked = `${prefix}${path.slice(strip.length)}${isFolder ? '/' : ''}`
    const { ignored, unignored } = matcher.test(asked)
    if (ignored || unignored) return ignored
  }
  return false
}

function readPatterns(path: string): Ignore | undefined {
  try {
    const stats = statSync(path)
    if (!stats.isFile() || stats.size > largestFile) return undefined
    return ignore({ ignorecase: false }).add(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
