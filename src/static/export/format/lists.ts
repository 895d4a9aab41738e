/**
 * List files: posting lists with positions, sorted by key. A key is a bigram (two units, the second 0 at the end of a
 * run), a term, or a word of the lexicon; the same spelling may be several of them. A query's bigrams, the words by
 * which it is segmented and the terms that score are near each other, so that one file of a few KB has all three.
 *
 * A file is decoded whole: it contains a few thousand postings. Format: FORMAT.md, "List files".
 */
import { createByteReader, getVarint } from '../../../storage/store/byte-reader.js'
import { createByteWriter, putBytes, putVarint, written, putByte, reserve } from '../../../storage/store/byte-writer.js'
import { indexedFields } from '../../../storage/segment/fields.js'
import { RangeReader, RangeWriter } from './coder.js'
import { KeyStream, type KeyTable, type LexiconCount } from './keys.js'

/*
 * Bit streams, high bit first, with two codes for numbers. Counts use Elias gamma. Ascending numbers within a known
 * range use binary interpolative coding (A. Moffat, L. Stuiver, 2000): the middle number first, in just as many bits as
 * its possible values need, then each half within the narrower range. A single number out of n takes log₂ n bits.
 */

/** Writing and reading run the same code over it. Each method codes its argument; a reader ignores it. */
interface Bits {
  /** @param width of at most 24 bits; `value` is below 2 ** width */
  code(value: number, width: number): number
  /** @param value 1 to 2 ** 23 */
  gamma(value: number): number
}

export class BitWriter implements Bits {
  readonly out = createByteWriter(4096)
  #pending = 0
  /** Bits of `#pending`, below 8. */
  #count = 0

  /** Hot. */
  code(value: number, width: number): number {
    const { out } = this
    const pending = (this.#pending << width) | value
    let count = this.#count + width
    if (out.length + 4 > out.bytes.length) reserve(out, 4)
    while (count >= 8) out.bytes[out.length++] = pending >>> (count -= 8)
    this.#pending = pending
    this.#count = count
    return value
  }

  gamma(value: number): number {
    const width = 31 - Math.clz32(value)
    if (width < 12) return this.code(value, 2 * width + 1)
    this.code(0, width)
    return this.code(value, width + 1)
  }

  /** Fills the last byte with zeros. */
  flush(): void {
    if (this.#count > 0) putByte(this.out, (this.#pending << (8 - this.#count)) & 255)
    this.#pending = this.#count = 0
  }
}

export class BitReader implements Bits {
  readonly #bytes: Uint8Array
  #at: number

  /** @param at in bits */
  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  /** Returns zeros beyond the end. */
  code(_value: number, width: number): number {
    if (width === 0) return 0
    const [bytes, at] = [this.#bytes, this.#at]
    this.#at = at + width
    const byte = at >>> 3
    const window = (bytes[byte]! << 24) | (bytes[byte + 1]! << 16) | (bytes[byte + 2]! << 8) | bytes[byte + 3]!
    return (window << (at & 7)) >>> (32 - width)
  }

  /** @throws RangeError if there is no such code */
  gamma(): number {
    let width = 0
    while (this.code(0, 1) === 0) if (++width > widest) throw new RangeError('no numbers')
    return (1 << width) | this.code(0, width)
  }
}

const widest = 23

/** Codes values[from, to), ascending numbers within [low, high]. */
export function codeAscending(
  bits: Bits,
  values: Int32Array,
  from: number,
  to: number,
  low: number,
  high: number,
): void {
  if (from >= to) return
  const middle = (from + to) >> 1
  const least = low + middle - from
  const value = least + codeWithin(bits, values[middle]! - least, high - (to - 1 - middle) - least + 1)
  values[middle] = value
  codeAscending(bits, values, from, middle, low, value - 1)
  codeAscending(bits, values, middle + 1, to, value + 1, high)
}

/** A number below `range` in truncated binary. */
function codeWithin(bits: Bits, value: number, range: number): number {
  if (range <= 0) throw new RangeError('no numbers')
  const width = 31 - Math.clz32(range)
  const short = (2 << width) - range
  const first = bits.code(value < short ? value : (value + short) >>> 1, width)
  return first < short ? first : first * 2 + bits.code((value + short) & 1, 1) - short
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
  readonly #bits = new BitWriter()
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
    for (let slot = 0; slot < slots; slot++)
      if (lists[slot] !== undefined) codeList(key, slot, this.#keys, this.#bits, this.#context.lengths, lists[slot])
    if (word !== undefined) this.#keys.word(word)
    this.#count++
  }

  finish(): Uint8Array {
    this.#bits.flush()
    const keys = this.#coder.finish()
    const out = createByteWriter(this.#bits.out.length + keys.length + 16)
    putVarint(out, this.#count)
    putVarint(out, keys.length)
    putBytes(out, keys)
    putBytes(out, written(this.#bits.out))
    return written(out)
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
  const bits = new BitReader(bytes, (head.at + size) * 8)
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

function getList(key: string, slot: number, keys: KeyStream, bits: Bits, lengths: ArrayLike<number>): ExportedList {
  const { documents, frequencies, positions } = codeList(key, slot, keys, bits, lengths)
  const starts = new Int32Array(documents.length + 1)
  if (positions !== undefined) for (const [i, count] of frequencies.entries()) starts[i + 1] = starts[i]! + count
  return { documents, frequencies, positions, starts }
}

/** @param given the list to write; undefined to read */
function codeList(
  key: string,
  slot: number,
  keys: KeyStream,
  bits: Bits,
  lengths: ArrayLike<number>,
  given?: ListRange,
): Omit<ExportedList, 'starts'> {
  const count = keys.count(given?.count ?? 0)
  if (count > lengths.length) throw new RangeError('no list')
  const { documents, frequencies } = given ?? { documents: new Int32Array(count), frequencies: new Int32Array(count) }
  const { at, place } = given ?? { at: 0, place: 0 }
  codeAscending(bits, documents, at, at + count, 0, lengths.length - 1)
  let all = 0
  for (let i = at; i < at + count; i++) all += frequencies[i] = bits.gamma(frequencies[i]!)
  if (!isPlaced(key, slot)) return { documents, frequencies, positions: undefined }
  const isBody = slot === bodySlot
  const limit = isBody ? 0 : keys.limit(given === undefined ? 0 : largest(given.positions!, place, place + all))
  const positions = given?.positions ?? new Int32Array(all)
  for (let i = at, start = place; i < at + count; i++) {
    const next = start + frequencies[i]!
    codeAscending(bits, positions, start, next, 0, isBody ? lengths[documents[i]!]! - 1 : limit)
    start = next
  }
  return { documents, frequencies, positions }
}
