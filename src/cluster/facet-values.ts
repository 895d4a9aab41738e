/** Exact counts of all values of a key, computed by the server. */
import type { Filter } from './condition.js'

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
