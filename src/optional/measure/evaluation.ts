/**
 * Measures of ranking, as trec_eval defines them, and whether two runs truly differ.
 *
 * Pure functions over maps: no index, no files.
 */

/** For each query its articles, best first. A query that found nothing has an empty list. */
export type Run = ReadonlyMap<string, readonly string[]>
/** For each query its judged articles with their grades; a grade above 0 is relevant. */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>

/** All between 0 and 1, more is better. */
export interface RankingMeasures {
  readonly ndcg10: number
  readonly mrr10: number
  readonly recall100: number
  readonly map: number
}

export interface Evaluation extends RankingMeasures {
  /** Queries that are in the run and have a relevant article; the means are over these. */
  readonly queries: number
  readonly perQuery: ReadonlyMap<string, RankingMeasures>
}

export const measureNames = [
  'ndcg10',
  'mrr10',
  'recall100',
  'map',
] as const satisfies readonly (keyof RankingMeasures)[]

/**
 * Means over the queries that are in the run and have a relevant article in the qrels.
 *
 * - nDCG@10: grade / log2(rank + 1), over that of the ideal ranking (Järvelin & Kekäläinen 2002, eq. 2–3, with the
 *   discount of trec_eval's `ndcg_cut`).
 * - MRR@10: 1 / rank of the first relevant article, 0 beyond rank 10 (Voorhees 1999).
 * - R@100: the share of relevant articles among the first 100.
 * - MAP: the mean over all relevant articles of the precision at their rank, 0 for those not in the run
 *   (Buckley & Voorhees 2000).
 *
 * An article that occurs twice in a ranking counts at its first place only.
 */
export function evaluateRun(run: Run, qrels: Qrels): Evaluation {
  const perQuery = new Map<string, RankingMeasures>()
  for (const [query, ranking] of run) {
    const grades = qrels.get(query)
    if (grades !== undefined && [...grades.values()].some((grade) => grade > 0)) {
      perQuery.set(query, measureRanking([...new Set(ranking)], grades))
    }
  }
  return { ...meanMeasures([...perQuery.values()]), queries: perQuery.size, perQuery }
}

function measureRanking(ranking: readonly string[], grades: ReadonlyMap<string, number>): RankingMeasures {
  const gains = ranking.map((id) => Math.max(0, grades.get(id) ?? 0))
  const ideal = [...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a)
  const first = gains.findIndex((gain) => gain > 0)
  return {
    ndcg10: discountedGain(gains) / discountedGain(ideal),
    mrr10: first >= 0 && first < 10 ? 1 / (first + 1) : 0,
    recall100: gains.slice(0, 100).filter((gain) => gain > 0).length / ideal.length,
    map: sumOfPrecisions(gains) / ideal.length,
  }
}

function discountedGain(gains: readonly number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0)
}

function sumOfPrecisions(gains: readonly number[]): number {
  let relevant = 0
  let sum = 0
  for (const [at, gain] of gains.entries()) if (gain > 0) sum += ++relevant / (at + 1)
  return sum
}

function meanMeasures(all: readonly RankingMeasures[]): RankingMeasures {
  const mean = (name: keyof RankingMeasures) => all.reduce((sum, one) => sum + one[name], 0) / Math.max(1, all.length)
  return { ndcg10: mean('ndcg10'), mrr10: mean('mrr10'), recall100: mean('recall100'), map: mean('map') }
}

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
