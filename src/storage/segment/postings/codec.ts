/**
 * Posting lists: for each term, the articles that contain it, ascending, with their frequencies.
 *
 * A list of one article is stored in the dictionary itself. Otherwise each posting is the gap to the previous one,
 * minus one, as a Rice code (quotient in ones, a zero, then k low bits), and its frequency as an Elias gamma code. Up
 * to 128 postings are one block, whose k follows from the density of the list. Longer lists are blocks of 128, each
 * with a k of its own, after a skip table (last ID, bytes, largest frequency, shortest body), so that a search can skip
 * a block without decoding it. About 8 bits a posting in news; decoding costs about 6 ns each.
 * Frequencies are capped at 255. Format: FORMAT.md, "Postings".
 * Rice codes: R. F. Rice, 1979; gamma codes: P. Elias, 1975; the choice of k: Witten, Moffat, Bell, Managing Gigabytes,
 * 3.3.
 */
import { getVarint, type ByteReader } from '../../store/byte-reader.js'
import { createByteWriter, putByte, putBytes, putVarint, reserve, written } from '../../store/byte-writer.js'
import type { ByteWriter } from '../../store/byte-writer.js'
import { inconsistentSection } from '../../store/damage.js'

export const blockSize = 128
export const maxFrequency = 255
/** Documents of a segment fit 24 bits, so that document and frequency share one word. */
export const maxDocuments = 1 << 24
/** Decoding reads up to this many bytes past a list: they must exist, with any content. */
export const readAhead = 4

/** This many ones mean that a gap of 24 plain bits follows. */
const escape = 16

/** A posting list found in the dictionary; decode it with {@link decodePostings} or block by block. */
export interface PostingList {
  /** Articles in the list, deleted ones included. */
  readonly documentFrequency: number
  /** Articles in the segment: the choice of k depends on it. */
  readonly articles: number
  /** The encoded blocks and {@link readAhead} bytes more; empty for a list of one article. */
  readonly bytes: Uint8Array
  /** The article and frequency of a list of one article. */
  readonly onlyDocument: number
  readonly onlyFrequency: number
  /** The file, for errors. */
  readonly where: string
}

/** Where the blocks of a list begin and end, so that one can be decoded alone. */
export interface SkipTable {
  readonly count: number
  /** Id of the last article of each block. */
  readonly lastDocument: Int32Array
  /** The start of each block in the list's bytes. */
  readonly start: Int32Array
}

const skips = createByteWriter(4096)
const blocks = createByteWriter(65536)

/**
 * Appends the list of `count` postings, each packed as document × 256 + frequency, ascending.
 * @param lengths body length per document
 */
export function encodePostings(
  packed: Uint32Array,
  start: number,
  count: number,
  lengths: Uint32Array,
  out: ByteWriter,
): void {
  if (count <= blockSize) {
    encodeBlock(packed, start, start + count, -1, riceParameter(lengths.length, count), out)
    return
  }
  skips.length = 0
  blocks.length = 0
  let previous = -1
  for (let at = start; at < start + count; at += blockSize) {
    const end = Math.min(at + blockSize, start + count)
    const before = blocks.length
    const last = documentOf(packed[end - 1]!)
    const k = riceParameter(last - previous, end - at)
    putByte(blocks, k)
    encodeBlock(packed, at, end, previous, k, blocks)
    putVarint(skips, last - previous - 1)
    putVarint(skips, blocks.length - before)
    putBounds(packed, at, end, lengths)
    previous = last
  }
  putVarint(out, skips.length)
  putBytes(out, written(skips))
  putBytes(out, written(blocks))
}

const documentOf = (posting: number): number => posting >>> 8

/** The best k for `count` gaps over a range of `range`: 2^k is about 0.69 times the mean gap. */
function riceParameter(range: number, count: number): number {
  const mean = (range * 0.69) / count
  return mean < 2 ? 0 : 31 - Math.clz32(mean)
}

/** The longest code: an escaped gap and the frequency 255. */
const longestCode = 7

