/**
 * Posting lists: for each term, the articles that hold it, ascending, with how often.
 *
 * A list of one article is kept in the dictionary itself. Up to 128 articles are one block: for each the gap to
 * the one before it, minus one, times two, plus one if the frequency isn't 1 — then the frequency minus two.
 * Longer lists are blocks of 128 behind a skip table (last id, bytes, largest frequency, shortest body), so that
 * a search can leave a block out without decoding it. All numbers are varints. Decoding costs about 3 ns a posting.
 * Frequencies are capped at 255. Format: FORMAT.md, "Postings".
 */
import type { ByteWriter } from '../../store/byte-writer.js'
import { putBytes, putVarint, createByteWriter, written } from '../../store/byte-writer.js'
import type { ByteReader } from '../../store/byte-reader.js'
import { getVarint } from '../../store/byte-reader.js'

export const blockSize = 128
export const maxFrequency = 255

/** A posting list as the dictionary finds it; decode it with {@link decodePostings} or block by block. */
export interface PostingList {
  /** Articles in the list, deleted ones included. */
  readonly documentFrequency: number
  /** The encoded blocks; empty for a list of one article. */
  readonly bytes: Uint8Array
  /** The article and frequency of a list of one. */
  readonly onlyDocument: number
  readonly onlyFrequency: number
}

/** What a block holds at most, for leaving it out. */
export interface SkipTable {
  readonly count: number
  /** Id of the last article of each block. */
  readonly lastDocument: Int32Array
  /** Where each block begins in the list's bytes. */
  readonly start: Int32Array
  readonly maxFrequency: Uint8Array
  /** A lower bound of the body length, in units, of the block's articles. */
  readonly minLength: Int32Array
}

const skips = createByteWriter(4096)
const blocks = createByteWriter(65536)

/**
 * Appends the list of `count` postings, each packed as document × 256 + frequency, ascending.
 * @param lengths body length per document
 */
export function encodePostings(packed: Uint32Array, start: number, count: number, lengths: Uint32Array, out: ByteWriter): void {
  if (count <= blockSize) {
    encodeBlock(packed, start, start + count, -1, out)
    return
  }
  skips.length = 0
  blocks.length = 0
  let previous = -1
  for (let at = start; at < start + count; at += blockSize) {
    const end = Math.min(at + blockSize, start + count)
    const before = blocks.length
    encodeBlock(packed, at, end, previous, blocks)
    const last = documentOf(packed[end - 1]!)
    putVarint(skips, last - previous - 1)
    putVarint(skips, blocks.length - before)
    putBounds(packed, at, end, lengths)
    previous = last
  }
  putVarint(out, skips.length)
  putBytes(out, written(skips))
  putBytes(out, written(blocks))
}

/** Documents of a segment fit 24 bits, so that document and frequency share one word. */
export const maxDocuments = 1 << 24

const documentOf = (posting: number): number => posting >>> 8

function encodeBlock(packed: Uint32Array, start: number, end: number, before: number, out: ByteWriter): void {
  let previous = before
  for (let at = start; at < end; at++) {
    const posting = packed[at]!
    const document = documentOf(posting)
    const frequency = posting & 255
    const gap = document - previous - 1
    previous = document
    if (frequency === 1) putVarint(out, gap * 2)
    else {
      putVarint(out, gap * 2 + 1)
      putVarint(out, frequency - 2)
    }
  }
}

function putBounds(packed: Uint32Array, start: number, end: number, lengths: Uint32Array): void {
  let frequency = 0
  let length = 0x7fffffff
  for (let at = start; at < end; at++) {
    const posting = packed[at]!
    frequency = Math.max(frequency, posting & 255)
    length = Math.min(length, lengths[documentOf(posting)]!)
  }
  putVarint(skips, frequency)
  // Rounded down, so that it stays a lower bound.
  putVarint(skips, length >>> 3)
}

/** Decodes a whole list. `documents` and `frequencies` must have room for its document frequency. */
export function decodePostings(list: PostingList, documents: Int32Array, frequencies: Uint8Array): number {
  const count = list.documentFrequency
  if (count === 1) {
    documents[0] = list.onlyDocument
    frequencies[0] = list.onlyFrequency
    return 1
  }
  const reader: ByteReader = { bytes: list.bytes, at: 0 }
  if (count > blockSize) {
    const skipBytes = getVarint(reader)
    reader.at += skipBytes
  }
  decodeRun(list.bytes, reader.at, count, -1, documents, frequencies)
  return count
}

/** Decodes `count` postings from `start`. Hot: written without calls. */
function decodeRun(
  bytes: Uint8Array,
  start: number,
  count: number,
  before: number,
  documents: Int32Array,
  frequencies: Uint8Array,
): void {
  let at = start
  let document = before
  for (let i = 0; i < count; i++) {
    let value = bytes[at++]!
    if (value >= 0x80) {
      value &= 0x7f
      let shift = 7
      let byte: number
      do {
        byte = bytes[at++]!
        value |= (byte & 0x7f) << shift
        shift += 7
      } while (byte >= 0x80 && shift < 35)
    }
    document += (value >>> 1) + 1
    documents[i] = document
    if ((value & 1) === 0) frequencies[i] = 1
    else {
      let frequency = bytes[at++]!
      if (frequency >= 0x80) frequency = (frequency & 0x7f) | (bytes[at++]! << 7)
      frequencies[i] = frequency + 2
    }
  }
}

/** The skip table of a list of more than {@link blockSize} postings. */
export function readSkips(list: PostingList): SkipTable {
  const count = Math.ceil(list.documentFrequency / blockSize)
  const reader: ByteReader = { bytes: list.bytes, at: 0 }
  const skipBytes = getVarint(reader)
  const table = {
    count,
    lastDocument: new Int32Array(count),
    start: new Int32Array(count),
    maxFrequency: new Uint8Array(count),
    minLength: new Int32Array(count),
  }
  let start = reader.at + skipBytes
  let last = -1
  for (let block = 0; block < count; block++) {
    last += getVarint(reader) + 1
    table.lastDocument[block] = last
    table.start[block] = start
    start += getVarint(reader)
    table.maxFrequency[block] = getVarint(reader)
    table.minLength[block] = getVarint(reader) * 8
  }
  return table
}

/** Decodes one block; returns its number of postings. */
export function decodeBlock(
  list: PostingList,
  skips: SkipTable,
  block: number,
  documents: Int32Array,
  frequencies: Uint8Array,
): number {
  const count = block === skips.count - 1 ? list.documentFrequency - block * blockSize : blockSize
  const before = block === 0 ? -1 : skips.lastDocument[block - 1]!
  decodeRun(list.bytes, skips.start[block]!, count, before, documents, frequencies)
  return count
}
