/**
 * How often a query's parts occur in articles. A single word of two Han characters, or a Latin word, is counted from
 * its posting lists, everything else from the texts.
 */
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { forEachBit } from '../matching/bitset.js'
import { decodeList, listsOf, scratch } from '../matching/lists.js'
import { fieldsOfParts, placesIn } from '../occurrences/places.js'
import type { PlacedPart } from '../operators/operator.js'
import type { MatchingSegment } from '../searcher.js'

/** The largest count that a posting list can store; it may stand for more. */
const mostInList = 255

/** Occurrences by article; 0 for articles that don't match. */
export function countOccurrences({ segment, articles, parts }: MatchingSegment): Uint32Array {
  const counts = new Uint32Array(segment.articles)
  const [only] = parts
  if (parts.length === 1 && only!.term !== undefined) countByLists(segment, only!, counts)
  else forEachBit(articles, (article) => (counts[article] = uncounted))
  forEachBit(articles, (article) => {
    if (counts[article] === uncounted) counts[article] = countInTexts(segment, article, parts)
  })
  return counts
}

const uncounted = 0xffffffff

function countByLists(segment: SegmentReader, { fields, term }: PlacedPart, counts: Uint32Array): void {
  for (const field of fields) {
    for (const list of listsOf(segment, field, term!.kind, term!.text)) {
      const length = decodeList(list)
      const { documents, frequencies } = scratch
      for (let i = 0; i < length; i++) {
        const article = documents[i]!
        const sum = counts[article]!
        counts[article] = frequencies[i]! >= mostInList || sum === uncounted ? uncounted : sum + frequencies[i]!
      }
    }
  }
}

const text = createDecodedText()

function countInTexts(segment: SegmentReader, article: number, parts: readonly PlacedPart[]): number {
  let count = 0
  for (const field of fieldsOfParts(parts)) {
    segment.decode(article, field, text)
    count += placesIn(parts, field, text.units.subarray(0, text.unitCount)).length
  }
  return count
}
