/**
 * Runs tasks: small ones in this thread, where a thread's start would cost more than the work; large ones in worker
 * threads (piscina), so that this thread hears signals meanwhile.
 */
import { setMaxListeners } from 'node:events'
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import type { SegmentReader } from '../segment/reader.js'
import { nodeFileSystem } from '../store/file-system.js'
import type { FileSystem } from '../store/file-system.js'
import type { BuildTask, BuildTaskResult } from './build-task.js'
import { reviveFailure } from './failure.js'
import type { Outcome } from './failure.js'
import { interrupted } from './interrupted.js'
import type { MergeTask, MergeTaskResult } from './merge-task.js'
import type { RecutTask } from './lexicon/recut-task.js'
import type { PushTask, PushTaskResult } from './push-task.js'

export { interrupted } from './interrupted.js'

export interface TaskRunner {
  build(task: BuildTask, onBytes: (bytes: number) => void): Promise<BuildTaskResult>
  merge(task: MergeTask): Promise<MergeTaskResult>
  /** @param open segments that this thread has open: {@link runRecutTask} */
  recut(task: RecutTask, open: ReadonlyMap<string, SegmentReader>): Promise<MergeTaskResult>
  push(task: PushTask, onBytes: (bytes: number) => void): Promise<PushTaskResult>
  /** Ends what runs and what waits; resolves when nothing runs any more. */
  close(): Promise<void>
}

/** Bytes of source, or of segments to merge, from which on a task goes to a worker thread: about 0.2 s of work. */
const largeTask = 1 << 20

/**
 * @param jobs worker threads at most
 * @param fs where segments are written; worker threads know only the machine's own
 */
export function createTaskRunner(jobs: number, signal: AbortSignal | undefined, fs: FileSystem): TaskRunner {
  const here = inThisThread(signal, fs)
  const workerFile = fs === nodeFileSystem ? findWorkerFile() : undefined
  if (workerFile === undefined) return here
  const threads = inWorkers(workerFile, jobs, signal)
  // Merging begins in new threads: what reading left in the others, most of it memory for batches, goes with them.
  const merging = inWorkers(workerFile, jobs, signal)
  return {
    build: (task, onBytes) => (bytesOf(task) >= largeTask ? threads : here).build(task, onBytes),
    merge: async (task) => {
      if (task.bytes < largeTask) return here.merge(task)
      await threads.close()
      return merging.merge(task)
    },
    recut: (task, open) => (task.bytes >= largeTask ? threads : here).recut(task, open),
    push: (task, onBytes) => (bytesOf(task) >= largeTask ? threads : here).push(task, onBytes),
    close: async () => {
      await Promise.all([here.close(), threads.close(), merging.close()])
    },
  }
}

function bytesOf({ units }: Pick<BuildTask, 'units'>): number {
  return units.reduce((sum, unit) => sum + unit.end - unit.start, 0)
}

function findWorkerFile(): string | undefined {
  return ['./worker.js', '../worker.js', '../../dist/worker.js']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path))
}

/** The pool is made when the first large task comes. */
function inWorkers(filename: string, jobs: number, signal: AbortSignal | undefined): TaskRunner {
  let pool: Promise<Piscina> | undefined
  let isClosed = false
  // Every waiting task listens: a large collection has hundreds.
  if (signal !== undefined) setMaxListeners(0, signal)
  const open = async (): Promise<Piscina> => {
    const { Piscina } = await import('piscina')
    return new Piscina({
      filename,
      minThreads: 1,
      maxThreads: jobs,
      concurrentTasksPerWorker: 1,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
  }
  const run = async <T>(name: string, task: unknown): Promise<T> => {
    if (isClosed) throw interrupted()
    const workers = await (pool ??= open())
    if (isClosed) throw interrupted()
    let outcome: Outcome<T>
    try {
      outcome = (await workers.run(task, { name, ...(signal && { signal }) })) as Outcome<T>
    } catch (error) {
      throw signal?.aborted === true ? interrupted() : error
    }
    if ('failure' in outcome) throw reviveFailure(outcome.failure)
    return outcome.value
  }
  return {
    build: async (task, onBytes) => {
      const result = await run<BuildTaskResult>('build', task)
      onBytes(bytesOf(task))
      return result
    },
    merge: (task) => run('merge', task),
    recut: (task) => run('recut', task),
    push: async (task, onBytes) => {
      const result = await run<PushTaskResult>('push', task)
      onBytes(bytesOf(task))
      return result
    },
    close: async () => {
      isClosed = true
      await (await pool)?.destroy()
    },
  }
}

// Loaded when there is such work: readers of formats and all they need take longer than an update without changes.
const tasks = () => import('./tasks.js')
// Needs no readers, and shares the lexicon that this thread has opened.
const recutting = () => import('./lexicon/recut-task.js')

/** How long work here may go on before signals are heard, in milliseconds. */
const patience = 50

/** One task after the other: each takes a batch's memory. A failure or a signal ends those that wait. */
function inThisThread(signal: AbortSignal | undefined, fs: FileSystem): TaskRunner {
  let last = performance.now()
  let isClosed = false
  let queue: Promise<unknown> = Promise.resolve()
  const pause = async (): Promise<void> => {
    last = performance.now()
    await setImmediate()
    if (signal?.aborted === true || isClosed) throw interrupted()
  }
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = queue.then(pause).then(work)
    queue = turn.catch(() => {
      isClosed = true
    })
    return turn
  }
  const hearing =
    (onBytes: (bytes: number) => void) =>
    (bytes: number): Promise<void> | undefined => {
      onBytes(bytes)
      return performance.now() - last > patience ? pause() : undefined
    }
  return {
    build: (task, onBytes) => inTurn(async () => (await tasks()).runBuildTask(task, hearing(onBytes), fs)),
    push: (task, onBytes) => inTurn(async () => (await tasks()).runPushTask(task, hearing(onBytes))),
    merge: (task) => inTurn(async () => (await tasks()).runMergeTask(task, fs)),
    recut: (task, open) => inTurn(async () => (await recutting()).runRecutTask(task, fs, open)),
    close: async () => {
      isClosed = true
      await queue
    },
  }
}
