/** Tasks in this thread, which hears signals where they stop. */
import { setImmediate } from 'node:timers/promises'
import type { FileSystem } from '../../store/file-system.js'
import { interrupted } from '../../commit/interrupted.js'
import type * as Tasks from '../tasks/tasks.js'
import { bytesOf } from '../scan/batches.js'
import { largeTask, stopsOften } from './runner.js'
import type { Loading } from './loading.js'
import type { TaskRunner } from './runner.js'

let loaded: Promise<typeof Tasks> | undefined

/** Loaded when there is such work: readers of formats and all they need take longer than an update without changes. */
function loadTasks(loading: Loading): Promise<typeof Tasks> {
  return (loaded ??= import('../tasks/tasks.js').finally(loading.begin()))
}

// Needs no readers, and shares the lexicon that this thread has opened.
const recutting = () => import('../taught/recut-task.js')

/** Gives the memory of this thread's last batch back before a worker merges. */
export async function forgetBatch(): Promise<void> {
  ;(await loaded)?.forgetBatch()
}

/** How long work here may go on before signals are heard, in milliseconds; and messages of threads that load. */
const patience = 50
const patienceWhileLoading = 4

/**
 * One task after the other: each takes a batch's memory. A failure or a signal ends those that wait.
 * @param threads take what is large and can't stop in between
 */
export function inThisThread(
  signal: AbortSignal | undefined,
  fs: FileSystem,
  loading: Loading,
  threads?: Omit<TaskRunner, 'expectBuilds'>,
): TaskRunner {
  const tasks = () => loadTasks(loading)
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
  const threadsFor = (bytes: number): typeof threads => (bytes >= largeTask ? threads : undefined)
  const hearing =
    (onBytes: (bytes: number) => void) =>
    (bytes: number): Promise<void> | undefined => {
      if (bytes > 0) onBytes(bytes)
      return performance.now() - last > (loading.isUnderWay() ? patienceWhileLoading : patience) ? pause() : undefined
    }
  return {
    expectBuilds: () => undefined,
    build: (task, onBytes) =>
      inTurn(async () =>
        threads !== undefined && !stopsOften(task)
          ? threads.build(task, onBytes)
          : (await tasks()).runBuildTask(task, hearing(onBytes), fs),
      ),
    buildApart: (task) =>
      inTurn(
        async () =>
          threads?.buildApart(task) ??
          (await tasks()).runBuildTask(
            task,
            hearing(() => undefined),
            fs,
          ),
      ),
    push: (task, onBytes) =>
      inTurn(
        async () =>
          threadsFor(bytesOf(task))?.push(task, onBytes) ?? (await tasks()).runPushTask(task, hearing(onBytes)),
      ),
    merge: (task) =>
      inTurn(async () => {
        await forgetBatch()
        return threadsFor(task.bytes)?.merge(task) ?? (await tasks()).runMergeTask(task, fs)
      }),
    recut: (task, open) =>
      inTurn(async () => threadsFor(task.bytes)?.recut(task, open) ?? (await recutting()).runRecutTask(task, fs, open)),
    close: async () => {
      isClosed = true
      await Promise.all([queue, threads?.close()])
    },
  }
}
