/**
 * Passes errors between threads. A structured clone keeps only an error's message and stack, but what is shown to the
 * user depends on its code. So workers send errors as plain data.
 */
import { faultOf, isXunzhangError, XunzhangError, type Fault } from '../../base/errors.js'

export interface Failure {
  readonly message: string
  readonly stack?: string
  /** A system code such as ENOSPC, or a code of {@link XunzhangError}. */
  readonly code?: string
  /** Present if the error is a {@link XunzhangError}. */
  readonly fault?: Fault
}

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

/** Restores an error with its class. */
export function reviveFailure({ message, stack, code, fault }: Failure): Error {
  if (fault !== undefined) return new XunzhangError(fault.reason, fault.parameters, fault)
  return Object.assign(new Error(message), {
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
  })
}
