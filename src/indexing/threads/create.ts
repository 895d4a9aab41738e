/**
 * Runs tasks. Small ones run in the main thread, because starting a thread would cost more than the work; large ones
 * run in worker threads too. Building pauses after articles to handle signals, so the main thread takes a share of it.
 * Merging doesn't pause, so it runs in worker threads.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'
import { bytesOf } from '../scan/batches.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import { stopOf } from '../tasks/in-parts.js'
import type { MergeTask, MergeTaskResult } from '../tasks/tasks.js'
import type { WorkerRequest } from '../tasks/worker.js'
import type { RetokenizeTask } from '../user-words/retokenize-task.js'
import { createBuildThreads, type BuildThreads, type RequestedBuild } from './build-threads.js'
import { compilingLess, watchLoading } from './compile-less.js'
import { forgetBatch, largeTask, stopsOften, ThisThread, type TaskRunner } from './runner.js'
import { createTicket, shareBuilds, type Build } from './share-builds.js'
import { WorkerPool } from './worker-pool.js'

/**
 * @param jobs maximum number of working threads, including this one
 * @param fs where segments are written; worker threads can use only the machine's own file system
 */
export function createTaskRunner(
  jobs: number,
  signal: AbortSignal | undefined,
  fs: FileSystem,
  compileLess = false,
): TaskRunner {
  const loading = watchLoading(compileLess ? compilingLess : undefined)
  const given = { signal, fs, loading }
  const file = findThreadFile()
  if (fs !== nodeFileSystem || file === undefined) return new ThisThread(given)
  const builders = createBuildThreads(file, signal, loading)
  const threads = new WorkerThreads(builders, new WorkerPool<WorkerRequest>({ file, part: 'worker', jobs, ...given }))
  if (jobs === 1) return new ThisThread(given, threads)
  return new AllThreads(new ThisThread(given), threads, builders, jobs)
}

export function findThreadFile(): string | undefined {
  return ['./', '../../../dist/']
    .map((place) => fileURLToPath(new URL(`${place}thread.cjs`, import.meta.url)))
    .find((path) => existsSync(path))
}

/** Runs all tasks outside of this thread. */
class WorkerThreads implements Omit<TaskRunner, 'expectBuilds'> {
  readonly #builders: BuildThreads
  readonly #pool: WorkerPool<WorkerRequest>

  constructor(builders: BuildThreads, pool: WorkerPool<WorkerRequest>) {
    this.#builders = builders
    this.#pool = pool
  }

  async build(task: BuildTask, onBytes: (bytes: number) => void): Promise<BuildTaskResult> {
    for (;;) {
      this.#builders.start(1)
      const result = await this.#builders.running[0]!.build({ task, onBytes }, createTicket())
      if (result !== undefined) return result
    }
  }

  buildApart(task: BuildTask): Promise<BuildTaskResult> {
    return this.build(task, () => undefined)
  }

  async merge(task: MergeTask): Promise<MergeTaskResult> {
    await this.#builders.close()
    return this.#pool.run({ name: 'merge', task })
  }

  retokenize(task: RetokenizeTask): Promise<MergeTaskResult> {
    return this.#pool.run({ name: 'retokenize', task })
  }

  async push(task: PushTask, onBytes: (bytes: number) => void): Promise<PushTaskResult> {
    const result = await this.#pool.run<PushTaskResult>({ name: 'push', task }).catch((error: unknown) => {
      // It is unknown at which unit the thread stopped. The next task gets a new thread.
      const stopped = stopOf(error, task.units.length)
      if (stopped === undefined) throw error
      return { units: [], seen: [], sent: 0, deltas: [], stopped } satisfies PushTaskResult
    })
    if (result.stopped === undefined) onBytes(bytesOf(task))
    return result
  }

  async close(): Promise<void> {
    await Promise.all([this.#builders.close(), this.#pool.close()])
  }
}

/** Shares builds among this thread and others, and runs other tasks where their size says. */
class AllThreads implements TaskRunner {
  readonly #here: TaskRunner
  readonly #threads: WorkerThreads
  readonly #builders: BuildThreads
  readonly #jobs: number
  readonly #share: Build<RequestedBuild, BuildTaskResult>
  #unfinished = 0

  constructor(here: TaskRunner, threads: WorkerThreads, builders: BuildThreads, jobs: number) {
    this.#here = here
    this.#threads = threads
    this.#builders = builders
    this.#jobs = jobs
    this.#share = shareBuilds(
      ({ task, onBytes }) => here.build(task, onBytes),
      () => builders.running,
      ({ task }) => stopsOften(task),
    )
  }

  expectBuilds(count: number): void {
    this.#builders.start(Math.min(count, this.#jobs) - 1)
  }

  async build(task: BuildTask, onBytes: (bytes: number) => void): Promise<BuildTaskResult> {
    if (bytesOf(task) < largeTask && this.#builders.running.length === 0) return this.#here.build(task, onBytes)
    if (!stopsOften(task)) this.#builders.start(1)
    this.#unfinished++
    try {
      return await this.#share({ task, onBytes })
    } finally {
      // Frees the threads' memory, most of it for batches, before merging begins.
      if (--this.#unfinished === 0) void this.#builders.close()
    }
  }

  buildApart(task: BuildTask): Promise<BuildTaskResult> {
    return this.#threads.buildApart(task)
  }

  async merge(task: MergeTask): Promise<MergeTaskResult> {
    await forgetBatch()
    return this.#runnerFor(task.bytes).merge(task)
  }

  retokenize(task: RetokenizeTask, open: ReadonlyMap<string, SegmentReader>): Promise<MergeTaskResult> {
    return this.#runnerFor(task.bytes).retokenize(task, open)
  }

  push(task: PushTask, onBytes: (bytes: number) => void): Promise<PushTaskResult> {
    return this.#runnerFor(bytesOf(task)).push(task, onBytes)
  }

  async close(): Promise<void> {
    await Promise.all([this.#here.close(), this.#threads.close()])
  }

  #runnerFor(bytes: number): Omit<TaskRunner, 'expectBuilds'> {
    return bytes >= largeTask ? this.#threads : this.#here
  }
}
