/** What the lexer cuts a query into. */
import type { QueryField, Span } from './node.js'
import type { QueryProblem } from './problem.js'

export interface MarkLexeme {
  readonly kind: 'open' | 'close' | 'or' | 'and' | 'not'
  readonly span: Span
}

/** A field's name and its colon. */
export interface FieldLexeme {
  readonly kind: 'field'
  readonly span: Span
  readonly name: QueryField
}

/** `text` as typed without the escapes; `shape` of the same length, folded, escaped characters blotted out. */
export interface WordLexeme {
  readonly kind: 'word'
  readonly span: Span
  readonly text: string
  readonly shape: string
}

export interface ExactLexeme {
  readonly kind: 'exact'
  readonly span: Span
  readonly text: string
}

/** Stands right after what it boosts. */
export interface BoostLexeme {
  readonly kind: 'boost'
  readonly span: Span
  readonly factor: number
}

export type Lexeme = MarkLexeme | FieldLexeme | WordLexeme | ExactLexeme | BoostLexeme

/** What may begin here: anything; anything but an operator (after `-`); only a value (after `title:`). */
export type Place = 'anywhere' | 'after-minus' | 'value'

export interface Scanner {
  readonly source: string
  /** The source with its operators as ASCII, of the same length. */
  readonly shape: string
  readonly lexemes: Lexeme[]
  readonly problems: QueryProblem[]
  /** Quotes that are known to be closed nowhere from here on: plain characters inside words. */
  readonly unclosed: Set<string>
  at: number
  place: Place
}
