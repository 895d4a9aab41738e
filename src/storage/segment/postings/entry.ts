/**
 * The part of a dictionary entry that describes its posting list: document frequency, then for a list of one article
 * the article and its frequency, otherwise the list's length in bytes. Shared by bigrams and terms. Format: FORMAT.md,
 * "Dictionary entries".
 */
import { getVarint, type ByteReader } from '../../store/byte-reader.js'
import { putVarint, createByteWriter, written, type ByteWriter } from '../../store/byte-writer.js'
import { inconsistentSection } from '../../store/damage.js'
import { encodePostings, maxFrequency, readAhead, type PostingList } from './codec.js'

/** Bytes that are buffered before they are written: few enough for the CPU caches. */
const atOnce = 1 << 17

export class PostingsSink {
  readonly #write: (bytes: Uint8Array) => void
  #bytesWritten = 0
  /** Encoders append here. */
  readonly buffer: ByteWriter = createByteWriter(2 * atOnce)
  /** Postings so far, for statistics. */
  count = 0

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write
  }

  /** Bytes since the section's start. */
  position(): number {
    return this.#bytesWritten + this.buffer.length
  }

  /** Writes out a full buffer; call between lists. */
  flushIfFull(): void {
    if (this.buffer.length > atOnce) this.flush()
  }

  flush(): void {
    this.#write(written(this.buffer))
    this.#bytesWritten += this.buffer.length
    this.buffer.length = 0
  }
}

/** Writes the entry to `dictionary` and the list, if there is more than one posting, to `sink`. */
export function putEntry(
  dictionary: ByteWriter,
  sink: PostingsSink,
  packed: Uint32Array,
  start: number,
  count: number,
  lengths: Uint32Array,
): void {
  sink.count += count
  putVarint(dictionary, count)
  if (count === 1) {
    const posting = packed[start]!
    const frequency = posting & 255
    putVarint(dictionary, (posting >>> 8) * 2 + (frequency > 1 ? 1 : 0))
    if (frequency > 1) putVarint(dictionary, frequency - 2)
    return
  }
  const before = sink.position()
  encodePostings(packed, start, count, lengths, sink.buffer)
  putVarint(dictionary, sink.position() - before)
  sink.flushIfFull()
}

export interface EntrySource {
  readonly articles: number
  /** File and section, for errors. */
  readonly where: string
  readonly section: string
}

/** Decoded entries of one dictionary block, side by side. */
export interface EntryBlock {
  readonly source: EntrySource
  readonly documentFrequency: Int32Array
  /** Bytes of the list; 0 for a list of one. */
  readonly length: Int32Array
  /** Offset of the list within the block's postings; for a list of one, document × 256 + frequency. */
  readonly start: Int32Array
}

export function createEntryBlock(count: number, source: EntrySource): EntryBlock {
  const [documentFrequency, length] = [new Int32Array(count), new Int32Array(count)]
  return { source, documentFrequency, length, start: new Int32Array(count) }
}

/** For content of a dictionary that no writer writes. */
export function brokenEntry({ where, section }: EntrySource): never {
  throw inconsistentSection(where, section)
}

/**
 * Reads the entry at the cursor into slot `i`; returns the offset after its list.
 * @throws XunzhangError INDEX_DAMAGED for a list of more articles than the segment has, or of one that doesn't exist
 */
export function getEntry(reader: ByteReader, block: EntryBlock, i: number, offset: number): number {
  const count = getVarint(reader)
  const { articles } = block.source
  if (count === 0 || count > articles) brokenEntry(block.source)
  block.documentFrequency[i] = count
  if (count === 1) {
    const value = getVarint(reader)
    const frequency = (value & 1) === 0 ? 1 : getVarint(reader) + 2
    if (value >>> 1 >= articles || frequency > maxFrequency) brokenEntry(block.source)
    block.start[i] = (value >>> 1) * 256 + frequency
    block.length[i] = 0
    return offset
  }
  const length = getVarint(reader)
  block.length[i] = length
  block.start[i] = offset
  return offset + length
}

const none = new Uint8Array(0)

/** The list of entry `i`; `read` fetches bytes of a section where the block's postings begin at `base`. */
export function listOf(
  block: EntryBlock,
  i: number,
  read: (start: number, end: number) => Uint8Array,
  base: number,
): PostingList {
  const { articles, where } = block.source
  const documentFrequency = block.documentFrequency[i]!
  const start = block.start[i]!
  if (documentFrequency === 1) {
    return { documentFrequency, articles, bytes: none, onlyDocument: start >>> 8, onlyFrequency: start & 255, where }
  }
  const bytes = read(base + start, base + start + block.length[i]! + readAhead)
  return { documentFrequency, articles, bytes, onlyDocument: -1, onlyFrequency: 0, where }
}
