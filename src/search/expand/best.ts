/**
 * The best of many entries, each a key and two numbers. Equal keys are ordered by the numbers, so that the order of
 * arrival doesn't matter.
 */
export interface Best {
  /** Returns the numbers of the kept entries, best first, and empties the heap. */
  drain(): { readonly first: number; readonly second: number }[]
  offer(key: number, first: number, second: number): void
  /** False if no entry with such a key or a smaller one would be kept. */
  takes(key: number): boolean
}

/** Keeps `most` entries: a heap whose root is the worst, so that rejecting an entry costs one comparison. */
export function createBest(most: number): Best {
  const keys = new Float64Array(most)
  const firsts = new Int32Array(most)
  const seconds = new Int32Array(most)
  let count = 0
  const isWorse = (key: number, first: number, second: number, other: number): boolean => {
    if (key !== keys[other]!) return key < keys[other]!
    return first === firsts[other]! ? second > seconds[other]! : first > firsts[other]!
  }
  const put = (at: number, key: number, first: number, second: number): void => {
    keys[at] = key
    firsts[at] = first
    seconds[at] = second
  }
  const move = (from: number, to: number): void => put(to, keys[from]!, firsts[from]!, seconds[from]!)
  const add = (key: number, first: number, second: number): void => {
    let at = count++
    for (; at > 0; at = (at - 1) >> 1) {
      const parent = (at - 1) >> 1
      if (!isWorse(key, first, second, parent)) break
      move(parent, at)
    }
    put(at, key, first, second)
  }
  const replaceWorst = (key: number, first: number, second: number): void => {
    let at = 0
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && isWorse(keys[child + 1]!, firsts[child + 1]!, seconds[child + 1]!, child)) child++
      if (isWorse(key, first, second, child)) break
      move(child, at)
      at = child
    }
    put(at, key, first, second)
  }
  return {
    offer: (key, first, second) => {
      if (count < most) add(key, first, second)
      else if (!isWorse(key, first, second, 0)) replaceWorst(key, first, second)
    },
    takes: (key) => count < most || key >= keys[0]!,
    drain: () => {
      const order = Array.from({ length: count }, (_, i) => i)
      order.sort((a, b) => (isWorse(keys[a]!, firsts[a]!, seconds[a]!, b) ? 1 : -1))
      count = 0
      return order.map((i) => ({ first: firsts[i]!, second: seconds[i]! }))
    },
  }
}
