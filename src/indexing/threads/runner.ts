/** Runs tasks in this thread, which handles signals when tasks pause, and in others. */
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { interrupted } from '../../storage/commit/write-errors.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import { bytesOf } from '../scan/batches.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import { stopOf } from '../tasks/in-parts.js'
import type { MergeTask, MergeTaskResult } from '../tasks/tasks.js'
import type * as Tasks from '../tasks/tasks.js'
import type { WorkerRequest } from '../tasks/worker.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'
import { runRetokenizeTask, type RetokenizeTask } from '../user-words/retokenize-task.js'
import { hasGivenTokenizers } from '../../text/tokenizers/given.js'
import { BuildThreads, type RequestedBuild } from './build-threads.js'
import { compilingLess, watchLoading, type Loading } from './compile-less.js'
import { createTicket, SharedBuilds } from './share-builds.js'
import { WorkerPool } from './worker-pool.js'

/** Bytes of source, or of segments to merge, from which a task runs in a worker thread: about 0.2 s of work. */
const largeTask = 1 << 20

/** A file of this many bytes that is read as a whole would keep a signal waiting too long. */
const longFile = 4 << 20

/** Whether a signal that arrives while a task runs is handled soon. */
function stopsOften({ units }: BuildTask): boolean {
  return units.every(({ isLineWise, start, end }) => isLineWise || end - start < longFile)
}

/** The code of the tasks, once a task needed it. */
const code: { loaded?: Promise<typeof Tasks> } = {}

/** Loads tasks only when needed, because loading the readers of formats takes longer than an update without changes. */
function loadTasks(loading: Loading): Promise<typeof Tasks> {
  return (code.loaded ??= import('../tasks/tasks.js').finally(loading.begin()))
}

/** Frees the memory of this thread's last batch before a worker merges. */
async function forgetBatch(): Promise<void> {
  ;(await code.loaded)?.forgetBatch()
}

/** Milliseconds of work after which signals are handled; fewer while threads load, whose messages are waited for. */
const patience = 50
const patienceWhileLoading = 4

export function findThreadFile(): string | undefined {
  return ['./', '../../../dist/']
    .map((place) => fileURLToPath(new URL(`${place}thread.cjs`, import.meta.url)))
    .find((path) => existsSync(path))
}

type OnBytes = (bytes: number) => void

/**
 * Runs tasks. Small ones run in this thread, because starting a thread would cost more than the work; large ones run in
 * worker threads too. Building pauses after articles to handle signals, so this thread takes a share of it. Merging
 * doesn't pause, so it runs in worker threads. This thread runs one task after the other, because each takes the memory
 * of a batch. A failure or a signal ends waiting tasks.
 */
export class TaskRunner {
  readonly #jobs: number
  readonly #signal: AbortSignal | undefined
  readonly #fs: FileSystem
  readonly #loading: Loading
  readonly #threads: WorkerThreads | undefined
  readonly #shared: SharedBuilds<RequestedBuild, BuildTaskResult>
  #unfinished = 0
  #last = performance.now()
  #isClosed = false
  #queue: Promise<unknown> = Promise.resolve()

  /**
   * @param jobs maximum number of working threads, including this one
   * @param fs where segments are written; worker threads can use only the machine's own file system
   */
  constructor(jobs: number, signal: AbortSignal | undefined, fs: FileSystem, compileLess = false) {
    // Other threads don't know a tokenizer that is a function.
    this.#jobs = hasGivenTokenizers() ? 1 : jobs
    this.#signal = signal
    this.#fs = fs
    const loading = (this.#loading = watchLoading(compileLess ? compilingLess : undefined))
    const file = findThreadFile()
    this.#threads =
      fs !== nodeFileSystem || file === undefined ? undefined : new WorkerThreads(file, jobs, signal, loading)
    this.#shared = new SharedBuilds(
      ({ task, onBytes }) => this.#inTurn(() => this.#buildHere(task, onBytes)),
      () => this.#threads?.builders.running ?? [],
      ({ task }) => stopsOften(task),
    )
  }

  /** Announces `count` builds, so that threads start while the tasks are prepared. */
  expectBuilds(count: number): void {
    this.#threads?.builders.start(Math.min(count, this.#jobs) - 1)
  }

  async build(task: BuildTask, onBytes: OnBytes): Promise<BuildTaskResult> {
    const { builders } = this.#threads ?? {}
    const isShared = this.#jobs > 1 && builders && (bytesOf(task) >= largeTask || builders.running.length > 0)
    if (isShared !== true)
      return this.#run(
        !stopsOften(task),
        (threads) => threads.build(task, onBytes),
        () => this.#buildHere(task, onBytes),
      )
    if (!stopsOften(task)) builders.start(1)
    this.#unfinished++
    try {
      return await this.#shared.build({ task, onBytes })
    } finally {
      // Frees the threads' memory, most of it for batches, before merging begins.
      if (--this.#unfinished === 0) void builders.close()
    }
  }

