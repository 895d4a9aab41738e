/**
 * Threads that compute the answers that take long, so that other requests of a service need not wait for them. Each
 * thread opens the index itself and answers from its newest commit.
 */
import { availableParallelism } from 'node:os'
import { isXunzhangError } from '../../base/errors.js'
import { findThreadFile } from '../../indexing/threads/runner.js'
import { reviveFailure, type Failure } from '../../indexing/threads/failure.js'
import { WorkerPool } from '../../indexing/threads/worker-pool.js'
import type { KwicLine } from '../types.js'

export interface AnswerRequest {
  readonly dirs: readonly string[]
  /** Milliseconds. */
  readonly timeout: number
  /** A method of `Index` and its arguments, two at most. */
  readonly name: 'search' | 'mark' | 'duplicates' | 'kwic' | 'countOccurrences' | 'timeline' | 'collocates' | 'terms'
  readonly given: readonly unknown[]
}

/** Milliseconds after which an idle thread ends, to free the memory of its index. */
const idleMs = 30_000

export class AnswerThreads {
  readonly #timeout: number
  readonly #pool: WorkerPool<AnswerRequest>

  /** @param timeout milliseconds for each answer @returns undefined if the program has no script for threads */
  static start(timeout: number): AnswerThreads | undefined {
    const file = findThreadFile()
    return file === undefined ? undefined : new AnswerThreads(file, timeout)
  }

  private constructor(file: string, timeout: number) {
    this.#timeout = timeout
    // One core is left to the main thread.
    const jobs = Math.max(1, availableParallelism() - 1)
    this.#pool = new WorkerPool({ file, part: 'answerer', jobs, idleMs })
  }

  /**
   * Answers a request that the main thread gave up.
   * @param error why it gave up; thrown again unless it was for its time
   */
  async takeOver<T>(error: unknown, request: Omit<AnswerRequest, 'timeout'>): Promise<T> {
    if (!isXunzhangError(error) || error.reason !== 'TIME_EXCEEDED') throw error
    return this.#pool.run<T>({ ...request, timeout: this.#timeout })
  }

  /** Goes on with lines of which `count` are known. */
  async *takeOverLines(
    error: unknown,
    request: Omit<AnswerRequest, 'timeout'>,
    count: number,
  ): AsyncGenerator<KwicLine> {
    const { lines, failure } = await this.takeOver<{ lines: readonly KwicLine[]; failure?: Failure }>(error, request)
    yield* lines.slice(count)
    if (failure !== undefined) throw reviveFailure(failure)
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
