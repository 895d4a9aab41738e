/** What the lexer cuts a query into. */
import type { FieldType, FieldTypes } from '../text/schema.js'
import type { QueryField } from './field.js'
import type { NearNode, Part, Span, TextNode } from './node.js'
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

/** A field's name and its colon. */
export interface FieldLexeme extends Part<'field'> {
  readonly name: QueryField
}

/**
 * `text` is as typed without the escapes; `shape` has the same length and is folded, with escaped characters blanked
 * out.
 */
export interface WordLexeme extends Part<'word'> {
  readonly text: string
  readonly shape: string
}

export interface ExactLexeme extends Part<'exact'> {
  readonly text: string
}

/** `/a|b/`: what is between the slashes, as typed. */
export interface RegexLexeme extends Part<'regex'> {
  readonly pattern: string
}

/** `"a b"~10`: the texts between the quotes, in this order. */
export interface ProximityLexeme extends Part<'proximity'> {
  readonly texts: readonly TextNode[]
  readonly within: number
}

/** A proximity operator between two parts. */
export interface NearLexeme extends Part<'near'> {
  readonly within: NearNode['within']
}

/** Directly follows the part that it boosts. */
export interface BoostLexeme extends Part<'boost'> {
  readonly factor: number
}

/** The name of a field that the collection defines, and its colon. */
export interface OwnLexeme extends Part<'own'> {
  readonly name: string
  readonly type: FieldType
}

export type Lexeme =
  | MarkLexeme
  | FieldLexeme
  | WordLexeme
  | ExactLexeme
  | RegexLexeme
  | ProximityLexeme
  | NearLexeme
  | BoostLexeme
  | OwnLexeme

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
