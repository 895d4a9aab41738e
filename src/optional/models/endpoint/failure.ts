import { isXunzhangError, type Fault } from '../../../base/errors.js'

/** Why an answer was made without the model. @throws `error` itself if it is not a failure of a model */
export function failureOf(error: unknown): Pick<Fault, 'reason' | 'parameters'> {
  if (!isXunzhangError(error) || error.code !== 'UNAVAILABLE') throw error
  const { reason, parameters } = error
  return { reason, parameters }
}
