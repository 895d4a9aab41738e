/**
 * Distinct tokens as units in one table: flags, for a changed token the length of its normalised spelling in two units,
 * its normalised spelling, and the original one of a changed token. No string and no object for each.
 */
import { changedBit } from '../vocabulary/codec.js'
import type { TokenUnits } from '../vocabulary/codec.js'
import { spellingStart } from './spelling-table.js'
import type { SpellingTable } from './spelling-table.js'

/** Units before the spellings of a changed token; 1 before those of others. */
const changedHead = 3

let key = new Uint16Array(1024)

/** Room for the key of a token whose spellings have so many units together; the same for every token. */
export function keyRoom(units: number): Uint16Array {
  if (units + changedHead > key.length) key = new Uint16Array((units + changedHead) * 2)
  return key
}

/** Writes what stands before the spellings; returns where they begin. */
export function putKeyHead(key: Uint16Array, flags: number, normalizedLength: number): number {
  key[0] = flags
  if ((flags & changedBit) === 0) return 1
  key[1] = normalizedLength
  key[2] = normalizedLength >>> 16
  return changedHead
}

/** Tells of token `number` where its spellings stand. */
export function readToken(table: SpellingTable, number: number, token: TokenUnits): void {
  const { pool, ends } = table
  const head = spellingStart(table, number)
  const isChanged = (pool[head]! & changedBit) !== 0
  token.pool = pool
  token.flags = pool[head]!
  token.start = head + (isChanged ? changedHead : 1)
  token.end = ends[number]!
  token.normalizedEnd = isChanged ? token.start + pool[head + 1]! + pool[head + 2]! * 65536 : token.end
}
