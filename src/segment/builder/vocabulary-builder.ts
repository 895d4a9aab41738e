/** Numbers the distinct tokens of a batch as they come; at the end, again by frequency. */
import type { Analysis } from '../../text/analysis.js'
import type { VocabularyEntry } from '../vocabulary/codec.js'
import { unitsToString } from '../vocabulary/codec.js'
import { grown } from './pair-accumulator.js'

export interface VocabularyBuilder {
  readonly entries: readonly VocabularyEntry[]
  /** The number of token `i` of an analysis of `text`, counted once more. */
  number(text: string, analysis: Analysis, i: number): number
  /** New number by old: most frequent first, ties by spelling. */
  ranks(): { newNumber: Int32Array; entries: VocabularyEntry[] }
}

/** @param wordCount words that the tokenizer numbers: they need no map */
export function createVocabularyBuilder(wordCount: number): VocabularyBuilder {
  const entries: VocabularyEntry[] = []
  let counts = new Int32Array(1024)
  const byWord = new Int32Array(wordCount)
  const byUnit = new Int32Array(65536)
  const bySpelling = new Map<string, number>()
  const add = (normalized: string, surface: string, kind: number): number => {
    if (entries.length === counts.length) counts = grown(counts, new Int32Array(counts.length * 2))
    return entries.push({ normalized, surface, kind }) - 1
  }
  const bySurface = (text: string, analysis: Analysis, i: number): number => {
    const surface = text.slice(i === 0 ? 0 : analysis.surfaceEnd[i - 1]!, analysis.surfaceEnd[i]!)
    const key = analysis.tokenChanged[i] === 1 ? `${surface}\u0000${normalizedToken(analysis, i)}` : surface
    let number = bySpelling.get(key)
    if (number === undefined) {
      number = add(normalizedToken(analysis, i), surface, analysis.tokenKind[i]!)
      bySpelling.set(key, number)
    }
    return number
  }
  const number: VocabularyBuilder['number'] = (text, analysis, i) => {
    const word = analysis.tokenWord[i]!
    const start = i === 0 ? 0 : analysis.surfaceEnd[i - 1]!
    const end = analysis.surfaceEnd[i]!
    let found: number
    if (word >= 0 && analysis.tokenChanged[i] === 0) {
      found = byWord[word]! - 1
      if (found < 0) byWord[word] = (found = bySurface(text, analysis, i)) + 1
    } else if (end - start === 1) {
      const unit = text.charCodeAt(start)
      found = byUnit[unit]! - 1
      if (found < 0) byUnit[unit] = (found = bySurface(text, analysis, i)) + 1
    } else {
      found = bySurface(text, analysis, i)
    }
    counts[found]!++
    return found
  }
  return { entries, number, ranks: () => rankByFrequency(entries, counts) }
}

function normalizedToken(analysis: Analysis, i: number): string {
  const start = i === 0 ? 0 : analysis.tokenEnd[i - 1]!
  return unitsToString(analysis.units, start, analysis.tokenEnd[i]! - start)
}

/**
 * Orders entries by falling count, those of equal count as they came: the same articles in the same order give the
 * same numbers. Entries that don't occur get −1.
 */
export function rankByFrequency(
  entries: readonly VocabularyEntry[],
  counts: Int32Array | Float64Array,
): { newNumber: Int32Array; entries: VocabularyEntry[] } {
  // Count and number in one float: typed arrays sort without calling back.
  const keys = new Float64Array(entries.length)
  for (let number = 0; number < entries.length; number++) keys[number] = number - counts[number]! * numberSpace
  keys.sort()
  const newNumber = new Int32Array(entries.length).fill(-1)
  const ranked: VocabularyEntry[] = []
  for (let rank = 0; rank < keys.length; rank++) {
    const number = ((keys[rank]! % numberSpace) + numberSpace) % numberSpace
    if (counts[number] === 0) break
    newNumber[number] = rank
    ranked.push(entries[number]!)
  }
  return { newNumber, entries: ranked }
}

/** More tokens than a segment can number. */
const numberSpace = 2 ** 24
