/** The passage that a hit shows. */
import { Field } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { WeightedMarks } from '../marks.js'
import { makePassage, type Passage } from '../passages/passage.js'
import { alignedText } from './aligned-text.js'

/** In characters: the default and the least. */
const defaultLength = 120
const shortestLength = 20

export const passageLength = (asked: number = defaultLength): number => Math.max(shortestLength, asked)

/** A passage of the body, or of the captions if only they match. @param length at most, in characters */
export function hitPassage(segment: SegmentReader, article: number, marks: WeightedMarks, length: number): Passage {
  const body = makePassage(alignedText(segment, article, Field.body), marks, length)
  if (body.highlights.length > 0) return body
  const captions = makePassage(alignedText(segment, article, Field.captions), marks, length)
  return captions.highlights.length > 0 ? captions : body
}
