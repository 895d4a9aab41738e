/** Collects which terms each article contains, and how often. Terms are given as ranges of normalised units. */
import { addTerm, type TermWriter } from '../terms/writer.js'
import { withCapacity, roomy } from '../../../base/growing.js'
import { clearSpellings, numberSpelling, spellingStart, SpellingTable } from './spelling-table.js'

/** Most numbers that fit into one key next to two units. */
const numberSpace = 2 ** 20

/**
 * Numbers by ascending spelling. First sorts keys made of the first two units and the number, which needs no call for
 * each comparison; then sorts those with the same first two units among themselves.
 */
export function sortSpellings(table: SpellingTable): Int32Array {
  const bySpelling = (a: number, b: number): number => compare(table, a, b)
  if (table.count > numberSpace) return Int32Array.from({ length: table.count }, (_, number) => number).sort(bySpelling)
  const keys = new Float64Array(table.count)
  fillKeys(table, keys)
  keys.sort()
  const order = new Int32Array(table.count)
  for (let start = 0, end = 0; start < keys.length; start = end) {
    const next = (Math.floor(keys[start]! / numberSpace) + 1) * numberSpace
    for (; end < keys.length && keys[end]! < next; end++) order[end] = keys[end]! % numberSpace
    if (end - start > fewAlike) order.subarray(start, end).sort(bySpelling)
    else if (end - start > 1) insertBySpelling(table, order, start, end)
  }
  return order
}

/** A missing second unit counts as 0 and sorts first. */
function fillKeys(table: SpellingTable, keys: Float64Array): void {
  const { pool, ends } = table
  for (let number = 0; number < keys.length; number++) {
    const start = spellingStart(table, number)
    const second = start + 1 < ends[number]! ? pool[start + 1]! : 0
    keys[number] = (pool[start]! * 65536 + second) * numberSpace + number
  }
}

/** Up to this many words with the same beginning are sorted without a call for each comparison. */
const fewAlike = 16

function insertBySpelling(table: SpellingTable, order: Int32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const number = order[i]!
    let at = i
    while (at > start && compare(table, order[at - 1]!, number) > 0) order[at] = order[--at]!
    order[at] = number
  }
}

/** Negative if spelling `a` sorts before `b`. */
function compare(table: SpellingTable, a: number, b: number): number {
  const { pool, ends } = table
  let i = spellingStart(table, a)
  let j = spellingStart(table, b)
  const left = ends[a]! - i
  const right = ends[b]! - j
  for (const end = i + Math.min(left, right); i < end; i++, j++) {
    if (pool[i] !== pool[j]) return pool[i]! - pool[j]!
  }
  return left - right
}

export class TermAccumulator {
  readonly spellings = new SpellingTable()
  /** By slot: number of its last posting + 1. */
  lastPosting: Int32Array = new Int32Array(1 << 10)
  /** By posting. */
  slots: Int32Array = new Int32Array(1 << 10)
  frequencies: Uint8Array = new Uint8Array(1 << 10)
  postings = 0
  articleStart = 0
  /** By article: the number of postings up to its end. */
  articleEnds: Int32Array = new Int32Array(1 << 8)
  articles = 0
  // Room for sorting.
  packed: Uint32Array = new Uint32Array(0)
  grouped: Uint32Array = new Uint32Array(0)
}

/** Forgets all terms, keeps the memory. */
export function clearTerms(terms: TermAccumulator): void {
  clearSpellings(terms.spellings)
  terms.lastPosting.fill(0)
  terms.postings = terms.articleStart = terms.articles = 0
}

/** The slot of the term units[start, end), new or known. */
export function termSlot(terms: TermAccumulator, units: Uint16Array, start: number, end: number): number {
  const found = numberSpelling(terms.spellings, units, start, end)
  if (found >= terms.lastPosting.length) terms.lastPosting = withCapacity(terms.lastPosting, new Int32Array(found * 2))
  return found
}

export function countTerm(terms: TermAccumulator, slot: number): void {
  const posting = terms.lastPosting[slot]!
  if (posting > terms.articleStart) {
    if (terms.frequencies[posting - 1]! < 255) terms.frequencies[posting - 1]!++
    return
  }
  if (terms.postings === terms.slots.length) {
    terms.slots = withCapacity(terms.slots, new Int32Array(terms.postings * 2))
    terms.frequencies = withCapacity(terms.frequencies, new Uint8Array(terms.postings * 2))
  }
  terms.slots[terms.postings] = slot
  terms.frequencies[terms.postings++] = 1
  terms.lastPosting[slot] = terms.postings
}

export function endTermArticle(terms: TermAccumulator): void {
  if (terms.articles === terms.articleEnds.length)
    terms.articleEnds = withCapacity(terms.articleEnds, new Int32Array(terms.articles * 2))
  terms.articleEnds[terms.articles++] = terms.postings
  terms.articleStart = terms.postings
}

/** Passes all terms to `out` in ascending order of their units. Then call {@link clearTerms}. */
export function drainTerms(terms: TermAccumulator, out: TermWriter): void {
  const { postings, spellings } = terms
  const order = sortSpellings(spellings)
  const packed = (terms.packed = roomy(terms.packed, postings))
  const grouped = (terms.grouped = roomy(terms.grouped, postings))
  packPostings(terms.frequencies, terms.articleEnds, terms.articles, packed)
  const starts = groupBySlot(terms.slots, packed, postings, order, grouped)
  for (let i = 0; i < order.length; i++) {
    const slot = order[i]!
    const from = spellingStart(spellings, slot)
    addTerm(out, spellings.pool, from, spellings.ends[slot]!, grouped, starts[i]!, starts[i + 1]! - starts[i]!)
  }
}

/** Postings as document × 256 + frequency, in order of arrival. */
function packPostings(frequencies: Uint8Array, ends: Int32Array, articles: number, packed: Uint32Array): void {
  let p = 0
  for (let article = 0; article < articles; article++) {
    for (const end = ends[article]!; p < end; p++) packed[p] = article * 256 + frequencies[p]!
  }
}

/**
 * Orders postings by their slot's position in `order`: one counting sort into `grouped`.
 * @returns the start of each slot's postings, and the end of the last
 */
function groupBySlot(
  slots: Int32Array,
  packed: Uint32Array,
  postings: number,
  order: Int32Array,
  grouped: Uint32Array,
): Int32Array {
  const counts = new Int32Array(order.length)
  for (let p = 0; p < postings; p++) counts[slots[p]!]!++
  const starts = new Int32Array(order.length + 1)
  const next = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) {
    next[order[i]!] = starts[i]!
    starts[i + 1] = starts[i]! + counts[order[i]!]!
  }
  for (let p = 0; p < postings; p++) grouped[next[slots[p]!]!++] = packed[p]!
  return starts
}
