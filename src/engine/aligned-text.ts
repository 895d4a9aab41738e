/** A stored field as passages need it: original and normalised spelling side by side, token by token. */
import { createDecodedText, surfaceRange } from '../segment/articles/text-codec.js'
import type { DecodedText } from '../segment/articles/text-codec.js'
import type { FieldId } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import type { AlignedText } from '../snippet/surface.js'

const decoded = createDecodedText()

/** Valid until the next call. */
export function alignedText(segment: SegmentReader, article: number, field: FieldId): AlignedText {
  segment.decode(article, field, decoded)
  return aligned(segment, decoded)
}

/** A text decoded already. */
export function aligned({ vocabulary }: SegmentReader, text: DecodedText): AlignedText {
  const { tokens, tokenCount, units, unitCount, tokenEnd } = text
  return {
    units,
    unitCount,
    tokenCount,
    unitEnd: tokenEnd,
    surfaceLength: (token) => vocabulary.surfaceLength[tokens[token]!]!,
    slice: (first, last) => surfaceRange(text, vocabulary, first, last),
  }
}
