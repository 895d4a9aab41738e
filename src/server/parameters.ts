/** The parameters of a request, checked by name and by value. Unknown names are refused. */
import { XunzhangError } from '../errors.js'
import { facetNames } from '../library/types.js'
import type { FacetName, SearchOptions } from '../library/types.js'

export type Parameters = Readonly<Record<string, string>>

export const mostHits = 1000
/** In UTF-16 units. Queries of people and agents are shorter, and the work for a query grows with its length. */
export const longestQuery = 2000

export function requireKnown(given: Parameters, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name) && name !== 'token')
      throw new XunzhangError('OPTION_NAME', { choices: known }, { where: name })
  }
}

export function wholeNumber(given: Parameters, name: string, min: number, max: number): number | undefined {
  const value = given[name]
  if (value === undefined) return undefined
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN
  if (number >= min && number <= max) return number
  throw new XunzhangError('NUMBER_INVALID', { option: name, value, min, max })
}

export function choice<T extends string>(given: Parameters, name: string, choices: readonly T[]): T | undefined {
  const value = given[name]
  if (value === undefined) return undefined
  const found = choices.find((one) => one === value)
  if (found === undefined) throw new XunzhangError('CHOICE_INVALID', { option: name, value, choices, guess: undefined })
  return found
}

export function isSet(given: Parameters, name: string): boolean {
  return choice(given, name, ['true', 'false', '1', '0', '']) === 'true' || ['1', ''].includes(given[name] ?? '0')
}

export function queryOf(given: Parameters): string {
  const query = given['q'] ?? ''
  if (query.length > longestQuery)
    throw new XunzhangError('QUERY_TOO_LONG', { most: longestQuery }, { column: longestQuery + 1 })
  return query
}

export const searchParameters = [
  'q', 'limit', 'offset', 'sort', 'match', 'facet', 'fold', 'like', 'suggest', 'lenient', 'variants', 'pinyin',
  'explain', 'count', 'length', 'folder',
] // prettier-ignore

/** The options of a search, from the parameters {@link searchParameters}. */
export function searchOptionsOf(given: Parameters): SearchOptions {
  requireKnown(given, searchParameters)
  const limit = wholeNumber(given, 'limit', 0, mostHits)
  const offset = wholeNumber(given, 'offset', 0, 1_000_000_000)
  const length = wholeNumber(given, 'length', 20, 1000)
  const sort = choice(given, 'sort', ['score', 'date', 'recent'])
  const match = choice(given, 'match', ['auto', 'all', 'any'])
  return {
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
    ...(length !== undefined && { snippetLength: length }),
    ...(sort !== undefined && { sort }),
    ...(match !== undefined && { match }),
    ...(given['facet'] !== undefined && { facets: facetsOf(given['facet']) }),
    ...(given['like'] !== undefined && { like: given['like'] }),
    ...(isSet(given, 'fold') && { fold: 'similar' as const }),
    ...(isSet(given, 'suggest') && { suggest: true }),
    ...(isSet(given, 'lenient') && { lenient: true }),
    ...(isSet(given, 'variants') && { variants: true }),
    ...(isSet(given, 'explain') && { explain: true }),
    ...(isSet(given, 'count') && { countOnly: true }),
    ...(given['pinyin'] !== undefined && !isSet(given, 'pinyin') && { pinyin: false }),
  }
}

function facetsOf(list: string): readonly FacetName[] {
  return list.split(',').map((name) => choice({ facet: name.trim() }, 'facet', facetNames)!)
}
