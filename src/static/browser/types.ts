/** The messages between the page and the worker. */
import type { FacetValue, PlainHit } from '../../base/answers.js'
import type { QueryExpansion } from '../../search/expand/query.js'
import type { Pointer } from '../export/format/root.js'
import type { Correction } from '../../search/expand/suggest/index.js'

export type { Pointer }

export interface Question {
  readonly query: string
  /** Default 10. */
  readonly limit?: number
  readonly offset?: number
  readonly sort?: 'score' | 'date' | 'oldest' | 'recent'
  readonly match?: 'auto' | 'all' | 'any'
  readonly facets?: readonly string[]
  /** About how long passages are, in characters. Default 120. */
  readonly passage?: number
  /** Whether Latin letters are also read as pinyin. Default true. */
  readonly pinyin?: boolean
  /** Whether corrections are looked for, which may fetch a list of words. Default false. */
  readonly corrects?: boolean
}

export interface Answer {
  readonly query: string
  readonly total: number
  readonly hits: readonly PlainHit[]
  readonly facets: Readonly<Record<string, readonly FacetValue[]>>
  /** Quoted strings that the hits need not contain, because no article contains all of them. */
  readonly relaxed?: readonly string[]
  /** Texts that were also read as pinyin, and what they were taken for. */
  readonly expansions: readonly QueryExpansion[]
  /** Did you mean: corrections of texts that hardly any article contains, likeliest first. */
  readonly suggestions: readonly Correction[]
}

/** What the page needs to know about an open export. */
export interface Facts {
  readonly articles: number
  /** Facets with at least two values. */
  readonly facets: readonly string[]
  /** Whether titles can be completed. */
  readonly titles: boolean
}

/** From the page to the worker. A later search replaces those that still wait for files. */
export type Request =
  | { readonly number: number; readonly kind: 'open'; readonly base: string; readonly pointer: Pointer }
  | { readonly number: number; readonly kind: 'search'; readonly question: Question }
  | { readonly number: number; readonly kind: 'complete'; readonly text: string; readonly limit: number }

/** From the worker to the page: a value, an error, or `superseded` if a later search replaced this one. */
export interface Reply {
  readonly number: number
  readonly value?: Facts | Answer | readonly string[]
  readonly error?: string
  readonly superseded?: true
}
