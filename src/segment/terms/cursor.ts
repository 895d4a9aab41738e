/** Iterates over the terms of a dictionary in order, for merging: a term is units in place, never a string. */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import type { ByteReader } from '../../store/byte-reader.js'
import { createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'
import { termsPerBlock } from './writer.js'

/** The source of a cursor's blocks. */
export interface TermBlocks {
  /** Total number of terms. */
  readonly count: number
  /** Articles in the segment. */
  readonly articles: number
  /** The bytes of a block, which the caller may keep, and the start of its postings. */
  open(at: number): { readonly bytes: Uint8Array; readonly postings: number }
  postings(start: number, end: number): Uint8Array
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
  /** Only of this term. */
  readonly entry: EntryBlock
}

export function createTermCursor(from: TermBlocks): TermCursor {
  const reader = createByteReader(new Uint8Array(0))
  const entry = createEntryBlock(1)
  return { from, units: new Uint16Array(256), length: 0, met: 0, reader, postings: 0, offset: 0, entry }
}

/** Moves to the next term; false after the last. */
export function nextTerm(cursor: TermCursor): boolean {
  if (cursor.met === cursor.from.count) return false
  if (cursor.met % termsPerBlock === 0) openBlock(cursor)
  const { reader } = cursor
  const shared = getVarint(reader)
  const length = shared + getVarint(reader)
  if (length > cursor.units.length) cursor.units = longer(cursor.units, length)
  for (let i = shared; i < length; i++) cursor.units[i] = getVarint(reader)
  cursor.length = length
  cursor.offset = getEntry(reader, cursor.entry, 0, cursor.offset)
  cursor.met++
  return true
}

function openBlock(cursor: TermCursor): void {
  const { bytes, postings } = cursor.from.open(cursor.met / termsPerBlock)
  cursor.reader = createByteReader(bytes)
  cursor.postings = postings
  cursor.offset = 0
}

function longer(units: Uint16Array, length: number): Uint16Array {
  const grown = new Uint16Array(length * 2)
  grown.set(units)
  return grown
}

/** The posting list of the current term. */
export function listAt({ from, entry, postings }: TermCursor): PostingList {
  return listOf(entry, 0, from.articles, (start, end) => from.postings(postings + start, postings + end))
}

/** Compares by UTF-16 units, the order of dictionaries: negative if `a` comes first. */
export function compareTerms(a: TermCursor, b: TermCursor): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) if (a.units[i] !== b.units[i]) return a.units[i]! - b.units[i]!
  return a.length - b.length
}
