/** Exact counts of authors, tags and years over all matching articles, computed by the server. */
import type { FacetCounts, FacetName } from '../../search/facets.js'
import { XunzhangError } from '../../errors.js'
import type { Filter } from '../condition.js'
import type { CollectionReader } from './reader.js'

interface FacetAnswer {
  readonly hits: readonly { readonly value: string; readonly count: number }[]
}

export async function countFacets(
  reader: CollectionReader,
  filter: Filter,
  names: readonly FacetName[],
): Promise<FacetCounts> {
  if (names.includes('site')) throw new XunzhangError('SITE_ON_CLUSTER', {})
  const counts = names.map(async (name) => [name, await countValues(reader, filter, name)] as const)
  return new Map(await Promise.all(counts))
}

/** All values with their counts. The limit is raised until the server returns fewer values than requested. */
export async function countValues(reader: CollectionReader, filter: Filter, key: string): Promise<Map<string, number>> {
  for (let limit = 1000; ; limit *= 10) {
    const { hits } = await reader.ask<FacetAnswer>('facet', { key, filter, limit, exact: true })
    if (hits.length < limit) return new Map(hits.map(({ value, count }) => [value, count]))
  }
}
