/**
 * One vocabulary for several, numbered by how often the articles that are left hold each token. Tokens are told apart
 * as units in one table: in memory stand each distinct token once, and a number for each token of each segment.
 */
import { textOf } from '../../text/units.js'
import { countTokens } from '../articles/renumber.js'
import { rankByFrequency } from '../builder/vocabulary-builder.js'
import { createSpellingTable, numberSpelling } from '../builder/spelling-table.js'
import type { SpellingTable } from '../builder/spelling-table.js'
import type { SegmentReader } from '../reader.js'
import { changedBit, kindBits } from '../vocabulary/codec.js'
import type { VocabularyEntry } from '../vocabulary/codec.js'
import { nextToken } from '../vocabulary/cursor.js'
import type { VocabularyCursor } from '../vocabulary/cursor.js'

/** New article ids of one segment: `ids[old]`, −1 where deleted. */
export interface Input {
  readonly segment: SegmentReader
  readonly ids: Int32Array
}

export interface JointVocabulary {
  /** Tokens that occur. */
  readonly count: number
  /** The token of a new number. */
  readonly entryOf: (number: number) => VocabularyEntry
  /** By segment: the new number of each token, −1 where it occurs no more. */
  readonly newNumber: readonly Int32Array[]
}

export function joinVocabularies(inputs: readonly Input[]): JointVocabulary {
  const tokens = createSpellingTable()
  const joint = inputs.map(({ segment }) => numberVocabulary(tokens, segment))
  const counts = new Int32Array(tokens.count)
  for (const [i, input] of inputs.entries()) addCounts(input, joint[i]!, counts)
  const { newNumber, order } = rankByFrequency(counts)
  for (const numbers of joint) for (let id = 0; id < numbers.length; id++) numbers[id] = newNumber[numbers[id]!]!
  return { count: order.length, entryOf: (number) => entryOf(tokens, order[number]!), newNumber: joint }
}

/** The joint number of each token of a segment. */
function numberVocabulary(tokens: SpellingTable, segment: SegmentReader): Int32Array {
  const numbers = new Int32Array(segment.table.vocabulary)
  const cursor = segment.vocabularyCursor()
  for (let id = 0; id < numbers.length; id++) {
    nextToken(cursor)
    numbers[id] = numberSpelling(tokens, key, 0, writeKey(cursor))
  }
  return numbers
}

function addCounts({ segment, ids }: Input, numbers: Int32Array, counts: Int32Array): void {
  const own = new Int32Array(numbers.length)
  for (let id = 0; id < ids.length; id++) if (ids[id]! >= 0) countTokens(segment.encodedText(id), own)
  for (let id = 0; id < own.length; id++) counts[numbers[id]!]! += own[id]!
}

/** The token that a cursor stands on: flags, for a changed one the length of its normalised spelling in two units, units. */
let key = new Uint16Array(1024)

/** @returns the key's length */
function writeKey({ flags, pool, start, normalizedEnd, end }: VocabularyCursor): number {
  const most = end - start + 3
  if (most > key.length) key = new Uint16Array(most * 2)
  let length = 0
  key[length++] = flags
  if ((flags & changedBit) !== 0) {
    key[length++] = normalizedEnd - start
    key[length++] = (normalizedEnd - start) >>> 16
  }
  for (let at = start; at < end; at++) key[length++] = pool[at]!
  return length
}

function entryOf({ pool, ends }: SpellingTable, number: number): VocabularyEntry {
  const start = number === 0 ? 0 : ends[number - 1]!
  const end = ends[number]!
  const flags = pool[start]!
  const kind = flags & kindBits
  if ((flags & changedBit) === 0) {
    const normalized = textOf(pool, start + 1, end)
    return { normalized, surface: normalized, kind }
  }
  const units = start + 3
  const length = pool[start + 1]! + pool[start + 2]! * 65536
  return {
    normalized: textOf(pool, units, units + length),
    surface: textOf(pool, units + length, end),
    kind,
  }
}
