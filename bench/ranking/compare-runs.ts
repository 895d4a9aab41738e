/** Whether two runs truly differ. */
import type { Evaluation, RankingMeasures } from '../../src/optional/measure/evaluation.js'

export interface Comparison {
  /** Queries that both runs were measured on. */
  readonly queries: number
  /** Mean of `a` less mean of `b` over these queries. */
  readonly difference: number
  /** Probability that chance alone makes a difference as large, in either direction; above 0, at most 1. */
  readonly p: number
}

/**
 * For each measure, a's mean less b's, with the p-value of a two-sided paired randomisation test (Fisher 1935; Smucker,
 * Allan & Carterette 2007): under the null hypothesis each query's two results may change places, so its difference
 * may change sign.
 * @param rounds random assignments of signs; p is (1 + differences as large) / (1 + rounds) (Davison & Hinkley 1997,
 *   § 4.2)
 */
export function compareRuns(
  a: Evaluation,
  b: Evaluation,
  rounds = 10_000,
): Readonly<Record<keyof RankingMeasures, Comparison>> {
  const both = [...a.perQuery.keys()].filter((query) => b.perQuery.has(query))
  const compare = (name: keyof RankingMeasures): Comparison => {
    const differences = both.map((query) => a.perQuery.get(query)![name] - b.perQuery.get(query)![name])
    const difference = differences.reduce((sum, one) => sum + one, 0) / Math.max(1, both.length)
    return { queries: both.length, difference, p: randomizationTest(differences, rounds) }
  }
  return { ndcg10: compare('ndcg10'), mrr10: compare('mrr10'), recall100: compare('recall100'), map: compare('map') }
}

function randomizationTest(differences: readonly number[], rounds: number): number {
  const changing = Float64Array.from(differences.filter((difference) => difference !== 0))
  const random = createRandom(1)
  const observed = Math.abs(changing.reduce((sum, one) => sum + one, 0))
  const tolerance = 1e-12 * changing.length
  let asLarge = 0
  for (let round = 0; round < rounds; round++) {
    let sum = 0
    let bits = 0
    for (let at = 0; at < changing.length; at++) {
      bits = at % 32 === 0 ? random() : bits >>> 1
      sum += (bits & 1) === 0 ? changing[at]! : -changing[at]!
    }
    if (Math.abs(sum) >= observed - tolerance) asLarge++
  }
  return (1 + asLarge) / (1 + rounds)
}

/** 32 random bits a call, always the same for one seed: Mulberry32 (Ettinger 2017, public domain). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}
