/** The texts of a collection as token numbers, kept from the one pass over them, so that no text is decoded twice. */
export class KeptTexts {
  readonly #parts: number
  #tokens: Int32Array
  #length = 0
  /** By article and part. */
  readonly #starts: Int32Array
  readonly #lengths: Int32Array

  /** @param parts of each article; @param tokens about how many there will be in all */
  constructor(articles: number, parts: number, tokens: number) {
    this.#parts = parts
    this.#tokens = new Int32Array(Math.max(1024, tokens))
    this.#starts = new Int32Array(articles * parts)
    this.#lengths = new Int32Array(articles * parts)
  }

  add(article: number, part: number, tokens: ArrayLike<number>, count: number): void {
    const end = this.#length + count
    if (end > this.#tokens.length) this.#grow(end)
    const kept = this.#tokens
    for (let i = 0, at = this.#length; i < count; i++) kept[at++] = tokens[i]!
    this.#starts[article * this.#parts + part] = this.#length
    this.#lengths[article * this.#parts + part] = count
    this.#length = end
  }

  /** Returns what was added, as a view that the caller may overwrite. */
  take(article: number, part: number): Int32Array {
    const start = this.#starts[article * this.#parts + part]!
    return this.#tokens.subarray(start, start + this.#lengths[article * this.#parts + part]!)
  }

  #grow(needed: number): void {
    const grown = new Int32Array(needed + (needed >>> 2))
    grown.set(this.#tokens)
    this.#tokens = grown
  }
}
