/** Walks the pairs of a dictionary, group by group, as merging does: nothing is allocated for a pair. */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import type { ByteReader } from '../../store/byte-reader.js'
import { createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'

/** Where a cursor finds its groups. */
export interface PairGroups {
  /** Articles in the segment. */
  readonly articles: number
  /** The bytes of a first unit's group, and where its postings begin; undefined where there is none. */
  open(first: number): { readonly bytes: Uint8Array; readonly postings: number } | undefined
  postings(start: number, end: number): Uint8Array
}

/** Stands on a pair of the open group once {@link nextPair} has said so. */
export interface PairCursor {
  readonly from: PairGroups
  second: number
  /** Of this pair alone. */
  readonly entry: EntryBlock
  // The open group: its bytes in room that is used again, pairs not met yet, where its postings begin, bytes of them met.
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

/** Opens the group of a first unit, before its first pair; false where there is none. */
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

/** Moves to the next pair of the group; false behind the last. */
export function nextPair(cursor: PairCursor): boolean {
  if (cursor.left === 0) return false
  cursor.left--
  cursor.second += getVarint(cursor.reader) + 1
  cursor.offset = getEntry(cursor.reader, cursor.entry, 0, cursor.offset)
  return true
}

/** The posting list of the pair that the cursor stands on. */
export function pairListAt({ from, entry, postings }: PairCursor): PostingList {
  return listOf(entry, 0, from.articles, (start, end) => from.postings(postings + start, postings + end))
}
