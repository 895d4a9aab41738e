/**
 * List files: posting lists with positions, sorted by key. A key is a bigram (two units, the second 0 at the end of a
 * run), a term, or a word of the lexicon; the same spelling may be several of them. All of a query's bigrams, the words
 * that cut it and the terms that score stand near each other, so that one file of a few KB answers for all three.
 *
 * A file is decoded whole: it holds a few thousand postings. Format: FORMAT.md, "List files".
 */
import type { ByteReader } from '../../store/byte-reader.js'
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import type { ByteWriter } from '../../store/byte-writer.js'
import { createByteWriter, putBytes, putVarint, written } from '../../store/byte-writer.js'
import { indexedFields } from '../../segment/fields.js'
import { createBitWriter, flushBits, getAscending, getGamma, putAscending, putGamma } from './bits.js'
import type { BitReader, BitWriter } from './bits.js'

/** The articles that hold a key in one field, ascending. */
export interface ExportedList {
  readonly documents: Int32Array
  /** Occurrences in each. */
  readonly frequencies: Int32Array
  /** Where they begin, in units of the normalised field, article after article; undefined for terms. */
  readonly positions: Int32Array | undefined
  /** In `positions`: where each article's begin; then the end. */
  readonly starts: Int32Array
}

/** Slots of lists: bigrams by field, then terms by field. */
export const pairSlot = (field: number): number => field
export const termSlot = (field: number): number => indexedFields + field
const slots = 2 * indexedFields
const wordFlag = 1 << slots

export interface ListEntry {
  readonly key: string
  /** By slot. */
  readonly lists: readonly (ExportedList | undefined)[]
  /** Occurrences in the lexicon; its weight where no count gives that; undefined for what is no word. */
  readonly word: LexiconCount | undefined
}

export type LexiconCount = { readonly count: number } | { readonly weight: number }

/** Whether a key has positions: bigrams within a run. */
const isPlaced = (key: string, slot: number): boolean => slot < indexedFields && key.charCodeAt(1) !== 0

const bodySlot = 1

/** A list file being made. */
export class ListFileWriter {
  readonly #shapes = createByteWriter()
  readonly #units = createByteWriter()
  readonly #flags = createByteWriter()
  readonly #numbers = createByteWriter()
  readonly #words = createByteWriter()
  readonly #bits: BitWriter = createBitWriter()
  readonly #lengths: ArrayLike<number>
  #previous = ''
  #count = 0

  /** @param lengths of the bodies, by article: what bounds positions */
  constructor(lengths: ArrayLike<number>) {
    this.#lengths = lengths
  }

  get count(): number {
    return this.#count
  }

  /** About how long it will be, compressed. */
  get size(): number {
    const bytes = this.#units.length + this.#words.length + (this.#flags.length + this.#numbers.length) / 2
    return this.#bits.out.length + 0.7 * bytes
  }

