/** The interface of task runners, and the one that uses the main thread, which handles signals when tasks pause. */
import { setImmediate } from 'node:timers/promises'
import { interrupted } from '../../storage/commit/write-errors.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { FileSystem } from '../../storage/store/file-system.js'
import { bytesOf } from '../scan/batches.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import type { MergeTask, MergeTaskResult } from '../tasks/tasks.js'
import type * as Tasks from '../tasks/tasks.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'
import { runRetokenizeTask, type RetokenizeTask } from '../user-words/retokenize-task.js'
import type { Loading } from './compile-less.js'

export interface TaskRunner {
  /** Announces `count` builds, so that threads start while the tasks are prepared. */
  expectBuilds(count: number): void
  build(task: BuildTask, onBytes: (bytes: number) => void): Promise<BuildTaskResult>
  /** As {@link build}, but in a worker thread if possible, because the task may end its thread. */
  buildApart(task: BuildTask): Promise<BuildTaskResult>
  merge(task: MergeTask): Promise<MergeTaskResult>
  /** @param open segments that this thread has open, see `runRetokenizeTask` */
  retokenize(task: RetokenizeTask, open: ReadonlyMap<string, SegmentReader>): Promise<MergeTaskResult>
  push(task: PushTask, onBytes: (bytes: number) => void): Promise<PushTaskResult>
  /** Ends running and waiting tasks; resolves when nothing runs any more. */
  close(): Promise<void>
}

/** Bytes of source, or of segments to merge, from which a task runs in a worker thread: about 0.2 s of work. */
export const largeTask = 1 << 20

/** A file of this many bytes that is read as a whole would keep a signal waiting too long. */
const longFile = 4 << 20

/** Whether a signal that arrives while a task runs is handled soon. */
export function stopsOften({ units }: BuildTask): boolean {
  return units.every(({ isLineWise, start, end }) => isLineWise || end - start < longFile)
}

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

/** What runners get from their caller. */
export interface Surroundings {
  readonly signal: AbortSignal | undefined
  /** Where segments are written. */
  readonly fs: FileSystem
  readonly loading: Loading
}

type OnBytes = (bytes: number) => void

/** Runs one task after the other, because each takes the memory of a batch. A failure or a signal ends waiting tasks. */
export class ThisThread implements TaskRunner {
  readonly #given: Surroundings
  readonly #threads: Omit<TaskRunner, 'expectBuilds'> | undefined
  #last = performance.now()
  #isClosed = false
  #queue: Promise<unknown> = Promise.resolve()

  /** @param threads run large tasks that can't pause */
  constructor(given: Surroundings, threads?: Omit<TaskRunner, 'expectBuilds'>) {
    this.#given = given
    this.#threads = threads
  }

  expectBuilds(): void {}

  build(task: BuildTask, onBytes: OnBytes): Promise<BuildTaskResult> {
    const threads = stopsOften(task) ? undefined : this.#threads
    return this.#inTurn(async () => threads?.build(task, onBytes) ?? this.#build(task, onBytes))
  }

  buildApart(task: BuildTask): Promise<BuildTaskResult> {
    return this.#inTurn(async () => this.#threads?.buildApart(task) ?? this.#build(task, () => undefined))
  }

  push(task: PushTask, onBytes: OnBytes): Promise<PushTaskResult> {
    const threads = this.#threadsFor(bytesOf(task))
    return this.#inTurn(
      async () => threads?.push(task, onBytes) ?? (await this.#tasks()).runPushTask(task, this.#hearing(onBytes)),
    )
  }

  merge(task: MergeTask): Promise<MergeTaskResult> {
    return this.#inTurn(async () => {
      await forgetBatch()
      return this.#threadsFor(task.bytes)?.merge(task) ?? (await this.#tasks()).runMergeTask(task, this.#given.fs)
    })
  }

  retokenize(task: RetokenizeTask, open: ReadonlyMap<string, SegmentReader>): Promise<MergeTaskResult> {
    const threads = this.#threadsFor(task.bytes)
    return this.#inTurn(async () => threads?.retokenize(task, open) ?? runRetokenizeTask(task, this.#given.fs, open))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([this.#queue, this.#threads?.close()])
  }

  #threadsFor(bytes: number): Omit<TaskRunner, 'expectBuilds'> | undefined {
    return bytes >= largeTask ? this.#threads : undefined
  }

  #tasks(): Promise<typeof Tasks> {
    return loadTasks(this.#given.loading)
  }

  async #build(task: BuildTask, onBytes: OnBytes): Promise<BuildTaskResult> {
    return (await this.#tasks()).runBuildTask(task, this.#hearing(onBytes), this.#given.fs)
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
    if (this.#given.signal?.aborted === true || this.#isClosed) throw interrupted()
  }

  /** What tasks call as they proceed: it pauses once they have worked long enough. */
  #hearing(onBytes: OnBytes): (bytes: number) => Promise<void> | undefined {
    return (bytes) => {
      if (bytes > 0) onBytes(bytes)
      const most = this.#given.loading.isUnderWay() ? patienceWhileLoading : patience
      return performance.now() - this.#last > most ? this.#pause() : undefined
    }
  }
}
