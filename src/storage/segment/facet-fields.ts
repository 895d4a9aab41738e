/** The facets that a segment stores, each in a column of its own: `facets.NAME`. */
import { storedFacets } from '../../text/facets/index.js'
import { Field } from './fields.js'

/** In the order of {@link storedFacets}. */
export type FacetValues = readonly (readonly string[])[]

/** @param texts in the order of `fieldNames` */
export function facetValues(texts: readonly string[]): FacetValues {
  const text = (field: keyof typeof Field): string => texts[Field[field]] ?? ''
  return storedFacets.map(({ values }) => values(text))
}
