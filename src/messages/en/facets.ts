/** Names of facets: one for each row of `segment/facet-fields.ts`, and the year. */
export const facetNames = { author: 'author', tag: 'tag', site: 'site', year: 'year' }
export const facetPlurals = { author: 'authors', tag: 'tags', site: 'sites', year: 'years' }
export const facetHeadings = { author: 'Author', tag: 'Tag', site: 'Site', year: 'Year' }
