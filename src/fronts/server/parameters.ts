/** The parameters of a request, checked by name and by value as the table of options says. Unknown names are refused. */
import { XunzhangError } from '../../base/errors.js'
import { engineOptions, optionsAt, type EngineOptions, type ValuesAt } from '../../base/options/places.js'
import { optionRows, type Place } from '../../base/options/rows.js'
import { readValue } from '../../base/options/options.js'

export type Parameters = Readonly<Record<string, string>>
export type Route = Extract<Place, `/api/${string}`>

/** @throws XunzhangError USAGE, QUERY_TOO_LONG */
export function readParameters<R extends Route>(route: R, given: Parameters): ValuesAt<R> {
  const known = optionsAt(route)
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(known, name) && name !== 'token')
      throw new XunzhangError('OPTION_FORM', { what: 'name', choices: Object.keys(known) }, { where: name })
  }
  const values: Record<string, unknown> = {}
  for (const [name, spec] of Object.entries(known)) {
    const value = given[name]
    if (value !== undefined) values[name] = spec.type === 'text' ? value : readValue(name, spec, value)
    else if (spec.type === 'whole' && spec.default !== undefined) values[name] = spec.default
  }
  if (given['q'] !== undefined) checkLength(given['q'])
  return values as ValuesAt<R>
}

export function engineOptionsOf<R extends Route>(route: R, given: Parameters): EngineOptions<R> {
  return engineOptions(route, readParameters(route, given))
}

const longest = optionRows.q.most

export function checkLength(query: string): void {
  if (query.length > longest)
    throw new XunzhangError('QUERY_TOO_LONG', { what: 'length', most: longest }, { column: longest + 1 })
}
