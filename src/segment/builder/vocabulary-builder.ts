/**
 * Numbers the distinct tokens of a batch as they come; at the end, again by frequency. A dictionary word's number is
 * its number in the tokenizer, so that the commonest tokens cost one look-up; others are numbered behind the words.
 */
import type { Analysis } from '../../text/analysis.js'
import { TokenKind } from '../../text/analysis.js'
import type { Tokenizer } from '../../text/tokenizer.js'
import type { VocabularyEntry } from '../vocabulary/codec.js'
import { unitsToString } from '../vocabulary/codec.js'
import { grown } from './growing.js'
import { createSpellingTable } from './spelling-table.js'

export interface VocabularyBuilder {
  /** Numbers are below this. */
  readonly limit: number
  /** Writes the numbers of all tokens of an analysis of `text` to `into` from `at` on, and counts them. */
  number(text: string, analysis: Analysis, into: Int32Array, at: number): void
  /** New number by old: most frequent first, ties by old number. */
  ranks(): { newNumber: Int32Array; entries: VocabularyEntry[] }
}

export function createVocabularyBuilder(tokenizer: Tokenizer): VocabularyBuilder {
  const { wordCount } = tokenizer
  const others: VocabularyEntry[] = []
  let counts = new Int32Array(wordCount + 1024)
  // Number among the others + 1, by single unit and by spelling; changed tokens by both their spellings.
  const byUnit = new Int32Array(65536)
  const spellings = createSpellingTable()
  let bySpelling = new Int32Array(1024)
  const byBoth = new Map<string, number>()

  const add = (text: string, analysis: Analysis, i: number): number => {
    if (wordCount + others.length === counts.length) counts = grown(counts, new Int32Array(counts.length + others.length * 2))
    const start = i === 0 ? 0 : analysis.tokenEnd[i - 1]!
    const normalized = unitsToString(analysis.units, start, analysis.tokenEnd[i]! - start)
    return others.push({ normalized, surface: surfaceToken(text, analysis, i), kind: analysis.tokenKind[i]! })
  }

  const unchanged = (text: string, analysis: Analysis, i: number, start: number): number => {
    const spelling = spellings.number(analysis.units, start, analysis.tokenEnd[i]!)
    if (spelling >= bySpelling.length) bySpelling = grown(bySpelling, new Int32Array(spelling * 2))
    return (bySpelling[spelling] ||= add(text, analysis, i))
  }

  const changed = (text: string, analysis: Analysis, i: number, start: number): number => {
    const normalized = unitsToString(analysis.units, start, analysis.tokenEnd[i]! - start)
    const key = `${surfaceToken(text, analysis, i)}\u0000${normalized}`
    let number = byBoth.get(key)
    if (number === undefined) byBoth.set(key, (number = add(text, analysis, i)))
    return number
  }

  const other = (text: string, analysis: Analysis, i: number, start: number, surfaceStart: number): number => {
    const isChanged = analysis.tokenChanged[i] === 1
    if (analysis.surfaceEnd[i]! - surfaceStart === 1 && analysis.tokenEnd[i]! - start === 1) {
      const unit = text.charCodeAt(surfaceStart)
      return (byUnit[unit] ||= isChanged ? changed(text, analysis, i, start) : unchanged(text, analysis, i, start))
    }
    return isChanged ? changed(text, analysis, i, start) : unchanged(text, analysis, i, start)
  }

  const number: VocabularyBuilder['number'] = (text, analysis, into, at) => {
    const { tokenCount, tokenWord, tokenChanged, tokenEnd, surfaceEnd } = analysis
    let start = 0
    let surfaceStart = 0
    for (let i = 0; i < tokenCount; i++) {
      const word = tokenWord[i]!
      let found = word
      if (word < 0 || tokenChanged[i] === 1) found = wordCount + other(text, analysis, i, start, surfaceStart) - 1
      counts[found]!++
      into[at + i] = found
      start = tokenEnd[i]!
      surfaceStart = surfaceEnd[i]!
    }
  }

  const entry = (number: number): VocabularyEntry => {
    if (number >= wordCount) return others[number - wordCount]!
    const word = tokenizer.word(number)
    return { normalized: word, surface: word, kind: TokenKind.han }
  }

  return {
    get limit() {
      return wordCount + others.length
    },
    number,
    ranks: () => {
      const { newNumber, order } = rankByFrequency(counts.subarray(0, wordCount + others.length))
      return { newNumber, entries: Array.from(order, entry) }
    },
  }
}

function surfaceToken(text: string, analysis: Analysis, i: number): string {
  return text.slice(i === 0 ? 0 : analysis.surfaceEnd[i - 1]!, analysis.surfaceEnd[i]!)
}

/**
 * Orders numbers by falling count, equal counts by number. Numbers that don't occur get −1.
 * @returns the new number by old, and the old numbers in their new order
 */
export function rankByFrequency(counts: Int32Array | Float64Array): { newNumber: Int32Array; order: Int32Array } {
  let used = 0
  for (const count of counts) if (count > 0) used++
  // Count and number in one float: typed arrays sort without calling back.
  const keys = new Float64Array(used)
  for (let number = 0, at = 0; number < counts.length; number++) {
    if (counts[number]! > 0) keys[at++] = number - counts[number]! * numberSpace
  }
  keys.sort()
  const newNumber = new Int32Array(counts.length).fill(-1)
  const order = new Int32Array(used)
  for (let rank = 0; rank < used; rank++) {
    const number = ((keys[rank]! % numberSpace) + numberSpace) % numberSpace
    newNumber[number] = rank
    order[rank] = number
  }
  return { newNumber, order }
}

/** More tokens than a segment can number. */
const numberSpace = 2 ** 24
