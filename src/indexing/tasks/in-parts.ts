/**
 * Repeats a task that stopped, in smaller and smaller parts, until the unit that stops it is alone. That unit becomes a
 * problem, and all others are done. The unit at which the task stopped is tried by itself; if memory ran out, another
 * unit may be the cause.
 */
import { problem } from '../../source/article.js'
import type { Unit } from '../scan/batches.js'
import type { UnitResult } from './read-unit.js'

/* Why a task stopped early: what it read needed more than a thread has. Failures of the system are not stops. */

export interface Stop {
  /** The number of the unit that was being read; the number of units if all had been read. */
  readonly unit: number
  readonly reason: 'memory' | 'size' | 'thread'
}

/** Maximum size of a thread's V8 heap, in MiB. */
export const threadMemory = 1024

/** Undefined for errors with another cause. */
export function stopOf(error: unknown, unit: number): Stop | undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { unit, reason: 'memory' }
  return error instanceof RangeError || code === 'ERR_STRING_TOO_LONG' ? { unit, reason: 'size' } : undefined
}

interface Stoppable {
  readonly stopped?: Stop
}

/**
 * Runs all batches, then repeats those that stopped, one after the other and in their order, so that the names of
 * segments never depend on which batch stopped first.
 * @param again runs some units of a batch that stopped
 * @param fail as in {@link retryInParts}
 */
export async function runBatches<Result extends Stoppable>(
  batches: readonly (readonly Unit[])[],
  run: (units: readonly Unit[]) => Promise<Result>,
  again: (units: readonly Unit[]) => Promise<Result>,
  fail: (unit: Unit, stop: Stop) => Result,
): Promise<Result[]> {
  const all: Result[] = []
  for (const [i, result] of (await Promise.all(batches.map(run))).entries()) {
    const { stopped } = result
    const final = stopped === undefined ? [result] : await retryInParts(batches[i]!, stopped, again, fail)
    for (const each of final) all.push(each)
  }
  return all
}

/**
 * @param build builds some of the units; calls don't overlap
 * @param fail makes the result of a unit that stops every task that contains it
 * @returns results in the order of the units
 */
export async function retryInParts<Result extends Stoppable>(
  units: readonly Unit[],
  stop: Stop,
  build: (units: readonly Unit[]) => Promise<Result>,
  fail: (unit: Unit, stop: Stop) => Result,
): Promise<Result[]> {
  const [only] = units
  if (units.length === 1) return [fail(only!, stop)]
  const results: Result[] = []
  for (const part of partsOf(units, stop.unit)) {
    const result = await build(part)
    const again = result.stopped === undefined ? [result] : await retryInParts(part, result.stopped, build, fail)
    for (const each of again) results.push(each)
  }
  return results
}

/** Splits around the unit at which the task stopped, or in two halves if the task had read all units. */
function partsOf(units: readonly Unit[], at: number): (readonly Unit[])[] {
  const half = units.length >> 1
  const cuts = at < units.length ? [0, at, at + 1, units.length] : [0, half, units.length]
  return cuts.slice(1).flatMap((end, i) => (end > cuts[i]! ? [units.slice(cuts[i], end)] : []))
}

/** The result of a unit that stops the thread that reads it: nothing but a problem. */
export function failedUnit({ path, startLine, whole }: Unit, { reason }: Stop): UnitResult {
  const line = whole ? {} : { line: startLine }
  const stopped = problem(path, 'FILE_STOPS_THREAD', { what: reason, most: threadMemory }, { ...line, unread: 'file' })
  return { path, hash: [0, 0], problems: [stopped], added: 0, addedIds: [], kept: [], bytes: 0 }
}
