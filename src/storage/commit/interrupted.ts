import { XunzhangError } from '../../base/errors.js'

/**
 * The error that ends cancelled work. Its `name` is `AbortError`, as everywhere in the platform; it also has a code,
 * and the reason of the signal as its cause.
 */
export function interrupted(signal?: AbortSignal): XunzhangError {
  const error = new XunzhangError('INTERRUPTED', { what: 'index' }, { cause: signal?.reason })
  error.name = 'AbortError'
  return error
}

/** @throws XunzhangError INTERRUPTED, named `AbortError` */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw interrupted(signal)
}
