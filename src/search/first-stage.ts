/**
 * The first stage: BM25F over posting lists, term at a time. For every article it keeps the score so far, the weight
 * of the terms met and how many required terms were met.
 *
 * Terms come heaviest first. An article first met at a term can reach at most the weight of that term and those after
 * it; once that is less than the share which `auto` demands, lists only add to articles met before (the MaxScore idea
 * of Turtle and Flood, 1995, on shares instead of scores), and whole blocks without such an article are left out.
 */
import { blockSize, decodeBlock, readSkips } from '../segment/postings/codec.js'
import type { PostingList } from '../segment/postings/codec.js'
import type { SegmentReader } from '../segment/reader.js'
import type { Accumulators } from './accumulators.js'
import { prepareAccumulators } from './accumulators.js'
import type { Bitset } from './bitset.js'
import type { RankingParameters } from './parameters.js'
import type { FieldLists, ListFinder, Postings, TermLists } from './field-lists.js'
import { fewestKept, fieldLists } from './field-lists.js'
import { decodeList, scratch } from './lists.js'
import type { WeightedTerm } from './statistics.js'
import type { Weighing } from './weighing.js'

/** A query's terms, ready to be scored in one segment after the other. */
export interface Scoring {
  readonly weighing: Weighing
  readonly finder: ListFinder
  /** By term: its lists in all segments, where they are remembered. */
  readonly lists: readonly (TermLists | undefined)[]
  /** By term: the soft weight of it and all after it. */
  readonly rest: readonly number[]
}

export function prepareScoring(weighing: Weighing, finder: ListFinder): Scoring {
  const { terms } = weighing
  const rest = terms.map(() => 0)
  for (let i = terms.length - 1; i >= 0; i--)
    rest[i] = (rest[i + 1] ?? 0) + (terms[i]!.term.soft ? terms[i]!.weight : 0)
  return { weighing, finder, rest, lists: terms.map(({ term }) => finder.find(term)) }
}

/**
 * Scores one segment into `sums`.
 * @param number of the segment among those that the finder knows
 * @param filter articles that may score; undefined for all
 */
export function scoreSegment(
  segment: SegmentReader,
  number: number,
  scoring: Scoring,
  filter: Bitset | undefined,
  sums: Accumulators,
): void {
  const { weighing, lists, rest } = scoring
  const { terms, demandedShare } = weighing
  prepareAccumulators(sums, segment.articles)
  for (let i = 0; i < terms.length; i++) {
    const sources = lists[i]?.bySegment[number] ?? fieldLists(segment, terms[i]!.term)
    if (sources.length === 0) continue
    const admitsNew = rest[i]! >= demandedShare
    const scorer = createScorer(segment, terms[i]!, weighing, filter, admitsNew, sums)
    const { parameters } = weighing
    const known = lists[i]?.postings[number]
    if (known?.fieldWeights === parameters.fieldWeights) {
      scorer(known.documents, known.frequencies, known.documents.length, known.fieldWeight)
      continue
    }
    const decoded = addTerm(segment, sources, parameters, admitsNew, sums, scorer)
    if (decoded !== undefined && lists[i] !== undefined) scoring.finder.keep(lists[i]!, number, decoded)
  }
}

/** Returns what was decoded, where that is all there is and worth keeping. */
function addTerm(
  segment: SegmentReader,
  sources: readonly FieldLists[],
  parameters: RankingParameters,
  admitsNew: boolean,
  sums: Accumulators,
  scorer: Scorer,
): Postings | undefined {
  const { fieldWeights } = parameters
  const source = sources[0]!
  if (sources.length > 1 || source.lists.length > 1) {
    const count = mergeLists(segment.articles, sources, fieldWeights)
    scorer(merged.documents, merged.frequencies, count, 1)
    return copied(merged.documents, merged.frequencies, count, 1, fieldWeights)
  }
  const list = source.lists[0]!
  const fieldWeight = fieldWeights[source.field]!
  if (!admitsNew && isSparse(list, parameters, sums)) {
    scoreBlocks(list, fieldWeight, sums.touched.slice(0, sums.touchedCount).sort(), scorer)
    return undefined
  }
  const count = decodeList(list)
  scorer(scratch.documents, scratch.frequencies, count, fieldWeight)
  return copied(scratch.documents, scratch.frequencies, count, fieldWeight, fieldWeights)
}

