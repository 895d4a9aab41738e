/** Counts by pair of units: an open-addressing table over typed arrays, a third of what a Map takes. */
export interface Counts {
  add(pair: number, change: number): void
  /** Every pair that was added, in no order, also those whose count came back to 0. */
  forEach(each: (pair: number, count: number) => void): void
}

export function createCounts(): Counts {
  /** Pair + 1; 0 is free. */
  let keys = new Float64Array(1024)
  let counts = new Int32Array(1024)
  let used = 0
  const place = (key: number): number => {
    const mask = keys.length - 1
    let at = (Math.imul((key % 4294967296) | 0, 0x9e3779b1) >>> 7) & mask
    while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & mask
    return at
  }
  const grow = (): void => {
    const [oldKeys, oldCounts] = [keys, counts]
    keys = new Float64Array(oldKeys.length * 2)
    counts = new Int32Array(keys.length)
    for (const [i, key] of oldKeys.entries()) {
      if (key === 0) continue
      const at = place(key)
      keys[at] = key
      counts[at] = oldCounts[i]!
    }
  }
  return {
    add: (pair, change) => {
      const at = place(pair + 1)
      if (keys[at] === 0) {
        keys[at] = pair + 1
        used++
      }
      counts[at]! += change
      if (used * 3 > keys.length * 2) grow()
    },
    forEach: (each) => {
      for (const [i, key] of keys.entries()) if (key !== 0) each(key - 1, counts[i]!)
    },
  }
}
