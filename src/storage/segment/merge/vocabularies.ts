/**
 * Joins several vocabularies into one, numbered by how often the remaining articles contain each token. Tokens are
 * compared as units in one table: memory holds each distinct token once, and a number for each token of each segment.
 */
import { countTokens } from '../articles/renumber.js'
import { inconsistentSection } from '../../store/damage.js'
import { rankByFrequency } from '../builder/vocabulary-builder.js'
import { createSpellingTable, numberSpelling } from '../builder/spelling-table.js'
import type { SpellingTable } from '../builder/spelling-table.js'
import { keyRoom, putKeyHead, readToken } from '../builder/token-table.js'
import type { SegmentReader } from '../reader.js'
import type { TokenUnits } from '../vocabulary/codec.js'
import { nextToken } from '../vocabulary/cursor.js'

/** New article IDs of one segment: `ids[old]`, −1 if deleted. */
export interface Input {
  readonly segment: SegmentReader
  readonly ids: Int32Array
}

export interface JointVocabulary {
  /** Number of tokens that occur. */
  readonly count: number
  /** The token with a new number; valid until the next call. */
  readonly tokenOf: (number: number) => TokenUnits
  /** By segment: the new number of each token, −1 if it no longer occurs. */
  readonly newNumber: readonly Int32Array[]
}

export function joinVocabularies(inputs: readonly Input[]): JointVocabulary {
  const tokens = createSpellingTable()
  const joint = inputs.map(({ segment }) => numberVocabulary(tokens, segment))
  const counts = new Int32Array(tokens.count)
  for (const [i, input] of inputs.entries()) addCounts(input, joint[i]!, counts)
  const { newNumber, order } = rankByFrequency(counts)
  for (const numbers of joint) for (let id = 0; id < numbers.length; id++) numbers[id] = newNumber[numbers[id]!]!
  const token: TokenUnits = { flags: 0, pool: tokens.pool, start: 0, normalizedEnd: 0, end: 0 }
  const tokenOf = (number: number): TokenUnits => {
    readToken(tokens, order[number]!, token)
    return token
  }
  return { count: order.length, tokenOf, newNumber: joint }
}

/** The joint number of each token of a segment. */
function numberVocabulary(tokens: SpellingTable, segment: SegmentReader): Int32Array {
  const numbers = new Int32Array(segment.table.vocabulary)
  const cursor = segment.vocabularyCursor()
  for (let id = 0; id < numbers.length; id++) {
    nextToken(cursor)
    numbers[id] = numberStored(tokens, cursor)
  }
  return numbers
}

function addCounts({ segment, ids }: Input, numbers: Int32Array, counts: Int32Array): void {
  const own = new Int32Array(numbers.length)
  for (let id = 0; id < ids.length; id++) {
    const isWhole = ids[id]! < 0 || countTokens(segment.encodedText(id), own)
    if (!isWhole) throw inconsistentSection(segment.name, 'texts', id)
  }
  for (let id = 0; id < own.length; id++) counts[numbers[id]!]! += own[id]!
}

function numberStored(tokens: SpellingTable, { flags, pool, start, normalizedEnd, end }: TokenUnits): number {
  const key = keyRoom(end - start)
  let length = putKeyHead(key, flags, normalizedEnd - start)
  for (let at = start; at < end; at++) key[length++] = pool[at]!
  return numberSpelling(tokens, key, 0, length)
}
