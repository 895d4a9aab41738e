/** Names of facets: one for each row of `segment/facet-fields.ts`, and the year. */
export const facetNames = { author: '作者', tag: '标签', site: '网站', year: '年份' }
export const facetPlurals = { ...facetNames }
export const facetHeadings = { ...facetNames }
