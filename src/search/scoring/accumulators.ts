/** Sums by article, reused from segment to segment; only entries of `touched` are set. */
export interface Accumulators {
  score: Float64Array
  /** Weight of the soft terms found. */
  share: Float64Array
  /** Number of required terms found. */
  required: Uint16Array
  /** Articles found so far, in no order. */
  touched: Int32Array
  touchedCount: number
}

export function createAccumulators(): Accumulators {
  const none = new Float64Array(0)
  return { score: none, share: none, required: new Uint16Array(0), touched: new Int32Array(0), touchedCount: 0 }
}

/** Makes room for a segment and clears the previous one. */
export function prepareAccumulators(sums: Accumulators, articles: number): void {
  if (sums.score.length < articles) {
    sums.score = new Float64Array(articles)
    sums.share = new Float64Array(articles)
    sums.required = new Uint16Array(articles)
    sums.touched = new Int32Array(articles)
    sums.touchedCount = 0
  }
  for (let i = 0; i < sums.touchedCount; i++) {
    const article = sums.touched[i]!
    sums.score[article] = sums.share[article] = sums.required[article] = 0
  }
  sums.touchedCount = 0
}