  /** Keys ascend. */
  add({ key, lists, word }: ListEntry): void {
    this.#putKey(key)
    let flags = word === undefined ? 0 : wordFlag
    for (let slot = 0; slot < slots; slot++) if (lists[slot] !== undefined) flags |= 1 << slot
    putVarint(this.#flags, flags)
    for (let slot = 0; slot < slots; slot++) if (lists[slot] !== undefined) this.#putList(key, slot, lists[slot]!)
    if (word !== undefined) putCount(this.#words, word)
    this.#count++
  }

  finish(): Uint8Array {
    flushBits(this.#bits)
    const out = createByteWriter(this.#bits.out.length + 256)
    const parts = [this.#shapes, this.#units, this.#flags, this.#numbers, this.#words]
    putVarint(out, this.#count)
    for (const part of parts) putVarint(out, part.length)
    for (const part of parts) putBytes(out, written(part))
    putBytes(out, written(this.#bits.out))
    return written(out)
  }

  /** The first differing unit as its distance from the unit before, which is smaller or not there. */
  #putKey(key: string): void {
    const before = this.#previous
    let shared = 0
    while (shared < key.length && shared < before.length && key.charCodeAt(shared) === before.charCodeAt(shared))
      shared++
    putVarint(this.#shapes, shared * 4 + Math.min(3, key.length - shared - 1))
    if (key.length - shared > 3) putVarint(this.#shapes, key.length - shared)
    const base = shared < before.length ? before.charCodeAt(shared) : 0
    for (let at = shared; at < key.length; at++) putVarint(this.#units, key.charCodeAt(at) - (at === shared ? base : 0))
    this.#previous = key
  }

  #putList(key: string, slot: number, list: ExportedList): void {
    const { documents, frequencies, positions } = list
    const bits = this.#bits
    putVarint(this.#numbers, documents.length)
    putAscending(bits, documents, 0, documents.length, 0, this.#lengths.length - 1)
    for (const frequency of frequencies) putGamma(bits, frequency)
    if (!isPlaced(key, slot)) return
    const limit = slot === bodySlot ? 0 : positions!.reduce((most, position) => Math.max(most, position), 0)
    if (slot !== bodySlot) putVarint(this.#numbers, limit)
    for (let i = 0, at = 0; i < documents.length; i++) {
      const end = at + frequencies[i]!
      putAscending(bits, positions!, at, end, 0, slot === bodySlot ? this.#lengths[documents[i]!]! - 1 : limit)
      at = end
    }
  }
}

function putCount(out: ByteWriter, word: LexiconCount): void {
  if ('count' in word) return putVarint(out, word.count + 1)
  putVarint(out, 0)
  putBytes(out, new Uint8Array(Float32Array.of(word.weight).buffer))
}

/** @param lengths those that it was written with. @throws RangeError where the bytes are no list file */
export function decodeListFile(bytes: Uint8Array, lengths: ArrayLike<number>): ListEntry[] {
  const head = createByteReader(bytes)
  const count = getVarint(head)
  const sizes = Array.from({ length: 5 }, () => getVarint(head))
  let start = head.at
  const [shapes, units, flags, numbers, words] = sizes.map((size) =>
    createByteReader(bytes, (start += size) - size),
  ) as [ByteReader, ByteReader, ByteReader, ByteReader, ByteReader]
  if (start > bytes.length || count > bytes.length) throw new RangeError('no list file')
  const bits: BitReader = { bytes, at: start * 8 }
  let previous = ''
  return Array.from({ length: count }, () => {
    const key = getKey(shapes, units, previous)
    previous = key
    const flag = getVarint(flags)
    const lists = Array.from({ length: slots }, (_, slot) =>
      (flag & (1 << slot)) === 0 ? undefined : getList(key, slot, numbers, bits, lengths),
    )
    return { key, lists, word: (flag & wordFlag) === 0 ? undefined : getCount(words) }
  })
}

function getKey(shapes: ByteReader, units: ByteReader, before: string): string {
  const shape = getVarint(shapes)
  const shared = shape >>> 2
  const added = (shape & 3) < 3 ? (shape & 3) + 1 : getVarint(shapes)
  if (shared > before.length || added > units.bytes.length) throw new RangeError('no key')
  let key = before.slice(0, shared)
  for (let i = 0; i < added; i++) {
    const base = i === 0 && shared < before.length ? before.charCodeAt(shared) : 0
    key += String.fromCharCode(base + getVarint(units))
  }
  return key
}

function getList(
  key: string,
  slot: number,
  numbers: ByteReader,
  bits: BitReader,
  lengths: ArrayLike<number>,
): ExportedList {
  const count = getVarint(numbers)
  if (count > lengths.length) throw new RangeError('no list')
  const documents = new Int32Array(count)
  getAscending(bits, documents, 0, count, 0, lengths.length - 1)
  const frequencies = Int32Array.from({ length: count }, () => getGamma(bits))
  const starts = new Int32Array(count + 1)
  if (!isPlaced(key, slot)) return { documents, frequencies, positions: undefined, starts }
  const limit = slot === bodySlot ? 0 : getVarint(numbers)
  for (let i = 0; i < count; i++) starts[i + 1] = starts[i]! + frequencies[i]!
  const positions = new Int32Array(starts[count]!)
  for (let i = 0; i < count; i++) {
    const high = slot === bodySlot ? lengths[documents[i]!]! - 1 : limit
    getAscending(bits, positions, starts[i]!, starts[i + 1]!, 0, high)
  }
  return { documents, frequencies, positions, starts }
}

function getCount(words: ByteReader): LexiconCount {
  const value = getVarint(words)
  if (value > 0) return { count: value - 1 }
  const weight = new Float32Array(words.bytes.slice(words.at, words.at + 4).buffer)[0]!
  words.at += 4
  return { weight }
}
