/** A stored field in the form that passages need: original and normalised spelling in parallel, token by token. */
import type { PackedText } from '../segment/articles/packed-text.js'
import { packText, surfaceLengthOf, surfaceOfRange, tokenEnd, tokenStart } from '../segment/articles/packed-text.js'
import { createDecodedText } from '../segment/articles/text-codec.js'
import { Field } from '../segment/fields.js'
import type { FieldId } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import { surfaceLength } from '../segment/vocabulary/spellings.js'
import type { AlignedText } from '../snippet/surface.js'

const decoded = createDecodedText()

export function alignedText(segment: SegmentReader, article: number, field: FieldId): AlignedText {
  if (field === Field.title) return aligned(segment, segment.texts(article).title)
  if (field === Field.body) return aligned(segment, segment.texts(article).body)
  segment.decode(article, field, decoded)
  return aligned(segment, packText(decoded, segment.vocabulary))
}

function aligned({ vocabulary }: SegmentReader, text: PackedText): AlignedText {
  return {
    units: text.units,
    leadLength: text.lead < 0 ? 0 : surfaceLength(vocabulary, text.lead),
    tokenStart: (unit) => tokenStart(text, unit),
    tokenEnd: (unit) => tokenEnd(text, unit),
    surfaceLength: (start, end) => surfaceLengthOf(text, vocabulary, start, end),
    surface: (start, end) => surfaceOfRange(text, vocabulary, start, end),
  }
}
