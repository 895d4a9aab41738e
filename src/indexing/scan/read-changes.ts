/** Reads what changed since the last commit into new segments, and marks articles that are gone as deleted. */
import { join } from 'node:path'
import { problem } from '../../source/article.js'
import type { SourceFile } from '../../source/walk/types.js'
import { shareLexicon } from '../../analyzers/analyzers.js'
import { countBatches, planJobs } from './batches.js'
import type { Unit } from './batches.js'
import type { BuildContext } from '../build-context.js'
import type { BuildTask, BuildTaskResult, UnitResult } from '../tasks/build-task.js'
import { chargedUnit, inParts } from '../tasks/in-parts.js'
import type { Stop } from '../threads/stop.js'
import type { Why } from '../../source/choose/why.js'
import { copyMark, draftMark, emptyMark, listMark } from '../../commit/catalog.js'
import type { CatalogEntry } from '../../commit/catalog.js'
import { contentKeys, decideFates, deleteAll } from './decide-fates.js'
import type { FateCounts } from './decide-fates.js'
import { rankFiles } from './rank-files.js'
import { settleIds } from './settle-ids.js'
import type { SettledIds } from './settle-ids.js'
import { recutArticles } from '../taught/recut.js'
import { applyFates, liveSegments } from '../live-segments.js'
import type { LiveSegment } from '../live-segments.js'
import { createFates, findOldArticles, isNoFate } from './old-articles.js'
import type { Fates } from './old-articles.js'
import { changedFolders, decideRepeatedLines, folderOf, linesFor } from '../../commit/repeated-lines.js'
import type { RepeatedLines } from '../../commit/repeated-file.js'
import {
  compareFiles,
  keepUnlisted,
  planFiles,
  readAgain,
  sameContent,
  splitCatalog,
  stampsOf,
  withGeneratedPages,
} from './plan-update.js'
import type { FileChanges, PlannedFile } from './plan-update.js'
import type { BuildProblem, BuildReport } from '../types.js'
import { scanRoots } from './scan-roots.js'
import type { Scan } from './scan-roots.js'
import { createTelling, requireReadable, siteReport, withMarks } from './tell.js'
import { isUnread } from './unread.js'

export { sameContent } from './plan-update.js'

export type ChangeCounts = Pick<BuildReport, 'added' | 'updated' | 'removed' | 'skipped' | 'failed' | 'bytes'>

export interface Changes {
  /** The old segments with their deletions and moves, then the new ones. */
  readonly segments: readonly LiveSegment[]
  /** Files whose own IDs other files have too (`text/told-apart.ts`). */
  readonly toldApart: readonly string[]
  readonly files: readonly CatalogEntry[]
  /** The same object as in the last commit if nothing has changed. */
  readonly repeated: RepeatedLines
  readonly counts: ChangeCounts
  /** Whether nothing has changed since the last commit, not even the catalog. */
  readonly isNothing: boolean
  /** The roots as the new commit records them. */
  readonly record: Scan['record']
  /** The parts of the report that aren't figures. */
  readonly told: Pick<BuildReport, 'roots' | 'problems' | 'sites' | 'leftOut'>
}

