/** Runs tasks other than builds in worker threads (piscina). */
import type { Piscina } from 'piscina'
import { reviveFailure } from './failure.js'
import type { Outcome } from './failure.js'
import { interrupted } from '../../commit/interrupted.js'
import type { PushTaskResult } from '../push/push-task.js'
import type { Loading } from './loading.js'
import { bytesOf } from '../scan/batches.js'
import { stopOf, threadMemory } from './stop.js'
import type { TaskRunner } from './runner.js'

/** The pool is created for the first large task. */
export function inWorkers(
  filename: string,
  jobs: number,
  signal: AbortSignal | undefined,
  loading: Loading,
): Omit<TaskRunner, 'build' | 'buildApart' | 'expectBuilds'> {
  let pool: Promise<Piscina> | undefined
  let isClosed = false
  const close = async (): Promise<void> => {
    isClosed = true
    signal?.removeEventListener('abort', onAbort)
    await (await pool)?.destroy()
  }
  const onAbort = (): void => void close()
  // The signal isn't passed to piscina, which queues no task with a signal in a busy thread.
  signal?.addEventListener('abort', onAbort)
  const open = async (): Promise<Piscina> => {
    const { Piscina } = await import('piscina')
    const hasLoaded = loading.begin()
    const workers = new Piscina({
      filename,
      minThreads: 1,
      maxThreads: jobs,
      concurrentTasksPerWorker: 2,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: threadMemory },
    })
    void workers
      .run(undefined, { name: 'load' })
      .catch(() => undefined)
      .then(hasLoaded)
    return workers
  }
  const run = async <T>(name: string, task: unknown): Promise<T> => {
    if (isClosed) throw interrupted()
    const workers = await (pool ??= open())
    if (isClosed) throw interrupted()
    let outcome: Outcome<T>
    try {
      outcome = (await workers.run(task, { name })) as Outcome<T>
    } catch (error) {
      throw signal?.aborted === true ? interrupted() : error
    }
    if ('failure' in outcome) throw reviveFailure(outcome.failure)
    return outcome.value
  }
  return {
    merge: (task) => run('merge', task),
    recut: (task) => run('recut', task),
    push: async (task, onBytes) => {
      const result = await run<PushTaskResult>('push', task).catch((error: unknown) => {
        // It is unknown at which unit the thread stopped. The pool starts a new thread.
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
