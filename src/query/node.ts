/**
 * The tree of a query: its meaning, independent of segmentation and index.
 * Texts are as typed (not normalised); spans refer to positions in the query.
 */
import { isDerived, queryFields } from '../text/facets/index.js'
import type { FieldType } from '../text/own-fields.js'

/** The position of a node in the query: UTF-16 units, end exclusive. */
export type Span = readonly [start: number, end: number]

/** Fields that can apply to a part of a query; `date:` makes a {@link DateNode} instead. */
export type TextField = Exclude<QueryField, 'date'>

/** True for the fields that say where an article came from: matched literally, never by words or their variants. */
export function isOrigin(field: TextField): boolean {
  return field === 'path' || isDerived(field)
}

export type QueryField = (typeof queryFields)[number]['name']
/** Every name that is allowed before a colon. */
export const QUERY_FIELDS: readonly QueryField[] = queryFields.map(({ name }) => name)

/** Chinese names of these fields, in both scripts; first the usual ones, in the order of {@link QUERY_FIELDS}. */
export const CHINESE_FIELDS: ReadonlyMap<string, QueryField> = new Map([
  ...queryFields.map(({ name, chinese: [usual] }) => [usual, name] as const),
  ...queryFields.flatMap(({ name, chinese: [, ...others] }) => others.map((other) => [other, name] as const)),
])

/** Days as `YYYY-MM-DD`, both ends inclusive, at least one of them given. */
export interface DateRange {
  readonly from?: string
  readonly to?: string
}

/** Parts next to each other; the match mode decides how many of them an article must contain. At least two operands. */
export interface AndNode {
  readonly kind: 'and'
  readonly span: Span
  readonly operands: readonly QueryNode[]
}

/** At least one of the parts is required. At least two operands when it was parsed. */
export interface OrNode {
  readonly kind: 'or'
  readonly span: Span
  readonly operands: readonly QueryNode[]
  /**
   * Set if the operands after the first are alternatives that were found for it, not typed. They only add articles.
   * `after`: articles with the first operand rank first; `beside`: all rank alike.
   */
  readonly alternatives?: 'after' | 'beside'
}

export interface NotNode {
  readonly kind: 'not'
  readonly span: Span
  readonly operand: QueryNode
}

/**
 * A word, or a whole question in Han characters, without spaces; it may contain no searchable character at all (`***`).
 */
export interface TextNode {
  readonly kind: 'text'
  readonly span: Span
  readonly text: string
}

/** A string that must occur in the article exactly (after normalising); may contain spaces. */
export interface ExactNode {
  readonly kind: 'exact'
  readonly span: Span
  readonly text: string
}

/** Every term that begins with the text; the text ends with a letter, a digit or a Han character. */
export interface PrefixNode {
  readonly kind: 'prefix'
  readonly span: Span
  readonly text: string
}

/** Every term within this number of insertions, deletions or replacements; the text ends like that of a prefix. */
export interface FuzzyNode {
  readonly kind: 'fuzzy'
  readonly span: Span
  readonly text: string
  readonly edits: 1 | 2
}

/** The operand is searched in one field; of nested fields the innermost applies. */
export interface FieldNode {
  readonly kind: 'field'
  readonly span: Span
  readonly field: TextField
  readonly operand: QueryNode
}

/** A value in a field that the collection defines. */
export interface OwnNode {
  readonly kind: 'own'
  readonly span: Span
  readonly field: string
  readonly type: FieldType
  /** For keyword and text fields: what the value must match. Never searched in other fields, so it is no operand. */
  readonly value?: QueryNode
  /** For number and date fields, both ends inclusive; dates as days since 1970. */
  readonly range?: { readonly from: number; readonly to: number }
}

export interface DateNode extends DateRange {
  readonly kind: 'date'
  readonly span: Span
}

/** The operand's score multiplied by a factor above 0, at most {@link MAX_BOOST}. */
export interface BoostNode {
  readonly kind: 'boost'
  readonly span: Span
  readonly factor: number
  readonly operand: QueryNode
}

/**
 * The operands must occur near each other in one field and may not overlap. There are at least two. Each is a text, an
 * exact string, a prefix, alternatives or several of these in brackets, or another node of this kind.
 */
export interface NearNode {
  readonly kind: 'near'
  readonly span: Span
  readonly operands: readonly QueryNode[]
  /**
   * The largest number of characters between the nearest ends of two operands, blanks and punctuation included; with
   * more operands, the sum over all neighbours. Or the unit of text that must contain all operands.
   */
  readonly within: number | 'sentence' | 'paragraph'
  /** Whether the operands must occur in their order. */
  readonly ordered: boolean
}

export type QueryNode =
  | AndNode
  | OrNode
  | NotNode
  | NearNode
  | TextNode
  | ExactNode
  | PrefixNode
  | FuzzyNode
  | FieldNode
  | DateNode
  | BoostNode
  | OwnNode

export const MAX_BOOST = 1000

/** The largest distance of `NEAR/10` and `"a b"~10`, in characters. */
export const MAX_DISTANCE = 10_000

/** Most proximity operators in a row, as in `a NEAR/5 b NEAR/5 c`; each makes the tree one level deeper. */
export const MAX_NEAR_CHAIN = 16

/** Brackets nested deeper are refused (lenient mode: read as spaces). */
export const MAX_QUERY_DEPTH = 64

/** In UTF-16 units; a longer query is refused (lenient mode: cut). 10,000 characters are read in at most 3 ms. */
export const MAX_QUERY_LENGTH = 32_768
