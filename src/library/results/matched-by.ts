/** Finds the alternatives of a query's texts that an article contains. */
import type { AlternativeText, QueryExpansion } from '../../search/expand/query.js'
import { defaultFields } from '../../storage/segment/fields.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { createNeedle, indexOf } from '../../search/matching/needle.js'
import { normalize } from '../../text/normalize.js'
import type { MatchedBy } from '../types.js'

const text = createDecodedText()

export function matchedBy(segment: SegmentReader, article: number, expansions: readonly QueryExpansion[]): MatchedBy[] {
  const alternatives = expansions.flatMap(({ text: of, alternatives }) =>
    alternatives.map((alternative) => ({ of, alternative, needle: createNeedle(normalize(alternative.text).text) })),
  )
  const held = new Set<AlternativeText>()
  for (const field of defaultFields) {
    segment.decode(article, field, text)
    for (const { alternative, needle } of alternatives) {
      if (indexOf(text.units, text.unitCount, needle) >= 0) held.add(alternative)
    }
  }
  return alternatives
    .filter(({ alternative }) => held.has(alternative))
    .map(({ of, alternative: { by, text } }) => ({ query: of, by, text }))
}
