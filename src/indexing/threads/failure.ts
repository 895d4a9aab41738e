/**
 * Errors on their way between threads. A structured clone keeps an error's message and stack alone, but what to tell
 * the user hangs on its code: so workers hand errors over as plain data.
 */
import { XunzhangError } from '../../errors.js'
import type { ErrorCode } from '../../errors.js'

export interface Failure {
  readonly message: string
  readonly stack?: string
  /** A system's code such as ENOSPC, or one of ours. */
  readonly code?: string
  /** Present in errors of ours. */
  readonly what?: string
  readonly where?: string
  readonly remedy?: string
}

/** What a task came to. */
export type Outcome<T> = { readonly value: T } | { readonly failure: Failure }

export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, stack, code } = error as NodeJS.ErrnoException
  const known = { message, ...(stack !== undefined && { stack }), ...(code !== undefined && { code }) }
  if (!(error instanceof XunzhangError)) return known
  const { what, where, remedy } = error
  return { ...known, what, ...(where !== undefined && { where }), ...(remedy !== undefined && { remedy }) }
}

/** The error again, of its own class. */
export function reviveFailure({ message, stack, code, what, where, remedy }: Failure): Error {
  if (what !== undefined) {
    const details = { ...(where !== undefined && { where }), ...(remedy !== undefined && { remedy }) }
    return new XunzhangError(code as ErrorCode, what, details)
  }
  return Object.assign(new Error(message), {
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
  })
}
