/** The answers of the service, as the page uses them. */

import type { ArticleFields, FacetValue, FileHit, Formatted, KwicLine, Ranges } from '../../base/answers.js'

export interface Kwic {
  readonly lines: readonly KwicLine[]
  readonly isPartial?: boolean
}

export type Facets = Readonly<Record<string, readonly FacetValue[]>>

export interface SearchResult {
  readonly query: string
  readonly total: number
  readonly tookMs: number
  readonly hits: readonly FileHit[]
  readonly facets?: Facets
  readonly suggestions?: readonly { readonly query: string }[]
}

export interface Article extends ArticleFields {
  readonly path: string
  readonly line: number
  readonly titleHighlights?: Ranges
  readonly bodyHighlights?: Ranges
  /** As its file formats it; absent for plain text. */
  readonly formatted?: readonly Formatted[]
}

/** An answer that says what is wrong. */
export class Refusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

type Told = Readonly<Record<'code' | 'message' | 'remedy', string>>

/** Without the column, which the box does not show. */
function sentenceOf({ message, remedy }: Told): string {
  const end = /\p{Script=Han}/u.test(message) ? '。' : '. '
  return `${message.replace(/^\d+: /, '')}${end}${remedy}`
}

/** Sent to the window when a request reaches no server. */
export const goneEvent = 'xunzhang-gone'

/**
 * @returns the body of the answer
 * @throws Refusal with the sentence of the service, in the language of the page; AbortError; TypeError without a server
 */
export async function ask<T>(
  path: string,
  parameters: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<T> {
  const query = new URLSearchParams(parameters).toString()
  const headers = { 'Accept-Language': document.documentElement.lang }
  try {
    const answer = await fetch(query === '' ? path : `${path}?${query}`, { headers, signal: signal ?? null })
    // An address that is too long is refused before any route, and may have no body.
    if (answer.status === 414 || answer.status === 431) throw new Refusal('QUERY_TOO_LONG', answer.statusText)
    const body = (await answer.json()) as T & { readonly error?: Told }
    if (body.error === undefined) return body
    throw new Refusal(body.error.code, sentenceOf(body.error))
  } catch (error) {
    const isReached = error instanceof Refusal || (error as Error).name === 'AbortError'
    if (!isReached) dispatchEvent(new Event(goneEvent))
    throw error
  }
}
