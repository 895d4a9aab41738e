/**
 * Errors on their way between threads. A structured clone keeps an error's message and stack alone, but what to tell
 * the user hangs on its code: so workers hand errors over as plain data.
 */
import { faultOf, isXunzhangError, XunzhangError } from '../../errors.js'
import type { Fault } from '../../errors.js'

export interface Failure {
  readonly message: string
  readonly stack?: string
  /** A system's code such as ENOSPC, or one of ours. */
  readonly code?: string
  /** Present in errors of ours. */
  readonly fault?: Fault
}

/** What a task came to. */
export type Outcome<T> = { readonly value: T } | { readonly failure: Failure }

export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, stack, code } = error as NodeJS.ErrnoException
  const fault = isXunzhangError(error) ? faultOf(error) : undefined
  return {
    message,
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
    ...(fault !== undefined && { fault }),
  }
}

/** The error again, of its own class. */
export function reviveFailure({ message, stack, code, fault }: Failure): Error {
  if (fault !== undefined) return new XunzhangError(fault.reason, fault.parameters, fault)
  return Object.assign(new Error(message), {
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
  })
}