export async function readChanges(context: BuildContext): Promise<Changes> {
  const { options, previous } = context
  options.onProgress?.({ stage: 'scan', done: 0, total: 1, unit: 'files' })
  const files = previous.manifest && [...previous.catalog.keys()]
  const scan = scanRoots(options, { roots: context.last, files }, context.now(), context.dir)
  const problems: BuildProblem[] = []
  const tell = createTelling(options, scan.placeOf, problems)
  for (const problem of scan.problems) tell(problem)
  const repeated = await decideRepeatedLines(scan.files, previous.repeated, options.signal, scan.isDue)
  const { due, rest } = splitCatalog(previous.catalog, scan.isDue)
  const changes = compareFiles(scan.files, due, sameContent, scan.isSameFile, scan.isRuledAnew)
  const reread = withFolders(changes, scan.files, changedFolders(repeated, previous.repeated))
  const { toRead, unchanged, gone } = withGeneratedPages(keepUnlisted(reread, scan.mayBeThere), scan.files)
  const old = findOldArticles(previous.segments, new Set([...toRead, ...gone].map(({ path }) => path)))
  const planned = planFiles(toRead, old)
  const results = await readBatches(context, planned, repeated)
  const read = results.flatMap(({ result }) => result.units)

  const fates = createFates()
  const counts = decideFates(previous.segments, planned, groupByPath(read), fates)
  for (const { path } of gone) counts.removed += deleteAll(old.get(path), fates)
  tellRemoved(context, fates, read)
  const fresh = results.flatMap(({ name, result }): LiveSegment[] =>
    result.segment === undefined
      ? []
      : [{ name, ...result.segment, deleted: undefined, moves: undefined, committed: undefined }],
  )
  const recut = await recutArticles(context, fates)
  const made = [...applyFates(liveSegments(previous), previous.segments, fates), ...fresh, ...recut]
  const settled = settleChanged(context, made, read, fates, scan)
  const units = withReplaced(read, settled.replaced, counts)
  for (const unit of units) for (const problem of unit.problems) tell(problem)
  const updated = counts.updated + recut.reduce((sum, { articles }) => sum + articles, 0)
  const known = unchanged.reduce((sum, { problems }) => sum + (problems < draftMark ? problems : 0), 0)
  const failed = scan.problems.length + known + units.reduce((sum, unit) => sum + unit.problems.length, 0)
  requireReadable(options, { scan, unchanged, units, isHeld: old.size > 0 })
  const bytes = units.reduce((sum, unit) => sum + unit.bytes, 0)
  const entries = [...rest, ...unchanged, ...catalogEntries(toRead, units, previous.catalog)]
  const isSameFiles =
    gone.length === 0 && entries.every((entry) => isSameEntry(entry, previous.catalog.get(entry.path)))
  return {
    segments: settled.segments,
    toldApart: settled.toldApart,
    repeated,
    files: entries,
    counts: { ...counts, updated, skipped: unchanged.length, failed, bytes },
    record: scan.record,
    told: {
      roots: scan.roots.map(({ kind, path, name }) => ({ kind, path, name })),
      problems,
      sites: scan.sites.map(siteReport),
      leftOut: withMarks(scan.leftOut, entries),
    },
    isNothing: isSameFiles && fresh.length === 0 && isNoFate(fates) && repeated === previous.repeated,
  }
}

/**
 * Settles IDs if they can have changed: if a new article has an ID of its own, or if an article was deleted while files
 * share IDs.
 */
function settleChanged(
  context: BuildContext,
  made: readonly LiveSegment[],
  units: readonly UnitResult[],
  fates: Fates,
  { roots, placeOf }: Pick<Scan, 'roots' | 'placeOf'>,
): SettledIds {
  const { manifest, segments } = context.previous
  const { toldApart = [] } = manifest ?? {}
  const hasGone = toldApart.length > 0 && fates.deleted.size > 0
  if (!hasGone && !units.some(({ hasOwnIds }) => hasOwnIds === true))
    return { segments: made, toldApart, replaced: new Map() }
  return settleIds(context, made, segments, (paths) => rankFiles(paths, roots, placeOf))
}

/**
 * Reports replaced records and corrects the counts. A replaced record doesn't count as added; if it was part of the
 * last commit, its successor counts as updated.
 */
function withReplaced(
  units: readonly UnitResult[],
  replaced: SettledIds['replaced'],
  counts: FateCounts,
): readonly UnitResult[] {
  const told = new Set<string>()
  for (const { fresh, old } of replaced.values()) {
    counts.added -= fresh + old
    counts.updated += old
  }
  return units.map((unit) => {
    const found = replaced.get(unit.path)
    if (found === undefined || told.has(unit.path)) return unit
    told.add(unit.path)
    const { first, fresh, old } = found
    const parameters = { id: first.id, by: first.by, count: fresh + old }
    return {
      ...unit,
      problems: [...unit.problems, problem(unit.path, 'RECORD_REPLACED', parameters, { line: first.line })],
    }
  })
}

/** Reports removed articles. An article whose ID was added again was replaced, not removed. */
function tellRemoved(
  { options: { onRemoved }, previous }: BuildContext,
  { deleted }: Fates,
  units: readonly UnitResult[],
): void {
  if (onRemoved === undefined) return
  const added = new Set(units.flatMap(({ addedIds }) => addedIds))
  for (const [segment, articles] of deleted) {
    for (const article of articles) {
      const { id } = previous.segments[segment]!.record(article)
      if (!added.has(id)) onRemoved(id)
    }
  }
}

/** Whether two entries are equal. The hash isn't compared, because it matters only for files that aren't read again. */
function isSameEntry(entry: CatalogEntry, before: CatalogEntry | undefined): boolean {
  const names = ['size', 'mtimeMs', 'changedUs', 'inode', 'problems'] as const
  return entry === before || names.every((name) => entry[name] === before?.[name])
}

/** Reads the pages of a folder again if the lines that are left out of them have changed. */
export function withFolders(
  changes: FileChanges,
  files: readonly SourceFile[],
  folders: ReadonlySet<string>,
): FileChanges {
  if (folders.size === 0) return changes
  return readAgain(changes, files, (path) => folders.has(folderOf(path) ?? ''))
}

