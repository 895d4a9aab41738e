/** Finds terms, exactly, by prefix or by scanning. See writer.ts for what is stored and why. */
import { createByteReader, getBigVarint, getUint32, getVarint, type ByteReader } from '../../store/byte-reader.js'
import { brokenEntry, createEntryBlock, getEntry, listOf } from '../postings/entry.js'
import type { EntryBlock, EntrySource } from '../postings/entry.js'
import type { PostingList } from '../postings/codec.js'
import { termsPerBlock } from './writer.js'
import { withCapacity } from '../../../base/growing.js'

export interface TermEntry {
  readonly term: string
  readonly documentFrequency: number
  list(): PostingList
}

export interface TermDictionary {
  readonly count: number
  find(term: string): PostingList | undefined
  documentFrequency(term: string): number
  /** All terms, ascending; from the first ≥ `from` on. A generator: stop when you have enough. */
  scan(from?: string): Generator<TermEntry, undefined>
  /** Iterates over all terms for merging; allocates no string or object for a term and caches nothing. */
  cursor(): TermCursor
}

export interface TermSections {
  readonly index: Uint8Array
  readonly count: number
  readonly size: number
  /** Reads bytes of a section, as does `postings`; both throw if the range is outside of it. */
  blocks(start: number, end: number): Uint8Array
  readonly postings: (start: number, end: number) => Uint8Array
  readonly source: EntrySource
}

interface Block {
  readonly terms: readonly string[]
  readonly entries: EntryBlock
}

interface BlockPlace {
  readonly firstTerm: string
  readonly start: number
  readonly postings: number
}

const cachedBlocks = 4096

export function openTerms(sections: TermSections): TermDictionary {
  const { source, size } = sections
  const blocks = countBlocks(sections)
  const readAt = (at: number): BlockPlace => readPlace(sections.index, at, blocks, source)
  const places: (BlockPlace | undefined)[] = []
  const placeAt = (at: number): BlockPlace => (places[at] ??= readAt(at))
  const cache = new Map<number, Block>()
  const open = (at: number): Block => {
    let block = cache.get(at)
    if (block === undefined) {
      const count = Math.min(termsPerBlock, sections.count - at * termsPerBlock)
      const end = at + 1 === blocks ? size : placeAt(at + 1).start
      block = decodeBlock(sections.blocks(placeAt(at).start, end), count, source)
      if (cache.size >= cachedBlocks) cache.clear()
      cache.set(at, block)
    }
    return block
  }
  const list = (block: Block, at: number, i: number): PostingList =>
    listOf(block.entries, i, sections.postings, placeAt(at).postings)
  const locate = (term: string): { block: Block; at: number; i: number } | undefined => {
    if (sections.count === 0) return undefined
    const at = lastAtMost(placeAt, blocks, term)
    if (at < 0) return undefined
    const block = open(at)
    const i = block.terms.indexOf(term)
    return i < 0 ? undefined : { block, at, i }
  }
  return {
    count: sections.count,
    find: (term) => {
      const found = locate(term)
      return found && list(found.block, found.at, found.i)
    },
    documentFrequency: (term) => {
      const found = locate(term)
      return found === undefined ? 0 : found.block.entries.documentFrequency[found.i]!
    },
    *scan(from = '') {
      for (let at = Math.max(0, lastAtMost(placeAt, blocks, from)); at < blocks; at++) {
        const block = open(at)
        for (const [i, term] of block.terms.entries()) {
          if (term < from) continue
          yield { term, documentFrequency: block.entries.documentFrequency[i]!, list: () => list(block, at, i) }
        }
      }
      return undefined
    },
    cursor: () => {
      const open = (at: number): { bytes: Uint8Array; postings: number } => {
        const { start, postings } = readAt(at)
        const end = at + 1 === blocks ? size : readAt(at + 1).start
        return { bytes: sections.blocks(start, end).slice(), postings }
      }
      return createTermCursor({ count: sections.count, source, postings: sections.postings, open })
    },
  }
}

function countBlocks({ index: bytes, count: terms, source }: TermSections): number {
  const count = getUint32(createByteReader(bytes))
  return count !== Math.ceil(terms / termsPerBlock) || bytes.length < 4 + count * 4 ? brokenEntry(source) : count
}

/** Reads a block's entry of the index; its values are checked when the block is read. */
function readPlace(bytes: Uint8Array, at: number, count: number, source: EntrySource): BlockPlace {
  const entry = getUint32(createByteReader(bytes, 4 + at * 4))
  const reader = createByteReader(bytes, 4 + count * 4 + entry)
  const firstTerm = getUnits(reader, '', source)
  const start = getBigVarint(reader)
  const postings = getBigVarint(reader)
  return reader.at > bytes.length ? brokenEntry(source) : { firstTerm, start, postings }
}

function decodeBlock(bytes: Uint8Array, count: number, source: EntrySource): Block {
  const terms: string[] = []
  const entries = createEntryBlock(count, source)
  const reader = createByteReader(bytes)
  let previous = ''
  let offset = 0
  for (let i = 0; i < count; i++) {
    const shared = getVarint(reader)
    const term = getUnits(reader, previous.slice(0, shared), source)
    if (shared > previous.length || (i > 0 && term <= previous)) brokenEntry(source)
    previous = term
    terms.push(term)
    offset = getEntry(reader, entries, i, offset)
  }
  if (reader.at !== bytes.length) brokenEntry(source)
  return { terms, entries }
}

function getUnits(reader: ByteReader, prefix: string, source: EntrySource): string {
  const count = getVarint(reader)
  if (count > reader.bytes.length - reader.at) brokenEntry(source)
  let text = prefix
  for (let i = 0; i < count; i++) {
    const unit = getVarint(reader)
    text += unit > 0xffff ? brokenEntry(source) : String.fromCharCode(unit)
  }
  return text
}

/** Number of the last block whose first term is ≤ `term`, or −1. */
function lastAtMost(placeAt: (at: number) => BlockPlace, blocks: number, term: string): number {
  let low = 0
  let high = blocks
  while (low < high) {
    const middle = (low + high) >> 1
    if (placeAt(middle).firstTerm <= term) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The source of a cursor's blocks. */
interface TermBlocks {
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

export function listAt({ from, entry, postings }: TermCursor): PostingList {
  return listOf(entry, 0, from.postings, postings)
}

/** Compares by UTF-16 units, the order of dictionaries: negative if `a` comes first. */
export function compareTerms(a: TermCursor, b: TermCursor): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) if (a.units[i] !== b.units[i]) return a.units[i]! - b.units[i]!
  return a.length - b.length
}
