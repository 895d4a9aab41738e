/** Applies the second stage to the best articles of the first; the articles after them keep their order. */
import { defaultFields } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { ExplainHit, ScorePart } from './explain.js'
import { isPairOfTexts, type Plan } from '../planning/plan.js'
import type { SortKey, Candidate, Place, TieBreaker } from './top-k.js'
import type { Weighing } from '../planning/weighing.js'
import type { TextUnits } from '../../storage/segment/articles/recent-texts.js'
import type { WeightedTerm } from './statistics.js'
import { createPattern, type Pattern, type Unit } from './second-stage/pattern.js'
import { characterHits, markCharacters, pairHits, scanTexts, unitHits, unmarkCharacters } from './second-stage/scan.js'
import type { Hits } from './second-stage/scan.js'
import { hasDigitNear, leadShare, markWords, mostLead } from './second-stage/short-query.js'
import { scratchArray } from '../../base/growing.js'

const countsOf = scratchArray(new Int32Array(4096))

/** The window that {@link bestWindow} found last, from its first hit to its last; reused. */
const window = { from: 0, to: 0 }

/** Largest weight of distinct types whose hits begin within `length` of one another: two pointers over the hits. */
function bestWindow({ position, type, count }: Hits, weight: Float64Array, length: number): number {
  const counts = countsOf(weight.length)
  counts.fill(0, 0, weight.length)
  let sum = 0
  let best = 0
  let left = 0
  window.from = window.to = 0
  for (let right = 0; right < count; right++) {
    const entering = type[right]!
    if (counts[entering]!++ === 0) sum += weight[entering]!
    const limit = position[right]! - length
    while (position[left]! < limit) {
      const leaving = type[left++]!
      if (--counts[leaving]! === 0) sum -= weight[leaving]!
    }
    if (sum <= best) continue
    best = sum
    window.from = position[left]!
    window.to = position[right]!
  }
  return best
}

/** Buffers of {@link orderKept}, by unit and by neighbours. */
const lastEndOf = scratchArray(new Int32Array(256))
const keptOf = scratchArray(new Uint8Array(256))

/** A position so far before the text that no unit begins within a gap of it. */
const never = -1_000_000

/** Weight of neighbours (u, v) of the query for which v begins somewhere 0 to `gap` characters after an end of u. */
function orderKept({ position, type, count }: Hits, { units, neighbours }: Pattern, gap: number): number {
  const { before, endingIn, weight } = neighbours
  const lastEnd = lastEndOf(units.length)
  const kept = keptOf(before.length)
  lastEnd.fill(never, 0, units.length)
  kept.fill(0, 0, before.length)
  let sum = 0
  for (let i = 0; i < count; i++) {
    const unit = type[i]!
    const at = position[i]!
    for (const pair of endingIn[unit]!) {
      const distance = at - lastEnd[before[pair]!]!
      if (kept[pair] === 1 || distance < 0 || distance > gap) continue
      kept[pair] = 1
      sum += weight[pair]!
    }
    lastEnd[unit] = at + units[unit]!.text.length
  }
  return sum
}

/** Sum of the idf of the single-character words that occur anywhere. */
function singlesFound({ type, count }: Hits, { singles, side }: Pattern): number {
  if (singles.length === 0) return 0
  const present = new Uint8Array(side)
  for (let i = 0; i < count; i++) present[type[i]!] = 1
  return singles.reduce((sum, { number, idf }) => sum + (present[number] === 1 ? idf : 0), 0)
}

/*
 * The second stage: scans the text of the best articles of the first stage once (about 3 µs for 700 characters) for
 * what posting lists don't record: how closely the query's pairs and characters stand together, whether neighbouring
 * words keep their order, and single-character words.
 *
 * score = first / T + a·window + c·characters + o·order + d·single, each a share between 0 and about 1. Short queries
 * add l·lead + n·digit: what a text begins with, and a digit for a question that asks for a number.
 */

/** Names of the parts of a score, in the order in which {@link SecondStage.score} writes them. */
const partNames = ['window', 'characters', 'order', 'single', 'lead', 'digit'] as const

interface SecondStage {
  /** The most points that a text can add. */
  readonly most: number
  /**
   * The most points that a text can add if `parts` are those of its sketch.
   * @param pairs the bigrams that the sketch shows
   */
  ceiling(parts: Float64Array, pairs: ReadonlySet<string>): number
  /** Writes the points that title and body add to first / T, one number for each part. */
  score(texts: TextUnits, parts: Float64Array): void
  /** Call after the last text. */
  release(): void
}