async function readBatches(
  context: BuildContext,
  files: readonly PlannedFile[],
  repeated: RepeatedLines,
): Promise<NamedResult[]> {
  const { dir, options, runner, analyzer, clean, fields } = context
  runner.expectBuilds(countBatches(files))
  const batches = planJobs(files)
  const total = batches.flat().reduce((sum, unit) => sum + unit.end - unit.start, 0)
  let done = 0
  const onBytes = (bytes: number): void => {
    done = Math.min(total, done + bytes)
    options.onProgress?.({ stage: 'read', done, total, unit: 'bytes' })
  }
  const known = knownContents(files)
  const sharedAnalyzer = batches.length > 1 ? shareLexicon(analyzer) : analyzer
  const build = async (units: readonly Unit[], run: (task: BuildTask) => Promise<BuildTaskResult>) => {
    const name = `${context.nextFile()}.seg`
    const paths = new Set(units.map(({ path }) => path))
    const task = {
      units,
      output: join(dir, name),
      analyzer: sharedAnalyzer,
      clean,
      ...(fields !== undefined && { fields }),
      known: new Map([...known].filter(([path]) => paths.has(path))),
      repeatedLines: linesFor(paths, repeated),
    }
    const result = await run(task)
    return { name, result, ...(result.stopped && { stopped: result.stopped }) }
  }
  const results = await Promise.all(batches.map((units) => build(units, (task) => runner.build(task, onBytes))))
  return redoStopped(batches, results, (units) => build(units, (task) => runner.buildApart(task)))
}

interface NamedResult {
  readonly name: string
  readonly result: BuildTaskResult
  readonly stopped?: Stop
}

/**
 * Builds stopped batches again, one after the other and in their order, so that the names of segments never depend on
 * which batch stopped first.
 */
async function redoStopped(
  batches: readonly (readonly Unit[])[],
  results: readonly NamedResult[],
  build: (units: readonly Unit[]) => Promise<NamedResult>,
): Promise<NamedResult[]> {
  const charge = (unit: Unit, stop: Stop): NamedResult => ({ name: '', result: { units: [chargedUnit(unit, stop)] } })
  const all: NamedResult[] = []
  for (const [i, result] of results.entries()) {
    const { stopped } = result
    const again = stopped === undefined ? [result] : await inParts(batches[i]!, stopped, build, charge)
    for (const each of again) all.push(each)
  }
  return all
}

/** For changed files that are read as a whole: the content hashes of their indexed articles. */
function knownContents(files: readonly PlannedFile[]): Map<string, Set<string>> {
  return new Map(
    files.flatMap(({ file, old, isLineWise }) =>
      old === undefined || isLineWise ? [] : [[file.path, new Set(contentKeys(old))] as const],
    ),
  )
}

function groupByPath(units: readonly UnitResult[]): Map<string, UnitResult[]> {
  const byPath = new Map<string, UnitResult[]>()
  for (const unit of units) {
    const known = byPath.get(unit.path)
    if (known === undefined) byPath.set(unit.path, [unit])
    else known.push(unit)
  }
  return byPath
}

const marks: { readonly [Reason in Why]?: number } = { draft: draftMark, list: listMark, copy: copyMark }
const markOf = (why: Why): number => marks[why] ?? emptyMark

/** Whether a part could not be read at all. It may be readable next time although nothing about the file changes. */
function isMissed(part: UnitResult): boolean {
  const [low, high] = part.hash
  return part.bytes === 0 && low === 0 && high === 0 && isUnread(part)
}

/**
 * One entry for each file. A file that was not read as a whole has no hash and is compared line by line. A file of
 * which a part could not be read gets no change time, so that the next update reads it again.
 */
export function catalogEntries(
  files: readonly SourceFile[],
  units: readonly UnitResult[],
  catalog: BuildContext['previous']['catalog'],
): CatalogEntry[] {
  const byPath = groupByPath(units)
  return files.map((file) => {
    const parts = byPath.get(file.path) ?? []
    const { leftOut } = parts[0] ?? {}
    const told = parts.reduce((sum, part) => sum + part.problems.length, 0)
    const problems = leftOut === undefined ? told : markOf(leftOut)
    const hash = parts.length === 1 ? parts[0]!.hash : ([0, 0] as const)
    const before = catalog.get(file.path)
    if (before !== undefined && parts.length > 0 && parts.every(isMissed)) return { ...before, problems, changedUs: 0 }
    const stamps = { ...stampsOf(file), ...(parts.some(isMissed) && { changedUs: 0 }) }
    return { path: file.path, size: file.size, hash, problems, ...stamps }
  })
}
