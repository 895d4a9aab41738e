/**
 * Runs tasks. Small ones run in the main thread, because starting a thread would cost more than the work; large ones
 * run in worker threads too. Building pauses after articles to handle signals, so the main thread takes a share of it.
 * Merging doesn't pause, so it runs in worker threads.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import type { BuildTaskResult } from '../tasks/build-task.js'
import { compilingLess, watchLoading, type Loading } from './compile-less.js'
import { createBuildThreads, type RequestedBuild } from './build-threads.js'
import { bytesOf } from '../scan/batches.js'
import { largeTask, stopsOften, type TaskRunner } from './runner.js'
import { shareBuilds, createTicket } from './share-builds.js'
import { forgetBatch, inThisThread } from './this-thread.js'
import { Worker } from 'node:worker_threads'
import { interrupted } from '../../storage/commit/write-errors.js'
import type { PushTaskResult } from '../push/push-task.js'
import type { WorkerAnswer, WorkerRequest } from '../tasks/worker.js'
import { reviveFailure } from './failure.js'
import { stopOf, threadMemory } from '../tasks/in-parts.js'

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
  const [workerFile, builderFile] = ['worker.js', 'builder.js'].map(findThreadFile)
  if (fs !== nodeFileSystem || workerFile === undefined || builderFile === undefined)
    return inThisThread(signal, fs, loading)
  const builders = createBuildThreads(builderFile, signal, loading)
  const threads = inWorkers(workerFile, jobs, signal, loading)
  const buildInThread: TaskRunner['build'] = async (task, onBytes) => {
    for (;;) {
      builders.start(1)
      const result = await builders.running[0]!.build({ task, onBytes }, createTicket())
      if (result !== undefined) return result
    }
  }
  const buildApart: TaskRunner['buildApart'] = (task) => buildInThread(task, () => undefined)
  const mergeInThread: TaskRunner['merge'] = async (task) => {
    await builders.close()
    return threads.merge(task)
  }
  if (jobs === 1) {
    const instead = { ...threads, build: buildInThread, buildApart, merge: mergeInThread, close: closeAll }
    return inThisThread(signal, fs, loading, instead)
  }
  const here = inThisThread(signal, fs, loading)
  const runnerFor = (bytes: number) => (bytes >= largeTask ? threads : here)
  const shared = shareBuilds<RequestedBuild, BuildTaskResult>(
    ({ task, onBytes }) => here.build(task, onBytes),
    () => builders.running,
    ({ task }) => stopsOften(task),
  )
  let unfinished = 0
  const buildAnywhere: TaskRunner['build'] = async (task, onBytes) => {
    if (!stopsOften(task)) builders.start(1)
    unfinished++
    try {
      return await shared({ task, onBytes })
    } finally {
      // Frees the threads' memory, most of it for batches, before merging begins.
      if (--unfinished === 0) void builders.close()
    }
  }
  return {
    expectBuilds: (count) => builders.start(Math.min(count, jobs) - 1),
    build: (task, onBytes) =>
      bytesOf(task) < largeTask && builders.running.length === 0
        ? here.build(task, onBytes)
        : buildAnywhere(task, onBytes),
    buildApart,
    merge: async (task) => {
      await forgetBatch()
      return task.bytes < largeTask ? here.merge(task) : mergeInThread(task)
    },
    retokenize: (task, open) => runnerFor(task.bytes).retokenize(task, open),
    push: (task, onBytes) => runnerFor(bytesOf(task)).push(task, onBytes),
    close: async () => {
      await Promise.all([here.close(), closeAll()])
    },
  }

  async function closeAll(): Promise<void> {
    await Promise.all([builders.close(), threads.close()])
  }
}

function findThreadFile(name: string): string | undefined {
  return ['./', '../../../dist/']
    .map((place) => fileURLToPath(new URL(place + name, import.meta.url)))
    .find((path) => existsSync(path))
}

/** Runs tasks other than builds in worker threads, one at a time in each. */
interface Waiting {
  readonly request: WorkerRequest
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Threads start when tasks wait, and stay for later tasks. */
function inWorkers(
  filename: string,
  jobs: number,
  signal: AbortSignal | undefined,
  loading: Loading,
): Omit<TaskRunner, 'build' | 'buildApart' | 'expectBuilds'> {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Waiting>()
  let isClosed = false
  const close = async (): Promise<void> => {
    isClosed = true
    signal?.removeEventListener('abort', onAbort)
    for (const { reject } of waiting.splice(0)) reject(interrupted())
    await Promise.all([...busy.keys(), ...idle.splice(0)].map((worker) => worker.terminate()))
  }
  const onAbort = (): void => void close()
  signal?.addEventListener('abort', onAbort)
  const startNext = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < jobs)) {
      const [worker, task] = [idle.pop() ?? startWorker(), waiting.shift()!]
      busy.set(worker, task)
      worker.postMessage(task.request)
    }
  }
  const startWorker = (): Worker => {
    const hasLoaded = loading.begin()
    const worker = new Worker(filename, { resourceLimits: { maxOldGenerationSizeMb: threadMemory } })
    const die = (error: unknown): void => {
      hasLoaded()
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
      busy.get(worker)?.reject(isClosed ? interrupted() : error)
      busy.delete(worker)
      if (!isClosed) startNext()
    }
    worker.on('message', (answer: WorkerAnswer) => {
      if (answer === 'loaded') return hasLoaded()
      const { resolve, reject } = busy.get(worker)!
      busy.delete(worker)
      idle.push(worker)
      if ('failure' in answer) reject(reviveFailure(answer.failure))
      else resolve(answer.value)
      startNext()
    })
    worker.on('error', die)
    worker.on('exit', () => die(interrupted()))
    return worker
  }
  const run = async <T>(request: WorkerRequest): Promise<T> => {
    if (isClosed) throw interrupted()
    return new Promise<unknown>((resolve, reject) => {
      waiting.push({ request, resolve, reject })
      startNext()
    }) as Promise<T>
  }
  return {
    merge: (task) => run({ name: 'merge', task }),
    retokenize: (task) => run({ name: 'retokenize', task }),
    push: async (task, onBytes) => {
      const result = await run<PushTaskResult>({ name: 'push', task }).catch((error: unknown) => {
        // It is unknown at which unit the thread stopped. The next task gets a new thread.
        const stopped = stopOf(error, task.units.length)
        if (stopped === undefined) throw error
        return { units: [], seen: [], sent: 0, deltas: [], stopped } satisfies PushTaskResult
      })
      if (result.stopped === undefined) onBytes(bytesOf(task))
      return result
    },
    close,
  }
}
