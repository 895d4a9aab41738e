/**
 * List files: posting lists with positions, sorted by key. A key is a bigram (two units, the second 0 at the end of a
 * run), a term, or a word of the lexicon; the same spelling may be several of them. A query's bigrams, the words by
 * which it is segmented and the terms that score are near each other, so that one file of a few KB has all three.
 *
 * A file is decoded whole: it contains a few thousand postings. Format: FORMAT.md, "List files".
 */
import { createByteReader, getVarint } from '../../../storage/store/byte-reader.js'
import { createByteWriter, putBytes, putVarint, written } from '../../../storage/store/byte-writer.js'
import { indexedFields } from '../../../storage/segment/fields.js'
import { createBitWriter, flushBits, getAscending, getGamma, putAscending, putGamma } from './bits.js'
import type { BitReader, BitWriter } from './bits.js'
import { RangeReader, RangeWriter } from './coder.js'
import { KeyStream, type KeyTable, type LexiconCount } from './keys.js'

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
  if (head.at + size > bytes.length) throw new RangeError('no list file')
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