/**
 * Prepares the second stage of a query.
 * @param terms those that are searched in title and body
 * @returns undefined if there is nothing to search for
 */
function prepareSecondStage(
  { words, length, soft }: Plan,
  terms: readonly WeightedTerm[],
  weighing: Weighing,
): SecondStage | undefined {
  const [only] = words
  if (only === undefined || terms.length === 0) return undefined
  // A single bigram, character or Latin word is equally close to itself in every article.
  if (words.length === 1 && (only.latin || only.text.length <= 2)) return undefined
  const pattern = createPattern(words, terms, weighing.statistics)
  const { shortQuery, lead, digit } = weighing.parameters
  const isShort = length <= shortQuery
  const asksNumber = isShort && soft.asksNumber
  const mostOfShort = (isShort ? lead.weight * mostLead(lead.length) : 0) + (asksNumber ? digit.weight : 0)
  markCharacters(pattern)
  if (isShort) markWords(words, 1)
  return {
    most: mostPoints(pattern, weighing) + mostOfShort,
    ceiling: (parts, pairs) => ceilingOf(parts, pairs, pattern, weighing) + mostOfShort,
    score: (texts, parts) => {
      scanTexts(texts, pattern)
      scoreHits(pattern, weighing, parts)
      parts[4] = isShort ? lead.weight * leadShare(texts, lead.length) : 0
      parts[5] = asksNumber && hasDigitNear(texts, window, digit.length) ? digit.weight : 0
    },
    release: () => {
      unmarkCharacters(pattern)
      if (isShort) markWords(words, 0)
    },
  }
}

function mostPoints({ neighbours, singles }: Pattern, { parameters, total }: Weighing): number {
  const { pairWindow, characterWindow, order, singleCharacter } = parameters
  const single = singles.reduce((sum, { idf }) => sum + idf, 0)
  const inOrder = neighbours.before.length > 0 ? order.weight : 0
  return pairWindow.weight + characterWindow.weight + inOrder + (singleCharacter * single) / total
}

/** The window of bigrams is exact in a sketch, and so is the order of words that consist of its bigrams. */
function ceilingOf(
  parts: Float64Array,
  pairs: ReadonlySet<string>,
  { units, neighbours, singles }: Pattern,
  { parameters, total }: Weighing,
): number {
  const { pairWindow, characterWindow, order, singleCharacter } = parameters
  const isSeen = ({ text, latin }: Unit): boolean =>
    !latin &&
    text.length > 1 &&
    Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)).every((pair) => pairs.has(pair))
  const window = units.some(({ latin }) => latin) ? pairWindow.weight : parts[0]!
  const inOrder = units.every(isSeen) ? parts[2]! : neighbours.before.length > 0 ? order.weight : 0
  const single = singles.reduce((sum, { idf }) => sum + idf, 0)
  return window + characterWindow.weight + inOrder + (singleCharacter * single) / total
}

function scoreHits(pattern: Pattern, { parameters, total }: Weighing, parts: Float64Array): void {
  const { pairWindow, characterWindow, order, singleCharacter } = parameters
  const { pairs, characters } = pattern
  parts[0] = (pairWindow.weight * bestWindow(pairHits, pairs.weight, pairWindow.length)) / pairs.total
  parts[1] =
    (characterWindow.weight * bestWindow(characterHits, characters.weight, characterWindow.length)) / characters.total
  parts[2] = (order.weight * orderKept(unitHits, pattern, order.gap)) / pattern.neighbours.total
  parts[3] = (singleCharacter * singlesFound(characterHits, pattern)) / total
}

export interface RankingJob {
  readonly segments: readonly SegmentReader[]
  readonly plan: Plan
  readonly weighing: Weighing
  readonly sortKey: SortKey
  readonly ties: TieBreaker
  readonly explain: ExplainHit | undefined
  /** Number of articles requested, from the best on. */
  readonly wanted: number
}

/** A hit's place and score; scores are comparable only within one query. */
export interface FoundArticle extends Place {
  readonly score: number
  /** Cosine of its vector and the question's, if there are both. */
  readonly similarity?: number
  /** Summands of the score, if requested. */
  readonly parts?: readonly ScorePart[]
}

/** Outweighs anything that the text can add. */
const tierPoints = 10

/** Rounding changes a score by less than this. */
const hair = 1e-9

