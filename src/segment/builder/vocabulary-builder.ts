/** Numbers the distinct tokens of a batch as they come; at the end, again by frequency. */
import type { Analysis } from '../../text/analysis.js'
import type { VocabularyEntry } from '../vocabulary/codec.js'
import { unitsToString } from '../vocabulary/codec.js'
import { grown } from './growing.js'
import { createSpellingTable } from './spelling-table.js'

export interface VocabularyBuilder {
  /** Writes the numbers of all tokens of an analysis of `text` to `into` from `at` on, and counts them. */
  number(text: string, analysis: Analysis, into: Int32Array, at: number): void
  /** New number by old: most frequent first, ties in order of first meeting. */
  ranks(): { newNumber: Int32Array; entries: VocabularyEntry[] }
}

/** @param wordCount words that the tokenizer numbers: they need no looking up */
export function createVocabularyBuilder(wordCount: number): VocabularyBuilder {
  const entries: VocabularyEntry[] = []
  let counts = new Int32Array(1024)
  // Number + 1 by word, by single unit, by spelling; changed tokens by both their spellings.
  const byWord = new Int32Array(wordCount)
  const byUnit = new Int32Array(65536)
  const spellings = createSpellingTable()
  let bySpelling = new Int32Array(1024)
  const byBoth = new Map<string, number>()

  const add = (text: string, analysis: Analysis, i: number): number => {
    if (entries.length === counts.length) counts = grown(counts, new Int32Array(counts.length * 2))
    const start = i === 0 ? 0 : analysis.tokenEnd[i - 1]!
    const normalized = unitsToString(analysis.units, start, analysis.tokenEnd[i]! - start)
    return entries.push({ normalized, surface: surfaceToken(text, analysis, i), kind: analysis.tokenKind[i]! })
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

  const number: VocabularyBuilder['number'] = (text, analysis, into, at) => {
    const { tokenCount, tokenWord, tokenChanged, tokenEnd, surfaceEnd } = analysis
    let start = 0
    let surfaceStart = 0
    for (let i = 0; i < tokenCount; i++) {
      const word = tokenWord[i]!
      const end = tokenEnd[i]!
      let found: number
      if (tokenChanged[i] === 0 && word >= 0) {
        found = byWord[word]!
        if (found === 0) found = byWord[word] = unchanged(text, analysis, i, start)
      } else if (surfaceEnd[i]! - surfaceStart === 1 && end - start === 1) {
        const unit = text.charCodeAt(surfaceStart)
        found = byUnit[unit]!
        if (found === 0) {
          found = tokenChanged[i] === 0 ? unchanged(text, analysis, i, start) : changed(text, analysis, i, start)
          byUnit[unit] = found
        }
      } else if (tokenChanged[i] === 0) found = unchanged(text, analysis, i, start)
      else found = changed(text, analysis, i, start)
      counts[found - 1]!++
      into[at++] = found - 1
      start = end
      surfaceStart = surfaceEnd[i]!
    }
  }
  return { number, ranks: () => rankByFrequency(entries, counts) }
}

function surfaceToken(text: string, analysis: Analysis, i: number): string {
  return text.slice(i === 0 ? 0 : analysis.surfaceEnd[i - 1]!, analysis.surfaceEnd[i]!)
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
