import { isXunzhangError, type Fault } from '../../../base/errors.js'

/** Replaces the `search` of an object. All other members work as before, also those that use private fields. */
export function withSearch<Backend extends { search: unknown }>(index: Backend, search: Backend['search']): Backend {
  return new Proxy(index, {
    get(target, name) {
      if (name === 'search') return search
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

/** Why an answer was made without the model. @throws `error` itself if it is not a failure of a model */
export function failureOf(error: unknown): Pick<Fault, 'reason' | 'parameters'> {
  if (!isXunzhangError(error) || error.code !== 'UNAVAILABLE') throw error
  const { reason, parameters } = error
  return { reason, parameters }
}
