/**
 * Limits the time for an answer. An answer is computed without yielding, so nothing outside can interrupt it. Instead,
 * each read of the index checks the clock, and throws an error once the time is over. Every open index has one
 * deadline, which it starts and ends for each answer. Without a limit, a check costs one comparison.
 */
import { isXunzhangError, XunzhangError } from '../../base/errors.js'

export class Deadline {
  readonly #limit: number
  readonly #now: () => number
  /** When the current answer must be complete; infinite between answers. */
  #end = Infinity

  /**
   * @param limit milliseconds for each answer; infinite for none
   * @param now milliseconds since some moment
   */
  constructor(limit: number, now: () => number) {
    this.#limit = limit
    this.#now = now
  }

  /** @throws XunzhangError TIME_EXCEEDED if the current answer has taken too long; the deadline then ends */
  readonly check = (): void => {
    if (this.#end === Infinity || this.#now() <= this.#end) return
    this.#end = Infinity
    throw new XunzhangError('TIME_EXCEEDED', { seconds: this.#limit / 1000 })
  }

  within<T>(answer: () => T, limit = this.#limit): T {
    if (limit === Infinity) return answer()
    this.#end = this.#now() + limit
    try {
      return answer()
    } finally {
      this.#end = Infinity
    }
  }

  /** Does a part of an answer for at most `limit` milliseconds. @returns undefined if that was not enough */
  attempt<T>(work: () => T, limit: number): { readonly value: T } | undefined {
    const end = this.#end
    const soon = this.#now() + limit
    if (soon >= end) return { value: work() }
    this.#end = soon
    try {
      return { value: work() }
    } catch (error) {
      if (isXunzhangError(error) && error.reason === 'TIME_EXCEEDED') return undefined
      throw error
    } finally {
      this.#end = end
    }
  }

  /** Computes an answer in parts. Time that the consumer spends between parts does not count. */
  *withinParts<T, R>(parts: Iterable<T, R>): Generator<T, R, undefined> {
    const iterator = parts[Symbol.iterator]()
    let left = this.#limit
    try {
      for (;;) {
        const began = this.#now()
        const part = this.within(() => iterator.next(), left)
        left -= this.#now() - began
        if (part.done === true) return part.value
        yield part.value
      }
    } finally {
      iterator.return?.()
    }
  }
}
