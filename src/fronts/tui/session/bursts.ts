/** A quick typist's keys, and those of a key held down, are closer together. */
const momentMs = 180

/** Two changes of the query within a moment begin a burst, a moment without one ends it. */
export class Bursts {
  #query = ''
  #isOn = false
  /** Until a moment has passed since the last change. */
  #moment: NodeJS.Timeout | undefined
  readonly #onEnd: () => void

  /** @param onEnd called when a burst is over */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  get isOn(): boolean {
    return this.#isOn
  }

  see(query: string): void {
    if (query === this.#query) return
    this.#query = query
    this.#isOn = this.#moment !== undefined
    clearTimeout(this.#moment)
    this.#moment = setTimeout(() => this.#passed(), momentMs).unref()
  }

  #passed(): void {
    const wasOn = this.#isOn
    this.#moment = undefined
    this.#isOn = false
    if (wasOn) this.#onEnd()
  }
}