/**
 * Reads texts from the best candidate on, until no remaining one can enter the requested page, whatever its text adds.
 * @param candidates best first
 */
export function rankAgain(candidates: readonly Candidate[], job: RankingJob): FoundArticle[] {
  const { weighing, plan, sortKey, ties } = job
  if (sortKey.byDate) return candidates.map((candidate) => toFound(candidate, 0, [], job))
  const terms = weighing.terms.filter(({ term }) => term.fields === defaultFields)
  const second = prepareSecondStage(plan, terms, weighing)
  if (second === undefined) return candidates.map((candidate) => toFound(candidate, candidate.tier, [], job))
  let looked: FoundArticle[]
  try {
    looked = lookAtTexts(candidates, second, job)
  } finally {
    // Also if a text can't be read: the marks of this pattern would count in the next query.
    second.release()
  }
  looked.sort((a, b) => b.score - a.score || ties(a, b))
  for (let i = looked.length; i < candidates.length; i++)
    looked.push(toFound(candidates[i]!, candidates[i]!.tier, [], job))
  return looked
}

/** Scores the texts of the best candidates, until no further one can be among the wanted. */
function lookAtTexts(candidates: readonly Candidate[], second: SecondStage, job: RankingJob): FoundArticle[] {
  const { rerank } = job.weighing.parameters
  const looked: FoundArticle[] = []
  const least = createLeast(job.wanted, rerank)
  const most = Math.min(rerank, candidates.length)
  const isSketched = job.segments.some(({ sketch }) => sketch !== undefined)
  const pairs = new Set(isSketched ? textsOf(job.weighing) : [])
  const unread: { readonly candidate: Candidate; readonly ceiling: number }[] = []
  for (let i = 0; i < most; i++) {
    const candidate = candidates[i]!
    if (candidate.key + candidate.tier * tierPoints + second.most + hair < least.score) break
    const segment = job.segments[candidate.segment]!
    const sketch = segment.sketch?.(candidate.article, pairs)
    second.score(sketch ?? segment.units(candidate.article), values)
    const fade = job.sortKey.fade(segment, candidate.article)
    if (sketch !== undefined) {
      const added = second.ceiling(values, pairs) * fade
      unread.push({ candidate, ceiling: candidate.key + candidate.tier * tierPoints + added + hair })
    }
    for (let part = 0; part < values.length; part++) values[part]! *= fade
    const found = toFound(candidate, candidate.tier, values, job)
    least.add(found.score)
    looked.push(found)
  }
  // A sketch gives a lower bound of a score. Articles that might still be among the wanted must be read.
  for (const { candidate, ceiling } of unread)
    if (ceiling >= least.score) job.segments[candidate.segment]!.prefetch!(candidate.article)
  return looked
}

const textsOf = ({ terms }: Weighing): string[] =>
  terms.filter(({ term }) => isPairOfTexts(term)).map(({ term }) => term.text)

/** Points by part, in the order of {@link partNames}. */
const values = new Float64Array(partNames.length)

/** The score needed to be among the `wanted` best so far; any score suffices while there are fewer. */
function createLeast(wanted: number, rerank: number): { score: number; add(score: number): void } {
  // Descending.
  const best = new Float64Array(Math.min(wanted, rerank)).fill(-Infinity)
  const least = {
    score: -Infinity,
    add: (score: number): void => {
      let place = best.length - 1
      if (place < 0 || score <= best[place]!) return
      for (; place > 0 && best[place - 1]! < score; place--) best[place] = best[place - 1]!
      best[place] = score
      if (wanted <= rerank) least.score = best[best.length - 1]!
    },
  }
  return least
}

/** @param added points of the second stage */
function toFound(
  { segment, article, key }: Candidate,
  tier: number,
  added: ArrayLike<number>,
  job: RankingJob,
): FoundArticle {
  const ahead = tier * tierPoints
  let score = key + ahead
  for (let part = 0; part < added.length; part++) score += added[part]!
  const found = { segment, article, score }
  if (job.explain === undefined) return found
  const reader = job.segments[segment]!
  const terms = job.explain.terms(reader, article, job.weighing, job.sortKey.fade(reader, article))
  const texts = Array.from(added, (value, part) => ({ what: partNames[part]!, value }))
  const parts = [...terms, { what: 'all words', value: ahead }, ...texts].filter(({ value }) => value !== 0)
  return { ...found, parts: [...parts, ...job.explain.nearness(reader, article, job.plan.near)] }
}
