/**
 * List files: posting lists with positions, sorted by key. A key is a bigram (two units, the second 0 at the end of a
 * run), a term, or a word of the lexicon; the same spelling may be several of them. A query's bigrams, the words by
 * which it is segmented and the terms that score are near each other, so that one file of a few KB has all three.
 *
 * A file is decoded whole: it contains a few thousand postings. Format: FORMAT.md, "List files".
 */
import { createByteReader, getVarint } from '../../../storage/store/byte-reader.js'
import { createByteWriter, putBytes, putVarint, written, putByte, reserve } from '../../../storage/store/byte-writer.js'
import type { ByteWriter } from '../../../storage/store/byte-writer.js'
import { indexedFields } from '../../../storage/segment/fields.js'
import { RangeReader, RangeWriter } from './coder.js'
import { KeyStream, type KeyTable, type LexiconCount } from './keys.js'

/*
 * Bit streams, high bit first, with two codes for numbers. Counts use Elias gamma. Ascending numbers within a known
 * range use binary interpolative coding (A. Moffat, L. Stuiver, 2000): the middle number first, in just as many bits as
 * its possible values need, then each half within the narrower range. A single number out of n takes log₂ n bits.
 */

interface BitWriter {
  readonly out: ByteWriter
  pending: number
  /** Bits of `pending`, below 8. */
  count: number
}

export const createBitWriter = (capacity = 4096): BitWriter => ({
  out: createByteWriter(capacity),
  pending: 0,
  count: 0,
})

/** Hot. @param width of at most 24 bits; `value` is below 2 ** width */
function putBits(bits: BitWriter, value: number, width: number): void {
  const { out } = bits
  const pending = (bits.pending << width) | value
  let count = bits.count + width
  if (out.length + 4 > out.bytes.length) reserve(out, 4)
  while (count >= 8) out.bytes[out.length++] = pending >>> (count -= 8)
  bits.pending = pending
  bits.count = count
}

/** Fills the last byte with zeros. */
export function flushBits(bits: BitWriter): void {
  if (bits.count > 0) putByte(bits.out, (bits.pending << (8 - bits.count)) & 255)
  bits.pending = bits.count = 0
}

/** @param value 1 to 2 ** 23 */
export function putGamma(bits: BitWriter, value: number): void {
  const width = 31 - Math.clz32(value)
  if (width < 12) return putBits(bits, value, 2 * width + 1)
  putBits(bits, 0, width)
  putBits(bits, value, width + 1)
}

/** Writes values[from, to), ascending numbers within [low, high]. */
export function putAscending(
  bits: BitWriter,
  values: ArrayLike<number>,
  from: number,
  to: number,
  low: number,
  high: number,
): void {
  if (from >= to) return
  if (from + 1 === to) return putWithin(bits, values[from]! - low, high - low + 1)
  const middle = (from + to) >> 1
  const value = values[middle]!
  const least = low + middle - from
  putWithin(bits, value - least, high - (to - 1 - middle) - least + 1)
  putAscending(bits, values, from, middle, low, value - 1)
  putAscending(bits, values, middle + 1, to, value + 1, high)
}

/** A number below `range` in truncated binary. */
function putWithin(bits: BitWriter, value: number, range: number): void {
  const width = 31 - Math.clz32(range)
  const short = (2 << width) - range
  if (value < short) putBits(bits, value, width)
  else putBits(bits, value + short, width + 1)
}

interface BitReader {
  readonly bytes: Uint8Array
  /** In bits. */
  at: number
}

