/** The second stage over the best of the first; those behind keep their order beneath. */
import { createDecodedText } from '../segment/articles/text-codec.js'
import type { DecodedText } from '../segment/articles/text-codec.js'
import { defaultFields, Field } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import { explainTerms } from './explain.js'
import type { ScorePart } from './explain.js'
import type { Plan } from './plan.js'
import { partNames, prepareSecondStage } from './second-stage/index.js'
import type { SortKey } from './sort-key.js'
import type { Candidate, Place, TieBreaker } from './top-k.js'
import type { Weighing } from './weighing.js'

export interface RankingJob {
  readonly segments: readonly SegmentReader[]
  readonly plan: Plan
  readonly weighing: Weighing
  readonly sortKey: SortKey
  readonly ties: TieBreaker
  readonly explain: boolean
  /** Articles that are asked for, from the best on. */
  readonly wanted: number
}

/** A hit's place, and its score, which means something only beside other scores of the same query. */
export interface FoundArticle extends Place {
  readonly score: number
  /** Summands of the score, where they were asked for. */
  readonly parts?: readonly ScorePart[]
  /** Its body, where that was decoded for the score; valid until the next search. */
  readonly body?: DecodedText
}

/** Outweighs whatever the text can add. */
const tierPoints = 10

const title = createDecodedText()
/** By candidate: kept from search to search, except for the largest. */
const bodies: DecodedText[] = []
const largestKept = 1 << 16

/** Rounding moves a score by less. */
const hair = 1e-9

/**
 * Looks at texts from the best candidate on, until what is left can't come among the wanted, whatever its text adds.
 * @param candidates best first
 */
export function rankAgain(candidates: readonly Candidate[], job: RankingJob): FoundArticle[] {
  const { weighing, plan, sortKey, ties } = job
  const { rerank } = weighing.parameters
  if (sortKey.byDate) return candidates.map((candidate) => toFound(candidate, 0, [], job))
  const terms = weighing.terms.filter(({ term }) => term.fields === defaultFields)
  const second = prepareSecondStage(plan.words, terms, weighing)
  if (second === undefined) return candidates.map((candidate) => toFound(candidate, candidate.tier, [], job))
  const values = new Float64Array(partNames.length)
  const looked: FoundArticle[] = []
  const least = createLeast(job.wanted)
  for (const candidate of candidates.slice(0, rerank)) {
    if (candidate.key + candidate.tier * tierPoints + second.most + hair < least.score) break
    const segment = job.segments[candidate.segment]!
    const body = (bodies[looked.length] ??= createDecodedText())
    segment.decode(candidate.article, Field.title, title)
    segment.decode(candidate.article, Field.body, body)
    if (body.unitCount > largestKept) bodies[looked.length] = createDecodedText()
    second.score(title, body, values)
    const fade = sortKey.fade(segment, candidate.article)
    const added = partNames.map((what, i) => ({ what, value: values[i]! * fade }))
    const found = { ...toFound(candidate, candidate.tier, added, job), body }
    least.add(found.score)
    looked.push(found)
  }
  second.release()
  looked.sort((a, b) => b.score - a.score || ties(a, b))
  return [...looked, ...candidates.slice(looked.length).map((candidate) => toFound(candidate, candidate.tier, [], job))]
}

/** The score that has to be reached to be among the `wanted` best so far; nothing is too low while there are fewer. */
function createLeast(wanted: number): { readonly score: number; add(score: number): void } {
  const best: number[] = []
  return {
    get score() {
      return best.length < wanted ? -Infinity : best.at(-1)!
    },
    add: (score) => {
      const place = best.findIndex((other) => other < score)
      best.splice(place < 0 ? best.length : place, 0, score)
      best.length = Math.min(best.length, wanted)
    },
  }
}

/** @param added points of the second stage */
function toFound(
  { segment, article, key }: Candidate,
  tier: number,
  added: readonly ScorePart[],
  job: RankingJob,
): FoundArticle {
  const ahead = tier * tierPoints
  const score = added.reduce((sum, { value }) => sum + value, key + ahead)
  if (!job.explain) return { segment, article, score }
  const reader = job.segments[segment]!
  const terms = explainTerms(reader, article, job.weighing, job.sortKey.fade(reader, article))
  const parts = [...terms, { what: 'all words', value: ahead }, ...added]
  return { segment, article, score, parts: parts.filter(({ value }) => value !== 0) }
}
