/** Counts by pair of units: an open-addressing hash table of typed arrays, with a third of the memory of a Map. */
export interface Counts {
  add(pair: number, change: number): void
  /** Visits every added pair in no particular order, including pairs whose count is 0 again. */
  forEach(each: (pair: number, count: number) => void): void
}

export function createCounts(): Counts {
  /** Pair + 1; 0 marks a free slot. */
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
