/**
 * Scoring where hardly any article may score, because a quoted string is required: of each list only the blocks that may
 * hold one of them are decoded. The sums are those of the other path, to the last bit.
 */
import { decodeBlocksOf } from '../../segment/postings/codec.js'
import type { PostingList } from '../../segment/postings/codec.js'
import type { SegmentReader } from '../../segment/reader.js'
import { countBits, forEachBit } from '../matching/bitset.js'
import type { Bitset } from '../matching/bitset.js'
import type { FieldLists } from '../matching/lists.js'
import { roomFor, scratch } from '../matching/lists.js'
import { saturate } from './impacts.js'
import type { Saturation } from './impacts.js'

const mostArticles = 16

/** The only articles that may score, with what a term weighs in each. */
export interface FewArticles {
  /** Ascending. */
  readonly articles: Int32Array
  readonly frequencies: Float64Array
  readonly counts: Int32Array
}

/** @returns undefined where there are more than a few */
export function fewOf(filter: Bitset | undefined): FewArticles | undefined {
  if (filter === undefined) return undefined
  const count = countBits(filter)
  if (count > mostArticles) return undefined
  const articles = new Int32Array(count)
  let at = 0
  forEachBit(filter, (article) => void (articles[at++] = article))
  return { articles, frequencies: new Float64Array(count), counts: new Int32Array(count) }
}

/** Calls `each` with each of the few articles that contain the term, and the term's impact on it. */
export function forEachOfFew(
  few: FewArticles,
  segment: SegmentReader,
  sources: readonly FieldLists[],
  saturation: Saturation,
  each: (article: number, impact: number) => void,
): void {
  const { articles, frequencies, counts } = few
  frequencies.fill(0)
  for (const { field, lists } of sources) {
    const weight = saturation.fieldWeights[field]!
    counts.fill(0)
    for (const list of lists) countIn(list, few)
    for (let i = 0; i < counts.length; i++) frequencies[i]! += counts[i]! * weight
  }
  for (let i = 0; i < articles.length; i++) {
    const article = articles[i]!
    if (frequencies[i]! > 0) each(article, saturate(frequencies[i]!, segment.lengths[article]!, saturation))
  }
}

function countIn(list: PostingList, { articles, counts }: FewArticles): void {
  roomFor(list)
  const { documents, frequencies } = scratch
  const found = decodeBlocksOf(list, articles, documents, frequencies)
  for (let i = 0, at = 0; i < found && at < articles.length; i++) {
    while (at < articles.length && articles[at]! < documents[i]!) at++
    if (articles[at] === documents[i]) counts[at]! += frequencies[i]!
  }
}
