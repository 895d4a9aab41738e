/** Walks a stored vocabulary from its first token to its last, as merging does: nothing is allocated for a token. */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import type { ByteReader } from '../../store/byte-reader.js'
import { changedBit, unitsOf } from './codec.js'
import type { EncodedVocabulary } from './codec.js'

export interface VocabularyCursor {
  readonly reader: ByteReader
  readonly pool: Uint16Array
  /** The token's kind, and whether it is changed: as they are stored. */
  flags: number
  // In the pool: the normalised spelling, and behind it the original one of a changed token.
  start: number
  normalizedEnd: number
  end: number
}

export function createVocabularyCursor({
  lengths,
  pool,
}: Pick<EncodedVocabulary, 'lengths' | 'pool'>): VocabularyCursor {
  return { reader: createByteReader(lengths), pool: unitsOf(pool), flags: 0, start: 0, normalizedEnd: 0, end: 0 }
}

/** Moves to the next token; to be called once for each that there is. */
export function nextToken(cursor: VocabularyCursor): void {
  const { reader } = cursor
  cursor.flags = getVarint(reader)
  cursor.start = cursor.end
  cursor.normalizedEnd = cursor.end = cursor.start + getVarint(reader)
  if ((cursor.flags & changedBit) !== 0) cursor.end += getVarint(reader)
}
