import { XunzhangError } from '../errors.js'

/** What a build ends with that was asked to stop. */
export function interrupted(): XunzhangError {
  return new XunzhangError('INTERRUPTED', {})
}
