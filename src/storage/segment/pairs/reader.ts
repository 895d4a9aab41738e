/** Finds the posting lists of bigrams. See writer.ts for what is stored and why. */
import { createByteReader, getVarint, type ByteReader } from '../../store/byte-reader.js'
import { brokenEntry, createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock, EntrySource } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'
import { lastAtMost } from '../../../text/sorted.js'

export interface PairDictionary {
  /** The list of a bigram, or undefined if no article contains it. */
  find(first: number, second: number): PostingList | undefined
  /** Upper bound of the articles that contain the bigram; 0 if none does. Reads no postings. */
  documentFrequency(first: number, second: number): number
  /** The bigrams that begin with a unit, or undefined if there are none; caches nothing. */
  group(first: number): PairGroup | undefined
  /** Adds the document frequencies of the bigrams that begin with a unit to `sums`; caches nothing. */
  addSeconds(first: number, sums: SecondSums): void
  /** Number of articles that contain the character; reads no postings. */
  characterFrequency(first: number): number
  /** Adds to `sums`, by unit, the number of articles that contain each character. */
  addFrequencies(sums: Int32Array): void
  /** All first units, ascending. @throws XunzhangError INDEX_DAMAGED if they don't ascend, so that none would be found */
  readonly firstUnits: Uint16Array
}

/** Document frequencies of bigrams with one first unit, summed over dictionaries. */
export interface SecondSums {
  readonly articles: Int32Array
  /** Second units with a sum above 0, in no order. */
  readonly met: Uint16Array
  count: number
}

export interface PairGroup {
  /** Second units, ascending. */
  readonly seconds: Uint16Array
  readonly documentFrequency: Int32Array
  list(i: number): PostingList
}

/**
 * The start of each first unit's group and of its postings, in pairs; one more entry gives the end of the last group.
 */
interface GroupIndex {
  readonly firsts: Uint16Array
  readonly groupStart: Uint32Array
  readonly postingsStart: Uint32Array
  readonly articles: Uint32Array
}

/**
 * Where every {@link spacing}th bigram of a group lies, so that one is found without decoding the others: the second
 * unit before it, the byte of the group where it begins, and that of the group's postings where its list does.
 */
interface Samples {
  readonly at: number
  readonly before: Int32Array
  readonly byte: Uint32Array
  readonly postings: Uint32Array
}

const spacing = 32

export interface PairSections {
  readonly index: Uint8Array
  /** Reads bytes of a section, as does `postings`; both throw if the range is outside of it. */
  groups(start: number, end: number): Uint8Array
  readonly postings: (start: number, end: number) => Uint8Array
  readonly source: EntrySource
}

export function openPairs(sections: PairSections): PairDictionary {
  const { source } = sections
  const index = readIndex(sections.index, source)
  const bytesAt = (at: number): Uint8Array => sections.groups(index.groupStart[at]!, index.groupStart[at + 1]!)
  // 12 bytes for each 32 bigrams of a group, and the objects around them; kept for the groups that queries met.
  const sampled = new Map<number, Samples>()
  const slot = createEntryBlock(1, source)
  const samplesOf = (first: number): Samples | undefined => {
    const found = sampled.get(first)
    if (found !== undefined) return found
    const at = indexOf(index.firsts, first)
    if (at < 0) return undefined
    const made = { at, ...sampleGroup(bytesAt(at), source) }
    sampled.set(first, made)
    return made
  }
  /** Reads the entry of a bigram into `slot`; the samples of its group, or undefined if there is none. */
  const look = (first: number, second: number): Samples | undefined => {
    const samples = samplesOf(first)
    if (samples === undefined) return undefined
    const { at, before, byte, postings } = samples
    const k = lastAtMost(before, second - 1)
    const start = index.groupStart[at]!
    const end = k + 1 < byte.length ? start + byte[k + 1]! : index.groupStart[at + 1]!
    const reader = createByteReader(sections.groups(start + byte[k]!, end))
    let [met, offset] = [before[k]!, postings[k]!]
    while (met < second && reader.at < reader.bytes.length) {
      met += getVarint(reader) + 1
      offset = getEntry(reader, slot, 0, offset)
    }
    return met === second ? samples : undefined
  }
  return {
    get firstUnits() {
      const { firsts } = index
      return firsts.some((first, at) => at > 0 && first <= firsts[at - 1]!) ? brokenEntry(source) : firsts
    },
    characterFrequency: (first) => {
      const frequency = index.articles[indexOf(index.firsts, first)] ?? 0
      return frequency > source.articles ? brokenEntry(source) : frequency
    },
    addFrequencies: (sums) => {
      const { firsts, articles } = index
      for (let at = 0; at < firsts.length; at++) sums[firsts[at]!]! += articles[at]!
    },
    find: (first, second) => {
      const group = look(first, second)
      return group === undefined ? undefined : listOf(slot, 0, sections.postings, index.postingsStart[group.at]!)
    },
    documentFrequency: (first, second) => (look(first, second) === undefined ? 0 : slot.documentFrequency[0]!),
    addSeconds: (first, sums) => {
      const at = indexOf(index.firsts, first)
      if (at >= 0) addGroup(bytesAt(at), source, sums)
    },
    group: (first) => {
      const at = indexOf(index.firsts, first)
      if (at < 0) return undefined
      const { seconds, entries } = decodeGroup(bytesAt(at), source)
      const list = (i: number): PostingList => listOf(entries, i, sections.postings, index.postingsStart[at]!)
      return { seconds, documentFrequency: entries.documentFrequency, list }
    },
  }
}

