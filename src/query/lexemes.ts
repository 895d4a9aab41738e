/** What the lexer cuts a query into. */
import type { FieldType, FieldTypes } from '../text/schema.js'
import type { QueryField } from './field.js'
import type { ExactNode, NearNode, Part, RegexNode, Span } from './node.js'
import { XunzhangError, type Fault, type ParametersOf, type Reason } from '../base/errors.js'

/** A part of a query that can't be taken literally. Parsing continues; strict mode throws the first problem. */
export interface QueryProblem extends Pick<Fault, 'reason' | 'parameters'> {
  readonly span: Span
  /** Likely a slip, but valid as a text: reported to the reader, never an error. */
  readonly isHint?: true
}

/** Enough for any message; a query of 10,000 stray brackets must not make 10,000 objects. */
const MAX_PROBLEMS = 20

export function report<R extends Reason>(
  problems: QueryProblem[],
  span: Span,
  reason: R,
  parameters: ParametersOf<R>,
  isHint = false,
): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ span, reason, parameters, ...(isHint && { isHint }) })
}

/** As {@link report}, for a part that is searched literally. */
export const hint: typeof report = (problems, span, reason, parameters) =>
  report(problems, span, reason, parameters, true)

/** The error to throw for a problem; columns count from 1. */
export function queryError({ reason, parameters, span }: QueryProblem): XunzhangError {
  return new XunzhangError(reason, parameters, { column: span[0] + 1 })
}

export type MarkLexeme = Part<'open' | 'close' | 'or' | 'and' | 'not'>

/**
 * `text` is as typed without the escapes; `shape` has the same length and is folded, with escaped characters blanked
 * out.
 */
export interface WordLexeme extends Part<'word'> {
  readonly text: string
  readonly shape: string
}

/** A proximity operator between two parts. */
export type NearLexeme = Part<'proximity'> & Pick<NearNode, 'within'>

/** The name of a field that the collection defines, and its colon. */
export type OwnLexeme = Part<'own'> & { readonly name: string; readonly type: FieldType }

/** Nodes are whole parts. A field is its name and its colon. A boost directly follows the part that it boosts. */
export type Lexeme =
  | (MarkLexeme | WordLexeme | NearLexeme | OwnLexeme)
  | (ExactNode | RegexNode | NearNode)
  | (Part<'field'> & { readonly name: QueryField })
  | (Part<'boost'> & { readonly factor: number })

/** What may begin here: anything; anything but an operator (after `-`); only a value (after `title:`). */
export type Place = 'anywhere' | 'after-minus' | 'value'

export interface Scanner {
  readonly source: string
  /** The source with its operators as ASCII, of the same length. */
  readonly shape: string
  readonly lexemes: Lexeme[]
  /** The fields that the collection defines. */
  readonly fields: FieldTypes
  readonly problems: QueryProblem[]
  /** Quotes known to have no closing quote from here on: they are plain characters inside words. */
  readonly unclosed: Set<string>
  at: number
  place: Place
}
