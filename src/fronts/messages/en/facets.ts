/** What people call the facets of `text/facets/`. */
import type { FacetName } from '../../../text/facets/index.js'

type Names = Readonly<Record<FacetName, string>>

export const facetNames: Names = { author: 'author', tag: 'tag', site: 'site', year: 'year' }
export const facetPlurals: Names = { author: 'authors', tag: 'tags', site: 'sites', year: 'years' }
export const facetHeadings: Names = { author: 'Author', tag: 'Tag', site: 'Site', year: 'Year' }

const { year: _, ...filters } = facetNames
export const filterNames: readonly string[] = Object.values(filters)
