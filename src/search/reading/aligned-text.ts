/** A stored field in the form that passages need: original and normalised spelling in parallel, token by token. */
import {
  packText,
  surfaceLengthOf,
  surfaceOfRange,
  tokenEnd,
  tokenStart,
  type PackedText,
} from '../../storage/segment/articles/packed-text.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { Field, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Vocabulary } from '../../storage/segment/vocabulary/codec.js'
import { surfaceLength } from '../../storage/segment/vocabulary/spellings.js'
import type { AlignedText } from '../passages/surface.js'

const decoded = createDecodedText()

export function alignedText(segment: SegmentReader, article: number, field: FieldId): AlignedText {
  if (field === Field.title) return new Aligned(segment.texts(article).title, segment.vocabulary)
  if (field === Field.body) return new Aligned(segment.texts(article).body, segment.vocabulary)
  segment.decode(article, field, decoded)
  return new Aligned(packText(decoded, segment.vocabulary), segment.vocabulary)
}

class Aligned implements AlignedText {
  readonly units: Uint16Array
  readonly #text: PackedText
  readonly #vocabulary: Vocabulary

  constructor(text: PackedText, vocabulary: Vocabulary) {
    this.units = text.units
    this.#text = text
    this.#vocabulary = vocabulary
  }

  get leadLength(): number {
    const { lead } = this.#text
    return lead < 0 ? 0 : surfaceLength(this.#vocabulary, lead)
  }

  tokenStart(unit: number): number {
    return tokenStart(this.#text, unit)
  }

  tokenEnd(unit: number): number {
    return tokenEnd(this.#text, unit)
  }

  surfaceLength(start: number, end: number): number {
    return surfaceLengthOf(this.#text, this.#vocabulary, start, end)
  }

  surface(start: number, end: number): string {
    return surfaceOfRange(this.#text, this.#vocabulary, start, end)
  }
}
