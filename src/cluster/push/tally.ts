/** Counts distinct points in 8 bytes each, because a push may have more points than a set of strings can hold. */
export interface PointTally {
  /** @param point a UUID made from a hash */
  add(point: string): void
  distinct(): number
}

export function createPointTally(): PointTally {
  let names = new BigUint64Array(1024)
  let used = 0
  return {
    add: (point) => {
      if (used === names.length) {
        const larger = new BigUint64Array(used * 2)
        larger.set(names)
        names = larger
      }
      names[used++] = hashBits(point)
    },
    distinct: () => {
      const sorted = names.subarray(0, used).sort()
      let count = 0
      for (let i = 0; i < used; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) count++
      return count
    },
  }
}

/**
 * 64 bits of the hash, without the digits that are the same in every UUID. Among a hundred million points, two agree
 * once in 3,700 pushes.
 */
const hashBits = (point: string): bigint => BigInt(`0x${point.slice(0, 8)}${point.slice(28)}`)
