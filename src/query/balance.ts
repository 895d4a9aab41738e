import type { Lexeme } from './lexemes.js'
import { MAX_QUERY_DEPTH } from './node.js'
import { report, type QueryProblem } from './problem.js'

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
