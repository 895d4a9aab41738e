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
export type Ask = typeof ask

/** @returns the body of the answer. @throws Error with the sentence of the service; AbortError */
export async function ask<T>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<T> {
  const query = new URLSearchParams(parameters).toString()
  const answer = await fetch(query === '' ? path : `${path}?${query}`, signal === undefined ? {} : { signal })
  const body = (await answer.json()) as T & { readonly error?: { readonly message: string; readonly remedy: string } }
  if (body.error !== undefined) throw new Error(`${body.error.message}. ${body.error.remedy}`)
  return body
}
