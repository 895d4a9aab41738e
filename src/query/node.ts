/**
 * The tree of a query, its meaning independent of segmentation and index, and how each kind of node is written.
 * Texts are as typed (not normalised); spans refer to positions in the query.
 */
import { asciiShape, fieldAt, isEscapable, isTextualMinus, type TextField } from './field.js'
import type { FieldType } from '../text/schema.js'

/** The position of a node in the query: UTF-16 units, end exclusive. */
export type Span = readonly [start: number, end: number]

/** What every node and every lexeme has. */
export interface Part<Kind extends string> {
  readonly kind: Kind
  readonly span: Span
}

/** Days as `YYYY-MM-DD`, both ends inclusive, at least one of them given. */
export interface DateRange {
  readonly from?: string
  readonly to?: string
}

/** Parts next to each other; the match mode decides how many of them an article must contain. At least two operands. */
export interface AndNode extends Part<'and'> {
  readonly operands: readonly QueryNode[]
}

/** At least one of the parts is required. At least two operands when it was parsed. */
export interface OrNode extends Part<'or'> {
  readonly operands: readonly QueryNode[]
  /**
   * Set if the operands after the first are alternatives that were found for it, not typed. They only add articles.
   * `after`: articles with the first operand rank first; `beside`: all rank alike.
   */
  readonly alternatives?: 'after' | 'beside'
}

export interface NotNode extends Part<'not'> {
  readonly operand: QueryNode
}

/**
 * A word, or a whole question in Han characters, without spaces; it may contain no searchable character at all (`***`).
 */
export interface TextNode extends Part<'text'> {
  readonly text: string
}

/** A string that must occur in the article exactly (after normalising); may contain spaces. */
export interface ExactNode extends Part<'exact'> {
  readonly text: string
}

/** Every term that begins with the text; the text ends with a letter, a digit or a Han character. */
export interface PrefixNode extends Part<'prefix'> {
  readonly text: string
}

/** Every term within this number of insertions, deletions or replacements; the text ends like that of a prefix. */
export interface FuzzyNode extends Part<'fuzzy'> {
  readonly text: string
  readonly edits: 1 | 2
}

/** A regular expression in the syntax of RE2, which a line of the original text matches. */
export interface RegexNode extends Part<'regex'> {
  readonly pattern: string
}

/** The operand is searched in one field; of nested fields the innermost applies. */
export interface FieldNode extends Part<'field'> {
  readonly field: TextField
  readonly operand: QueryNode
}

/** A value in a field that the collection defines. */
export interface OwnNode extends Part<'own'> {
  readonly field: string
  readonly type: FieldType
  /** For keyword and text fields: what the value must match. Never searched in other fields, so it is no operand. */
  readonly value?: QueryNode
  /** For number and date fields, both ends inclusive; dates as days since 1970. */
  readonly range?: { readonly from: number; readonly to: number }
}

export type DateNode = DateRange & Part<'date'>

/** The operand's score multiplied by a factor above 0, at most {@link MAX_BOOST}. */
export interface BoostNode extends Part<'boost'> {
  readonly factor: number
  readonly operand: QueryNode
}

/**
 * The operands must occur near each other in one field and may not overlap. There are at least two. Each is a text, an
 * exact string, a prefix, alternatives or several of these in brackets, or another node of this kind.
 */
