/** Threads that work on one request at a time each. They start when requests wait, and stay for later ones. */
import { Worker } from 'node:worker_threads'
import { interrupted } from '../../storage/commit/write-errors.js'
import { threadMemory } from '../tasks/in-parts.js'
import type { ThreadPart } from './build-threads.js'
import type { Loading } from './compile-less.js'
import { reviveFailure, type Outcome } from './failure.js'

/** What a thread of a pool sends: first that it has loaded, then an outcome for each request. */
export type WorkerAnswer<Result> = 'loaded' | Outcome<Result>

interface Waiting {
  readonly request: unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

interface PoolOptions {
  readonly file: string
  readonly part: ThreadPart
  /** Most threads at once. */
  readonly jobs: number
  readonly signal?: AbortSignal | undefined
  readonly loading?: Loading
  /** Milliseconds without a request after which a thread ends. Default: none ends. */
  readonly idleMs?: number
}

export class WorkerPool<Request> {
  readonly #options: PoolOptions
  readonly #waiting: Waiting[] = []
  readonly #idle: Worker[] = []
  readonly #busy = new Map<Worker, Waiting>()
  readonly #onAbort = (): void => void this.close()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: PoolOptions) {
    this.#options = options
    options.signal?.addEventListener('abort', this.#onAbort)
  }

  async run<T>(request: Request): Promise<T> {
    if (this.#isClosed) throw interrupted()
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject })
      this.#startNext()
    }) as Promise<T>
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    for (const { reject } of this.#waiting.splice(0)) reject(interrupted())
    await Promise.all([...this.#busy.keys(), ...this.#idle.splice(0)].map((worker) => worker.terminate()))
  }

  #startNext(): void {
    while (this.#waiting.length > 0 && (this.#idle.length > 0 || this.#busy.size < this.#options.jobs)) {
      const [worker, task] = [this.#idle.pop() ?? this.#startWorker(), this.#waiting.shift()!]
      this.#busy.set(worker, task)
      worker.postMessage(task.request)
    }
  }

  #startWorker(): Worker {
    const { file, part, loading } = this.#options
    const hasLoaded = loading?.begin() ?? (() => undefined)
    const worker = new Worker(file, { workerData: part, resourceLimits: { maxOldGenerationSizeMb: threadMemory } })
    const die = (error: unknown): void => {
      hasLoaded()
      const at = this.#idle.indexOf(worker)
      if (at >= 0) this.#idle.splice(at, 1)
      this.#busy.get(worker)?.reject(this.#isClosed ? interrupted() : error)
      this.#busy.delete(worker)
      if (!this.#isClosed) this.#startNext()
    }
    worker.on('message', (answer: WorkerAnswer<unknown>) => {
      if (answer === 'loaded') hasLoaded()
      else this.#settle(worker, answer)
    })
    worker.on('error', die)
    worker.on('exit', () => die(interrupted()))
    return worker
  }

  #settle(worker: Worker, answer: Outcome<unknown>): void {
    const { resolve, reject } = this.#busy.get(worker)!
    this.#busy.delete(worker)
    this.#idle.push(worker)
    if ('failure' in answer) reject(reviveFailure(answer.failure))
    else resolve(answer.value)
    this.#startNext()
    this.#endLater()
  }

  #endLater(): void {
    clearTimeout(this.#timer)
    if (this.#options.idleMs === undefined) return
    this.#timer = setTimeout(() => {
      for (const worker of this.#idle.splice(0)) void worker.terminate()
    }, this.#options.idleMs).unref()
  }
}
