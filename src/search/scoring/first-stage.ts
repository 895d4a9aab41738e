/**
 * The first stage: BM25F over posting lists, term at a time. For every article it keeps the score so far, the weight of
 * the terms found, and the number of required terms found.
 *
 * Terms are processed heaviest first. An article first found at a term can reach at most the weight of that term and
 * those after it. Once that is less than the minimum should match, lists only add to articles found before, and blocks
 * without such an article are skipped. This is the MaxScore idea of Turtle and Flood (1995), applied to shares instead
 * of scores.
 */
import { scratch, decodeList, type FieldLists } from '../matching/lists.js'
import { blockSize, decodeBlock, readSkips, type PostingList } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { hasBit, countBits, forEachBit, type Bitset } from '../matching/bitset.js'
import type { RankingParameters } from '../parameters.js'
import { fieldLists, type ImpactsWanted, type ListFinder, type TermLists } from './field-lists.js'
import { decodeImpacts, saturateAll, saturationOf } from './impacts.js'
import type { CollectionImpacts, Impacts, Saturation } from './impacts.js'
import { fewTerms, type WeightedTerm } from './statistics.js'
import type { Weighing } from '../planning/weighing.js'

/**
 * Scoring if only few articles may score, because a quoted string is required. Of lists, only the blocks that may
 * contain one of the articles are decoded. The sums equal those of the usual path, to the last bit.
 */
const mostArticles = 16

/** The only articles that may score, and buffers for the impacts of a term on them. */
interface FewArticles {
  /** Ascending. */
  readonly articles: Int32Array
  readonly counts: Int32Array
  /** Those that contain the term, and their frequencies, weighted by field. */
  readonly documents: Int32Array
  readonly frequencies: Float64Array
}

