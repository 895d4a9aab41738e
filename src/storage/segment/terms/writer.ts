/**
 * The term dictionary: Han words of one or of three and more characters, Latin words, numbers, compounds and symbols,
 * sorted by UTF-16 units. In blocks of 64, each term shares a prefix with the previous one. The index of the first terms is read
 * at opening, so a look-up reads one block (about 500 bytes). Words of two characters need no entry: the list of their
 * bigram is used instead. Format: FORMAT.md, "Terms".
 */
import { createByteWriter, putBigVarint, putVarint, written, type ByteWriter } from '../../store/byte-writer.js'
import { putEntry, type PostingsSink } from '../postings/entry.js'

export const termsPerBlock = 64

/** A dictionary under construction: fill it with {@link addTerm}, then call {@link finishTerms}. */
export class TermWriter {
  readonly sink: PostingsSink
  /** Body length by article. */
  readonly lengths: Uint32Array
  /** First term of each block, the start of the block and of its postings; and the start of each of these entries. */
  readonly index = createByteWriter()
  readonly entryStart: number[] = []
  readonly blocks = createByteWriter(65536)
  /** The last term of the open block is previous[0, previousLength). */
  previous: Uint16Array = new Uint16Array(256)
  previousLength = 0
  terms = 0

  constructor(sink: PostingsSink, lengths: Uint32Array) {
    this.sink = sink
    this.lengths = lengths
  }
}

/** Adds the term units[from, to); terms must be added in ascending order of their units. */
export function addTerm(
  writer: TermWriter,
  units: Uint16Array,
  from: number,
  to: number,
  packed: Uint32Array,
  start: number,
  count: number,
): void {
  if (writer.terms % termsPerBlock === 0) openBlock(writer, units, from, to)
  const shared = sharedPrefix(writer, units, from, to)
  putVarint(writer.blocks, shared)
  putUnits(writer.blocks, units, from + shared, to)
  keepTerm(writer, units, from, to)
  putEntry(writer.blocks, writer.sink, packed, start, count, writer.lengths)
  writer.terms++
}

function keepTerm(writer: TermWriter, units: Uint16Array, from: number, to: number): void {
  if (to - from > writer.previous.length) writer.previous = new Uint16Array((to - from) * 2)
  for (let i = from; i < to; i++) writer.previous[i - from] = units[i]!
  writer.previousLength = to - from
}

function openBlock(writer: TermWriter, units: Uint16Array, from: number, to: number): void {
  writer.entryStart.push(writer.index.length)
  putUnits(writer.index, units, from, to)
  putBigVarint(writer.index, writer.blocks.length)
  putBigVarint(writer.index, writer.sink.position())
  writer.previousLength = 0
}

/**
 * The dictionary's bytes. The index: the number of blocks (4 bytes), where each block's entry begins (4 bytes each),
 * the entries; a look-up decodes only the few that its binary search reads.
 */
export function finishTerms(writer: TermWriter): { index: Uint8Array; blocks: Uint8Array; terms: number } {
  const { entryStart, blocks, terms } = writer
  const entries = written(writer.index)
  const index = new Uint8Array(4 + entryStart.length * 4 + entries.length)
  const view = new DataView(index.buffer)
  view.setUint32(0, entryStart.length, true)
  for (const [at, start] of entryStart.entries()) view.setUint32(4 + at * 4, start, true)
  index.set(entries, 4 + entryStart.length * 4)
  return { index, blocks: written(blocks), terms }
}

function sharedPrefix({ previous, previousLength }: TermWriter, units: Uint16Array, from: number, to: number): number {
  const end = Math.min(previousLength, to - from)
  let at = 0
  while (at < end && previous[at] === units[from + at]) at++
  return at
}

/** Units rather than UTF-8, so that a lone surrogate is preserved. */
function putUnits(writer: ByteWriter, units: Uint16Array, from: number, to: number): void {
  putVarint(writer, to - from)
  for (let at = from; at < to; at++) putVarint(writer, units[at]!)
}
