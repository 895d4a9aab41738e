/**
 * How long an answer may take. Answers are computed without a pause, so nothing from outside can end one: what reads an
 * index looks at the clock at each read instead, and gives up by an error. One for each open index, which starts and ends
 * it; without a limit a look costs a comparison.
 */
import { XunzhangError } from '../errors.js'

export class Deadline {
  readonly #limit: number
  readonly #now: () => number
  /** When the answer under way must be there; infinite between answers. */
  #end = Infinity

  /**
   * @param limit milliseconds for each answer; infinite for none
   * @param now milliseconds since some moment
   */
  constructor(limit: number, now: () => number) {
    this.#limit = limit
    this.#now = now
  }

  /** @throws XunzhangError TIME_EXCEEDED if the answer under way has taken too long; then there is none under way */
  readonly check = (): void => {
    if (this.#end === Infinity || this.#now() <= this.#end) return
    this.#end = Infinity
    throw new XunzhangError('TIME_EXCEEDED', { seconds: this.#limit / 1000 })
  }

  /** Computes one answer. */
  within<T>(answer: () => T, limit = this.#limit): T {
    if (limit === Infinity) return answer()
    this.#end = this.#now() + limit
    try {
      return answer()
    } finally {
      this.#end = Infinity
    }
  }

  /** Computes an answer in parts: what the taker does between them costs it nothing. */
  *withinParts<T>(parts: Iterable<T>): Generator<T, void, undefined> {
    const iterator = parts[Symbol.iterator]()
    let left = this.#limit
    try {
      for (;;) {
        const began = this.#now()
        const part = this.within(() => iterator.next(), left)
        left -= this.#now() - began
        if (part.done === true) return
        yield part.value
      }
    } finally {
      iterator.return?.()
    }
  }
}
