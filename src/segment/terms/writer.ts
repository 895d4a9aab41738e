/**
 * The term dictionary: Han words of three characters and more, Latin words, numbers, compounds and symbols, sorted
 * by UTF-16 units. Blocks of 64 terms share prefixes with the term before; the index of a block's first term is
 * read at opening, so a look-up reads one block (about 500 bytes). Words of two characters need no entry: their
 * pair's list stands for them. Format: FORMAT.md, "Terms".
 */
import { createByteWriter, putBigVarint, putVarint, written } from '../../store/byte-writer.js'
import type { ByteWriter } from '../../store/byte-writer.js'
import { putEntry } from '../postings/entry.js'
import type { PostingsSink } from '../postings/sink.js'

export const termsPerBlock = 64

/** A dictionary in the making: fill it with {@link addTerm}, then {@link finishTerms}. */
export interface TermWriter {
  readonly sink: PostingsSink
  /** Body length by article. */
  readonly lengths: Uint32Array
  /** First term of each block, and where the block and its postings begin; where each of these entries begins. */
  readonly index: ByteWriter
  readonly entryStart: number[]
  readonly blocks: ByteWriter
  previous: string
  terms: number
}

export function createTermWriter(sink: PostingsSink, lengths: Uint32Array): TermWriter {
  return {
    sink,
    lengths,
    index: createByteWriter(),
    entryStart: [],
    blocks: createByteWriter(65536),
    previous: '',
    terms: 0,
  }
}

/** Adds a term; terms come in ascending order of their UTF-16 units. */
export function addTerm(writer: TermWriter, term: string, packed: Uint32Array, start: number, count: number): void {
  if (writer.terms % termsPerBlock === 0) openBlock(writer, term)
  const shared = sharedPrefix(writer.previous, term)
  putVarint(writer.blocks, shared)
  putUnits(writer.blocks, term, shared)
  writer.previous = term
  putEntry(writer.blocks, writer.sink, packed, start, count, writer.lengths)
  writer.terms++
}

function openBlock(writer: TermWriter, term: string): void {
  writer.entryStart.push(writer.index.length)
  putUnits(writer.index, term, 0)
  putBigVarint(writer.index, writer.blocks.length)
  putBigVarint(writer.index, writer.sink.position())
  writer.previous = ''
}

/**
 * The dictionary's bytes. The index: the number of blocks (4 bytes), where each block's entry begins (4 bytes each),
 * the entries; a look-up decodes the few that its binary search meets.
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

function sharedPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  let at = 0
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

/** Units rather than UTF-8: a lone surrogate comes back as it was. */
function putUnits(writer: ByteWriter, text: string, from: number): void {
  putVarint(writer, text.length - from)
  for (let at = from; at < text.length; at++) putVarint(writer, text.charCodeAt(at))
}
