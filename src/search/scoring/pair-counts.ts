/**
 * How often a few articles contain the bigrams of a long text, counted in their texts. Finding and reading a list takes
 * as long as reading some 250 characters, and a long text has 200 bigrams with lists in several fields.
 */
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { defaultFields } from '../../storage/segment/fields.js'
import { maxFrequency } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { kindIn } from '../../storage/segment/vocabulary/codec.js'
import { TokenKind } from '../../text/analysis/tokens.js'
import { isPairOfTexts, type PlannedTerm } from '../planning/plan.js'
import { golden, pairNumber } from './frequencies.js'

/** The bigrams of a query, numbered from 0: an open-addressed table, at most half full. */
export interface PairNumbers {
  readonly count: number
  /** Values of {@link pairNumber}; 0 for an empty slot. */
  readonly pairs: Int32Array
  readonly numbers: Int32Array
}

/** How often articles contain each bigram, by article, field and bigram; at most 255, as in posting lists. */
export type PairCounts = Uint8Array

/** Reading this many characters takes as long as reading the lists of one bigram. */
const charactersOfAList = 250

/** @returns undefined if the texts are so long that reading lists is faster */
export function countPairs(segment: SegmentReader, articles: Int32Array, numbers: PairNumbers): PairCounts | undefined {
  // The texts of an export would have to be fetched.
  if (segment.sketch !== undefined) return undefined
  const length = articles.reduce((sum, article) => sum + segment.lengths[article]!, 0)
  if (length > numbers.count * charactersOfAList) return undefined
  const counts = new Uint8Array(articles.length * defaultFields.length * numbers.count)
  let base = 0
  for (const article of articles) {
    for (const field of defaultFields) {
      segment.decode(article, field, text)
      countRuns(segment, numbers, counts, base)
      base += numbers.count
    }
  }
  return counts
}

const text = createDecodedText()

/** Counts the bigrams of each run of Han, kana and hangul in {@link text}: those that have lists. */
function countRuns(
  { vocabulary: { entries } }: SegmentReader,
  numbers: PairNumbers,
  counts: PairCounts,
  base: number,
): void {
  const { tokens, tokenEnd, tokenCount } = text
  let start = 0
  let runStart = 0
  for (let i = 0; i < tokenCount; i++) {
    if (kindIn(entries[2 * tokens[i]! + 1]!) > TokenKind.syllabic) {
      countRun(runStart, start, numbers, counts, base)
      runStart = tokenEnd[i]!
    }
    start = tokenEnd[i]!
  }
  countRun(runStart, start, numbers, counts, base)
}

/** Hot: each character is looked up in the table. */
function countRun(start: number, end: number, { pairs, numbers }: PairNumbers, counts: PairCounts, base: number): void {
  const { units } = text
  const mask = pairs.length - 1
  for (let at = start + 1; at < end; at++) {
    const pair = pairNumber(units[at - 1]!, units[at]!)
    let slot = slotOf(pair, mask)
    while (pairs[slot] !== 0 && pairs[slot] !== pair) slot = (slot + 1) & mask
    if (pairs[slot] !== pair) continue
    const place = base + numbers[slot]!
    if (counts[place]! < maxFrequency) counts[place]!++
  }
}

const slotOf = (pair: number, mask: number): number => (Math.imul(pair, golden) >>> 12) & mask

/** Numbers the bigrams among the terms, in their order. */
export function numberPairs(terms: readonly PlannedTerm[]): PairNumbers {
  const found = terms.filter(isPairOfTexts)
  const size = 2 << (32 - Math.clz32(found.length))
  const [pairs, numbers] = [new Int32Array(size), new Int32Array(size)]
  for (const [number, { text }] of found.entries()) {
    const pair = pairNumber(text.charCodeAt(0), text.charCodeAt(1))
    let slot = slotOf(pair, size - 1)
    while (pairs[slot] !== 0) slot = (slot + 1) & (size - 1)
    pairs[slot] = pair
    numbers[slot] = number
  }
  return { count: found.length, pairs, numbers }
}
