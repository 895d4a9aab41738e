/** Articles that share most of their text. */

export interface SimilarArticle {
  readonly id: string
  /** Share of the sequences of five characters of both texts that are in both, 0 to 1. */
  readonly similarity: number
}

/** Near-duplicates; the first one leads the group, and the others resemble it. */
export interface DuplicateGroup {
  readonly articles: readonly (SimilarArticle & {
    readonly title: string
    /** ISO 8601, or ''. */
    readonly date: string
    readonly path: string
    readonly line: number
  })[]
}

/** What folding reads of a hit, and what it adds. */
export interface FoldedHit {
  readonly id: string
  /** Other articles with the same body, folded into this hit. */
  readonly duplicates?: readonly string[]
  /** Near-duplicates folded into this hit. */
  readonly similar?: readonly SimilarArticle[]
}
