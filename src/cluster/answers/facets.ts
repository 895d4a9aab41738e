/** Exact counts of authors, tags and years over all matching articles, computed by the server. */
import type { FacetCounts } from '../../search/facets.js'
import { XunzhangError } from '../../base/errors.js'
import type { FacetName } from '../../text/facets/index.js'
import { keywords } from '../create.js'
import type { Filter } from '../condition.js'
import { facetValues } from '../facet-values.js'
import type { CollectionReader } from './reader.js'

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