/** Hot: writes bytes directly; `pending` holds `count` < 8 bits not yet written. */
function encodeBlock(
  packed: Uint32Array,
  start: number,
  end: number,
  before: number,
  k: number,
  out: ByteWriter,
): void {
  reserve(out, (end - start) * longestCode + 1)
  const bytes = out.bytes
  let length = out.length
  let pending = 0
  let count = 0
  let previous = before
  for (let at = start; at < end; at++) {
    const posting = packed[at]!
    const document = posting >>> 8
    const gap = document - previous - 1
    previous = document
    const quotient = gap >>> k
    const frequency = posting & 255
    const width = 2 * (31 - Math.clz32(frequency)) + 1
    const bits = quotient + 1 + k + width
    // Nearly all codes are short enough to be written as one number after the pending bits.
    if (quotient < escape && bits <= 24) {
      const code = (((2 << quotient) - 2) << k) | (gap & ((1 << k) - 1))
      pending = (pending << bits) | (code << width) | frequency
      count += bits
      while (count >= 8) bytes[length++] = pending >>> (count -= 8)
      continue
    }
    if (quotient < escape) {
      pending = (pending << (quotient + 1)) | ((2 << quotient) - 2)
      count += quotient + 1
    } else {
      pending = (pending << escape) | ((1 << escape) - 1)
      count += escape
    }
    while (count >= 8) bytes[length++] = pending >>> (count -= 8)
    const low = quotient < escape ? k : 24
    pending = (pending << low) | (gap & ((1 << low) - 1))
    count += low
    while (count >= 8) bytes[length++] = pending >>> (count -= 8)
    pending = (pending << width) | frequency
    count += width
    while (count >= 8) bytes[length++] = pending >>> (count -= 8)
  }
  if (count > 0) bytes[length++] = pending << (8 - count)
  out.length = length
}

function putBounds(packed: Uint32Array, start: number, end: number, lengths: Uint32Array): void {
  let frequency = 0
  let length = 0x7fffffff
  for (let at = start; at < end; at++) {
    const posting = packed[at]!
    frequency = Math.max(frequency, posting & 255)
    length = Math.min(length, lengths[documentOf(posting)]!)
  }
  putByte(skips, frequency)
  // Rounded down, so that it stays a lower bound.
  putVarint(skips, length >>> 3)
}

/** For a list that no encoder writes: with articles that don't exist or are out of order, or of a wrong length. */
function brokenList({ where }: PostingList): never {
  throw inconsistentSection(where, 'postings')
}

/**
 * Decodes a list to ascending IDs below its number of articles, and frequencies above 0. `documents` and `frequencies`
 * must have room for its document frequency.
 * @param wanted ascending; if given, only blocks that may contain one of these articles are decoded
 * @returns how many postings were decoded
 * @throws XunzhangError INDEX_DAMAGED
 */
export function decodePostings(
  list: PostingList,
  documents: Int32Array,
  frequencies: Uint8Array,
  wanted?: Int32Array,
): number {
  const count = list.documentFrequency
  if (count === 1) {
    documents[0] = list.onlyDocument
    frequencies[0] = list.onlyFrequency
    return 1
  }
  if (count <= blockSize) {
    const end = list.bytes.length - readAhead
    const last = decodeBits(
      list.bytes,
      0,
      end,
      riceParameter(list.articles, count),
      count,
      -1,
      documents,
      frequencies,
      0,
    )
    return last >= 0 && last < list.articles ? count : brokenList(list)
  }
  return decodeBlocks(list, documents, frequencies, wanted)
}

/**
 * Decodes blocks in order while reading the skip table, so nothing is allocated.
 * @returns how many postings were decoded
 */
function decodeBlocks(
  list: PostingList,
  documents: Int32Array,
  frequencies: Uint8Array,
  wanted: Int32Array | undefined,
): number {
  const { bytes, documentFrequency } = list
  const reader: ByteReader = { bytes, at: 0 }
  const skipBytes = getVarint(reader)
  const firstBlock = reader.at + skipBytes
  let start = firstBlock
  let before = -1
  let slot = 0
  let next = 0
  for (let left = documentFrequency; left > 0; left -= blockSize) {
    if (next === wanted?.length) return slot
    const last = before + getVarint(reader) + 1
    const size = getVarint(reader)
    reader.at++
    getVarint(reader)
    if (wanted === undefined || wanted[next]! <= last) {
      const count = Math.min(blockSize, left)
      const end = start + size
      const found = decodeBits(bytes, start + 1, end, bytes[start]!, count, before, documents, frequencies, slot)
      if (found !== last || last >= list.articles) brokenList(list)
      slot += count
    }
    while (wanted !== undefined && next < wanted.length && wanted[next]! <= last) next++
    before = last
    start += size
  }
  if (reader.at !== firstBlock || start !== bytes.length - readAhead || before >= list.articles) brokenList(list)
  return slot
}

