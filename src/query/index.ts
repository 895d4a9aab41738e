/**
 * The query language: from what a reader types to a typed tree, and back.
 *
 *     中国 贸易          most or all, depending on the match mode      title:贸易  author: tag: path:   in one field; 标题: …
 *     中国 | 贸易, OR    either                                        date:2022..2024  date:>=2024-05  days
 *     -中国, NOT 中国    not                                           托卡*       prefix
 *     "中国 贸易"        exact text; also “…” ‘…’ 「…」 『…』 and 'x   kazakh~     fuzzy; ~2 for two edits
 *     (中国 | 美国) 贸易 brackets                                      中国^2      counts twice
 *     中国 NEAR/10 贸易  at most 10 characters apart                   "中国 贸易"~10  the same, in this order
 *     中国 SENTENCE 贸易 in one sentence                               中国 PARAGRAPH 贸易  in one paragraph
 *
 * Full-width operators and blanks are read as ASCII. A backslash removes the meaning of the character after it.
 * Nothing is normalised or segmented here. Reading is linear in the length of the query.
 */
import { lex } from './lexer.js'
import { MAX_QUERY_LENGTH, MAX_QUERY_DEPTH, type QueryNode, type OwnNode, type NearNode } from './node.js'
import type { FieldTypes } from '../text/own-fields.js'
import { parse } from './parser.js'
import { queryError, report, type QueryProblem, type Lexeme } from './lexemes.js'
import { asciiShape, isEscapable, fieldAt, isTextualMinus } from './field.js'

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

export { isOrigin, MAX_BOOST, MAX_DISTANCE, MAX_QUERY_DEPTH, MAX_QUERY_LENGTH, QUERY_FIELDS } from './node.js'
export type {
  AndNode,
  BoostNode,
  DateNode,
  DateRange,
  ExactNode,
  FieldNode,
  FuzzyNode,
  NearNode,
  NotNode,
  OrNode,
  OwnNode,
  PrefixNode,
  QueryField,
  QueryNode,
  Span,
  TextField,
  TextNode,
} from './node.js'
export type { QueryProblem } from './lexemes.js'

export interface QueryReading {
  /** Undefined if nothing is left to search for. */
  readonly node: QueryNode | undefined
  /** The parts of the query that could not be taken literally, in the order found; at most 20. */
  readonly problems: readonly QueryProblem[]
  /** The parts that were taken literally, though something else was likely meant. */
  readonly hints: readonly QueryProblem[]
}

/**
 * Reads a finished query.
 * @returns undefined for a query of blanks only
 * @throws XunzhangError `QUERY_SYNTAX` with the column and a remedy, or `QUERY_TOO_LONG`
 * @example parseQuery('经济 -title:股市') // and(text 经济, not(field title(text 股市)))
 */
export function parseQuery(source: string, fields?: FieldTypes): QueryNode | undefined {
  return readFinished(source, fields).node
}

/** As {@link parseQuery}, with the hints. */
export function readFinished(source: string, fields?: FieldTypes): QueryReading {
  const reading = readQuery(source, fields)
  const [first] = [...reading.problems].sort((a, b) => a.span[0] - b.span[0])
  if (first) throw queryError(first)
  return reading
}

/**
 * Reads a query that may be half typed; never throws. Unknown fields and impossible dates become text. Open brackets
 * and quotes are closed at the end. Operators without an operand and fields without a value are left out.
 */
export function readQuery(source: string, fields?: FieldTypes): QueryReading {
  const problems: QueryProblem[] = []
  const text = cut(source, problems)
  const lexemes = balance(lex(text, problems, fields), text.length, problems)
  const node = parse(text, lexemes, problems)
  return { node, problems: problems.filter(({ isHint }) => !isHint), hints: problems.filter(({ isHint }) => isHint) }
}

function cut(source: string, problems: QueryProblem[]): string {
  if (source.length <= MAX_QUERY_LENGTH) return source
  report(problems, [0, source.length], 'QUERY_TOO_LONG', { what: 'length', most: MAX_QUERY_LENGTH })
  const splitsPair = /[\ud800-\udbff]/.test(source.charAt(MAX_QUERY_LENGTH - 1))
  return source.slice(0, splitsPair ? MAX_QUERY_LENGTH - 1 : MAX_QUERY_LENGTH)
}
export { combine, mapOperands, operandsOf } from './near.js'
export type { Algebra } from './near.js'

/**
 * Gives every bracket a partner: removes stray closing brackets and pairs deeper than {@link MAX_QUERY_DEPTH}, and
 * closes open brackets at the end. This bounds the parser's recursion and guarantees that every bracket is matched.
 */
export function balance(lexemes: readonly Lexeme[], end: number, problems: QueryProblem[]): Lexeme[] {
  const kept: Lexeme[] = []
  const open: Lexeme[] = []
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'open') open.push(lexeme)
    if (lexeme.kind === 'close' && open.length === 0) {
      report(problems, lexeme.span, 'BRACKETS', { what: 'unopened' })
    } else if (!isBracket(lexeme) || open.length <= MAX_QUERY_DEPTH) kept.push(lexeme)
    if (lexeme.kind === 'open' && open.length === MAX_QUERY_DEPTH + 1) {
      report(problems, lexeme.span, 'BRACKETS', { what: 'deep', most: MAX_QUERY_DEPTH })
    }
    if (lexeme.kind === 'close') open.pop()
  }
  const unclosed = open.slice(0, MAX_QUERY_DEPTH)
  for (const { span } of unclosed) report(problems, span, 'BRACKETS', { what: 'unclosed' })
  return [...kept, ...unclosed.map((): Lexeme => ({ kind: 'close', span: [end, end] }))]
}

function isBracket(lexeme: Lexeme): boolean {
  return lexeme.kind === 'open' || lexeme.kind === 'close'
}
