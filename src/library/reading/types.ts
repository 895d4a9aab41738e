/** The inputs and results of reading an index: occurrences, counts over time, values of fields. */
import type { ContextSize, KwicSort } from '../../search/reading/concordance.js'
import type { SpanName } from '../../search/reading/timeline.js'
import type { MatchMode } from '../../search/planning/plan.js'

export type { KwicLine } from '../../base/answers.js'
export type { Collocate } from '../../search/reading/collocates.js'
export type { ContextSize } from '../../search/reading/concordance.js'
export type { KwicSort } from '../../search/reading/concordance.js'
export type { SpanName } from '../../search/reading/timeline.js'
export type { FieldTerm, TermField } from '../../search/reading/timeline.js'
export type { Timeline, TimelineBucket, TimelineCounts, TimelineSeries } from '../../search/reading/timeline.js'

export interface ReadingOptions {
  /** Which articles are read, as for `search`. Default `all`: articles with all words. */
  readonly match?: MatchMode
  /** Read a half-typed query as far as it makes sense instead of refusing it. Default false. */
  readonly lenient?: boolean
}

export interface KwicOptions extends ReadingOptions {
  /**
   * `article`: in the order of the index; `date`: newest first; `oldest`: oldest first; `left`, `right`: by the
   * characters next to the occurrence, read outwards, which needs memory for all occurrences (about 150 bytes each).
   * Default `article`.
   */
  readonly sort?: KwicSort
  /** Characters on each side, or the rest of the sentence or paragraph. Default 40. */
  readonly context?: ContextSize
  /** Maximum number of occurrences. Default: all. */
  readonly limit?: number
  /** Ends the answer between two occurrences, with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

export interface CollocatesOptions extends ReadingOptions {
  /** Characters on each side, or the sentence. Default 20. */
  readonly window?: number | 'sentence'
  /** The side of an occurrence on which words are counted. Default `both`. */
  readonly side?: 'left' | 'right' | 'both'
  /** Also count words such as 的, 是, 在. Default false. */
  readonly functionWords?: boolean
  /** Words that occur nearby less often are left out. Default 2. */
  readonly least?: number
  /** Maximum number of words. Default 100. */
  readonly limit?: number
  /** Also return the first place of each word. Default false. */
  readonly examples?: boolean
}

export interface OccurrenceCounts {
  readonly occurrences: number
  /** Articles that contain at least one of them. */
  readonly articles: number
}

export interface TimelineOptions extends ReadingOptions {
  /** Default: depends on the time that the articles span. */
  readonly by?: SpanName
  /** Also count all articles of each period, as `total`. Default false. */
  readonly relative?: boolean
  /** Count only articles, which reads no texts; all occurrences are 0. Default false. */
  readonly articlesOnly?: boolean
}

export interface TermsOptions {
  /** `count`: the most frequent value first. Default `count`. */
  readonly sort?: 'count' | 'value'
  /** Maximum number of values. Default: all. */
  readonly limit?: number
}