export interface NearNode extends Part<'near'> {
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
  | RegexNode
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

type Notation = {
  readonly [K in QueryNode['kind']]: {
    /** Binding strength; a weaker node inside a stronger one needs brackets. */
    readonly tightness: number
    readonly print: (node: Extract<QueryNode, { kind: K }>) => string
  }
}

const OR = 0
const AND = 1
const NOT = 2
const NEAR = 3
const BOOST = 4
const FIELD = 5
const TEXT = 6

const NOTATION: Notation = {
  or: { tightness: OR, print: ({ operands }) => operands.map((operand) => within(operand, AND)).join(' | ') },
  and: { tightness: AND, print: ({ operands }) => operands.map((operand) => within(operand, NOT)).join(' ') },
  not: { tightness: NOT, print: ({ operand }) => printNot(within(operand, NEAR)) },
  near: { tightness: NEAR, print: (node) => (node.ordered ? printOrdered(node) : printNear(node)) },
  boost: { tightness: BOOST, print: ({ operand, factor }) => `${within(operand, FIELD)}^${factor}` },
  field: { tightness: FIELD, print: ({ field, operand }) => `${field}:${within(operand, TEXT)}` },
  date: { tightness: FIELD, print: ({ from = '', to = '' }) => `date:${from}..${to}` },
  own: { tightness: FIELD, print: printOwn },
  text: { tightness: TEXT, print: ({ text }) => printText(text) },
  exact: { tightness: TEXT, print: ({ text }) => `"${quoted(text)}"` },
  prefix: { tightness: TEXT, print: ({ text }) => `${printText(text)}*` },
  regex: { tightness: TEXT, print: ({ pattern }) => `/${pattern}/` },
  fuzzy: { tightness: TEXT, print: ({ text, edits }) => `${printText(text)}~${edits === 1 ? '' : edits}` },
}

/**
 * Writes a tree as a query that parses to the same tree (except for spans). Holds for every tree from `parseQuery`.
 * @example printQuery(parseQuery('标题 OR title:（a b）')!) // '标题 | title:(a b)'
 */
export function printQuery(node: QueryNode): string {
  return (NOTATION[node.kind].print as (node: QueryNode) => string)(node)
}

function printNot(operand: string): string {
  const printed = `-${operand}`
  return isTextualMinus(asciiShape(printed), 0) ? `NOT ${operand}` : printed
}

const OPERATORS = { sentence: 'SENTENCE', paragraph: 'PARAGRAPH' } as const

function printNear({ operands, within: reach }: NearNode): string {
  const operator = typeof reach === 'number' ? `NEAR/${reach}` : OPERATORS[reach]
  // Left-associative.
  return operands.map((operand, i) => within(operand, i === 0 ? NEAR : BOOST)).join(` ${operator} `)
}

/**
 * Alternatives that were not typed have no notation between quotes. They are printed in brackets, so that different
 * nodes still print differently.
 */
function printOrdered({ operands, within: reach }: NearNode): string {
  const texts = operands.map((operand) => (operand.kind === 'text' ? operand.text : `(${printQuery(operand)})`))
  return `"${quoted(texts.join(' '))}"~${reach}`
}

function quoted(text: string): string {
  // ＼ and ＂ as well.
  return text.replace(/[\\\uff3c"\uff02]/g, '\\$&')
}

function within(node: QueryNode, tightness: number): string {
  return tightnessOf(node) < tightness ? `(${printQuery(node)})` : printQuery(node)
}

/** An ordered proximity is written as one part: `"a b"~10`. */
function tightnessOf(node: QueryNode): number {
  return node.kind === 'near' && node.ordered ? TEXT : NOTATION[node.kind].tightness
}

function printOwn({ field, type, value, range }: OwnNode): string {
  if (value !== undefined) return `${field}:${within(value, TEXT)}`
  const bound = (end: number): string => {
    if (!Number.isFinite(end)) return ''
    return type === 'date' ? new Date(end * 86_400_000).toISOString().slice(0, 10) : String(end)
  }
  return `${field}:${bound(range!.from)}..${bound(range!.to)}`
}

/** Escapes the characters that would have a meaning where they occur. The x stands for whatever may follow the text. */
function printText(text: string): string {
  const shape = asciiShape(text)
  const colon = fieldAt(`${text}x`, `${shape}x`, 0)?.end
  let printed = ''
  for (let at = 0; at < text.length; at++) {
    const unit = shape.charAt(at)
    const means = unit === ':' ? at + 1 === colon : unit === '-' || unit === "'" ? at === 0 : isEscapable(unit)
    printed += means ? `\\${text.charAt(at)}` : text.charAt(at)
  }
  return printed
}
