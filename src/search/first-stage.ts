/**
 * The first stage: BM25F over posting lists, term at a time. For every article it keeps the score so far, the weight
 * of the terms met and how many required terms were met.
 *
 * Terms come heaviest first. An article first met at a term can reach at most the weight of that term and those after
 * it; once that is less than the share which `auto` demands, lists only add to articles met before (the MaxScore idea
 * of Turtle and Flood, 1995, on shares instead of scores), and whole blocks without such an article are left out.
 */
import type { FieldId } from '../segment/fields.js'
import { Field } from '../segment/fields.js'
import { blockSize, decodeBlock, readSkips } from '../segment/postings/codec.js'
import type { PostingList } from '../segment/postings/codec.js'
import type { SegmentReader } from '../segment/reader.js'
import type { Bitset } from './bitset.js'
import { decodeList, scratch } from './lists.js'
import { ranking } from './parameters.js'
import type { WeightedTerm } from './statistics.js'

/** Sums by article, reused from segment to segment; only entries of `touched` are set. */
export interface Accumulators {
  score: Float64Array
  /** Weight of the soft terms met. */
  share: Float64Array
  /** Required terms met. */
  required: Uint16Array
  touched: Int32Array
  touchedCount: number
}

export function createAccumulators(): Accumulators {
  const none = new Float64Array(0)
  return { score: none, share: none, required: new Uint16Array(0), touched: new Int32Array(0), touchedCount: 0 }
}

/** Makes room for a segment and forgets the last one. */
function prepare(sums: Accumulators, articles: number): void {
  if (sums.score.length < articles) {
    sums.score = new Float64Array(articles)
    sums.share = new Float64Array(articles)
    sums.required = new Uint16Array(articles)
    sums.touched = new Int32Array(articles)
    sums.touchedCount = 0
  }
  for (let i = 0; i < sums.touchedCount; i++) {
    const article = sums.touched[i]!
    sums.score[article] = sums.share[article] = sums.required[article] = 0
  }
  sums.touchedCount = 0
}

export interface FirstStage {
  readonly terms: readonly WeightedTerm[]
  readonly averageLength: number
  /** Weight of soft terms that an article must hold; 0 where any suffices. */
  readonly demandedShare: number
}

/**
 * Scores one segment into `sums`.
 * @param filter articles that may score; undefined for all
 */
export function scoreSegment(segment: SegmentReader, stage: FirstStage, filter: Bitset | undefined, sums: Accumulators): void {
  prepare(sums, segment.articles)
  const rest = restOfShares(stage.terms)
  for (const [i, term] of stage.terms.entries()) {
    const admitsNew = rest[i]! >= stage.demandedShare
    addTerm(segment, term, stage.averageLength, filter, admitsNew, sums)
  }
}

/** Soft weight of each term and all after it. */
function restOfShares(terms: readonly WeightedTerm[]): Float64Array {
  const rest = new Float64Array(terms.length + 1)
  for (let i = terms.length - 1; i >= 0; i--) rest[i] = rest[i + 1]! + (terms[i]!.term.soft ? terms[i]!.weight : 0)
  return rest
}

function addTerm(
  segment: SegmentReader,
  { term, weight }: WeightedTerm,
  averageLength: number,
  filter: Bitset | undefined,
  admitsNew: boolean,
  sums: Accumulators,
): void {
  const lists = term.fields.flatMap((field) => {
    const list = term.first >= 0 ? segment.pairs(field).find(term.first, term.second) : segment.terms(field).find(term.text)
    return list === undefined ? [] : [{ field, list }]
  })
  const [only] = lists
  if (only === undefined) return
  const scorer = createScorer(segment, weight, term.soft ? weight : 0, term.required ? 1 : 0, averageLength, filter, admitsNew, sums)
  if (lists.length === 1) scoreList(only.list, ranking.fieldWeights[only.field]!, admitsNew, sums, scorer)
  else scoreMerged(segment.articles, lists, scorer)
}

type Scorer = (documents: Int32Array, frequencies: Uint8Array | Float32Array, count: number, fieldWeight: number) => void

/** Adds decoded postings to the sums. Hot: one closure a term, none a posting. */
function createScorer(
  segment: SegmentReader,
  weight: number,
  share: number,
  required: number,
  averageLength: number,
  filter: Bitset | undefined,
  admitsNew: boolean,
  sums: Accumulators,
): Scorer {
  const { lengths } = segment
  const { k1, b } = ranking
  const base = k1 * (1 - b)
  const slope = (k1 * b) / averageLength
  const top = weight * (k1 + 1)
  return (documents, frequencies, count, fieldWeight) => {
    const { score, share: shares, required: requireds, touched } = sums
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
      shares[article]! += share
      requireds[article]! += required
    }
    sums.touchedCount = touchedCount
  }
}

function scoreList(list: PostingList, fieldWeight: number, admitsNew: boolean, sums: Accumulators, scorer: Scorer): void {
  const sparse = !admitsNew && list.documentFrequency > 4 * blockSize && sums.touchedCount * 64 < list.documentFrequency
  if (!sparse) {
    const count = decodeList(list)
    scorer(scratch.documents, scratch.frequencies, count, fieldWeight)
    return
  }
  const wanted = sums.touched.slice(0, sums.touchedCount).sort()
  const skips = readSkips(list)
  let at = 0
  for (let block = 0; block < skips.count && at < wanted.length; block++) {
    const last = skips.lastDocument[block]!
    if (wanted[at]! > last) continue
    scorer(scratch.documents, scratch.frequencies, decodeBlock(list, skips, block, scratch.documents, scratch.frequencies), fieldWeight)
    while (at < wanted.length && wanted[at]! <= last) at++
  }
}

let merged = { documents: new Int32Array(1024), frequencies: new Float32Array(1024), sums: new Float32Array(1024) }

/** BM25F adds up a term's weighted frequencies over the fields before saturation. */
function scoreMerged(articles: number, lists: readonly { field: FieldId; list: PostingList }[], scorer: Scorer): void {
  if (merged.sums.length < articles) {
    merged = { documents: new Int32Array(articles), frequencies: new Float32Array(articles), sums: new Float32Array(articles) }
  }
  const { documents, frequencies, sums } = merged
  let count = 0
  // The longest list, the body's, comes last: the others mark what they share with it.
  for (const { field, list } of [...lists].sort((a, b) => (a.field === Field.body ? 1 : 0) - (b.field === Field.body ? 1 : 0))) {
    const weight = ranking.fieldWeights[field]!
    const found = decodeList(list)
    for (let i = 0; i < found; i++) {
      const article = scratch.documents[i]!
      if (sums[article] === 0) documents[count++] = article
      sums[article]! += scratch.frequencies[i]! * weight
    }
  }
  for (let i = 0; i < count; i++) {
    frequencies[i] = sums[documents[i]!]!
    sums[documents[i]!] = 0
  }
  scorer(documents, frequencies, count, 1)
}
