/**
 * What an answer consists of, wherever it is given: by the library, the API, to agents, on the page, and in the browser
 * of an export. Plain JSON; every offset is in UTF-16 units of the accompanying string.
 */

/** [start, end) of a text, ascending, not overlapping. */
export type Ranges = readonly (readonly [number, number])[]

export interface Snippet {
  /** Plain text without control characters; `…` marks a cut. */
  readonly text: string
  /** Marked ranges [start, end) of `text`, ascending, not overlapping. */
  readonly highlights: Ranges
}

export interface SimilarArticle {
  readonly id: string
  /** Share of the sequences of five characters of both texts that are in both, 0 to 1. */
  readonly similarity: number
}

/** What folding reads of a hit, and what it adds. */
export interface FoldedHit {
  readonly id: string
  /** Other articles with the same body, folded into this hit. */
  readonly duplicates?: readonly string[]
  /** Near-duplicates folded into this hit. */
  readonly similar?: readonly SimilarArticle[]
}

/** A hit of an export, which has no files; every other hit says more. */
export interface PlainHit {
  readonly id: string
  readonly score: number
  readonly title: string
  /** What to show of an article without a title: its first sentence. */
  readonly heading?: string
  /** Marked ranges of `title`. */
  readonly titleHighlights: Ranges
  /** ISO 8601, or ''. */
  readonly date: string
  readonly author: string
  readonly tags: readonly string[]
  readonly url: string
  readonly snippet: Snippet
}

/** A hit in a file. */
export interface FileHit extends PlainHit, FoldedHit {
  /** 1 is best. */
  readonly rank: number
  /** The file of the article, below `root`. */
  readonly path: string
  /** 1-based line in that file where the article begins. */
  readonly line: number
}

export interface FacetValue {
  readonly value: string
  readonly count: number
}

/** One occurrence in its context ("key word in context"). */
export interface KwicLine {
  readonly id: string
  /** The file of the article, relative to the indexed folder. */
  readonly path: string
  /** Line of the occurrence in that file, from 1; line of the article if the file doesn't contain the text as it is. */
  readonly line: number
  /** Column from 1, in bytes; 1 if only the article's line is known. */
  readonly column: number
  /** ISO 8601, or ''. */
  readonly date: string
  readonly title: string
  /**
   * `left`, `match` and `right` are one line each, in the original spelling, with spaces for line breaks and control
   * characters.
   */
  readonly left: string
  readonly match: string
  readonly right: string
}

/** What an article consists of. */
export interface ArticleFields {
  /** Unique in a collection: the path, or the ID that a record gives itself. */
  readonly id: string
  readonly title: string
  /** Paragraphs joined by '\n'. */
  readonly body: string
  readonly captions: readonly string[]
  readonly author: string
  /** '' or ISO 8601: `YYYY-MM-DD`, or with time and zone. */
  readonly date: string
  readonly url: string
  readonly tags: readonly string[]
  readonly categories: readonly string[]
  /** Keys that are not fields: plain JSON, bounded in depth and size. */
  readonly metadata: Readonly<Record<string, unknown>>
}

/** A piece of an article as its author formatted it: text, or an element of a closed list with plain attributes. */
export type Formatted = string | FormattedElement
export type FormattedElement = readonly [
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: Formatted[],
]
