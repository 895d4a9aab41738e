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
  readonly index: ByteWriter
  readonly blocks: ByteWriter
  previous: string
  terms: number
}

export function createTermWriter(sink: PostingsSink, lengths: Uint32Array): TermWriter {
  return { sink, lengths, index: createByteWriter(), blocks: createByteWriter(65536), previous: '', terms: 0 }
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
  putUnits(writer.index, term, 0)
  putBigVarint(writer.index, writer.blocks.length)
  putBigVarint(writer.index, writer.sink.position())
  writer.previous = ''
}

export function finishTerms({ index, blocks, terms }: TermWriter): {
  index: Uint8Array
  blocks: Uint8Array
  terms: number
} {
  return { index: written(index), blocks: written(blocks), terms }
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
