/** Applies the second stage to the best articles of the first; the articles after them keep their order. */
import { defaultFields } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { explainNearness, explainTerms } from './explain.js'
import type { ScorePart } from './explain.js'
import { isPairOfTexts } from '../planning/plan.js'
import type { Plan } from '../planning/plan.js'
import { partNames, prepareSecondStage } from './second-stage/index.js'
import type { SecondStage } from './second-stage/index.js'
import type { SortKey } from './sort-key.js'
import type { Candidate, Place, TieBreaker } from './top-k.js'
import type { Weighing } from '../planning/weighing.js'

export interface RankingJob {
  readonly segments: readonly SegmentReader[]
  readonly plan: Plan
  readonly weighing: Weighing
  readonly sortKey: SortKey
  readonly ties: TieBreaker
  readonly explain: boolean
  /** Number of articles requested, from the best on. */
  readonly wanted: number
}

/** A hit's place and score; scores are comparable only within one query. */
export interface FoundArticle extends Place {
  readonly score: number
  /** Cosine of its vector and the question's, if there are both. */
  readonly similarity?: number
  /** Where the second stage saw the first bigram or Latin word of the query: see {@link SecondStage.firstSeen}. */
  readonly seen?: number
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
  const second = prepareSecondStage(plan.words, terms, weighing)
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
    const found = toFound(candidate, candidate.tier, values, job, second.firstSeen())
    least.add(found.score)
    looked.push(found)
  }
  // A sketch gives a lower bound of a score. Articles that might still be among the wanted must be read.
  for (const { candidate, ceiling } of unread)
    if (ceiling >= least.score) job.segments[candidate.segment]!.expect!(candidate.article)
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
  seen = -1,
): FoundArticle {
  const ahead = tier * tierPoints
  let score = key + ahead
  for (let part = 0; part < added.length; part++) score += added[part]!
  const found = { segment, article, score, seen }
  if (!job.explain) return found
  const reader = job.segments[segment]!
  const terms = explainTerms(reader, article, job.weighing, job.sortKey.fade(reader, article))
  const texts = Array.from(added, (value, part) => ({ what: partNames[part]!, value }))
  const parts = [...terms, { what: 'all words', value: ahead }, ...texts].filter(({ value }) => value !== 0)
  return { ...found, parts: [...parts, ...explainNearness(reader, article, job.plan.near)] }
}
