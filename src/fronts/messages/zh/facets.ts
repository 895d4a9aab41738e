import type { facetNames as english } from '../en/facets.js'

export const facetNames: typeof english = { author: '作者', tag: '标签', site: '网站', year: '年份' }
export const facetPlurals = { ...facetNames }
export const facetHeadings = { ...facetNames }

const { year: _, ...filters } = facetNames
export const filterNames: readonly string[] = Object.values(filters)
