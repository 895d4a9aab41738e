/** What is said once of a facet: a property of articles by whose values hits are counted and filtered. */

/** Facts of an article that are in memory or in its record. */
export interface ArticleFacts {
  /** '' if it has no web address. */
  readonly url: string
  /** Days since 1970-01-01; undefined without a date. */
  readonly day: number | undefined
}

type FieldText = 'title' | 'body' | 'captions' | 'tags' | 'author' | 'metadata'

interface Named {
  readonly name: string
  /** The names that a query may write before a colon besides `name`, the usual one first. Absent: no filter. */
  readonly chinese?: readonly string[]
}

/** The values are kept in a column of their own, merged, exported, pushed to a cluster and completed. */
export interface StoredFacet extends Named {
  /** The values, read from the article's texts; may contain empty strings. */
  readonly values: (text: (field: FieldText) => string) => readonly string[]
}

/** The value follows from what is stored anyway; it is derived when a query first needs it. */
export interface DerivedFacet extends Named {
  /** @returns '' for none */
  readonly derive: (article: ArticleFacts) => string
}

export type Facet = StoredFacet | DerivedFacet

/** Most articles of a dump have no values. */
const none: readonly string[] = []

export const linesOf = (text: string): readonly string[] => (text === '' ? none : text.split('\n'))
