/**
 * Numbers the distinct tokens of a batch as they arrive, and again by frequency at the end. A dictionary word has its
 * number in the tokenizer, so that the commonest tokens cost one look-up; others are numbered after the words.
 */
import { TokenKind, type Analysis } from '../../../text/analysis/analysis.js'
import type { Tokenizer } from '../../../text/analysis/tokenizer.js'
import { changedBit, type TokenUnits } from '../vocabulary/codec.js'
import { withCapacity, scratchArray } from '../../../base/growing.js'
import { clearSpellings, numberSpelling, spellingStart, SpellingTable } from './spelling-table.js'

/*
 * Distinct tokens as units in one table. A token has flags and its normalised spelling. A changed token has the length
 * of its normalised spelling in two units before it, and its original spelling after it. No token needs a string or an
 * object.
 */

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

export class VocabularyBuilder {
  readonly tokenizer: Tokenizer
  /** Tokens that are not unchanged dictionary words; their numbers begin at the tokenizer's word count. */
  readonly others = new SpellingTable()
  counts: Int32Array
  /** Room for {@link rankTokens}. */
  newNumber: Int32Array = new Int32Array(0)
  /** For tokens of one unit, in the original and normalised: number among the others + 1, by that unit. */
  readonly byUnit = new Int32Array(65536)
  /** Buffer for the spelling of a dictionary word. */
  readonly word = new Uint16Array(255)
  readonly token: TokenUnits = { flags: 0, pool: this.others.pool, start: 0, normalizedEnd: 0, end: 0 }

  constructor(tokenizer: Tokenizer) {
    this.tokenizer = tokenizer
    this.counts = new Int32Array(tokenizer.wordCount + 1024)
  }
}

/** Forgets all tokens, keeps the memory. */
export function clearVocabulary(vocabulary: VocabularyBuilder): void {
  vocabulary.counts.fill(0)
  vocabulary.byUnit.fill(0)
  clearSpellings(vocabulary.others)
}

/** Returns the number of token `i` of an analysis of `text`, and counts it. */
export function numberToken(vocabulary: VocabularyBuilder, text: string, analysis: Analysis, i: number): number {
  const word = analysis.tokenWord[i]!
  const number = word < 0 || analysis.tokenChanged[i] === 1 ? numberOther(vocabulary, text, analysis, i) : word
  vocabulary.counts[number]!++
  return number
}

/** The number of a token that is not an unchanged dictionary word; doesn't count it. */
export function numberOther(vocabulary: VocabularyBuilder, text: string, analysis: Analysis, i: number): number {
  const { tokenEnd, surfaceEnd } = analysis
  const start = i === 0 ? 0 : tokenEnd[i - 1]!
  const surfaceStart = i === 0 ? 0 : surfaceEnd[i - 1]!
  const first = vocabulary.tokenizer.wordCount - 1
  const isSingle = surfaceEnd[i]! - surfaceStart === 1 && tokenEnd[i]! - start === 1
  if (!isSingle) return first + lookUp(vocabulary, text, analysis, i, start, surfaceStart)
  const unit = text.charCodeAt(surfaceStart)
  return first + (vocabulary.byUnit[unit] ||= lookUp(vocabulary, text, analysis, i, start, surfaceStart))
}

/** The token's number among the others, + 1. */
function lookUp(
  vocabulary: VocabularyBuilder,
  text: string,
  analysis: Analysis,
  i: number,
  start: number,
  surfaceStart: number,
): number {
  const { units } = analysis
  const end = analysis.tokenEnd[i]!
  const isChanged = analysis.tokenChanged[i] === 1
  const surfaceEnd = isChanged ? analysis.surfaceEnd[i]! : surfaceStart
  const key = keyRoom(end - start + surfaceEnd - surfaceStart)
  let length = putKeyHead(key, analysis.tokenKind[i]! | (isChanged ? changedBit : 0), end - start)
  for (let at = start; at < end; at++) key[length++] = units[at]!
  for (let at = surfaceStart; at < surfaceEnd; at++) key[length++] = text.charCodeAt(at)
  const number = numberSpelling(vocabulary.others, key, 0, length)
  if (vocabulary.tokenizer.wordCount + number === vocabulary.counts.length)
    vocabulary.counts = withCapacity(vocabulary.counts, new Int32Array(vocabulary.counts.length + number * 2))
  return number + 1
}

/** Orders the tokens by descending frequency, ties by number. Valid until the next call. */
export function rankTokens(vocabulary: VocabularyBuilder): Ranking {
  const { counts, tokenizer, others } = vocabulary
  if (vocabulary.newNumber.length < counts.length) vocabulary.newNumber = new Int32Array(counts.length)
  return rankByFrequency(counts.subarray(0, tokenizer.wordCount + others.count), vocabulary.newNumber)
}

/** The token with a number; valid until the next call. */
export function tokenOf({ tokenizer, others, word, token }: VocabularyBuilder, number: number): TokenUnits {
  if (number >= tokenizer.wordCount) readToken(others, number - tokenizer.wordCount, token)
  else {
    token.flags = TokenKind.han
    token.pool = word
    token.start = 0
    token.end = token.normalizedEnd = tokenizer.spell(number, word)
  }
  return token
}

/** The new number by old one, −1 for those that don't occur; and the old numbers in their new order. */
export interface Ranking {
  readonly newNumber: Int32Array
  readonly order: Int32Array
}

/**
 * Orders numbers by descending count, equal counts by number. Both are sorted as one value, without a call for each
 * comparison.
 * @param room receives the new numbers
 */
export function rankByFrequency(counts: Int32Array, room: Int32Array = new Int32Array(counts.length)): Ranking {
  const size = counts.length
  const keys = new Float64Array(size)
  let present = 0
  for (let number = 0; number < size; number++) {
    const count = counts[number]!
    if (count > 0) keys[present++] = number - count * size
  }
  keys.subarray(0, present).sort()
  const order = new Int32Array(present)
  const newNumber = room.subarray(0, size).fill(-1)
  for (let rank = 0; rank < present; rank++) {
    const number = ((keys[rank]! % size) + size) % size
    order[rank] = number
    newNumber[number] = rank
  }
  return { newNumber, order }
}
