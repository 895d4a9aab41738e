/** Iterates over the bigrams of a dictionary, group by group, for merging: nothing is allocated for each bigram. */
import { createByteReader, getVarint, type ByteReader } from '../../store/byte-reader.js'
import { brokenEntry, createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock, EntrySource } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'

/** The source of a cursor's groups. */
export interface PairGroups {
  readonly source: EntrySource
  /** The bytes of a first unit's group, and where its postings begin; undefined if there is none. */
  open(first: number): { readonly bytes: Uint8Array; readonly postings: number } | undefined
  readonly postings: (start: number, end: number) => Uint8Array
}

/** Positioned on a bigram of the open group after {@link nextPair} has returned true. */
export interface PairCursor {
  readonly from: PairGroups
  second: number
  /** The entry of this bigram only. */
  readonly entry: EntryBlock
  // The open group: a reused buffer, how many of its bytes are in use, the number of bigrams left, the start of the
  // group's postings, and how many bytes of these were passed.
  room: Uint8Array
  length: number
  reader: ByteReader
  left: number
  postings: number
  offset: number
}

export function createPairCursor(from: PairGroups): PairCursor {
  const room = new Uint8Array(1 << 12)
  const reader = createByteReader(room)
  const entry = createEntryBlock(1, from.source)
  return { from, second: -1, entry, room, length: 0, reader, left: 0, postings: 0, offset: 0 }
}

/** Opens the group of a first unit, before its first bigram; false if there is none. */
export function openGroup(cursor: PairCursor, first: number): boolean {
  const group = cursor.from.open(first)
  if (group === undefined) return false
  const { bytes, postings } = group
  if (bytes.length > cursor.room.length) cursor.room = new Uint8Array(bytes.length * 2)
  cursor.room.set(bytes)
  cursor.length = bytes.length
  cursor.reader = createByteReader(cursor.room)
  cursor.left = getVarint(cursor.reader)
  cursor.second = -1
  cursor.postings = postings
  cursor.offset = 0
  return true
}

/** Moves to the next bigram of the group; false after the last. @throws XunzhangError INDEX_DAMAGED */
export function nextPair(cursor: PairCursor): boolean {
  if (cursor.left === 0) {
    if (cursor.reader.at !== cursor.length) brokenEntry(cursor.from.source)
    return false
  }
  cursor.left--
  cursor.second += getVarint(cursor.reader) + 1
  cursor.offset = getEntry(cursor.reader, cursor.entry, 0, cursor.offset)
  if (cursor.second > 0xffff || cursor.reader.at > cursor.length) brokenEntry(cursor.from.source)
  return true
}

/** The posting list of the current bigram. */
export function pairListAt({ from, entry, postings }: PairCursor): PostingList {
  return listOf(entry, 0, from.postings, postings)
}
