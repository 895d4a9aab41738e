/**
 * When to merge: adjacent segments of similar size, in groups, so that the number of segments grows with the logarithm
 * of the collection and every article is rewritten a logarithmic number of times. Only neighbours merge, so articles
 * keep the order in which they were read, and the result depends only on the input.
 */
import { maxDocuments } from '../postings/codec.js'

export interface SegmentSize {
  readonly bytes: number
  readonly articles: number
  readonly deleted: number
}

/** This many segments of one tier become one of the next. */
export const mergeFactor = 8
/** Segments below this size count as one tier, so small commits rewrite at most so much every few times. */
const smallestTier = 1 << 18
/** Larger segments are not merged, unless many of their articles are deleted. */
const largestBytes = 1 << 30
/**
 * Upper bound of the size of a segment: offsets within a section have 32 bits, and Node's longest array is as long. It
 * leaves room for the growth of dictionaries in merging.
 */
const mostBytes = 3 * 2 ** 30
/** A segment with a larger share of deleted articles is rewritten. */
const tolerableDeletes = 0.3

/** The tier of a segment: 0 up to 256 KiB, then one for each factor of 8. */
export function tier(bytes: number): number {
  return bytes <= smallestTier ? 0 : Math.ceil(Math.log(bytes / smallestTier) / Math.log(mergeFactor))
}

/**
 * The next merges, as disjoint ranges [first, last) of neighbours; empty if none is due.
 * Call again with the result until it is empty.
 */
export function planMerges(segments: readonly SegmentSize[]): [number, number][] {
  const merges: [number, number][] = []
  for (let first = 0; first < segments.length;) {
    const last = fullTierEnd(segments, first)
    if (last !== undefined) {
      merges.push([first, last])
      first = last
    } else {
      if (tooManyDeletes(segments[first]!)) merges.push([first, first + 1])
      first++
    }
  }
  return merges
}

/** Ranges that leave as few segments as the format allows: one, except for the largest collections. */
export function planCompaction(segments: readonly SegmentSize[]): [number, number][] {
  const ranges: [number, number][] = []
  for (let first = 0; first < segments.length;) {
    let last = first + 1
    while (last < segments.length && fitsOne(segments.slice(first, last + 1))) last++
    ranges.push([first, last])
    first = last
  }
  return ranges
}

function fitsOne(segments: readonly SegmentSize[]): boolean {
  const sum = (pick: (segment: SegmentSize) => number): number =>
    segments.reduce((total, segment) => total + pick(segment), 0)
  return sum(({ bytes }) => bytes) <= mostBytes && sum(({ articles, deleted }) => articles - deleted) <= maxDocuments
}

/**
 * The end of a range from `first` with enough segments of its tier or a smaller one. The last segment must be of its
 * tier: smaller ones after it don't count, because an update of a few articles would otherwise cost a merge of all.
 */
function fullTierEnd(segments: readonly SegmentSize[], first: number): number | undefined {
  const wanted = tier(segments[first]!.bytes)
  let bytes = 0
  let articles = 0
  for (let at = first; at < segments.length; at++) {
    const segment = segments[at]!
    const its = tier(segment.bytes)
    bytes += segment.bytes
    articles += segment.articles
    if (its > wanted || bytes > largestBytes || articles > maxDocuments) return undefined
    if (its === wanted && at - first >= mergeFactor - 1) return at + 1
  }
  return undefined
}

function tooManyDeletes({ articles, deleted }: SegmentSize): boolean {
  return articles > 0 && deleted / articles > tolerableDeletes
}
