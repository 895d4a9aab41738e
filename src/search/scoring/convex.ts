/**
 * Two scores for each candidate made one: (1 − w) · ours + w · the model's, each scaled to 0…1 over the candidates. Bruch,
 * Gai and Ingber (2023) find such a sum better than a fusion of ranks, and its weight learned from a few judgements.
 */

/**
 * @param ours of the candidates, best first
 * @param theirs in the same order; undefined counts as the least
 * @param weight of the model, 0 to 1
 * @returns places in `ours`, best first; equal sums keep their order
 */
export function combinedOrder(
  ours: readonly number[],
  theirs: readonly (number | undefined)[],
  weight: number,
): number[] {
  const [a, b] = [scaled(ours), scaled(theirs)]
  const sum = ours.map((_, i) => (1 - weight) * a[i]! + weight * b[i]!)
  return ours.map((_, i) => i).sort((x, y) => sum[y]! - sum[x]! || x - y)
}

function scaled(scores: readonly (number | undefined)[]): number[] {
  let least = Infinity
  let most = -Infinity
  for (const score of scores) {
    if (score === undefined) continue
    least = Math.min(least, score)
    most = Math.max(most, score)
  }
  const span = most - least
  return scores.map((score) => (score === undefined || !(span > 0) ? 0 : (score - least) / span))
}
