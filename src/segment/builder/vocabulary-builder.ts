/**
 * Numbers the distinct tokens of a batch as they come; at the end, again by frequency. A dictionary word's number is
 * its number in the tokenizer, so that the commonest tokens cost one look-up; others are numbered behind the words.
 */
import type { Analysis } from '../../text/analysis.js'
import { TokenKind } from '../../text/analysis.js'
import type { Tokenizer } from '../../text/tokenizer.js'
import { textOf } from '../../text/units.js'
import type { VocabularyEntry } from '../vocabulary/codec.js'
import { grown } from './growing.js'
import { clearSpellings, createSpellingTable, numberSpelling } from './spelling-table.js'
import type { SpellingTable } from './spelling-table.js'

export interface VocabularyBuilder {
  readonly tokenizer: Tokenizer
  /** Tokens that are no unchanged dictionary word; their numbers begin at the tokenizer's word count. */
  readonly others: VocabularyEntry[]
  /** Occurrences by number. */
  counts: Int32Array
  // Number among the others + 1, by single unit and by spelling; changed tokens by both their spellings.
  readonly byUnit: Int32Array
  readonly spellings: SpellingTable
  bySpelling: Int32Array
  readonly byBoth: Map<string, number>
}

export function createVocabularyBuilder(tokenizer: Tokenizer): VocabularyBuilder {
  return {
    tokenizer,
    others: [],
    counts: new Int32Array(tokenizer.wordCount + 1024),
    byUnit: new Int32Array(65536),
    spellings: createSpellingTable(),
    bySpelling: new Int32Array(1024),
    byBoth: new Map(),
  }
}

/** Forgets all tokens, keeps the room. */
export function clearVocabulary(vocabulary: VocabularyBuilder): void {
  vocabulary.others.length = 0
  vocabulary.counts.fill(0)
  vocabulary.byUnit.fill(0)
  vocabulary.bySpelling.fill(0)
  vocabulary.byBoth.clear()
  clearSpellings(vocabulary.spellings)
}

/** Numbers are below this. */
export function numberLimit({ tokenizer, others }: VocabularyBuilder): number {
  return tokenizer.wordCount + others.length
}

/** The number of token `i` of an analysis of `text`, counted. */
export function numberToken(vocabulary: VocabularyBuilder, text: string, analysis: Analysis, i: number): number {
  const word = analysis.tokenWord[i]!
  const number = word < 0 || analysis.tokenChanged[i] === 1 ? numberOther(vocabulary, text, analysis, i) : word
  vocabulary.counts[number]!++
  return number
}

/** The number of a token that is no unchanged dictionary word, not counted. */
export function numberOther(vocabulary: VocabularyBuilder, text: string, analysis: Analysis, i: number): number {
  const { tokenEnd, surfaceEnd } = analysis
  const start = i === 0 ? 0 : tokenEnd[i - 1]!
  const surfaceStart = i === 0 ? 0 : surfaceEnd[i - 1]!
  const first = vocabulary.tokenizer.wordCount - 1
  const isSingle = surfaceEnd[i]! - surfaceStart === 1 && tokenEnd[i]! - start === 1
  if (!isSingle) return first + lookUp(vocabulary, text, analysis, i, start)
  const unit = text.charCodeAt(surfaceStart)
  return first + (vocabulary.byUnit[unit] ||= lookUp(vocabulary, text, analysis, i, start))
}

/** The number among the others, + 1. */
function lookUp(vocabulary: VocabularyBuilder, text: string, analysis: Analysis, i: number, start: number): number {
  const end = analysis.tokenEnd[i]!
  if (analysis.tokenChanged[i] === 0) {
    const spelling = numberSpelling(vocabulary.spellings, analysis.units, start, end)
    if (spelling >= vocabulary.bySpelling.length)
      vocabulary.bySpelling = grown(vocabulary.bySpelling, new Int32Array(spelling * 2))
    return (vocabulary.bySpelling[spelling] ||= add(vocabulary, text, analysis, i, start))
  }
  const key = `${surfaceToken(text, analysis, i)}\u0000${textOf(analysis.units, start, end)}`
  let number = vocabulary.byBoth.get(key)
  if (number === undefined) vocabulary.byBoth.set(key, (number = add(vocabulary, text, analysis, i, start)))
  return number
}

function add(vocabulary: VocabularyBuilder, text: string, analysis: Analysis, i: number, start: number): number {
  const { others, counts } = vocabulary
  if (numberLimit(vocabulary) === counts.length)
    vocabulary.counts = grown(counts, new Int32Array(counts.length + others.length * 2))
  const normalized = textOf(analysis.units, start, analysis.tokenEnd[i]!)
  // A piece of the text would keep all of it in memory.
  const surface = analysis.tokenChanged[i] === 0 ? normalized : surfaceToken(text, analysis, i)
  return others.push({ normalized, surface, kind: analysis.tokenKind[i]! })
}

function surfaceToken(text: string, analysis: Analysis, i: number): string {
  return text.slice(i === 0 ? 0 : analysis.surfaceEnd[i - 1]!, analysis.surfaceEnd[i])
}

/** Orders the tokens most frequent first, ties by number. */
export function rankTokens(vocabulary: VocabularyBuilder): Ranking {
  return rankByFrequency(vocabulary.counts.subarray(0, numberLimit(vocabulary)))
}

/** The token of a number. */
export function entryOf({ tokenizer, others }: VocabularyBuilder, number: number): VocabularyEntry {
  if (number >= tokenizer.wordCount) return others[number - tokenizer.wordCount]!
  const word = tokenizer.word(number)
  return { normalized: word, surface: word, kind: TokenKind.han }
}

/** The new number by old, −1 for those that don't occur; and the old numbers in their new order. */
export interface Ranking {
  readonly newNumber: Int32Array
  readonly order: Int32Array
}

/** Counts from here on are sorted by comparison: few tokens are so common. */
const commonCount = 65_535

/** Orders numbers by falling count, equal counts by number: a counting sort, for nearly all counts are small. */
export function rankByFrequency(counts: Int32Array): Ranking {
  const places = new Int32Array(commonCount + 1)
  countPlaces(counts, places)
  const common = places[0]!
  const order = new Int32Array(startPlaces(places))
  fillPlaces(counts, places, order)
  order.subarray(0, common).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const newNumber = new Int32Array(counts.length).fill(-1)
  for (let rank = 0; rank < order.length; rank++) newNumber[order[rank]!] = rank
  return { newNumber, order }
}

// A function each, because a function of several long loops is compiled anew for each of them.

function countPlaces(counts: Int32Array, places: Int32Array): void {
  for (let number = 0; number < counts.length; number++) {
    const count = counts[number]!
    if (count > 0) places[count < commonCount ? commonCount - count : 0]!++
  }
}

/** Turns sizes into starts; returns their sum. */
function startPlaces(places: Int32Array): number {
  let used = 0
  for (let place = 0; place < places.length; place++) {
    const size = places[place]!
    places[place] = used
    used += size
  }
  return used
}

function fillPlaces(counts: Int32Array, places: Int32Array, order: Int32Array): void {
  for (let number = 0; number < counts.length; number++) {
    const count = counts[number]!
    if (count > 0) order[places[count < commonCount ? commonCount - count : 0]!++] = number
  }
}
