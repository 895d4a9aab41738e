/** Reads what changed since the last commit into new segments, and marks what went as deleted. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatOf } from '../source/formats/index.js'
import { walk } from '../source/walk.js'
import type { SourceFile } from '../source/walk.js'
import { planBatches } from './batches.js'
import type { BuildContext } from './build-context.js'
import type { BuildTaskResult, UnitResult } from './build-task.js'
import type { CatalogEntry } from './catalog.js'
import { hash64 } from './indexable.js'
import type { LiveSegment } from './merging.js'
import { compareFiles, deleteArticles, oldArticles } from './plan-update.js'
import type { OldArticle } from './plan-update.js'
import type { BuildProblem, BuildReport } from './types.js'

export type ChangeCounts = Pick<BuildReport, 'added' | 'updated' | 'removed' | 'skipped' | 'failed' | 'bytes'>

export interface Changes {
  /** Old ones with their deletions, then new ones. */
  readonly segments: readonly LiveSegment[]
  readonly files: readonly CatalogEntry[]
  readonly counts: ChangeCounts
}

export async function readChanges(context: BuildContext): Promise<Changes> {
  const { options, previous } = context
  options.onProgress?.({ stage: 'scan', done: 0, total: 1, unit: 'files' })
  const scan = walk(options.paths)
  for (const problem of scan.problems) report(options.onProblem, problem)
  const { toRead, unchanged, gone } = compareFiles(scan.files, previous.catalog, sameContent)
  const paths = new Set([...toRead, ...gone].map(({ path }) => path).filter((path) => previous.catalog.has(path)))
  const { byPath, known } = oldArticles(previous.segments, paths)
  const results = await readBatches(context, toRead, known)
  const units = results.flatMap(({ result }) => result.units)
  for (const unit of units) for (const problem of unit.problems) report(options.onProblem, problem)

  const files = catalogEntries(toRead, units, previous.catalog)
  const outcome = compareArticles(byPath, units, gone)
  const deletions = deleteArticles(previous.segments, outcome.deleted)
  const old = (previous.manifest?.segments ?? []).map((entry, i): LiveSegment => {
    const unchangedDeletions = deletions[i] === previous.segments[i]!.deleted
    return { ...entry, deleted: deletions[i], committed: unchangedDeletions ? entry : undefined }
  })
  const fresh = results.flatMap(({ name, result }): LiveSegment[] =>
    result.segment === undefined ? [] : [{ name, ...result.segment, deleted: undefined, committed: undefined }],
  )
  const failed = scan.problems.length + units.reduce((sum, unit) => sum + unit.problems.length, 0)
  const bytes = units.reduce((sum, unit) => sum + unit.bytes, 0)
  const counts = { ...outcome.counts, skipped: unchanged.length, failed, bytes }
  return { segments: [...old, ...fresh], files: [...unchanged, ...files], counts }
}

function report(
  onProblem: ((problem: BuildProblem) => void) | undefined,
  problem: BuildProblem & { line?: number },
): void {
  const { path, line, message, remedy } = problem
  onProblem?.({ path: line === undefined ? path : `${path}:${line}`, message, remedy })
}

function sameContent(file: SourceFile, entry: CatalogEntry): boolean {
  if (entry.hash[0] === 0 && entry.hash[1] === 0) return false
  try {
    const hash = hash64(readFileSync(file.absolute))
    return hash[0] === entry.hash[0] && hash[1] === entry.hash[1]
  } catch {
    return false
  }
}

async function readBatches(
  context: BuildContext,
  files: readonly SourceFile[],
  known: Parameters<BuildContext['runner']['build']>[0]['known'],
): Promise<{ name: string; result: BuildTaskResult }[]> {
  const { dir, options, runner, analyzer, clean } = context
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let done = 0
  const onBytes = (bytes: number): void => {
    done += bytes
    options.onProgress?.({ stage: 'read', done, total, unit: 'bytes' })
  }
  const batches = planBatches(files, (file) => formatOf(file.path)?.splittable === true)
  return Promise.all(
    batches.map(async (units) => {
      const name = `${context.nextFile()}.seg`
      const paths = new Set(units.map(({ path }) => path))
      const task = {
        units,
        output: join(dir, name),
        analyzer,
        clean,
        known: new Map([...known].filter(([path]) => paths.has(path))),
        repeatedLines: new Set<string>(),
      }
      return { name, result: await runner.build(task, onBytes) }
    }),
  )
}

/** One entry a file; a file cut into several units has no hash of its own and is compared line by line. */
function catalogEntries(
  files: readonly SourceFile[],
  units: readonly UnitResult[],
  catalog: BuildContext['previous']['catalog'],
): CatalogEntry[] {
  const byPath = groupByPath(units)
  return files.flatMap((file) => {
    const parts = byPath.get(file.path) ?? []
    const problems = parts.reduce((sum, part) => sum + part.problems.length, 0)
    const hash = parts.length === 1 ? parts[0]!.hash : ([0, 0] as const)
    const before = catalog.get(file.path)
    if (parts.every(isUnread) && before !== undefined) return [{ ...before, problems }]
    return [{ path: file.path, size: file.size, mtimeMs: Math.floor(file.mtimeMs), hash, problems }]
  })
}

function groupByPath(units: readonly UnitResult[]): Map<string, UnitResult[]> {
  const byPath = new Map<string, UnitResult[]>()
  for (const unit of units) byPath.set(unit.path, [...(byPath.get(unit.path) ?? []), unit])
  return byPath
}

/** The file's bytes could not be had at all: what the index holds of it stays. */
function isUnread(unit: UnitResult): boolean {
  return unit.bytes === 0 && unit.problems.length > 0
}

function compareArticles(
  before: ReadonlyMap<string, readonly OldArticle[]>,
  units: readonly UnitResult[],
  gone: readonly CatalogEntry[],
): { deleted: OldArticle[]; counts: Pick<ChangeCounts, 'added' | 'updated' | 'removed'> } {
  const deleted: OldArticle[] = gone.flatMap(({ path }) => before.get(path) ?? [])
  const counts = { added: 0, updated: 0, removed: deleted.length }
  for (const [path, parts] of groupByPath(units)) {
    const old = before.get(path) ?? []
    if (parts.some(isUnread)) continue
    const kept = new Set(parts.flatMap((part) => part.kept))
    const added = new Set(parts.flatMap((part) => part.added))
    const replaced = old.filter(({ key }) => !kept.has(key))
    const updated = replaced.filter(({ id }) => added.has(id)).length
    deleted.push(...replaced)
    counts.updated += updated
    counts.removed += replaced.length - updated
    counts.added += added.size - updated
  }
  return { deleted, counts }
}
