/** Worker threads that build. They start before there are tasks, and get some tasks in advance. */
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import type { WorkerRequest } from '../tasks/worker.js'
import { interrupted } from '../../storage/commit/write-errors.js'
import type { Loading } from './compile-less.js'
import { bytesOf } from '../scan/batches.js'
import { unitOf, type BuildThread } from './share-builds.js'
import { stopOf } from '../tasks/in-parts.js'
import { Thread } from './worker-pool.js'

export interface RequestedBuild {
  readonly task: BuildTask
  /** Called with the size of the task when it is done. */
  readonly onBytes: (bytes: number) => void
}

interface RunningThread extends BuildThread<RequestedBuild, BuildTaskResult> {
  end(): Promise<unknown>
}

export class BuildThreads {
  readonly running: RunningThread[] = []
  readonly #file: string
  readonly #signal: AbortSignal | undefined
  readonly #loading: Loading
  readonly #onAbort = (): void => void this.close()
  #ended: Promise<unknown> = Promise.resolve()

  constructor(file: string, signal: AbortSignal | undefined, loading: Loading) {
    this.#file = file
    this.#signal = signal
    this.#loading = loading
  }

  /** Starts threads until `count` are running. @throws XunzhangError INTERRUPTED */
  start(count: number): void {
    if (this.#signal?.aborted === true) throw interrupted()
    if (count > 0) this.#signal?.addEventListener('abort', this.#onAbort)
    while (this.running.length < count) this.running.push(this.#startThread())
  }

  /** Ends running and waiting tasks; resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#ended = Promise.all([this.#ended, ...this.running.splice(0).map((thread) => thread.end())])
    await this.#ended
  }

  #startThread(): RunningThread {
    let isReplaced = false
    const thread = new Thread<WorkerRequest>(
      { file: this.#file, part: 'worker', loading: this.#loading },
      (isLoaded) => {
        const at = this.running.indexOf(running)
        // A thread that can't even load isn't replaced, because this would go on for ever.
        isReplaced = isLoaded && at >= 0
        if (isReplaced) this.running[at] = this.#startThread()
      },
    )
    const running: RunningThread = {
      build: async ({ task, onBytes }, ticket) => {
        const request: WorkerRequest = { name: 'build', task, ticket }
        const result = await thread.run<BuildTaskResult | undefined>(request).catch((error: unknown) => {
          // It died from what it read.
          if (!isReplaced) throw error
          const unit = unitOf(ticket, thread.id)
          const { reason } = stopOf(error, 0) ?? { reason: 'thread' as const }
          return unit === undefined ? undefined : { units: [], stopped: { unit, reason } }
        })
        if (result !== undefined && result.stopped === undefined) onBytes(bytesOf(task))
        return result
      },
      end: () => thread.end(),
    }
    return running
  }
}
