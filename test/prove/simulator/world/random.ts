/** Random numbers that a seed decides: the same seed gives the same run on every machine (sfc32). */

export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, limit). */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** A generator of its own, so that what it is used for moves nothing else. */
  fork(): Random
}

export function createRandom(seed: number): Random {
  let [a, b, c, d] = [seed >>> 0, (seed / 2 ** 32) >>> 0, 0x9e3779b9, 1]
  const word = (): number => {
    const sum = (a + b + d) >>> 0
    d = (d + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = ((c << 21) | (c >>> 11)) >>> 0
    c = (c + sum) >>> 0
    return sum
  }
  for (let warming = 0; warming < 12; warming++) word()
  const next = (): number => word() / 2 ** 32
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    fork: () => createRandom(word()),
  }
}
