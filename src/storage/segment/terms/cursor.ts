/** Iterates over the terms of a dictionary in order, for merging: a term is units in place, never a string. */
import { createByteReader, getVarint, type ByteReader } from '../../store/byte-reader.js'
import { withCapacity } from '../../../base/growing.js'
import { brokenEntry, createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock, EntrySource } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'
import { termsPerBlock } from './writer.js'

/** The source of a cursor's blocks. */
export interface TermBlocks {
  /** Total number of terms. */
  readonly count: number
  readonly source: EntrySource
  /** The bytes of a block, which stay valid, and where its postings begin. */
  open(at: number): { readonly bytes: Uint8Array; readonly postings: number }
  readonly postings: (start: number, end: number) => Uint8Array
}

/** Positioned on a term after {@link nextTerm} has returned true. */
export interface TermCursor {
  readonly from: TermBlocks
  /** The term is units[0, length). */
  units: Uint16Array
  length: number
  /** Number of terms read so far. */
  met: number
  // The open block: the unread part, the start of its postings, and how many bytes of them were read.
  reader: ByteReader
  postings: number
  offset: number
  /** The entry of this term only. */
  readonly entry: EntryBlock
}

export function createTermCursor(from: TermBlocks): TermCursor {
  const reader = createByteReader(new Uint8Array(0))
  const entry = createEntryBlock(1, from.source)
  return { from, units: new Uint16Array(256), length: 0, met: 0, reader, postings: 0, offset: 0, entry }
}

/** Moves to the next term; false after the last. @throws XunzhangError INDEX_DAMAGED */
export function nextTerm(cursor: TermCursor): boolean {
  const isFirst = cursor.met % termsPerBlock === 0
  const isEnd = cursor.met === cursor.from.count
  if (cursor.met > 0 && (isFirst || isEnd)) requireEnd(cursor)
  if (isEnd) return false
  if (isFirst) openBlock(cursor)
  const { reader } = cursor
  readUnits(cursor, isFirst ? 0 : cursor.length)
  cursor.offset = getEntry(reader, cursor.entry, 0, cursor.offset)
  cursor.met++
  return true
}

/** @param most units that the term may share with the one before */
function readUnits(cursor: TermCursor, most: number): void {
  const { reader, from } = cursor
  const shared = getVarint(reader)
  const more = getVarint(reader)
  if (shared > most || more > reader.bytes.length - reader.at) brokenEntry(from.source)
  const length = shared + more
  if (length > cursor.units.length) cursor.units = withCapacity(cursor.units, new Uint16Array(length * 2))
  // Terms must ascend, or the merged dictionary could not be searched.
  let isAfter = cursor.met === 0
  for (let i = shared; i < length; i++) {
    const unit = getVarint(reader)
    isAfter ||= i >= cursor.length || unit > cursor.units[i]!
    if (unit > 0xffff || (!isAfter && unit < cursor.units[i]!)) brokenEntry(from.source)
    cursor.units[i] = unit
  }
  if (!isAfter) brokenEntry(from.source)
  cursor.length = length
}

function requireEnd({ reader, from }: TermCursor): void {
  if (reader.at !== reader.bytes.length) brokenEntry(from.source)
}

function openBlock(cursor: TermCursor): void {
  const { bytes, postings } = cursor.from.open(cursor.met / termsPerBlock)
  cursor.reader = createByteReader(bytes)
  cursor.postings = postings
  cursor.offset = 0
}

/** The posting list of the current term. */
export function listAt({ from, entry, postings }: TermCursor): PostingList {
  return listOf(entry, 0, from.postings, postings)
}

/** Compares by UTF-16 units, the order of dictionaries: negative if `a` comes first. */
export function compareTerms(a: TermCursor, b: TermCursor): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) if (a.units[i] !== b.units[i]) return a.units[i]! - b.units[i]!
  return a.length - b.length
}
