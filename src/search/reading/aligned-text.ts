/** A stored field in the form that passages need: original and normalised spelling in parallel, token by token. */
import { surfaceStart } from '../../storage/segment/articles/packed-text.js'
import { packedText } from '../matching/hit-tests.js'
import { Field, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Snippet } from '../../base/answers.js'
import { AlignedText, makePassage } from '../passages/passage.js'
import type { WeightedMarks } from '../passages/marks.js'
import { firstSentence, sentenceReach } from '../../text/sentences.js'

/** In characters: the default and the least. */
const defaultLength = 120
const shortestLength = 20

export const passageLength = (asked: number = defaultLength): number => Math.max(shortestLength, asked)

/** A passage of the body, or of the captions if only they match. @param length at most, in characters */
export function hitPassage(segment: SegmentReader, article: number, marks: WeightedMarks, length: number): Snippet {
  const body = makePassage(alignedText(segment, article, Field.body), marks, length)
  if (body.highlights.length > 0) return body
  const captions = makePassage(alignedText(segment, article, Field.captions), marks, length)
  return captions.highlights.length > 0 ? captions : body
}

export function alignedText(segment: SegmentReader, article: number, field: FieldId): AlignedText {
  return new AlignedText(packedText(segment, article, field), segment.vocabulary)
}

/** The heading of an article without a title: its first sentence, from the text that passages are taken from. */
export function headingOf(segment: SegmentReader, article: number): string {
  const texts = segment.texts(article)
  return (texts.heading ??= firstSentence(surfaceStart(texts.body, segment.vocabulary, sentenceReach)))
}
