/** Replaces src/errors.ts in workers of exports. Reasons are enough, because a page shows a sentence of its own. */
import type { ErrorDetails } from '../../src/errors.js'

export class XunzhangError extends Error {
  readonly reason: string
  readonly parameters: unknown
  readonly column: number | undefined

  constructor(reason: string, parameters: unknown, details: ErrorDetails = {}) {
    super(reason)
    this.reason = reason
    this.parameters = parameters
    this.column = details.column
  }
}
