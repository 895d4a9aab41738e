/**
 * Runs tasks. Small ones run in the main thread, because starting a thread would cost more than the work; large ones
 * run in worker threads too. Building pauses after articles to handle signals, so the main thread takes a share of it.
 * Merging doesn't pause, so it runs in worker threads.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { interrupted } from '../../storage/commit/write-errors.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'
import { bytesOf } from '../scan/batches.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import { stopOf, threadMemory } from '../tasks/in-parts.js'
import type { MergeTask, MergeTaskResult } from '../tasks/tasks.js'
import type { WorkerAnswer, WorkerRequest } from '../tasks/worker.js'
import type { RetokenizeTask } from '../user-words/retokenize-task.js'
import { createBuildThreads, type BuildThreads, type RequestedBuild, type ThreadPart } from './build-threads.js'
import { compilingLess, watchLoading } from './compile-less.js'
import { reviveFailure } from './failure.js'
import { forgetBatch, largeTask, stopsOften, ThisThread, type Surroundings, type TaskRunner } from './runner.js'
import { createTicket, shareBuilds, type Build } from './share-builds.js'

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
  const threads = new WorkerThreads(builders, new WorkerPool(file, jobs, given))
  if (jobs === 1) return new ThisThread(given, threads)
  return new AllThreads(new ThisThread(given), threads, builders, jobs)
}

function findThreadFile(): string | undefined {
  return ['./', '../../../dist/']
    .map((place) => fileURLToPath(new URL(`${place}thread.cjs`, import.meta.url)))
    .find((path) => existsSync(path))
}

/** Runs all tasks outside of this thread. */
class WorkerThreads implements Omit<TaskRunner, 'expectBuilds'> {
  readonly #builders: BuildThreads
  readonly #pool: WorkerPool

  constructor(builders: BuildThreads, pool: WorkerPool) {
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

interface Waiting {
  readonly request: WorkerRequest
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Threads for tasks other than builds, one task at a time in each. They start when tasks wait, and stay for later ones. */
class WorkerPool {
  readonly #filename: string
  readonly #jobs: number
  readonly #given: Surroundings
  readonly #waiting: Waiting[] = []
  readonly #idle: Worker[] = []
  readonly #busy = new Map<Worker, Waiting>()
  readonly #onAbort = (): void => void this.close()
  #isClosed = false

  constructor(filename: string, jobs: number, given: Surroundings) {
    this.#filename = filename
    this.#jobs = jobs
    this.#given = given
    given.signal?.addEventListener('abort', this.#onAbort)
  }

  async run<T>(request: WorkerRequest): Promise<T> {
    if (this.#isClosed) throw interrupted()
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject })
      this.#startNext()
    }) as Promise<T>
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#given.signal?.removeEventListener('abort', this.#onAbort)
    for (const { reject } of this.#waiting.splice(0)) reject(interrupted())
    await Promise.all([...this.#busy.keys(), ...this.#idle.splice(0)].map((worker) => worker.terminate()))
  }

  #startNext(): void {
    while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#busy.size < this.#jobs)) {
      const [worker, task] = [this.#idle.pop() ?? this.#startWorker(), this.#waiting.shift()!]
      this.#busy.set(worker, task)
      worker.postMessage(task.request)
    }
  }

  #startWorker(): Worker {
    const hasLoaded = this.#given.loading.begin()
    const worker = new Worker(this.#filename, {
      workerData: 'worker' satisfies ThreadPart,
      resourceLimits: { maxOldGenerationSizeMb: threadMemory },
    })
    const die = (error: unknown): void => {
      hasLoaded()
      const at = this.#idle.indexOf(worker)
      if (at >= 0) this.#idle.splice(at, 1)
      this.#busy.get(worker)?.reject(this.#isClosed ? interrupted() : error)
      this.#busy.delete(worker)
      if (!this.#isClosed) this.#startNext()
    }
    worker.on('message', (answer: WorkerAnswer) => (answer === 'loaded' ? hasLoaded() : this.#settle(worker, answer)))
    worker.on('error', die)
    worker.on('exit', () => die(interrupted()))
    return worker
  }

  #settle(worker: Worker, answer: Exclude<WorkerAnswer, 'loaded'>): void {
    const { resolve, reject } = this.#busy.get(worker)!
    this.#busy.delete(worker)
    this.#idle.push(worker)
    if ('failure' in answer) reject(reviveFailure(answer.failure))
    else resolve(answer.value)
    this.#startNext()
  }
}
