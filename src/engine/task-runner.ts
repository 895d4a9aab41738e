/**
 * Runs the tasks of an engine in its only thread, and lets other work in between. It stands in for
 * indexing/threads/create.ts, which starts threads and loads the readers of formats (package.json, "imports").
 */
import type { BuildTask, BuildTaskResult } from '../indexing/tasks/build-task.js'
import { addGiven, beginBatch, finishBatch } from '../indexing/tasks/given-task.js'
import { runMergeTask, type MergeTask, type MergeTaskResult } from '../indexing/tasks/merge-task.js'
import { bytesOf } from '../indexing/scan/batches.js'
import type { TaskRunner } from '../indexing/threads/runner.js'
import { nextTurn } from '../library/clock.js'
import { throwIfAborted } from '../storage/commit/write-errors.js'
import type { FileSystem } from '../storage/store/file-system.js'

/** Milliseconds of work after which other work may run. */
const patience = 16

type GivenRunner = Pick<TaskRunner, 'expectBuilds' | 'build' | 'merge' | 'close'>

export function createTaskRunner(_jobs: number, signal: AbortSignal | undefined, fs: FileSystem): GivenRunner {
  const turns: { last: Promise<unknown>; began: number } = { last: Promise.resolve(), began: 0 }
  const pause = async (): Promise<void> => {
    await nextTurn()
    throwIfAborted(signal)
    turns.began = performance.now()
  }
  // One after the other, because each takes the memory of a batch.
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = turns.last.then(pause).then(work)
    turns.last = turn.catch(() => undefined)
    return turn
  }
  const build = async (task: BuildTask): Promise<BuildTaskResult> => {
    const builder = beginBatch(task, bytesOf(task))
    await addGiven(builder, task, () => (performance.now() - turns.began > patience ? pause() : undefined))
    return { ...finishBatch(builder, fs, task), units: [] }
  }
  return {
    expectBuilds: () => undefined,
    build: (task) => inTurn(() => build(task)),
    merge: (task: MergeTask): Promise<MergeTaskResult> => inTurn(() => runMergeTask(task, fs)),
    close: async () => void (await turns.last),
  }
}
