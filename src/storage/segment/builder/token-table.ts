/**
 * Distinct tokens as units in one table. A token has flags and its normalised spelling. A changed token has the length
 * of its normalised spelling in two units before it, and its original spelling after it. No token needs a string or an
 * object.
 */
import { scratchArray } from '../../../base/growing.js'
import { changedBit, type TokenUnits } from '../vocabulary/codec.js'
import { spellingStart, type SpellingTable } from './spelling-table.js'

/** Units before the spellings of a changed token; 1 before those of others. */
const changedHead = 3

const keyOf = scratchArray(new Uint16Array(1024))

/** A buffer for the key of a token whose spellings have this many units together; reused for every token. */
export const keyRoom = (units: number): Uint16Array => keyOf(units + changedHead)

/** Writes the units before the spellings; returns the start of the spellings. */
export function putKeyHead(key: Uint16Array, flags: number, normalizedLength: number): number {
  key[0] = flags
  if ((flags & changedBit) === 0) return 1
  key[1] = normalizedLength
  key[2] = normalizedLength >>> 16
  return changedHead
}

/** Sets the positions of the spellings of token `number`. */
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
