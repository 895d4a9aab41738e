/** Medians, quantiles and spread of samples; samples are never assumed to be normal. */

/** The smallest sample that at least `share` of the samples do not exceed (nearest rank); NaN without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** The middle sample, or the mean of the two in the middle; NaN without samples. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : ((sorted[half - 1] ?? Number.NaN) + sorted[half]!) / 2
}

export function mean(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length
}

/** Half the distance from the smallest to the largest sample, as a share of the median; 0 for a single sample. */
export function spread(samples: readonly number[]): number {
  const middle = median(samples)
  return middle === 0 ? 0 : (Math.max(...samples) - Math.min(...samples)) / 2 / Math.abs(middle)
}
