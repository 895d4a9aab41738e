/** The inputs and results of reading an index: occurrences, counts over time, values of fields. */
import type { ContextSize } from '../reading/contexts.js'
import type { KwicSort } from '../reading/concordance.js'
import type { SpanName } from '../reading/spans.js'
import type { MatchMode } from '../search/planning/plan.js'

export type { Collocate } from '../reading/collocates.js'
export type { ContextSize } from '../reading/contexts.js'
export type { KwicSort } from '../reading/concordance.js'
export type { SpanName } from '../reading/spans.js'
export type { FieldTerm, TermField } from '../reading/terms.js'
export type { Timeline, TimelineBucket, TimelineCounts, TimelineSeries } from '../reading/timeline.js'

export interface ReadingOptions {
  /** Which articles are read, as for `search`. Default `all`: articles with all words. */
  readonly match?: MatchMode
  /** Read a half-typed query as far as it makes sense instead of refusing it. Default false. */
  readonly lenient?: boolean
}

export interface KwicOptions extends ReadingOptions {
  /**
   * `article`: as indexed; `date`: newest first; `oldest`; `left`, `right`: by the characters beside the occurrence, read
   * outwards, which needs memory for all of them (about 150 bytes each). Default `article`.
   */
  readonly sort?: KwicSort
  /** Characters on each side, or the rest of the sentence or paragraph. Default 40. */
  readonly context?: ContextSize
  /** Occurrences at most. Default all. */
  readonly limit?: number
}

/** One occurrence in its context ("key word in context"). */
export interface KwicLine {
  readonly id: string
  /** The file it came from, relative to the indexed folder. */
  readonly path: string
  /** Of the occurrence in that file, from 1; of the article where the file doesn't hold the text as it is. */
  readonly line: number
  /** From 1, in bytes; 1 where only the article's line is known. */
  readonly column: number
  /** ISO 8601, or ''. */
  readonly date: string
  readonly title: string
  /** One line each, in the original spelling; line breaks and control characters are blanks. */
  readonly left: string
  readonly match: string
  readonly right: string
}

export interface CollocatesOptions extends ReadingOptions {
  /** Characters on each side, or the sentence. Default 20. */
  readonly window?: number | 'sentence'
  /** On which side of an occurrence. Default `both`. */
  readonly side?: 'left' | 'right' | 'both'
  /** Also words such as 的, 是, 在. Default false. */
  readonly functionWords?: boolean
  /** Words that stand near less often are left out. Default 2. */
  readonly least?: number
  /** Words at most. Default 100. */
  readonly limit?: number
  /** Also give the first place of each word. Default false. */
  readonly examples?: boolean
}

export interface OccurrenceCounts {
  readonly occurrences: number
  /** Articles that hold at least one of them. */
  readonly articles: number
}

export interface TimelineOptions extends ReadingOptions {
  /** Default: chosen by the time that the articles span. */
  readonly by?: SpanName
  /** Also count all articles of each time, as `total`. Default false. */
  readonly relative?: boolean
  /** Count articles alone, which reads no text: occurrences are 0. Default false. */
  readonly articlesOnly?: boolean
}

export interface TermsOptions {
  /** Default `count`: the most frequent first. */
  readonly sort?: 'count' | 'value'
  /** Values at most. Default all. */
  readonly limit?: number
}
