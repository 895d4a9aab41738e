/**
 * Vocabularies of format version 1: kinds and lengths as varints in one section, all spellings in another. They are
 * converted in memory when an index of that version is opened; merging replaces them.
 */
import { createByteReader, getVarint } from '../../store/byte-reader.js'
import { unitsOf } from '../../store/views.js'
import { changedBit, encodeVocabulary } from './codec.js'
import type { EncodedVocabulary, TokenUnits } from './codec.js'

/**
 * @param lengths varints for each token: flags, units of its normalised spelling, and units of its original if changed
 * @param pool spellings; the original of a changed token follows its normalised spelling
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
