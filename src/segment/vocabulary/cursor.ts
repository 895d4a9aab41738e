/** Walks a stored vocabulary from its first token to its last, as merging does: block by block, nothing is kept. */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import type { ByteReader } from '../../store/byte-reader.js'
import { changedBit, unitsOf, vocabularyBlockBits } from './codec.js'
import type { TokenUnits } from './codec.js'

/** Where a cursor finds its blocks: see {@link EncodedVocabulary}. */
export interface VocabularyBlocks {
  /** Bytes of lengths and of the pool; valid until the next of these calls. */
  readonly lengths: (start: number, end: number) => Uint8Array
  readonly pool: (start: number, end: number) => Uint8Array
  /** By block: where it begins in the lengths, in bytes, and in the pool, in units; then where both end. */
  readonly starts: Uint32Array
}

/**
 * Stands on a token once {@link nextToken} was called. Its pool is the block's part of the stored one; valid until the next
 * token is asked for, and whatever it is read from is read again.
 */
export interface VocabularyCursor extends TokenUnits {
  readonly from: VocabularyBlocks
  /** Tokens met so far. */
  met: number
  reader: ByteReader
}

export function createVocabularyCursor(from: VocabularyBlocks): VocabularyCursor {
  const reader = createByteReader(new Uint8Array(0))
  return { from, met: 0, reader, pool: new Uint16Array(0), flags: 0, start: 0, normalizedEnd: 0, end: 0 }
}

/** Moves to the next token; to be called once for each that there is. */
export function nextToken(cursor: VocabularyCursor): void {
  if ((cursor.met & ((1 << vocabularyBlockBits) - 1)) === 0) openBlock(cursor)
  cursor.met++
  const { reader } = cursor
  cursor.flags = getVarint(reader)
  cursor.start = cursor.end
  cursor.normalizedEnd = cursor.end = cursor.start + getVarint(reader)
  if ((cursor.flags & changedBit) !== 0) cursor.end += getVarint(reader)
}

function openBlock(cursor: VocabularyCursor): void {
  const { lengths, pool, starts } = cursor.from
  const at = 2 * (cursor.met >>> vocabularyBlockBits)
  cursor.reader = createByteReader(lengths(starts[at]!, starts[at + 2]!).slice())
  cursor.pool = unitsOf(pool(2 * starts[at + 1]!, 2 * starts[at + 3]!))
  cursor.end = 0
}
