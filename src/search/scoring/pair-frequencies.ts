/**
 * Document frequencies of bigrams over all segments, by first character. A text of 600 characters has some 150 bigrams
 * that were not looked up before, and each takes a probe of every field of every segment: 8 µs, mostly CPU cache
 * misses. Nearly all of their first characters were looked up before. So the groups of a first character are added up
 * once, and each of its bigrams then takes one probe.
 */
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { isPairOfTexts, type PlannedTerm } from '../planning/plan.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { maxFrequency } from '../../storage/segment/postings/codec.js'
import { kindIn } from '../../storage/segment/vocabulary/codec.js'
import { TokenKind } from '../../text/analysis/compounds.js'

/*
 * How often a few articles contain the bigrams of a long text, counted in their texts. Finding and reading a list takes
 * as long as reading some 250 characters, and a long text has 200 bigrams with lists in several fields.
 */

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
    let slot = countSlotOf(pair, mask)
    while (pairs[slot] !== 0 && pairs[slot] !== pair) slot = (slot + 1) & mask
    if (pairs[slot] !== pair) continue
    const place = base + numbers[slot]!
    if (counts[place]! < maxFrequency) counts[place]!++
  }
}

const countSlotOf = (pair: number, mask: number): number => (Math.imul(pair, golden) >>> 12) & mask

/** Numbers the bigrams among the terms, in their order. */
export function numberPairs(terms: readonly PlannedTerm[]): PairNumbers {
  const found = terms.filter(isPairOfTexts)
  const size = 2 << (32 - Math.clz32(found.length))
  const [pairs, numbers] = [new Int32Array(size), new Int32Array(size)]
  for (const [number, { text }] of found.entries()) {
    const pair = pairNumber(text.charCodeAt(0), text.charCodeAt(1))
    let slot = countSlotOf(pair, size - 1)
    while (pairs[slot] !== 0) slot = (slot + 1) & (size - 1)
    pairs[slot] = pair
    numbers[slot] = number
  }
  return { count: found.length, pairs, numbers }
}

/*
 * Document frequencies of the terms of long texts, most of which are not scored. Looking one up takes a probe of about
 * 12 dictionaries, so recent ones are cached.
 */

interface Frequencies {
  find(term: PlannedTerm): number
}

/** 2 MiB in all. Bigrams are common, so their cache is direct-mapped: each has one slot, which others may take. */
const slotBits = 18
/** Most cached words, about 2 MB. */
const mostWords = 1 << 14

/** @param count the document frequency of a term */
export function createFrequencies(count: (term: PlannedTerm) => number): Frequencies {
  /** By slot: the bigram, as a number, and its frequency; 0 for none. */
  const pairs = new Int32Array(1 << slotBits)
  const frequencies = new Int32Array(1 << slotBits)
  const words = new Map<string, number>()
  const findPair = (term: PlannedTerm): number => {
    const pair = pairNumber(term.text.charCodeAt(0), term.text.charCodeAt(1))
    const slot = Math.imul(pair, golden) >>> (32 - slotBits)
    if (pairs[slot] !== pair) {
      frequencies[slot] = count(term)
      pairs[slot] = pair
    }
    return frequencies[slot]!
  }
  const findWord = (term: PlannedTerm): number => {
    let frequency = words.get(term.text)
    if (frequency === undefined) {
      frequency = count(term)
      if (words.size === mostWords) words.clear()
      words.set(term.text, frequency)
    }
    return frequency
  }
  return {
    find: (term) => {
      if (term.fields !== defaultFields || term.kind === 'character') return count(term)
      return term.kind === 'pair' ? findPair(term) : findWord(term)
    },
  }
}

/** A bigram as one number. */
export const pairNumber = (first: number, second: number): number => (first << 16) | second

/** Multiplicative hashing (Knuth, TAOCP 3, 6.4): neighbours fall into slots far apart. */
const golden = 0x9e3779b1 | 0

export interface PairFrequencies {
  /** Number of articles that contain the bigram, in the field where most do; deleted ones count. */
  find(first: number, second: number): number
}

/** An open-addressed table of the bigrams with one first character: 0 articles for an empty slot. */
interface Table {
  readonly seconds: Uint16Array
  readonly articles: Int32Array
}

/** Most slots of all tables together, 6 bytes each. */
const mostSlots = 4 << 20

export function createPairFrequencies(segments: readonly SegmentReader[], fields: readonly FieldId[]): PairFrequencies {
  const tables = new Map<number, Table>()
  let slots = 0
  const open = (first: number): Table => {
    let table = tables.get(first)
    if (table === undefined) {
      table = tableOf(first, segments, fields)
      slots += table.seconds.length
      if (slots > mostSlots) {
        tables.clear()
        slots = table.seconds.length
      }
      tables.set(first, table)
    }
    return table
  }
  return {
    find: (first, second) => {
      const table = open(first)
      return table.articles[slotOf(table, second)]!
    },
  }
}

/** Counts by second unit, all zero between calls. */
const most = new Int32Array(1 << 16)
const sums = new Int32Array(1 << 16)

function tableOf(first: number, segments: readonly SegmentReader[], fields: readonly FieldId[]): Table {
  try {
    return packed(addFields(first, segments, fields))
  } catch (error) {
    // A group is damaged. The sums so far would otherwise be part of the next table.
    most.fill(0)
    sums.fill(0)
    throw error
  }
}

/** Writes the largest sum of any field to {@link most}. @returns the second units found */
function addFields(first: number, segments: readonly SegmentReader[], fields: readonly FieldId[]): number[] {
  const met: number[] = []
  for (const field of fields) {
    for (const second of addField(first, segments, field)) {
      if (most[second] === 0) met.push(second)
      most[second] = Math.max(most[second]!, sums[second]!)
      sums[second] = 0
    }
  }
  return met
}

/** Adds a field's frequencies to {@link sums}. @returns the second units found */
function addField(first: number, segments: readonly SegmentReader[], field: FieldId): number[] {
  const met: number[] = []
  for (const segment of segments) {
    const group = segment.pairs(field).group(first)
    if (group === undefined) continue
    const { seconds, documentFrequency } = group
    for (let i = 0; i < seconds.length; i++) {
      const second = seconds[i]!
      if (sums[second] === 0) met.push(second)
      sums[second]! += documentFrequency[i]!
    }
  }
  return met
}

/** Moves the counts of the second units into a table. */
function packed(met: readonly number[]): Table {
  const table = emptyTable(met.length)
  for (const second of met) {
    const slot = slotOf(table, second)
    table.seconds[slot] = second
    table.articles[slot] = most[second]!
    most[second] = 0
  }
  return table
}

/** At most half full, with at least one empty slot. */
function emptyTable(count: number): Table {
  const size = 2 << (32 - Math.clz32(count))
  return { seconds: new Uint16Array(size), articles: new Int32Array(size) }
}

/** The slot of a second unit, or the empty slot for it. */
function slotOf({ seconds, articles }: Table, second: number): number {
  const mask = seconds.length - 1
  let slot = (Math.imul(second, golden) >>> 16) & mask
  while (articles[slot] !== 0 && seconds[slot] !== second) slot = (slot + 1) & mask
  return slot
}
