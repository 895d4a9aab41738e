/** The answers of the service, as the page uses them. */

export type Range = readonly [start: number, end: number]

export interface Hit {
  readonly rank: number
  readonly id: string
  readonly title: string
  readonly titleHighlights: readonly Range[]
  /** The first sentence of an article without a title. */
  readonly heading?: string
  readonly date: string
  readonly author: string
  readonly tags: readonly string[]
  readonly path: string
  readonly line: number
  readonly snippet: { readonly text: string; readonly highlights: readonly Range[] }
  readonly duplicates?: readonly string[]
  readonly similar?: readonly { readonly id: string }[]
}

export interface KwicLine {
  readonly id: string
  readonly path: string
  readonly date: string
  readonly title: string
  readonly left: string
  readonly match: string
  readonly right: string
}

export interface Kwic {
  readonly lines: readonly KwicLine[]
  readonly isPartial?: boolean
}

export interface FacetValue {
  readonly value: string
  readonly count: number
}

export interface SearchResult {
  readonly query: string
  readonly total: number
  readonly tookMs: number
  readonly hits: readonly Hit[]
  readonly facets?: Readonly<Record<string, readonly FacetValue[]>>
  readonly suggestions?: readonly { readonly query: string }[]
}

export interface Article {
  readonly id: string
  readonly title: string
  readonly body: string
  readonly captions: readonly string[]
  readonly author: string
  readonly date: string
  readonly url: string
  readonly tags: readonly string[]
  readonly path: string
  readonly line: number
  readonly titleHighlights?: readonly Range[]
  readonly bodyHighlights?: readonly Range[]
}