  /** As {@link build}, but in a worker thread if possible, because the task may end its thread. */
  buildApart(task: BuildTask): Promise<BuildTaskResult> {
    const onBytes = (): void => undefined
    return this.#run(
      true,
      (threads) => threads.build(task, onBytes),
      () => this.#buildHere(task, onBytes),
    )
  }

  merge(task: MergeTask): Promise<MergeTaskResult> {
    return this.#run(
      task.bytes >= largeTask,
      async ({ builders, pool }) => {
        await forgetBatch()
        await builders.close()
        return pool.run({ name: 'merge', task })
      },
      async () => (await this.#tasks()).runMergeTask(task, this.#fs),
    )
  }

  /** @param open segments that this thread has open, see `runRetokenizeTask` */
  retokenize(task: RetokenizeTask, open: ReadonlyMap<string, SegmentReader>): Promise<MergeTaskResult> {
    return this.#run(
      task.bytes >= largeTask,
      ({ pool }) => pool.run({ name: 'retokenize', task }),
      async () => runRetokenizeTask(task, this.#fs, open),
    )
  }

  push(task: PushTask, onBytes: OnBytes): Promise<PushTaskResult> {
    return this.#run(
      bytesOf(task) >= largeTask,
      (threads) => threads.push(task, onBytes),
      async () => (await this.#tasks()).runPushTask(task, this.#hearing(onBytes)),
    )
  }

  /** Ends running and waiting tasks; resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([this.#queue, this.#threads?.close()])
  }

  /** With one job, other threads work only while this one does nothing. */
  #run<T>(isLarge: boolean, there: (threads: WorkerThreads) => Promise<T>, here: () => Promise<T>): Promise<T> {
    const threads = isLarge ? this.#threads : undefined
    if (threads === undefined) return this.#inTurn(here)
    return this.#jobs > 1 ? there(threads) : this.#inTurn(() => there(threads))
  }

  #tasks(): Promise<typeof Tasks> {
    return loadTasks(this.#loading)
  }

  async #buildHere(task: BuildTask, onBytes: OnBytes): Promise<BuildTaskResult> {
    return (await this.#tasks()).runBuildTask(task, this.#hearing(onBytes), this.#fs)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#pause()).then(work)
    this.#queue = turn.catch(() => {
      this.#isClosed = true
    })
    return turn
  }

  async #pause(): Promise<void> {
    this.#last = performance.now()
    await setImmediate()
    if (this.#signal?.aborted === true || this.#isClosed) throw interrupted()
  }

  /** What tasks call as they proceed: it pauses once they have worked long enough. */
  #hearing(onBytes: OnBytes): (bytes: number) => Promise<void> | undefined {
    return (bytes) => {
      if (bytes > 0) onBytes(bytes)
      const most = this.#loading.isUnderWay() ? patienceWhileLoading : patience
      return performance.now() - this.#last > most ? this.#pause() : undefined
    }
  }
}

/** The threads besides this one: those that build, and those that do all else. */
class WorkerThreads {
  readonly builders: BuildThreads
  readonly pool: WorkerPool<WorkerRequest>

  constructor(file: string, jobs: number, signal: AbortSignal | undefined, loading: Loading) {
    this.builders = new BuildThreads(file, signal, loading)
    this.pool = new WorkerPool({ file, part: 'worker', jobs, signal, loading })
  }

  async build(task: BuildTask, onBytes: OnBytes): Promise<BuildTaskResult> {
    for (;;) {
      this.builders.start(1)
      const result = await this.builders.running[0]!.build({ task, onBytes }, createTicket())
      if (result !== undefined) return result
    }
  }

  async push(task: PushTask, onBytes: OnBytes): Promise<PushTaskResult> {
    const result = await this.pool.run<PushTaskResult>({ name: 'push', task }).catch((error: unknown) => {
      // It is unknown at which unit the thread stopped. The next task gets a new thread.
      const stopped = stopOf(error, task.units.length)
      if (stopped === undefined) throw error
      return { units: [], seen: [], sent: 0, deltas: [], stopped } satisfies PushTaskResult
    })
    if (result.stopped === undefined) onBytes(bytesOf(task))
    return result
  }

  async close(): Promise<void> {
    await Promise.all([this.builders.close(), this.pool.close()])
  }
}
