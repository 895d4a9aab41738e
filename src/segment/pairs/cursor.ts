/** Iterates over the bigrams of a dictionary, group by group, for merging: nothing is allocated for each bigram. */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import type { ByteReader } from '../../store/byte-reader.js'
import { createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'

/** The source of a cursor's groups. */
export interface PairGroups {
  /** Articles in the segment. */
  readonly articles: number
  /** The bytes of a first unit's group and the start of its postings; undefined if there is none. */
  open(first: number): { readonly bytes: Uint8Array; readonly postings: number } | undefined
  postings(start: number, end: number): Uint8Array
}

/** Positioned on a bigram of the open group after {@link nextPair} has returned true. */
export interface PairCursor {
  readonly from: PairGroups
  second: number
  /** Only of this bigram. */
  readonly entry: EntryBlock
  // The open group: its bytes in reused memory, bigrams not read yet, the start of its postings, bytes of them read.
  room: Uint8Array
  reader: ByteReader
  left: number
  postings: number
  offset: number
}

export function createPairCursor(from: PairGroups): PairCursor {
  const room = new Uint8Array(1 << 12)
  const reader = createByteReader(room)
  return { from, second: -1, entry: createEntryBlock(1), room, reader, left: 0, postings: 0, offset: 0 }
}

/** Opens the group of a first unit, before its first bigram; false if there is none. */
export function openGroup(cursor: PairCursor, first: number): boolean {
  const group = cursor.from.open(first)
  if (group === undefined) return false
  const { bytes, postings } = group
  if (bytes.length > cursor.room.length) cursor.room = new Uint8Array(bytes.length * 2)
  cursor.room.set(bytes)
  cursor.reader = createByteReader(cursor.room)
  cursor.left = getVarint(cursor.reader)
  cursor.second = -1
  cursor.postings = postings
  cursor.offset = 0
  return true
}

/** Moves to the next bigram of the group; false after the last. */
export function nextPair(cursor: PairCursor): boolean {
  if (cursor.left === 0) return false
  cursor.left--
  cursor.second += getVarint(cursor.reader) + 1
  cursor.offset = getEntry(cursor.reader, cursor.entry, 0, cursor.offset)
  return true
}

/** The posting list of the current bigram. */
export function pairListAt({ from, entry, postings }: PairCursor): PostingList {
  return listOf(entry, 0, from.articles, (start, end) => from.postings(postings + start, postings + end))
}
