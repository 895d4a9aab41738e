/** Runs tasks other than builds in worker threads, one at a time in each. */
import { Worker } from 'node:worker_threads'
import { interrupted } from '../../storage/commit/interrupted.js'
import type { PushTaskResult } from '../push/push-task.js'
import { bytesOf } from '../scan/batches.js'
import type { WorkerAnswer, WorkerRequest } from '../tasks/worker.js'
import { reviveFailure } from './failure.js'
import type { Loading } from './loading.js'
import type { TaskRunner } from './runner.js'
import { stopOf, threadMemory } from './stop.js'

interface Waiting {
  readonly request: WorkerRequest
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Threads start when tasks wait, and stay for later tasks. */
export function inWorkers(
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
    recut: (task) => run({ name: 'recut', task }),
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
