/** Runs tasks in the main thread, which handles signals when they pause. */
import { setImmediate } from 'node:timers/promises'
import type { FileSystem } from '../../storage/store/file-system.js'
import { interrupted } from '../../storage/commit/write-errors.js'
import type * as Tasks from '../tasks/tasks.js'
import { bytesOf } from '../scan/batches.js'
import { largeTask, stopsOften, type TaskRunner } from './runner.js'
import type { Loading } from './compile-less.js'
import { runRetokenizeTask } from '../user-words/retokenize-task.js'

/** The code of the tasks, once a task needed it. */
const code: { loaded?: Promise<typeof Tasks> } = {}

/** Loads tasks only when needed, because loading the readers of formats takes longer than an update without changes. */
function loadTasks(loading: Loading): Promise<typeof Tasks> {
  return (code.loaded ??= import('../tasks/tasks.js').finally(loading.begin()))
}

/** Frees the memory of this thread's last batch before a worker merges. */
export async function forgetBatch(): Promise<void> {
  ;(await code.loaded)?.forgetBatch()
}

/** Milliseconds of work after which signals are handled; fewer while threads load, whose messages are waited for. */
const patience = 50
const patienceWhileLoading = 4

/**
 * Runs one task after the other, because each takes the memory of a batch. A failure or a signal ends waiting tasks.
 * @param threads run large tasks that can't pause
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
    retokenize: (task, open) =>
      inTurn(async () => threadsFor(task.bytes)?.retokenize(task, open) ?? runRetokenizeTask(task, fs, open)),
    close: async () => {
      isClosed = true
      await Promise.all([queue, threads?.close()])
    },
  }
}
