/** Worker threads, and a pool of them that work on one request at a time each. */
import { Worker } from 'node:worker_threads'
import { interrupted } from '../../storage/commit/write-errors.js'
import { threadMemory } from '../tasks/in-parts.js'
import type { Loading } from './compile-less.js'
import { reviveFailure, type WorkerAnswer } from './failure.js'

/** What a thread does: any task of indexing, or answers. */
export type ThreadPart = 'worker' | 'answerer'

interface ThreadOptions {
  readonly file: string
  readonly part: ThreadPart
  readonly signal?: AbortSignal | undefined
  readonly loading?: Loading
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** A worker that answers requests in their order. */
export class Thread<Request> {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []
  /** Read while it runs. */
  readonly id: number
  /** Why it ended. */
  #reason: unknown

  /** @param onDeath called when it has ended, before its requests are rejected */
  constructor({ file, part, loading }: ThreadOptions, onDeath: (isLoaded: boolean) => void) {
    const hasLoaded = loading?.begin() ?? (() => undefined)
    let isLoaded = false
    this.#worker = new Worker(file, { workerData: part, resourceLimits: { maxOldGenerationSizeMb: threadMemory } })
    this.id = this.#worker.threadId
    const die = (error: unknown): void => {
      if (this.#reason !== undefined) return
      this.#reason = error
      hasLoaded()
      onDeath(isLoaded)
      for (const { reject } of this.#waiting.splice(0)) reject(error)
    }
    this.#worker.on('message', (answer: WorkerAnswer<unknown>) => {
      if (answer !== 'loaded') return this.#settle(answer)
      isLoaded = true
      hasLoaded()
    })
    this.#worker.on('error', die)
    this.#worker.on('exit', () => die(interrupted()))
  }

  get hasEnded(): boolean {
    return this.#reason !== undefined
  }

  async run<T>(request: Request): Promise<T> {
    if (this.#reason !== undefined) throw this.#reason as Error
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(request)
    }) as Promise<T>
  }

  end(): Promise<unknown> {
    return this.#worker.terminate()
  }

  #settle(answer: Exclude<WorkerAnswer<unknown>, 'loaded'>): void {
    const { resolve, reject } = this.#waiting.shift()!
    if ('failure' in answer) reject(reviveFailure(answer.failure))
    else resolve(answer.value)
  }
}

interface PoolOptions extends ThreadOptions {
  /** Most threads at once. */
  readonly jobs: number
  /** Milliseconds without a request after which a thread ends. Default: none ends. */
  readonly idleMs?: number
}

/** The threads start when requests wait, and stay for later ones. */
export class WorkerPool<Request> {
  readonly #options: PoolOptions
  readonly #threads = new Set<Thread<Request>>()
  readonly #idle: Thread<Request>[] = []
  /** Requests that wait for a thread. */
  readonly #waiting: (() => void)[] = []
  readonly #onAbort = (): void => void this.close()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: PoolOptions) {
    this.#options = options
    options.signal?.addEventListener('abort', this.#onAbort)
  }

  async run<T>(request: Request): Promise<T> {
    while (!this.#isClosed && this.#idle.length === 0 && this.#threads.size >= this.#options.jobs)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    if (this.#isClosed) throw interrupted()
    const thread = this.#idle.pop() ?? this.#startThread()
    try {
      return await thread.run<T>(request)
    } catch (error) {
      throw this.#isClosed ? interrupted() : error
    } finally {
      if (!thread.hasEnded) this.#idle.push(thread)
      this.#waiting.shift()?.()
      this.#endLater()
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    for (const wake of this.#waiting.splice(0)) wake()
    await Promise.all([...this.#threads].map((thread) => thread.end()))
  }

  #startThread(): Thread<Request> {
    const thread: Thread<Request> = new Thread(this.#options, () => {
      this.#threads.delete(thread)
      const at = this.#idle.indexOf(thread)
      if (at >= 0) this.#idle.splice(at, 1)
    })
    this.#threads.add(thread)
    return thread
  }

  #endLater(): void {
    clearTimeout(this.#timer)
    if (this.#options.idleMs === undefined || this.#isClosed) return
    this.#timer = setTimeout(() => {
      for (const thread of this.#idle.splice(0)) {
        this.#threads.delete(thread)
        void thread.end()
      }
    }, this.#options.idleMs).unref()
  }
}