/**
 * The arrays as they lie in the file, so that opening needs no loop; see {@link finishPairs} for their order. Their
 * values for a group are checked when the group is read.
 */
function readIndex(bytes: Uint8Array, source: EntrySource): GroupIndex {
  const { buffer, byteLength } = bytes.slice()
  const count = byteLength < 4 ? brokenEntry(source) : new Uint32Array(buffer, 0, 1)[0]!
  const firstBytes = (count + (count & 1)) * 2
  if (byteLength !== 4 + firstBytes + (3 * count + 1) * 4) brokenEntry(source)
  const words = 4 + firstBytes
  return {
    firsts: new Uint16Array(buffer, 4, count),
    groupStart: new Uint32Array(buffer, words, count + 1),
    postingsStart: new Uint32Array(buffer, words + (count + 1) * 4, count),
    articles: new Uint32Array(buffer, words + (2 * count + 1) * 4, count),
  }
}

/** Least bytes that a bigram takes. */
const leastPair = 3

function decodeGroup(bytes: Uint8Array, source: EntrySource): { seconds: Uint16Array; entries: EntryBlock } {
  const reader = createByteReader(bytes)
  const count = countOf(reader, source)
  const seconds = new Uint16Array(count)
  const entries = createEntryBlock(count, source)
  let second = -1
  let offset = 0
  for (let i = 0; i < count; i++) {
    second += getVarint(reader) + 1
    seconds[i] = second
    offset = getEntry(reader, entries, i, offset)
  }
  if (second > 0xffff || reader.at !== bytes.length) brokenEntry(source)
  return { seconds, entries }
}

function sampleGroup(bytes: Uint8Array, source: EntrySource): Omit<Samples, 'at'> {
  const reader = createByteReader(bytes)
  const count = countOf(reader, source)
  const room = Math.ceil(count / spacing)
  const [before, byte, postings] = [new Int32Array(room), new Uint32Array(room), new Uint32Array(room)]
  const slot = createEntryBlock(1, source)
  let second = -1
  let offset = 0
  for (let i = 0; i < count; i++) {
    if (i % spacing === 0) [before[i / spacing], byte[i / spacing], postings[i / spacing]] = [second, reader.at, offset]
    second += getVarint(reader) + 1
    offset = getEntry(reader, slot, 0, offset)
  }
  if (second > 0xffff || reader.at !== bytes.length) brokenEntry(source)
  return { before, byte, postings }
}

function countOf(reader: ByteReader, source: EntrySource): number {
  const count = getVarint(reader)
  return count === 0 || count * leastPair > reader.bytes.length ? brokenEntry(source) : count
}

/** As {@link decodeGroup}, but only sums. Hot: a group that is read only once costs a tenth this way. */
function addGroup(bytes: Uint8Array, source: EntrySource, sums: SecondSums): void {
  const { articles, met } = sums
  const reader = createByteReader(bytes)
  let count = sums.count
  let second = -1
  let left = countOf(reader, source)
  for (; left > 0; left--) {
    second += getVarint(reader) + 1
    if (second > 0xffff) brokenEntry(source)
    const documentFrequency = getVarint(reader)
    const rest = getVarint(reader)
    if (documentFrequency === 1 && (rest & 1) === 1) getVarint(reader)
    if (articles[second] === 0) met[count++] = second
    articles[second]! += documentFrequency
  }
  if (reader.at !== bytes.length) brokenEntry(source)
  sums.count = count
}

function indexOf(sorted: Uint16Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = sorted[middle]!
    if (found === value) return middle
    if (found < value) low = middle + 1
    else high = middle - 1
  }
  return -1
}
