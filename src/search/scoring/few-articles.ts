/**
 * Scoring if only few articles may score, because a quoted string is required. Bigrams are counted in the texts of
 * these articles. Of other lists, only the blocks that may contain one of the articles are decoded. The sums equal
 * those of the usual path, to the last bit.
 */
import type { PostingList } from '../../storage/segment/postings/codec.js'
import { defaultFields } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { countBits, forEachBit } from '../matching/bitset.js'
import type { Bitset } from '../matching/bitset.js'
import type { FieldLists } from '../matching/lists.js'
import { decodeList, scratch } from '../matching/lists.js'
import { saturateAll } from './impacts.js'
import type { Impacts, Saturation } from './impacts.js'
import { countPairs } from './pair-counts.js'
import type { PairCounts, PairNumbers } from './pair-counts.js'

const mostArticles = 16

/** The only articles that may score, and buffers for the impacts of a term on them. */
export interface FewArticles {
  /** Ascending. */
  readonly articles: Int32Array
  readonly counts: Int32Array
  /** Those that contain the term, and their frequencies, weighted by field. */
  readonly documents: Int32Array
  readonly frequencies: Float64Array
  /** How often they contain each bigram of the query, and the number of bigrams; undefined if not counted. */
  readonly pairs: { readonly counts: PairCounts; readonly count: number } | undefined
}

/**
 * @param numbers the query's bigrams, if there are many
 * @returns undefined if more than a few articles may score
 */
export function fewOf(
  segment: SegmentReader,
  filter: Bitset | undefined,
  numbers: PairNumbers | undefined,
): FewArticles | undefined {
  if (filter === undefined) return undefined
  const count = countBits(filter)
  if (count > mostArticles) return undefined
  const articles = new Int32Array(count)
  let at = 0
  forEachBit(filter, (article) => void (articles[at++] = article))
  const [counts, documents, frequencies] = [new Int32Array(count), new Int32Array(count), new Float64Array(count)]
  const counted = numbers === undefined ? undefined : countPairs(segment, articles, numbers)
  const pairs = counted === undefined ? undefined : { counts: counted, count: numbers!.count }
  return { articles, counts, documents, frequencies, pairs }
}

/**
 * The impacts of the query's bigram `number` on the few articles that contain it. Bigrams must have been counted. Valid
 * until the next call.
 */
export function impactsOfPair(
  few: FewArticles,
  number: number,
  segment: SegmentReader,
  saturation: Saturation,
): Impacts & { readonly count: number } {
  const { frequencies, pairs } = few
  const { counts, count } = pairs!
  let place = number
  for (let i = 0; i < frequencies.length; i++) {
    frequencies[i] = 0
    for (const field of defaultFields) {
      frequencies[i]! += counts[place]! * saturation.fieldWeights[field]!
      place += count
    }
  }
  return saturateFew(few, segment, saturation)
}

/** A term's impacts on the few articles that contain it, from its lists. Valid until the next call. */
export function impactsOnFew(
  few: FewArticles,
  segment: SegmentReader,
  sources: readonly FieldLists[],
  saturation: Saturation,
): Impacts & { readonly count: number } {
  const { counts, frequencies } = few
  frequencies.fill(0)
  for (const { field, lists } of sources) {
    const weight = saturation.fieldWeights[field]!
    counts.fill(0)
    for (const list of lists) countIn(list, few)
    for (let i = 0; i < counts.length; i++) frequencies[i]! += counts[i]! * weight
  }
  return saturateFew(few, segment, saturation)
}

/** Moves the articles that contain the term to the front, and computes their impacts. */
function saturateFew(
  { articles, documents, frequencies }: FewArticles,
  segment: SegmentReader,
  saturation: Saturation,
): Impacts & { readonly count: number } {
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
