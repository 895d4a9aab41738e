/** Counts the deleted articles that contain each character, so that document frequencies count live articles only. */
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { Field } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { forEachBit, fullBitset, subtract } from '../matching/bitset.js'
import type { LiveArticles } from '../matching/live.js'

/** @returns by UTF-16 unit, the number of deleted articles whose body contains it */
export function countDeletedHolders(segment: SegmentReader, live: LiveArticles): Uint32Array {
  const counts = new Uint32Array(65536)
  const lastMet = new Int32Array(65536).fill(-1)
  const text = createDecodedText()
  const gone = fullBitset(segment.articles)
  subtract(gone, live.set!)
  forEachBit(gone, (article) => {
    segment.decode(article, Field.body, text)
    for (let i = 0; i < text.unitCount; i++) {
      const unit = text.units[i]!
      if (lastMet[unit] === article) continue
      lastMet[unit] = article
      counts[unit]!++
    }
  })
  return counts
}
