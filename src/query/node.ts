/**
 * The tree of a query: what a reader meant, before any segmenting or index is known.
 * Texts are as typed (not normalised); spans point into the query.
 */

/** Where a node stands in the query: UTF-16 units, the end exclusive. */
export type Span = readonly [start: number, end: number]

/** Fields that a part of a query can be bound to; `date:` makes a {@link DateNode} instead. */
export const TEXT_FIELDS = ['title', 'author', 'tag', 'path'] as const
export type TextField = (typeof TEXT_FIELDS)[number]

/** Every name that may stand before a colon. */
export const QUERY_FIELDS = [...TEXT_FIELDS, 'date'] as const
export type QueryField = (typeof QUERY_FIELDS)[number]

/** Days as `YYYY-MM-DD`, both ends inclusive, at least one of them given. */
export interface DateRange {
  readonly from?: string
  readonly to?: string
}

/** Parts side by side; how many of them an article must hold is the match mode's affair. At least two operands. */
export interface AndNode {
  readonly kind: 'and'
  readonly span: Span
  readonly operands: readonly QueryNode[]
}

/** One of the parts suffices, and is demanded. At least two operands, where it was read. */
export interface OrNode {
  readonly kind: 'or'
  readonly span: Span
  readonly operands: readonly QueryNode[]
  /**
   * The operands are ways to write the first one, found for it and not typed: they add articles and take none away.
   * `after`: articles with the first come first; `beside`: all are alike.
   */
  readonly alternatives?: 'after' | 'beside'
}

export interface NotNode {
  readonly kind: 'not'
  readonly span: Span
  readonly operand: QueryNode
}

/** A word, or a whole question in Han characters, without blanks; it may hold no searchable character at all (`***`). */
export interface TextNode {
  readonly kind: 'text'
  readonly span: Span
  readonly text: string
}

/** A string that must stand in the article as it is (after normalising); may hold blanks. */
export interface ExactNode {
  readonly kind: 'exact'
  readonly span: Span
  readonly text: string
}

/** Every term that begins so; the text ends with a letter, a digit or a Han character. */
export interface PrefixNode {
  readonly kind: 'prefix'
  readonly span: Span
  readonly text: string
}

/** Every term at most so many insertions, deletions or replacements away; the text ends as a prefix does. */
export interface FuzzyNode {
  readonly kind: 'fuzzy'
  readonly span: Span
  readonly text: string
  readonly edits: 1 | 2
}

/** The operand is looked for in one field; of nested fields the innermost counts. */
export interface FieldNode {
  readonly kind: 'field'
  readonly span: Span
  readonly field: TextField
  readonly operand: QueryNode
}

export interface DateNode extends DateRange {
  readonly kind: 'date'
  readonly span: Span
}

/** The operand's score times a factor above 0, at most {@link MAX_BOOST}. */
export interface BoostNode {
  readonly kind: 'boost'
  readonly span: Span
  readonly factor: number
  readonly operand: QueryNode
}

export type QueryNode =
  AndNode | OrNode | NotNode | TextNode | ExactNode | PrefixNode | FuzzyNode | FieldNode | DateNode | BoostNode

export const MAX_BOOST = 1000

/** Brackets deeper than this are refused (lenient: read as blanks). */
export const MAX_QUERY_DEPTH = 64

/** UTF-16 units; a longer query is refused (lenient: cut). 10,000 characters are read in at most 3 ms. */
export const MAX_QUERY_LENGTH = 32_768
