/**
 * Vocabularies as format version 1 has them: kinds and lengths as varints in one section, all spellings in another.
 * They are written anew in memory when an index of that version is opened; merging leaves them behind.
 */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import { unitsOf } from '../../store/views.js'
import { changedBit, encodeVocabulary } from './codec.js'
import type { EncodedVocabulary, TokenUnits } from './codec.js'

/**
 * @param lengths for each token varints: flags, units of its normalised spelling, of a changed one units of its original
 * @param pool spellings, a changed token's original behind its normalised one
 */
export function fromVersion1(count: number, lengths: Uint8Array, pool: Uint8Array): EncodedVocabulary {
  const reader = createByteReader(lengths)
  const token: TokenUnits = { flags: 0, pool: unitsOf(pool), start: 0, normalizedEnd: 0, end: 0 }
  return encodeVocabulary(count, () => {
    token.flags = getVarint(reader)
    token.start = token.end
    token.normalizedEnd = token.end = token.start + getVarint(reader)
    if ((token.flags & changedBit) !== 0) token.end += getVarint(reader)
    return token
  })
}
