/**
 * The facets of an article: values that are counted over all hits and that a query can filter by. A segment stores each
 * in a column of its own, `facets.NAME`. A row added here is stored, merged, counted, pushed and completed; a query
 * can filter by it once `query/node.ts` has its name and the catalogue of messages has its label.
 */
import { Field } from './fields.js'

interface FacetField {
  readonly name: string
  /** Its values, read from the article's texts, which are in the order of `fieldNames`. May contain empty strings. */
  readonly values: (texts: readonly string[]) => readonly string[]
}

export const facetFields = [
  { name: 'author', values: (texts) => lines(texts[Field.author]) },
  { name: 'tag', values: (texts) => lines(texts[Field.tags]) },
] as const satisfies readonly FacetField[]

export type StoredFacet = (typeof facetFields)[number]['name']

/** In the order of {@link facetFields}. */
export type FacetValues = readonly (readonly string[])[]

export function facetValues(texts: readonly string[]): FacetValues {
  return facetFields.map(({ values }) => values(texts))
}

/** Most articles of a dump have no values. */
const none: readonly string[] = []

function lines(text = ''): readonly string[] {
  return text === '' ? none : text.split('\n')
}
