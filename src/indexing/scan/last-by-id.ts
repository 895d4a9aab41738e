/** Finds the last place with an ID: a hash table of flat arrays, 16 bytes for each place, for millions of them. */
import { hashId } from '../../storage/segment/id-table.js'

export interface LastById {
  /** Records a place. @returns the last place recorded before with the same ID, or −1 */
  replaceLast(place: number, id: string): number
}

/** @param idOf the ID of a place from 0 to `count` − 1; called only if hashes agree */
export function createLastById(count: number, idOf: (place: number) => string): LastById {
  const mask = 2 ** Math.ceil(Math.log2(count + 1)) - 1
  /**
   * `heads` stores for each hash the newest slot + 1. For each slot, `before` stores the previous slot of the chain +
   * 1, `hashes` its hash, and `last` the place recorded last.
   */
  const heads = new Int32Array(mask + 1)
  const before = new Int32Array(count)
  const hashes = new Int32Array(count)
  const last = new Int32Array(count)
  let used = 0
  return {
    replaceLast: (place, id) => {
      const hash = hashId(id)
      for (let slot = heads[hash & mask]! - 1; slot >= 0; slot = before[slot]! - 1) {
        if (hashes[slot] !== hash || idOf(last[slot]!) !== id) continue
        const met = last[slot]!
        last[slot] = place
        return met
      }
      hashes[used] = hash
      last[used] = place
      before[used] = heads[hash & mask]!
      heads[hash & mask] = ++used
      return -1
    },
  }
}
