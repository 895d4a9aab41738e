/**
 * Numbers by the hash of their keys, in chains over flat arrays, for millions of them: 8 bytes a number, and 4 to 8 for
 * the heads. Keys are stored elsewhere; the caller compares those whose hashes agree.
 */
export class HashChains {
  /** By the lowest bits of a hash: the number that was added last, + 1. */
  readonly #heads: Int32Array
  /** By number: the one before it in its chain, + 1. */
  readonly #before: Int32Array
  readonly #hashes: Int32Array

  /** @param count all numbers are below this */
  constructor(count: number) {
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(count + 1)))
    this.#before = new Int32Array(count)
    this.#hashes = new Int32Array(count)
  }

  add(number: number, hash: number): void {
    const place = hash & (this.#heads.length - 1)
    this.#hashes[number] = hash
    this.#before[number] = this.#heads[place]!
    this.#heads[place] = number + 1
  }

  /** The number that was added last with this hash; −1 if there is none. */
  first(hash: number): number {
    return this.#seek(this.#heads[hash & (this.#heads.length - 1)]!, hash | 0)
  }

  /** The number that was added before this one with the same hash; −1 if there is none. Works for a removed one, too. */
  next(number: number): number {
    return this.#seek(this.#before[number]!, this.#hashes[number]!)
  }

  remove(number: number): void {
    const place = this.#hashes[number]! & (this.#heads.length - 1)
    let last = this.#heads[place]! - 1
    if (last === number) this.#heads[place] = this.#before[number]!
    while (last !== number) {
      const before = this.#before[last]! - 1
      if (before === number) this.#before[last] = this.#before[number]!
      last = before
    }
  }

  #seek(from: number, hash: number): number {
    let number = from - 1
    while (number >= 0 && this.#hashes[number] !== hash) number = this.#before[number]! - 1
    return number
  }
}

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5 | 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Its halves are mixed, because consecutive IDs differ only in their last characters. */
export function hashId(id: string): number {
  const hash = hashText(id)
  return hash ^ (hash >>> 15)
}
