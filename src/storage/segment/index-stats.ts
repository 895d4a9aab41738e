/** The size and contents of a collection, in a folder or on a cluster. */
export type IndexPart = 'postings' | 'pairs' | 'terms' | 'vocabulary' | 'texts' | 'records' | 'columns' | 'other'

export interface IndexStats {
  readonly articles: number
  readonly terms: number
  readonly postings: number
  /** Size of all files of the index. */
  readonly bytes: number
  readonly bytesByPart: Readonly<Partial<Record<IndexPart, number>>>
  readonly segments: number
  readonly deleted: number
  /** Raw bytes of the indexed articles. */
  readonly sourceBytes: number
  readonly analyzer: string
  readonly formatVersion: number
  /** ISO 8601 time of the last commit. */
  readonly committed: string
  readonly roots: readonly string[]
}
