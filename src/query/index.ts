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
import { MAX_QUERY_DEPTH, MAX_QUERY_LENGTH, type QueryNode } from './node.js'
import type { FieldTypes } from '../text/schema.js'
import { parse } from './parser.js'
import { queryError, report, type QueryProblem, type Lexeme } from './lexemes.js'

export { isOrigin, QUERY_FIELDS } from './field.js'
export type { QueryField, TextField } from './field.js'
export { MAX_BOOST, MAX_DISTANCE, MAX_QUERY_DEPTH, MAX_QUERY_LENGTH, printQuery } from './node.js'
export type * from './node.js'
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
