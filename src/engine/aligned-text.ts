/** A stored field as passages need it: original and normalised spelling side by side, token by token. */
import { createDecodedText, surfaceText } from '../segment/articles/text-codec.js'
import type { FieldId } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import type { AlignedText } from '../snippet/surface.js'

const decoded = createDecodedText()
let surfaceEnd = new Int32Array(4096)

/** Valid until the next call. */
export function alignedText(segment: SegmentReader, article: number, field: FieldId): AlignedText {
  segment.decode(article, field, decoded)
  const { tokens, tokenCount, units, unitCount, tokenEnd } = decoded
  if (surfaceEnd.length < tokenCount) surfaceEnd = new Int32Array(tokenCount * 2)
  const lengths = segment.vocabulary.surfaceLength
  let end = 0
  for (let i = 0; i < tokenCount; i++) {
    end += lengths[tokens[i]!]!
    surfaceEnd[i] = end
  }
  const surface = surfaceText(decoded, segment.vocabulary)
  return { surface, units, unitCount, tokenCount, unitEnd: tokenEnd, surfaceEnd }
}
