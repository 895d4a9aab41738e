import { isXunzhangError } from '../errors.js'
import type { Fault } from '../errors.js'

/** Why a model has no part in an answer. @throws what is no failure of a model */
export function failureOf(error: unknown): Pick<Fault, 'reason' | 'parameters'> {
  if (!isXunzhangError(error) || error.code !== 'UNAVAILABLE') throw error
  const { reason, parameters } = error
  return { reason, parameters }
}
