import { XunzhangError, type Fault, type ParametersOf, type Reason } from '../base/errors.js'
import type { Span } from './node.js'

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
): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ span, reason, parameters })
}

/** As {@link report}, for a part that is searched literally. */
export function hint<R extends Reason>(
  problems: QueryProblem[],
  span: Span,
  reason: R,
  parameters: ParametersOf<R>,
): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ span, reason, parameters, isHint: true })
}

/** The error to throw for a problem; columns count from 1. */
export function queryError({ reason, parameters, span }: QueryProblem): XunzhangError {
  return new XunzhangError(reason, parameters, { column: span[0] + 1 })
}
