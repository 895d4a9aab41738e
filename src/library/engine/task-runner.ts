/**
 * Runs the tasks of an engine in its only thread, and lets other work in between. It stands in for
 * indexing/threads/runner.ts, which starts threads and loads the readers of formats (package.json, "imports").
 */
import type { BuildTask, BuildTaskResult } from '../../indexing/tasks/build-task.js'
import { addGiven, beginBatch, finishBatch } from '../../indexing/tasks/given-task.js'
import { runMergeTask, type MergeTask, type MergeTaskResult } from '../../indexing/tasks/merge-task.js'
import { bytesOf } from '../../indexing/scan/batches.js'
import type { TaskRunner as ThreadedRunner } from '../../indexing/threads/runner.js'
import { nextTurn } from '../clock.js'
import { throwIfAborted } from '../../storage/commit/write-errors.js'
import type { FileSystem } from '../../storage/store/file-system.js'

/** Milliseconds of work after which other work may run. */
const patience = 16

export class TaskRunner implements Pick<ThreadedRunner, 'expectBuilds' | 'build' | 'merge' | 'close'> {
  readonly #signal: AbortSignal | undefined
  readonly #fs: FileSystem
  #last: Promise<unknown> = Promise.resolve()
  #began = 0

  constructor(_jobs: number, signal: AbortSignal | undefined, fs: FileSystem) {
    this.#signal = signal
    this.#fs = fs
  }

  expectBuilds(): void {}

  build(task: BuildTask): Promise<BuildTaskResult> {
    return this.#inTurn(async () => {
      const builder = beginBatch(task, bytesOf(task))
      await addGiven(builder, task, () => (performance.now() - this.#began > patience ? this.#pause() : undefined))
      return { ...finishBatch(builder, this.#fs, task), units: [] }
    })
  }

  merge(task: MergeTask): Promise<MergeTaskResult> {
    return this.#inTurn(() => runMergeTask(task, this.#fs))
  }

  async close(): Promise<void> {
    await this.#last
  }

  /** One after the other, because each takes the memory of a batch. */
  #inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#pause()).then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #pause(): Promise<void> {
    await nextTurn()
    throwIfAborted(this.#signal)
    this.#began = performance.now()
  }
}
