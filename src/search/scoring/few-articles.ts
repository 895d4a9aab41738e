/**
 * Scoring where hardly any article may score, because a quoted string is required: of each list only the blocks that may
 * hold one of them are decoded. The sums are those of the other path, to the last bit.
 */
import type { PostingList } from '../../segment/postings/codec.js'
import type { SegmentReader } from '../../segment/reader.js'
import { countBits, forEachBit } from '../matching/bitset.js'
import type { Bitset } from '../matching/bitset.js'
import type { FieldLists } from '../matching/lists.js'
import { decodeList, scratch } from '../matching/lists.js'
import { saturateAll } from './impacts.js'
import type { Impacts, Saturation } from './impacts.js'

const mostArticles = 16

/** The only articles that may score, and room for what a term adds to them. */
export interface FewArticles {
  /** Ascending. */
  readonly articles: Int32Array
  readonly counts: Int32Array
  /** Those that contain the term, and their frequencies, weighted by field. */
  readonly documents: Int32Array
  readonly frequencies: Float64Array
}

/** @returns undefined where there are more than a few */
export function fewOf(filter: Bitset | undefined): FewArticles | undefined {
  if (filter === undefined) return undefined
  const count = countBits(filter)
  if (count > mostArticles) return undefined
  const articles = new Int32Array(count)
  let at = 0
  forEachBit(filter, (article) => void (articles[at++] = article))
  const [counts, documents, frequencies] = [new Int32Array(count), new Int32Array(count), new Float64Array(count)]
  return { articles, counts, documents, frequencies }
}

/** A term's impacts on the few articles that contain it. Valid until the next call. */
export function impactsOnFew(
  few: FewArticles,
  segment: SegmentReader,
  sources: readonly FieldLists[],
  saturation: Saturation,
): Impacts & { readonly count: number } {
  const { articles, counts, documents, frequencies } = few
  frequencies.fill(0)
  for (const { field, lists } of sources) {
    const weight = saturation.fieldWeights[field]!
    counts.fill(0)
    for (const list of lists) countIn(list, few)
    for (let i = 0; i < counts.length; i++) frequencies[i]! += counts[i]! * weight
  }
  let found = 0
  for (let i = 0; i < articles.length; i++) {
    if (frequencies[i] === 0) continue
    documents[found] = articles[i]!
    frequencies[found++] = frequencies[i]!
  }
  return saturateAll(documents, frequencies, found, 1, segment, saturation)
}

function countIn(list: PostingList, { articles, counts }: FewArticles): void {
  const found = decodeList(list, articles)
  const { documents, frequencies } = scratch
  for (let i = 0, at = 0; i < found && at < articles.length; i++) {
    while (at < articles.length && articles[at]! < documents[i]!) at++
    if (articles[at] === documents[i]) counts[at]! += frequencies[i]!
  }
}
