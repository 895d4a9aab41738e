/** Measures of ranking, as trec_eval defines them: pure functions over maps. */

/** For each query its articles, best first. A query that found nothing has an empty list. */
export type Run = ReadonlyMap<string, readonly string[]>
/** For each query its judged articles with their grades; a grade above 0 is relevant. */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>

export const measureNames = ['ndcg10', 'mrr10', 'recall100', 'map'] as const

/** All between 0 and 1, more is better. */
export type RankingMeasures = Readonly<Record<(typeof measureNames)[number], number>>

export interface Evaluation extends RankingMeasures {
  /** Queries that are in the run and have a relevant article; the means are over these. */
  readonly queries: number
  readonly perQuery: ReadonlyMap<string, RankingMeasures>
}

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
  return { queries: perQuery.size, ...meanMeasures([...perQuery.values()]), perQuery }
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