/** No gap is longer than 24 bits, so no encoder chooses a larger k. */
const largestK = 24

/**
 * Decodes `count` postings of bytes [start, streamEnd), from slot `slot` on. Returns the last article, or −1 if the
 * postings don't end at `streamEnd` or a frequency has more than 8 bits. Articles ascend whatever the bits are, so the
 * caller only has to check the last one. Hot: one window of 25 bits or more at a time, in one function, and with nine
 * parameters, because an object for them makes a query take a tenth longer.
 */
function decodeBits(
  bytes: Uint8Array,
  start: number,
  streamEnd: number,
  k: number,
  count: number,
  before: number,
  documents: Int32Array,
  frequencies: Uint8Array,
  slot: number,
): number {
  if (k > largestK) return -1
  let bit = start * 8
  let document = before
  // Leading zeros of all frequencies' codes, combined by OR: at most 7 if no frequency has more than 8 bits.
  let widths = 0
  const end = slot + count
  for (let i = slot; i < end; i++) {
    let at = bit >>> 3
    let window = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) << (bit & 7)
    const ones = Math.clz32(~window)
    let used: number
    if (ones < escape && ones + 1 + k <= 18) {
      used = ones + 1 + k
      document += (ones << k) + 1
      if (k > 0) document += (window << (ones + 1)) >>> (32 - k)
      window <<= used
      bit += used
    } else {
      if (ones < escape) {
        bit += ones + 1
        at = bit >>> 3
        window = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) << (bit & 7)
        document += (ones << k) + 1
        if (k > 0) document += window >>> (32 - k)
        bit += k
      } else {
        bit += escape
        at = bit >>> 3
        window = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) << (bit & 7)
        document += (window >>> 8) + 1
        bit += 24
      }
      at = bit >>> 3
      window = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) << (bit & 7)
      used = 0
    }
    if (window < 0) {
      frequencies[i] = 1
      bit += 1
    } else {
      if (used > 9) {
        at = bit >>> 3
        window = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) << (bit & 7)
      }
      const zeros = Math.clz32(window)
      widths |= zeros
      frequencies[i] = window >>> (31 - 2 * zeros)
      bit += 2 * zeros + 1
    }
    documents[i] = document
  }
  return widths <= 7 && (bit + 7) >>> 3 === streamEnd ? document : -1
}

/** The skip table of a list of more than {@link blockSize} postings. @throws XunzhangError INDEX_DAMAGED */
export function readSkips(list: PostingList): SkipTable {
  const count = Math.ceil(list.documentFrequency / blockSize)
  const reader: ByteReader = { bytes: list.bytes, at: 0 }
  const skipBytes = getVarint(reader)
  const table = { count, lastDocument: new Int32Array(count), start: new Int32Array(count) }
  const firstBlock = reader.at + skipBytes
  let start = firstBlock
  let last = -1
  for (let block = 0; block < count; block++) {
    last += getVarint(reader) + 1
    table.lastDocument[block] = last
    table.start[block] = start
    start += getVarint(reader)
    // The bounds of the block: no search uses them.
    reader.at++
    getVarint(reader)
  }
  // Both only grow: if they end correctly, the whole table lies within the list and the segment.
  if (reader.at !== firstBlock || start !== list.bytes.length - readAhead || last >= list.articles) brokenList(list)
  return table
}

/** Decodes one block; returns its number of postings. @throws XunzhangError INDEX_DAMAGED */
export function decodeBlock(
  list: PostingList,
  skips: SkipTable,
  block: number,
  documents: Int32Array,
  frequencies: Uint8Array,
): number {
  const count = block === skips.count - 1 ? list.documentFrequency - block * blockSize : blockSize
  const before = block === 0 ? -1 : skips.lastDocument[block - 1]!
  const start = skips.start[block]!
  const end = block === skips.count - 1 ? list.bytes.length - readAhead : skips.start[block + 1]!
  const last = decodeBits(list.bytes, start + 1, end, list.bytes[start]!, count, before, documents, frequencies, 0)
  return last === skips.lastDocument[block] ? count : brokenList(list)
}
