/** What an update reports besides its figures: problems, recognised sites, and what was left out. */
import { isAbsolute } from 'node:path'
import { marks, type CatalogEntry } from '../../storage/commit/catalog.js'
import { inEnglish, XunzhangError } from '../../base/errors.js'
import type { Problem } from '../../source/article.js'
import type { LeftOut } from '../../source/choose/why.js'
import { absolutePath } from '../../source/roots.js'
import type { UnitResult } from '../tasks/read-unit.js'
import type { BuildOptions, BuildProblem, BuildReport, SiteReport } from '../types.js'
import type { Scan } from './scan-roots.js'

/** Problems that a report contains; further ones are only counted. */
const mostKept = 1000

/** Passes problems to the caller and keeps them for the report. */
export function createProblemReporter(
  { onProblem }: Pick<BuildOptions, 'onProblem'>,
  placeOf: Scan['placeOf'],
  kept: BuildProblem[],
): (problem: Problem) => void {
  return (problem) => {
    const { path, line, reason, parameters, part } = problem
    // A root that isn't available is reported with its own path.
    const file = isAbsolute(path) ? path : absolutePath(placeOf(path))
    const where = line === undefined ? path : `${path}:${line}`
    const told = { path: where, ...(file !== undefined && { file }), reason, parameters, part, ...inEnglish(problem) }
    if (kept.length < mostKept) kept.push(told)
    onProblem?.(told)
  }
}

interface Reading {
  readonly scan: Pick<Scan, 'files'>
  readonly unchanged: readonly CatalogEntry[]
  readonly units: readonly UnitResult[]
  /** Whether the index contains articles of a file that was read. */
  readonly isHeld: boolean
}

/** @throws XunzhangError INPUT_UNREADABLE if sources were named and none of them can be read */
export function requireReadable(
  options: Pick<BuildOptions, 'paths' | 'lists' | 'pipe' | 'force'>,
  { scan, unchanged, units, isHeld }: Reading,
): void {
  const { paths, lists = [], pipe } = options
  if (paths.length + lists.length === 0 && pipe === undefined) return
  if (scan.files.length === 0 || unchanged.length > 0 || isHeld || options.force === true) return
  const isRead = ({ added, kept, problems }: UnitResult): boolean => added + kept.length > 0 || problems.length === 0
  if (units.some(isRead)) return
  throw new XunzhangError('NOTHING_READABLE', {}, { where: paths.join(', ') || (pipe?.name ?? lists[0]!.folder) })
}

export function siteReport({ folder, site, root }: Scan['sites'][number]): SiteReport {
  const { generator, sources } = site
  return { generator, folder: folder === '' ? root.path : `${root.path}/${folder}`, sources }
}

/** @param entries the next catalog */
export function reportLists(
  { roots, sites, leftOut }: Scan,
  problems: readonly BuildProblem[],
  entries: readonly CatalogEntry[],
): Pick<BuildReport, 'roots' | 'problems' | 'sites' | 'leftOut'> {
  return {
    roots: roots.map(({ kind, path, name }) => ({ kind, path, name })),
    problems,
    sites: sites.map(siteReport),
    leftOut: withMarks(leftOut, entries),
  }
}

/** Adds the pages that were left out because of their own content, such as drafts. */
function withMarks(leftOut: readonly LeftOut[], entries: readonly CatalogEntry[]): LeftOut[] {
  const all = [...leftOut]
  for (const [why, mark] of Object.entries(marks) as [keyof typeof marks, number][]) {
    const files = entries.reduce((sum, { problems }) => sum + (problems === mark ? 1 : 0), 0)
    const at = all.findIndex((one) => one.why === why)
    if (files === 0) continue
    if (at < 0) all.push({ why, kind: '', files, folders: [], folderCount: 0 })
    else all[at] = { ...all[at]!, files: all[at]!.files + files }
  }
  return all
}
