/**
 * Numbers for spellings given as ranges of UTF-16 units: an open-addressing hash table that compares units in place, so
 * that looking up a known spelling allocates nothing. Numbers count from 0 in order of first occurrence.
 */
import { withCapacity } from '../../../base/growing.js'

export class SpellingTable {
  count = 0
  /** Number + 1 by slot; 0 is free. */
  places: Int32Array = new Int32Array(1 << 11)
  /** By number. */
  hashes: Int32Array = new Int32Array(1 << 10)
  ends: Int32Array = new Int32Array(1 << 10)
  pool: Uint16Array = new Uint16Array(1 << 13)
}

/** Forgets all spellings, keeps the memory. */
export function clearSpellings(table: SpellingTable): void {
  table.count = 0
  table.places.fill(0)
}

/** The number of units[start, end), new or known. */
export function numberSpelling(table: SpellingTable, units: Uint16Array, start: number, end: number): number {
  if (table.count * 2 >= table.places.length) rehash(table)
  const { places, hashes } = table
  const mask = places.length - 1
  let hash = end - start
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i]!, 0x01000193)
  hash ^= hash >>> 15
  let at = hash & mask
  for (let number = places[at]!; number !== 0; number = places[at]!) {
    if (hashes[number - 1] === hash && isSpelled(table, number - 1, units, start, end)) return number - 1
    at = (at + 1) & mask
  }
  places[at] = table.count + 1
  return add(table, units, start, end, hash)
}

/** The start of spelling `number` in the pool; its end is in `ends`. */
export function spellingStart({ ends }: SpellingTable, number: number): number {
  return number === 0 ? 0 : ends[number - 1]!
}

function isSpelled(
  { pool, ends }: SpellingTable,
  number: number,
  units: Uint16Array,
  start: number,
  end: number,
): boolean {
  const from = number === 0 ? 0 : ends[number - 1]!
  if (ends[number]! - from !== end - start) return false
  for (let i = start; i < end; i++) if (pool[from + i - start] !== units[i]) return false
  return true
}

function add(table: SpellingTable, units: Uint16Array, start: number, end: number, hash: number): number {
  const { count } = table
  const from = count === 0 ? 0 : table.ends[count - 1]!
  const room = from + end - start
  if (room > table.pool.length) table.pool = withCapacity(table.pool, new Uint16Array(room * 2))
  for (let i = start; i < end; i++) table.pool[from + i - start] = units[i]!
  table.hashes[count] = hash
  table.ends[count] = room
  table.count = count + 1
  return count
}

function rehash(table: SpellingTable): void {
  const places = new Int32Array(table.places.length * 2)
  const mask = places.length - 1
  for (let number = 0; number < table.count; number++) {
    let at = table.hashes[number]! & mask
    while (places[at] !== 0) at = (at + 1) & mask
    places[at] = number + 1
  }
  table.places = places
  table.hashes = withCapacity(table.hashes, new Int32Array(places.length))
  table.ends = withCapacity(table.ends, new Int32Array(places.length))
}
