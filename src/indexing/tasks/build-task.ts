/**
 * Takes one batch from files to a segment: read, clean, analyse, invert, write. Runs in a worker thread or in the main
 * thread; its input and output are plain data.
 */
import { addArticle, forgetBuilder } from '../../storage/segment/builder/segment-builder.js'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import { bytesOf, type Unit } from '../scan/batches.js'
import { stopOf, type Stop } from './in-parts.js'
import { addGiven, beginBatch, finishBatch, type GivenTask, type OnUnit } from './given-task.js'
import { contextOf, unitReader, forgetRoom, type ReadingRules, type UnitResult } from './read-unit.js'

export interface BuildTask extends ReadingRules, GivenTask {
  readonly units: readonly Unit[]
}

export interface BuildTaskResult {
  /** Undefined if no article was new. */
  readonly segment?: { readonly bytes: number; readonly articles: number }
  readonly units: readonly UnitResult[]
  /** Set if the task could not be completed. There is no other result then. */
  readonly stopped?: Stop
}

/**
 * @param onUnit called after each unit with its size, and after each article with 0; its promise is awaited, so that
 *   this thread can handle signals
 * @param fs where the segment is written
 * @param onStart called before each unit with its number, and before the segment is written with the number of units
 */
export async function runBuildTask(
  task: BuildTask,
  onUnit: OnUnit = () => undefined,
  fs: FileSystem = nodeFileSystem,
  onStart: (unit: number) => void = () => undefined,
): Promise<BuildTaskResult> {
  let at = 0
  const start = (unit: number): void => onStart((at = unit))
  try {
    return await readAll(task, onUnit, fs, start)
  } catch (error) {
    // The builder is not returned to `keepBuilder`, because its state is unknown.
    const stopped = stopOf(error, at)
    if (stopped === undefined) throw error
    return { units: [], stopped }
  }
}

async function readAll(
  task: BuildTask,
  onUnit: OnUnit,
  fs: FileSystem,
  onStart: (unit: number) => void,
): Promise<BuildTaskResult> {
  const builder = beginBatch(task, bytesOf(task))
  const units: UnitResult[] = []
  for (const unit of task.units) {
    onStart(units.length)
    const reading = unitReader(unit, task, contextOf(unit, task), (article) => addArticle(builder, article))
    let step = reading.next()
    for (; step.done !== true; step = reading.next()) {
      const paused = onUnit(0)
      if (paused !== undefined) await paused
    }
    units.push(step.value)
    const paused = onUnit(unit.end - unit.start)
    if (paused !== undefined) await paused
  }
  await addGiven(builder, task, onUnit)
  onStart(units.length)
  return { ...finishBatch(builder, fs, task), units }
}

/** Frees the memory of this thread's last batch. */
export function forgetBatch(): void {
  forgetBuilder()
  forgetRoom()
}
