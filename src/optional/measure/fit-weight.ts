/** Finds the weight of a model's score that ranks judged queries best. */
import { combinedOrder } from '../../search/scoring/convex.js'
import type { Floors } from '../../search/scoring/convex.js'
import { evaluateRun } from './evaluation.js'

/** Candidates of one query with both scores. */
export interface JudgedCandidates {
  readonly query: string
  /** IDs of articles, the best by `ours` first. */
  readonly ids: readonly string[]
  readonly ours: readonly number[]
  readonly theirs: readonly (number | undefined)[]
  /** The ranking without the model, if it has other articles; by default the order of `ours`. */
  readonly alone?: readonly string[]
}

export interface FittedWeight {
  /** 0 to 1. */
  readonly weight: number
  /** With that weight, and with our scores alone. */
  readonly ndcg10: number
  readonly alone: number
}

/** Most queries used for fitting. More would cost calls of the model and hardly change the weight. */
export const mostFitted = 50

const steps = 20

/** Of equally good weights, returns the least. @param qrels grades by query, then by article */
export function fitWeight(
  candidates: readonly JudgedCandidates[],
  qrels: ReadonlyMap<string, ReadonlyMap<string, number>>,
  floors: Floors = {},
): FittedWeight {
  const asked = new Map(candidates.flatMap(({ query }) => (qrels.has(query) ? [[query, qrels.get(query)!]] : [])))
  const measure = (weight: number): number => {
    const ranked = candidates.map(({ query, ids, ours, theirs }): [string, string[]] => [
      query,
      combinedOrder(ours, theirs, weight, floors).map((at) => ids[at]!),
    ])
    return evaluateRun(new Map(ranked), asked).ndcg10
  }
  const usual = candidates.map(({ query, ids, alone }): [string, readonly string[]] => [query, alone ?? ids])
  const alone = evaluateRun(new Map(usual), asked).ndcg10
  let best = { weight: 0, ndcg10: alone, alone }
  for (let step = 1; step <= steps; step++) {
    const ndcg10 = measure(step / steps)
    if (ndcg10 > best.ndcg10) best = { weight: step / steps, ndcg10, alone }
  }
  return best
}
