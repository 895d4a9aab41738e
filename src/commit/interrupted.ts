import { XunzhangError } from '../errors.js'

/**
 * What work ends with that was asked to stop. Its `name` is `AbortError`, as everywhere in the platform; the code and
 * the reason stand beside it.
 */
export function interrupted(signal?: AbortSignal): XunzhangError {
  const error = new XunzhangError('INTERRUPTED', {}, { cause: signal?.reason })
  error.name = 'AbortError'
  return error
}

/** @throws XunzhangError INTERRUPTED, named `AbortError` */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw interrupted(signal)
}
