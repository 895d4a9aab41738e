/** Runs tasks in worker threads (piscina), or in this thread where one is enough or no worker file lies beside us. */
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { XunzhangError } from '../errors.js'
import { runBuildTask } from './build-task.js'
import type { BuildTask, BuildTaskResult } from './build-task.js'
import { runMergeTask } from './merge-task.js'
import type { MergeTask, MergeTaskResult } from './merge-task.js'

export interface TaskRunner {
  build(task: BuildTask, onBytes: (bytes: number) => void): Promise<BuildTaskResult>
  merge(task: MergeTask): Promise<MergeTaskResult>
  close(): Promise<void>
}

/** @param jobs threads; at 1 the work is done here */
export async function createTaskRunner(jobs: number, signal: AbortSignal | undefined): Promise<TaskRunner> {
  const workerFile = ['./worker.js', '../worker.js', '../../dist/worker.js']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => path.endsWith('.js') && existsSync(path))
  if (jobs <= 1 || workerFile === undefined) return inThisThread(signal)
  const { Piscina } = await import('piscina')
  const pool = new Piscina({
    filename: workerFile,
    minThreads: jobs,
    maxThreads: jobs,
    concurrentTasksPerWorker: 1,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  const run = async <T>(name: string, task: unknown): Promise<T> => {
    try {
      return (await pool.run(task, { name, ...(signal && { signal }) })) as T
    } catch (error) {
      throw signal?.aborted === true ? interrupted() : revive(error)
    }
  }
  return {
    build: async (task, onBytes) => {
      const result = await run<BuildTaskResult>('build', task)
      onBytes(task.units.reduce((sum, unit) => sum + unit.end - unit.start, 0))
      return result
    },
    merge: (task) => run('merge', task),
    close: () => pool.destroy(),
  }
}

export function interrupted(): XunzhangError {
  return new XunzhangError('INTERRUPTED', 'interrupted: the last commit stands', { remedy: 'Run the command again to go on.' })
}

/** How long work here may go on before signals are heard, in milliseconds. */
const patience = 50

function inThisThread(signal: AbortSignal | undefined): TaskRunner {
  let last = performance.now()
  const pause = async (): Promise<void> => {
    last = performance.now()
    await setImmediate()
    if (signal?.aborted === true) throw interrupted()
  }
  return {
    build: (task, onBytes) =>
      runBuildTask(task, (bytes) => {
        onBytes(bytes)
        return performance.now() - last > patience ? pause() : undefined
      }),
    merge: async (task) => {
      await pause()
      return runMergeTask(task)
    },
    close: () => Promise.resolve(),
  }
}

/** Errors lose their class on the way between threads; the fields are still there. */
function revive(error: unknown): unknown {
  const { name, code, what, where, remedy } = error as Partial<XunzhangError>
  if (name !== 'XunzhangError' || code === undefined || what === undefined) return error
  return new XunzhangError(code, what, { ...(where !== undefined && { where }), ...(remedy !== undefined && { remedy }) })
}
