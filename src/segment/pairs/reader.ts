/** Finds the posting lists of character pairs. See writer.ts for what is stored and why. */
import { createByteReader, getBigVarint, getVarint } from '../../store/byte-reader.js'
import { createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'

export interface PairDictionary {
  /** Distinct pairs. */
  readonly count: number
  /** The list of a pair, or undefined where no article holds it. */
  find(first: number, second: number): PostingList | undefined
  /** Articles that hold the pair, at most; 0 where none does. Costs no reading of postings. */
  documentFrequency(first: number, second: number): number
  /** The pairs that begin with a unit, or undefined where there are none. */
  group(first: number): PairGroup | undefined
  /** Articles that hold the character at all; costs no reading. */
  characterFrequency(first: number): number
  /** Lets a group's decoded form go: merging meets each group once. */
  forget(first: number): void
  /** All first units, ascending. */
  readonly firstUnits: readonly number[]
}

/** All pairs with one first unit. */
export interface PairGroup {
  /** Second units, ascending. */
  readonly seconds: Uint16Array
  readonly documentFrequency: Int32Array
  /** The posting of a pair of one article, as document × 256 + frequency; meaningless for others. */
  readonly onlyPosting: Int32Array
  /** The list of seconds[i]. */
  list(i: number): PostingList
}

interface Group {
  readonly count: number
  readonly articles: number
  readonly start: number
  readonly length: number
  readonly postings: number
}

interface DecodedGroup {
  readonly seconds: Uint16Array
  readonly entries: EntryBlock
}

export interface PairSections {
  readonly index: Uint8Array
  groups(start: number, end: number): Uint8Array
  postings(start: number, end: number): Uint8Array
  /** Articles in the segment. */
  readonly articles: number
}

export function openPairs(sections: PairSections): PairDictionary {
  const groups = readIndex(sections.index)
  const decoded = new Map<number, DecodedGroup>()
  const open = (first: number, group: Group): DecodedGroup => {
    let found = decoded.get(first)
    if (found === undefined) {
      found = decodeGroup(sections.groups(group.start, group.start + group.length), group.count)
      decoded.set(first, found)
    }
    return found
  }
  const list = (group: Group, open: DecodedGroup, at: number): PostingList =>
    listOf(open.entries, at, sections.articles, (start, end) =>
      sections.postings(group.postings + start, group.postings + end),
    )
  let count = 0
  for (const group of groups.values()) count += group.count
  return {
    count,
    firstUnits: [...groups.keys()],
    forget: (first) => void decoded.delete(first),
    characterFrequency: (first) => groups.get(first)?.articles ?? 0,
    find: (first, second) => {
      const group = groups.get(first)
      if (group === undefined) return undefined
      const block = open(first, group)
      const at = indexOf(block.seconds, second)
      return at < 0 ? undefined : list(group, block, at)
    },
    documentFrequency: (first, second) => {
      const group = groups.get(first)
      if (group === undefined) return 0
      const block = open(first, group)
      const at = indexOf(block.seconds, second)
      return at < 0 ? 0 : block.entries.documentFrequency[at]!
    },
    group: (first) => {
      const group = groups.get(first)
      if (group === undefined) return undefined
      const block = open(first, group)
      const { documentFrequency, start } = block.entries
      return { seconds: block.seconds, documentFrequency, onlyPosting: start, list: (i) => list(group, block, i) }
    },
  }
}

function readIndex(bytes: Uint8Array): Map<number, Group> {
  const groups = new Map<number, Group>()
  if (bytes.length === 0) return groups
  const reader = createByteReader(bytes)
  let postings = getBigVarint(reader)
  let start = 0
  while (reader.at < bytes.length) {
    const first = getVarint(reader)
    const count = getVarint(reader)
    const articles = getVarint(reader)
    const length = getVarint(reader)
    groups.set(first, { count, articles, start, length, postings })
    start += length
    postings += getBigVarint(reader)
  }
  return groups
}

function decodeGroup(bytes: Uint8Array, count: number): DecodedGroup {
  const seconds = new Uint16Array(count)
  const entries = createEntryBlock(count)
  const reader = createByteReader(bytes)
  let second = -1
  let offset = 0
  for (let i = 0; i < count; i++) {
    second += getVarint(reader) + 1
    seconds[i] = second
    offset = getEntry(reader, entries, i, offset)
  }
  return { seconds, entries }
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
