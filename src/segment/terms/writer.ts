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

export interface TermWriter {
  /** Adds a term; terms come in ascending order of their UTF-16 units. */
  add(term: string, packed: Uint32Array, start: number, count: number): void
  finish(): { index: Uint8Array; blocks: Uint8Array; terms: number }
}

export function createTermWriter(sink: PostingsSink, lengths: Uint32Array): TermWriter {
  const index = createByteWriter()
  const blocks = createByteWriter(65536)
  let previous = ''
  let terms = 0
  const openBlock = (term: string): void => {
    putUnits(index, term, 0)
    putBigVarint(index, blocks.length)
    putBigVarint(index, sink.position())
    previous = ''
  }
  return {
    add: (term, packed, start, count) => {
      if (terms % termsPerBlock === 0) openBlock(term)
      const shared = sharedPrefix(previous, term)
      putVarint(blocks, shared)
      putUnits(blocks, term, shared)
      previous = term
      putEntry(blocks, sink, packed, start, count, lengths)
      terms++
    },
    finish: () => ({ index: written(index), blocks: written(blocks), terms }),
  }
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
