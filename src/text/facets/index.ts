/**
 * The facets: values of articles that are counted over all hits and that a query can filter by. Everything that knows a
 * facet by name reads it from this table; `EXAMPLE.ts` is one to copy. Imports nothing but types.
 */
import type { facetNames as optionNames } from '../../base/options/rows.js'
import { linesOf, type Facet } from './facet.js'
import { site } from './site.js'
import { year } from './year.js'

export type { ArticleFacts } from './facet.js'

/** Stored ones first. */
export const facets = [
  { name: 'author', chinese: ['作者'], values: (text) => linesOf(text('author')) },
  { name: 'tag', chinese: ['标签', '標籤'], values: (text) => linesOf(text('tags')) },
  site,
  year,
] as const satisfies readonly Facet[]

type Row = (typeof facets)[number]
type OptionName = (typeof optionNames)[number]
export type FacetName = Row['name']
/** Those with a column in every segment. */
export type StoredFacet = Extract<Row, { values: unknown }>['name']

// The compiler compares them with the values of --facet.
export const facetNames: readonly FacetName[] = facets.map(({ name }): OptionName => name)
export const storedFacets = facets.filter((facet) => 'values' in facet)
const filters = facets.filter((facet) => 'chinese' in facet)

/** Each name that a query may write before a colon, with its Chinese names, the usual one first. */
export const queryFields = [
  { name: 'title', chinese: ['标题', '標題', '題目', '题目'] },
  ...filters.filter((facet) => 'values' in facet),
  { name: 'path', chinese: ['路径', '路徑'] },
  ...filters.filter((facet) => 'derive' in facet),
  { name: 'date', chinese: ['日期'] },
] as const

/** Undefined for the name of anything but a facet. */
export function facetOf(name: string): Facet | undefined {
  return facets.find((facet) => facet.name === name)
}

/** Whether the value of a facet follows from other facts of an article. */
export function isDerived(name: string): boolean {
  const facet = facetOf(name)
  return facet !== undefined && 'derive' in facet
}
