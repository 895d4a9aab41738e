/** Reads the changed files in batches, each of which becomes a segment. */
import { join } from 'node:path'
import { shareLexicon } from '../../text/analyzers/analyzers.js'
import { linesFor } from '../../storage/commit/repeated-lines.js'
import type { RepeatedLines } from '../../storage/commit/catalog.js'
import type { BuildContext } from '../build-context.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import { failedUnit, runBatches, type Stop } from '../tasks/in-parts.js'
import { countBatches, planJobs, type Unit } from './batches.js'
import { contentKeys } from './decide-article-changes.js'
import type { PlannedFile } from './plan-update.js'

export interface NamedResult {
  readonly name: string
  readonly result: BuildTaskResult
  readonly stopped?: Stop
}

export async function readBatches(
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
  const build = async (
    units: readonly Unit[],
    run: (task: BuildTask) => Promise<BuildTaskResult>,
  ): Promise<NamedResult> => {
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
  return runBatches(
    batches,
    (units) => build(units, (task) => runner.build(task, onBytes)),
    (units) => build(units, (task) => runner.buildApart(task)),
    (unit, stop) => ({ name: '', result: { units: [failedUnit(unit, stop)] } }),
  )
}

/** For changed files that are read as a whole: the content hashes of their indexed articles. */
function knownContents(files: readonly PlannedFile[]): Map<string, Set<string>> {
  return new Map(
    files.flatMap(({ file, old, isLineWise }) =>
      old === undefined || isLineWise ? [] : [[file.path, new Set(contentKeys(old))] as const],
    ),
  )
}