function copied(
  documents: Int32Array,
  frequencies: Uint8Array | Float64Array,
  count: number,
  fieldWeight: number,
  fieldWeights: readonly number[],
): Postings | undefined {
  if (count < fewestKept) return undefined
  return { documents: documents.slice(0, count), frequencies: frequencies.slice(0, count), fieldWeight, fieldWeights }
}

type Scorer = (
  documents: Int32Array,
  frequencies: Uint8Array | Float64Array,
  count: number,
  fieldWeight: number,
) => void

/** The numbers of BM25 for one term: its score is top · f / (f + base + slope · length). */
export interface TermScore {
  readonly top: number
  readonly base: number
  readonly slope: number
}

export function termScore({ weight }: WeightedTerm, { parameters: { k1, b }, statistics }: Weighing): TermScore {
  return { top: weight * (k1 + 1), base: k1 * (1 - b), slope: (k1 * b) / statistics.averageLength }
}

/** Adds decoded postings to the sums. Hot: one closure a term, none a posting. */
function createScorer(
  segment: SegmentReader,
  weighted: WeightedTerm,
  weighing: Weighing,
  filter: Bitset | undefined,
  admitsNew: boolean,
  sums: Accumulators,
): Scorer {
  const { lengths } = segment
  const { top, base, slope } = termScore(weighted, weighing)
  const softWeight = weighted.term.soft ? weighted.weight : 0
  const requiredStep = weighted.term.soft && weighted.term.required ? 1 : 0
  return (documents, frequencies, count, fieldWeight) => {
    const { score, share, required, touched } = sums
    let touchedCount = sums.touchedCount
    for (let i = 0; i < count; i++) {
      const article = documents[i]!
      const before = score[article]!
      if (before === 0) {
        if (!admitsNew || (filter !== undefined && ((filter[article >>> 5]! >>> (article & 31)) & 1) === 0)) continue
        touched[touchedCount++] = article
      }
      const frequency = frequencies[i]! * fieldWeight
      score[article] = before + (top * frequency) / (frequency + base + slope * lengths[article]!)
      share[article]! += softWeight
      required[article]! += requiredStep
    }
    sums.touchedCount = touchedCount
  }
}

/** Whether few of a long list's articles were met before. */
function isSparse({ documentFrequency }: PostingList, { skipping }: RankingParameters, sums: Accumulators): boolean {
  return documentFrequency > skipping.blocks * blockSize && sums.touchedCount * skipping.sparse < documentFrequency
}

/** Decodes only the blocks that may hold one of the `wanted` articles, which ascend. */
function scoreBlocks(list: PostingList, fieldWeight: number, wanted: Int32Array, scorer: Scorer): void {
  const skips = readSkips(list)
  let at = 0
  for (let block = 0; block < skips.count && at < wanted.length; block++) {
    const last = skips.lastDocument[block]!
    if (wanted[at]! > last) continue
    const count = decodeBlock(list, skips, block, scratch.documents, scratch.frequencies)
    scorer(scratch.documents, scratch.frequencies, count, fieldWeight)
    while (at < wanted.length && wanted[at]! <= last) at++
  }
}

/** Result of {@link mergeLists}, reused; `sums` and `counts` are zero between calls. */
export const merged = {
  documents: new Int32Array(0),
  frequencies: new Float64Array(0),
  sums: new Float64Array(0),
  counts: new Int32Array(0),
  counted: new Int32Array(0),
}

/**
 * BM25F adds up a term's weighted frequencies over the fields before saturation: writes articles, in no order, and
 * their sums to {@link merged}; returns how many.
 */
export function mergeLists(articles: number, sources: readonly FieldLists[], weights: readonly number[]): number {
  if (merged.sums.length < articles) {
    merged.documents = new Int32Array(articles)
    merged.frequencies = new Float64Array(articles)
    merged.sums = new Float64Array(articles)
    merged.counts = new Int32Array(articles)
    merged.counted = new Int32Array(articles)
  }
  const { documents, frequencies, sums } = merged
  let count = 0
  for (const { field, lists } of sources) {
    const weight = weights[field]!
    count = lists.length === 1 ? addWeighted(lists[0]!, weight, count) : addCounted(lists, weight, count)
  }
  for (let i = 0; i < count; i++) {
    frequencies[i] = sums[documents[i]!]!
    sums[documents[i]!] = 0
  }
  return count
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

/** Counts over all lists first, so that the sum doesn't depend on how the occurrences are spread over them. */
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
