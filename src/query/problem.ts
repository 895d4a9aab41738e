import { XunzhangError } from '../errors.js'
import type { Span } from './node.js'

/** Something in a query that can't be taken at its word. Reading goes on; the strict mode throws the first. */
export interface QueryProblem {
  readonly code: 'QUERY_SYNTAX' | 'QUERY_TOO_LONG'
  readonly span: Span
  readonly what: string
  /** What to type instead, as a sentence. */
  readonly remedy: string
}

/** Enough for any message; a query of 10,000 stray brackets must not make 10,000 objects. */
const MAX_PROBLEMS = 20

export function report(problems: QueryProblem[], span: Span, what: string, remedy: string): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ code: 'QUERY_SYNTAX', span, what, remedy })
}

/** The error to throw for a problem; columns count from 1. */
export function queryError(problem: QueryProblem): XunzhangError {
  return new XunzhangError(problem.code, problem.what, {
    where: `query, column ${problem.span[0] + 1}`,
    remedy: problem.remedy,
  })
}