/** Returns zeros beyond the end. @param width of at most 24 bits */
function getBits(bits: BitReader, width: number): number {
  if (width === 0) return 0
  const { bytes, at } = bits
  bits.at = at + width
  const byte = at >>> 3
  const window = (bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!
  return (window << (at & 7)) >>> (32 - width)
}

const widest = 23

/** @throws RangeError if there is no such code */
export function getGamma(bits: BitReader): number {
  let width = 0
  while (getBits(bits, 1) === 0) if (++width > widest) throw new RangeError('no numbers')
  return (1 << width) | getBits(bits, width)
}

/** Reads what {@link putAscending} wrote into values[from, to). */
export function getAscending(
  bits: BitReader,
  values: Int32Array,
  from: number,
  to: number,
  low: number,
  high: number,
): void {
  if (from >= to) return
  const middle = (from + to) >> 1
  const least = low + middle - from
  const value = least + getWithin(bits, high - (to - 1 - middle) - least + 1)
  values[middle] = value
  getAscending(bits, values, from, middle, low, value - 1)
  getAscending(bits, values, middle + 1, to, value + 1, high)
}

function getWithin(bits: BitReader, range: number): number {
  if (range <= 0) throw new RangeError('no numbers')
  const width = 31 - Math.clz32(range)
  const short = (2 << width) - range
  const value = getBits(bits, width)
  return value < short ? value : value * 2 + getBits(bits, 1) - short
}

/** The articles that hold a key in one field, ascending. */
export interface ExportedList {
  readonly documents: Int32Array
  /** Occurrences in each. */
  readonly frequencies: Int32Array
  /** Where occurrences begin, in units of the normalised field, article after article; undefined for terms. */
  readonly positions: Int32Array | undefined
  /** Where the positions of each article begin in `positions`; then the end. */
  readonly starts: Int32Array
}

/** A list to be written: a range of longer arrays. */
export interface ListRange extends Pick<ExportedList, 'documents' | 'frequencies' | 'positions'> {
  /** Where its articles begin in `documents` and `frequencies`, and how many there are. */
  readonly at: number
  readonly count: number
  /** Where its positions begin in `positions`. */
  readonly place: number
}

/** Slots of lists: bigrams by field, then terms by field. */
export const pairSlot = (field: number): number => field
export const termSlot = (field: number): number => indexedFields + field
export const slots = 2 * indexedFields
const wordFlag = 1 << slots

export interface ListEntry {
  readonly key: string
  /** By slot. */
  readonly lists: readonly (ExportedList | undefined)[]
  /** Undefined if the key is not a word of the lexicon. */
  readonly word: LexiconCount | undefined
}

/** A {@link ListEntry} to be written. */
export interface WrittenEntry extends Pick<ListEntry, 'key' | 'word'> {
  readonly lists: readonly (ListRange | undefined)[]
}

/** Whether a key has positions: bigrams within a run. */
const isPlaced = (key: string, slot: number): boolean => slot < indexedFields && key.charCodeAt(1) !== 0

const bodySlot = 1

/** What writer and reader know about all list files. */
export interface ListContext {
  /** Body lengths by article, which bound the positions. */
  readonly lengths: ArrayLike<number>
  readonly table: KeyTable
}

export class ListFileWriter {
  readonly #context: ListContext
  readonly #coder = new RangeWriter()
  readonly #keys: KeyStream
  readonly #bits: BitWriter = createBitWriter()
  #count = 0

  constructor(context: ListContext) {
    this.#context = context
    this.#keys = new KeyStream(this.#coder, context.table)
  }

  get count(): number {
    return this.#count
  }

  /** About how many bytes the file will have. */
  get size(): number {
    return this.#bits.out.length + this.#coder.length
  }

  /** Keys ascend. Hot. */
  add({ key, lists, word }: WrittenEntry): void {
    let flags = word === undefined ? 0 : wordFlag
    for (let slot = 0; slot < slots; slot++) if (lists[slot] !== undefined) flags |= 1 << slot
    this.#keys.key(key)
    this.#keys.flags(flags)
    for (let slot = 0; slot < slots; slot++) if (lists[slot] !== undefined) this.#putList(key, slot, lists[slot]!)
    if (word !== undefined) this.#keys.word(word)
    this.#count++
  }

  finish(): Uint8Array {
    flushBits(this.#bits)
    const keys = this.#coder.finish()
    const out = createByteWriter(this.#bits.out.length + keys.length + 16)
    putVarint(out, this.#count)
    putVarint(out, keys.length)
    putBytes(out, keys)
    putBytes(out, written(this.#bits.out))
    return written(out)
  }

  #putList(key: string, slot: number, { documents, frequencies, positions, at, count, place }: ListRange): void {
    const { lengths } = this.#context
    const bits = this.#bits
    const end = at + count
    this.#keys.count(count)
    putAscending(bits, documents, at, end, 0, lengths.length - 1)
    let all = 0
    for (let i = at; i < end; i++) {
      putGamma(bits, frequencies[i]!)
      all += frequencies[i]!
    }
    if (!isPlaced(key, slot)) return
    const limit = slot === bodySlot ? 0 : largest(positions!, place, place + all)
    if (slot !== bodySlot) this.#keys.limit(limit)
    for (let i = at, start = place; i < end; i++) {
      const next = start + frequencies[i]!
      putAscending(bits, positions!, start, next, 0, slot === bodySlot ? lengths[documents[i]!]! - 1 : limit)
      start = next
    }
  }
}

function largest(values: Int32Array, from: number, to: number): number {
  let most = 0
  for (let i = from; i < to; i++) most = Math.max(most, values[i]!)
  return most
}

/** @param context the one that the file was written with. @throws RangeError if the bytes are not a list file */
export function decodeListFile(bytes: Uint8Array, { lengths, table }: ListContext): ListEntry[] {
  const head = createByteReader(bytes)
  const count = getVarint(head)
  const size = getVarint(head)
  if (head.at + size > bytes.length) throw new RangeError('no numbers')
  const keys = new KeyStream(new RangeReader(bytes.subarray(head.at, head.at + size)), table)
  const bits: BitReader = { bytes, at: (head.at + size) * 8 }
  const entries: ListEntry[] = []
  for (let i = 0; i < count; i++) {
    const key = keys.key('')
    const flag = keys.flags(0)
    const lists = Array.from({ length: slots }, (_, slot) =>
      (flag & (1 << slot)) === 0 ? undefined : getList(key, slot, keys, bits, lengths),
    )
    entries.push({ key, lists, word: (flag & wordFlag) === 0 ? undefined : keys.word(undefined) })
  }
  return entries
}

function getList(
  key: string,
  slot: number,
  keys: KeyStream,
  bits: BitReader,
  lengths: ArrayLike<number>,
): ExportedList {
  const count = keys.count(0)
  if (count > lengths.length) throw new RangeError('no list')
  const documents = new Int32Array(count)
  getAscending(bits, documents, 0, count, 0, lengths.length - 1)
  const frequencies = Int32Array.from({ length: count }, () => getGamma(bits))
  const starts = new Int32Array(count + 1)
  if (!isPlaced(key, slot)) return { documents, frequencies, positions: undefined, starts }
  const limit = slot === bodySlot ? 0 : keys.limit(0)
  for (let i = 0; i < count; i++) starts[i + 1] = starts[i]! + frequencies[i]!
  const positions = new Int32Array(starts[count]!)
  for (let i = 0; i < count; i++) {
    const high = slot === bodySlot ? lengths[documents[i]!]! - 1 : limit
    getAscending(bits, positions, starts[i]!, starts[i + 1]!, 0, high)
  }
  return { documents, frequencies, positions, starts }
}
