/**
 * Which of two articles with equal scores comes first: the newer one, then the longer one, then the one with the
 * smaller ID. None of this depends on where an article is stored, so an updated index ranks like a rebuilt one.
 */
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Place, TieBreaker } from './top-k.js'

export function createTieBreaker(segments: readonly SegmentReader[]): TieBreaker {
  if (segments.length === 1 && segments[0]!.isInTieOrder === true) return (a, b) => a.article - b.article
  const day = ({ segment, article }: Place): number => segments[segment]!.days[article]!
  const length = ({ segment, article }: Place): number => segments[segment]!.lengths[article]!
  const id = ({ segment, article }: Place): string => segments[segment]!.record(article).id
  return (a, b) => {
    const difference = day(b) - day(a) || length(b) - length(a)
    if (difference !== 0) return difference
    const [first, second] = [id(a), id(b)]
    if (first !== second) return first < second ? -1 : 1
    return a.segment - b.segment || a.article - b.article
  }
}
