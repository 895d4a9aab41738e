/**
 * Numbers for spellings that come as stretches of UTF-16 units: an open-addressing hash table that compares units in
 * place, so that looking up a known spelling allocates nothing. Numbers count from 0 in order of first meeting.
 */
import { grown } from './growing.js'

export interface SpellingTable {
  readonly count: number
  /** The number of units[start, end), new or known. */
  number(units: Uint16Array, start: number, end: number): number
  spelling(number: number): string
}

export function createSpellingTable(): SpellingTable {
  let mask = (1 << 11) - 1
  let slots = new Int32Array(mask + 1)
  let hashes = new Int32Array(1 << 10)
  let ends = new Int32Array(1 << 10)
  let pool = new Uint16Array(1 << 13)
  let count = 0

  const rehash = (): void => {
    mask = mask * 2 + 1
    slots = new Int32Array(mask + 1)
    for (let number = 0; number < count; number++) {
      let at = hashes[number]! & mask
      while (slots[at] !== 0) at = (at + 1) & mask
      slots[at] = number + 1
    }
    hashes = grown(hashes, new Int32Array(hashes.length * 2))
    ends = grown(ends, new Int32Array(ends.length * 2))
  }

  const isSpelled = (number: number, units: Uint16Array, start: number, length: number): boolean => {
    const from = number === 0 ? 0 : ends[number - 1]!
    if (ends[number]! - from !== length) return false
    for (let i = 0; i < length; i++) if (pool[from + i] !== units[start + i]) return false
    return true
  }

  const add = (units: Uint16Array, start: number, end: number, hash: number): number => {
    const from = count === 0 ? 0 : ends[count - 1]!
    if (from + end - start > pool.length) pool = grown(pool, new Uint16Array(Math.max(pool.length * 2, from + end - start)))
    for (let i = start; i < end; i++) pool[from + i - start] = units[i]!
    hashes[count] = hash
    ends[count] = from + end - start
    return count++
  }

  const number = (units: Uint16Array, start: number, end: number): number => {
    if (count * 2 > mask) rehash()
    let hash = end - start
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193)
    hash ^= hash >>> 15
    let at = hash & mask
    for (let slot = slots[at]!; slot !== 0; slot = slots[at]!) {
      if (hashes[slot - 1] === hash && isSpelled(slot - 1, units, start, end - start)) return slot - 1
      at = (at + 1) & mask
    }
    const fresh = add(units, start, end, hash)
    slots[at] = fresh + 1
    return fresh
  }

  return {
    get count() {
      return count
    },
    number,
    spelling: (number) => {
      const from = number === 0 ? 0 : ends[number - 1]!
      let text = ''
      for (let at = from; at < ends[number]!; at += 4096) {
        text += String.fromCharCode(...pool.subarray(at, Math.min(at + 4096, ends[number]!)))
      }
      return text
    },
  }
}
