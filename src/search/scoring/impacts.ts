/**
 * The impact of a term on an article: what it adds to the score, apart from its weight. (k1 + 1) f / (f + k1 (1 − b + b
 * · length / average)), BM25F's saturation of f, the occurrences weighted by field. It depends only on the collection,
 * so an open index caches it for recent terms; scoring them again takes one multiplication for each posting.
 */
import { scratchArray } from '../../base/growing.js'
import { decodeList, scratch, type FieldLists } from '../matching/lists.js'
import type { PostingList } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { RankingParameters } from '../parameters.js'

/** Articles and the impact of a term on each, in parallel arrays. */
export interface Impacts {
  readonly documents: Int32Array
  readonly values: Float64Array
}

export interface CollectionImpacts extends Impacts {
  /** By segment: the start of its impacts; then the end. */
  readonly starts: Int32Array
}

/** The constants of saturation: top · f / (f + base + slope · length). */
export interface Saturation {
  readonly top: number
  readonly base: number
  readonly slope: number
  readonly fieldWeights: readonly number[]
}

/** @param averageLength average length of the bodies, in units */
export function saturationOf({ k1, b, fieldWeights }: RankingParameters, averageLength: number): Saturation {
  return { top: k1 + 1, base: k1 * (1 - b), slope: (k1 * b) / averageLength, fieldWeights }
}

/** @param frequency occurrences, weighted by field; @param length of the body, in units */
export function saturate(frequency: number, length: number, { top, base, slope }: Saturation): number {
  return (top * frequency) / (frequency + base + slope * length)
}

/** Reused by {@link decodeImpacts} and {@link saturateAll}; valid until their next call. */
const valuesOf = scratchArray(new Float64Array(1024))

/** Decodes a term's lists in a segment. Valid until the next call. @returns how many impacts there are */
export function decodeImpacts(
  segment: SegmentReader,
  sources: readonly FieldLists[],
  saturation: Saturation,
): Impacts & { readonly count: number } {
  const { fieldWeights } = saturation
  const [{ field, lists }] = sources as readonly [FieldLists]
  if (sources.length > 1 || lists.length > 1) {
    const count = mergeLists(segment.articles, sources, fieldWeights)
    return saturateAll(merged.documents, merged.frequencies, count, 1, segment, saturation)
  }
  const count = decodeList(lists[0]!)
  return saturateAll(scratch.documents, scratch.frequencies, count, fieldWeights[field]!, segment, saturation)
}

/** Impacts of decoded postings. Valid until the next call. */
export function saturateAll(
  documents: Int32Array,
  frequencies: Uint8Array | Float64Array,
  count: number,
  fieldWeight: number,
  { lengths }: SegmentReader,
  saturation: Saturation,
): Impacts & { readonly count: number } {
  const values = valuesOf(count)
  for (let i = 0; i < count; i++) {
    values[i] = saturate(frequencies[i]! * fieldWeight, lengths[documents[i]!]!, saturation)
  }
  return { documents, values, count }
}

/** Postings over all fields, so at least the number of impacts. */
export function countPostings(bySegment: readonly (readonly FieldLists[])[]): number {
  let count = 0
  for (const fields of bySegment) {
    for (const { lists } of fields) for (const { documentFrequency } of lists) count += documentFrequency
  }
  return count
}

/** Reused by {@link collectImpacts}, so that only impacts that are kept are allocated. */
const collectedDocuments = scratchArray(new Int32Array(1024))
const collectedValues = scratchArray(new Float64Array(1024))

export function collectImpacts(
  segments: readonly SegmentReader[],
  bySegment: readonly (readonly FieldLists[])[],
  saturation: Saturation,
): CollectionImpacts {
  const most = countPostings(bySegment)
  const all = { documents: collectedDocuments(most), values: collectedValues(most) }
  const starts = new Int32Array(segments.length + 1)
  let end = 0
  for (const [i, segment] of segments.entries()) {
    starts[i] = end
    if (bySegment[i]!.length === 0) continue
    const { documents, values, count } = decodeImpacts(segment, bySegment[i]!, saturation)
    all.documents.set(documents.subarray(0, count), end)
    all.values.set(values.subarray(0, count), end)
    end += count
  }
  starts[segments.length] = end
  return { documents: all.documents.slice(0, end), values: all.values.slice(0, end), starts }
}

/** Result of {@link mergeLists}, reused; `sums` and `counts` are zero between calls. */
const merged = {
  documents: new Int32Array(0),
  frequencies: new Float64Array(0),
  sums: new Float64Array(0),
  counts: new Int32Array(0),
  counted: new Int32Array(0),
}

/**
 * BM25F adds up a term's weighted frequencies over the fields before saturation. Writes the articles, in no order, and
 * their sums to {@link merged}; returns their number.
 */
function mergeLists(articles: number, sources: readonly FieldLists[], weights: readonly number[]): number {
  if (merged.sums.length < articles) {
    merged.documents = new Int32Array(articles)
    merged.frequencies = new Float64Array(articles)
    merged.sums = new Float64Array(articles)
    merged.counts = new Int32Array(articles)
    merged.counted = new Int32Array(articles)
  }
  const { documents, frequencies, sums } = merged
  const count = addAll(sources, weights)
  for (let i = 0; i < count; i++) {
    frequencies[i] = sums[documents[i]!]!
    sums[documents[i]!] = 0
  }
  return count
}

function addAll(sources: readonly FieldLists[], weights: readonly number[]): number {
  let count = 0
  try {
    for (const { field, lists } of sources) {
      const weight = weights[field]!
      count = lists.length === 1 ? addWeighted(lists[0]!, weight, count) : addCounted(lists, weight, count)
    }
    return count
  } catch (error) {
    // A list is damaged. The sums so far would otherwise be part of the next answer, even of another index.
    merged.sums.fill(0)
    merged.counts.fill(0)
    throw error
  }
}

function addWeighted(list: PostingList, weight: number, start: number): number {
  const { documents, sums } = merged
  let count = start
  const found = decodeList(list)
  for (let i = 0; i < found; i++) {
    const article = scratch.documents[i]!
    if (sums[article] === 0) documents[count++] = article
    sums[article]! += scratch.frequencies[i]! * weight
  }
  return count
}

/** Counts over all lists first, so that the sum doesn't depend on how the occurrences are distributed over them. */
function addCounted(lists: readonly PostingList[], weight: number, start: number): number {
  const { documents, sums, counts, counted } = merged
  let different = 0
  for (const list of lists) {
    const found = decodeList(list)
    for (let i = 0; i < found; i++) {
      const article = scratch.documents[i]!
      if (counts[article] === 0) counted[different++] = article
      counts[article]! += scratch.frequencies[i]!
    }
  }
  let count = start
  for (let i = 0; i < different; i++) {
    const article = counted[i]!
    if (sums[article] === 0) documents[count++] = article
    sums[article]! += counts[article]! * weight
    counts[article] = 0
  }
  return count
}
