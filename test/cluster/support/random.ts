/** Numbers that a seed decides (mulberry32): the same seed gives the same ones for ever. */
export interface Random {
  /** From 0 up to 1. */
  readonly next: () => number
  /** An integer from 0 up to `limit`. */
  readonly below: (limit: number) => number
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return { next, below: (limit) => Math.floor(next() * limit) }
}
