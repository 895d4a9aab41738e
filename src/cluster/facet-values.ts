/** Exact counts of all values of a key, computed by the server. */
import type { Filter } from './generations.js'
import type { FacetCounts } from '../search/facets.js'
import { XunzhangError } from '../base/errors.js'
import type { FacetName } from '../text/facets/index.js'
import { keywords } from './create.js'
import type { CollectionReader } from './answers/reader.js'

interface FacetAnswer {
  readonly hits: readonly { readonly value: string; readonly count: number }[]
}

/**
 * The values with the number of points that have them. The limit is raised until the server returns fewer values than
 * requested.
 * @param read sends a request to the server
 * @param first the first limit
 */
export async function facetValues(
  read: (body: object) => Promise<FacetAnswer>,
  key: string,
  filter: Filter,
  first: number,
): Promise<Map<string, number>> {
  for (let limit = first; ; limit *= 10) {
    const { hits } = await read({ key, filter, limit, exact: true })
    if (hits.length < limit) return new Map(hits.map(({ value, count }) => [value, count]))
  }
}

export async function countFacets(
  reader: CollectionReader,
  filter: Filter,
  names: readonly FacetName[],
): Promise<FacetCounts> {
  const unknown = names.find((name) => !keywords.includes(name))
  if (unknown !== undefined) throw new XunzhangError('NOT_ON_CLUSTER', { what: 'facet', facet: unknown })
  const counts = names.map(async (name) => [name, await countValues(reader, filter, name)] as const)
  return new Map(await Promise.all(counts))
}

/** All values with the number of articles that have them. */
export function countValues(reader: CollectionReader, filter: Filter, key: string): Promise<Map<string, number>> {
  return facetValues((body) => reader.ask('facet', body), key, filter, 1000)
}