/** @returns undefined if more than a few articles may score */
function fewOf(filter: Bitset | undefined): FewArticles | undefined {
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
function impactsOnFew(
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

export interface Scoring {
  readonly parameters: RankingParameters
  readonly saturation: Saturation
  readonly terms: readonly ScoringTerm[]
}

interface ScoringTerm {
  readonly weighted: WeightedTerm
  /** What the term adds to the share. */
  readonly softWeight: number
  /** What the term adds to the number of required terms. */
  readonly requiredStep: number
  /** Whether an article first found here can still reach the minimum should match. */
  readonly admitsNew: boolean
  /** Its lists in all segments, if they are cached. */
  readonly lists: TermLists | undefined
  /** Its impacts in all segments, if they are cached, or are to be: see {@link ListFinder.impacts}. */
  readonly impacts: (wanted: ImpactsWanted) => CollectionImpacts | undefined
}

export function prepareScoring(
  { terms, statistics, parameters, demandedShare }: Weighing,
  finder: ListFinder,
): Scoring {
  const saturation = saturationOf(parameters, statistics.averageLength)
  const prepared: ScoringTerm[] = []
  const keeps = terms.length <= fewTerms
  let rest = 0
  for (let i = terms.length - 1; i >= 0; i--) {
    const weighted = terms[i]!
    const { soft, required } = weighted.term
    rest += soft ? weighted.weight : 0
    const admitsNew = rest >= demandedShare
    const lists = keeps ? finder.find(weighted.term) : undefined
    prepared.push({
      weighted,
      softWeight: soft ? weighted.weight : 0,
      requiredStep: soft && required ? 1 : 0,
      admitsNew,
      lists,
      impacts: (wanted) => lists && finder.impacts(lists, saturation, wanted),
    })
  }
  return { parameters, saturation, terms: prepared.reverse() }
}

/**
 * Scores one segment into `sums`.
 * @param number index of the segment among those of the finder
 * @param filter articles that may score; undefined for all
 */
export function scoreSegment(
  segment: SegmentReader,
  number: number,
  scoring: Scoring,
  filter: Bitset | undefined,
  sums: Accumulators,
): void {
  prepareAccumulators(sums, segment.articles)
  const few = fewOf(filter)
  for (const term of scoring.terms) {
    const impacts = term.impacts(few !== undefined ? 'none' : term.admitsNew ? 'all' : 'some')
    if (impacts === undefined) addTerm(segment, number, term, scoring, filter, few, sums)
    else addImpacts(impacts, impacts.starts[number]!, impacts.starts[number + 1]!, term, filter, sums)
  }
}

/** Adds a term whose lists must be decoded first. */
function addTerm(
  segment: SegmentReader,
  number: number,
  term: ScoringTerm,
  { parameters, saturation }: Scoring,
  filter: Bitset | undefined,
  few: FewArticles | undefined,
  sums: Accumulators,
): void {
  const sources = term.lists?.bySegment[number] ?? fieldLists(segment, term.weighted.term)
  const [source] = sources
  if (source === undefined) return
  const isOne = sources.length === 1 && source.lists.length === 1
  if (few === undefined && isOne && !term.admitsNew && isSparse(source.lists[0]!, parameters, sums)) {
    const wanted = sums.touched.slice(0, sums.touchedCount).sort()
    forEachBlock(source, wanted, saturation, segment, (impacts, count) => {
      addImpacts(impacts, 0, count, term, filter, sums)
    })
    return
  }
  const impacts =
    few === undefined ? decodeImpacts(segment, sources, saturation) : impactsOnFew(few, segment, sources, saturation)
  addImpacts(impacts, 0, impacts.count, term, filter, sums)
}

/** Adds the impacts [from, to) to the sums. Hot. */
function addImpacts(
  { documents, values }: Impacts,
  from: number,
  to: number,
  { weighted: { weight }, softWeight, requiredStep, admitsNew }: ScoringTerm,
  filter: Bitset | undefined,
  sums: Accumulators,
): void {
  const { score, share, required, touched } = sums
  let touchedCount = sums.touchedCount
  for (let i = from; i < to; i++) {
    const article = documents[i]!
    const before = score[article]!
    if (before === 0) {
      if (!admitsNew || (filter !== undefined && !hasBit(filter, article))) continue
      touched[touchedCount++] = article
    }
    score[article] = before + weight * values[i]!
    share[article]! += softWeight
    required[article]! += requiredStep
  }
  sums.touchedCount = touchedCount
}

/** Whether few articles of a long list were found before. */
function isSparse({ documentFrequency }: PostingList, { skipping }: RankingParameters, sums: Accumulators): boolean {
  return documentFrequency > skipping.blocks * blockSize && sums.touchedCount * skipping.sparse < documentFrequency
}

/** Decodes only the blocks that may contain one of the `wanted` articles, which are ascending. */
function forEachBlock(
  { field, lists }: FieldLists,
  wanted: Int32Array,
  saturation: Saturation,
  segment: SegmentReader,
  use: (impacts: Impacts, count: number) => void,
): void {
  const list = lists[0]!
  const fieldWeight = saturation.fieldWeights[field]!
  const skips = readSkips(list)
  let at = 0
  for (let block = 0; block < skips.count && at < wanted.length; block++) {
    const last = skips.lastDocument[block]!
    if (wanted[at]! > last) continue
    const count = decodeBlock(list, skips, block, scratch.documents, scratch.frequencies)
    use(saturateAll(scratch.documents, scratch.frequencies, count, fieldWeight, segment, saturation), count)
    while (at < wanted.length && wanted[at]! <= last) at++
  }
}

/** Sums by article, reused from segment to segment; only entries of `touched` are set. */
interface Accumulators {
  score: Float64Array
  /** Weight of the soft terms found. */
  share: Float64Array
  /** Number of required terms found. */
  required: Uint16Array
  /** Articles found so far, in no order. */
  touched: Int32Array
  touchedCount: number
}

/** For segments of so many articles. */
export function createAccumulators(articles = 0): Accumulators {
  return {
    score: new Float64Array(articles),
    share: new Float64Array(articles),
    required: new Uint16Array(articles),
    touched: new Int32Array(articles),
    touchedCount: 0,
  }
}

/** Makes room for a segment and clears the previous one. */
function prepareAccumulators(sums: Accumulators, articles: number): void {
  if (sums.score.length < articles) Object.assign(sums, createAccumulators(articles))
  for (let i = 0; i < sums.touchedCount; i++) {
    const article = sums.touched[i]!
    sums.score[article] = sums.share[article] = sums.required[article] = 0
  }
  sums.touchedCount = 0
}
