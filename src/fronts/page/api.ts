/** The answers of the service, as the page uses them. */

import type { ArticleFields, FacetValue, FileHit, KwicLine, Ranges } from '../../base/answers.js'

export interface Kwic {
  readonly lines: readonly KwicLine[]
  readonly isPartial?: boolean
}

export interface SearchResult {
  readonly query: string
  readonly total: number
  readonly tookMs: number
  readonly hits: readonly FileHit[]
  readonly facets?: Readonly<Record<string, readonly FacetValue[]>>
  readonly suggestions?: readonly { readonly query: string }[]
}

export interface Article extends ArticleFields {
  readonly path: string
  readonly line: number
  readonly titleHighlights?: Ranges
  readonly bodyHighlights?: Ranges
}

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
