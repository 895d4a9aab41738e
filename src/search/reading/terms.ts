/** The values of a field with the number of articles that have them. */
import { noDate } from '../../storage/segment/columns.js'
import { storedFacets, type StoredFacet } from '../../text/facets/index.js'
import { byCount, createFacetCounter } from '../facets.js'
import type { Leaf } from '../leaf.js'
import { forEachBit, fullBitset } from '../matching/bitset.js'
import { dayText } from './spans.js'

export const termFields = [...storedFacets.map(({ name }) => name), 'year', 'month', 'day'] as const
/** Stored facets, and the parts of the date. */
export type TermField = StoredFacet | 'year' | 'month' | 'day'

export interface FieldTerm {
  readonly value: string
  /** Articles. */
  readonly count: number
}

/** Length of a date of this precision, beyond that of the year. */
const dateLengths: Readonly<Partial<Record<string, number>>> = { year: 0, month: 3, day: 6 }

/** @param sort by count, the largest first, or by value */
export function fieldTerms(leaves: readonly Leaf[], field: string, sort: 'count' | 'value'): FieldTerm[] {
  const rest = dateLengths[field]
  const counts = rest === undefined ? facetCounts(leaves, field) : dateCounts(leaves, rest)
  const terms = byCount(counts)
  return sort === 'value' ? terms.sort((a, b) => (a.value < b.value ? -1 : 1)) : terms
}

function facetCounts(leaves: readonly Leaf[], field: string): ReadonlyMap<string, number> {
  const counter = createFacetCounter([field])
  for (const leaf of leaves) counter.add(leaf, leaf.live.set ?? fullBitset(leaf.reader.articles))
  return counter.counts().get(field)!
}

/** @param rest characters of the date after the year */
function dateCounts(leaves: readonly Leaf[], rest: number): ReadonlyMap<string, number> {
  const days = new Map<number, number>()
  for (const { reader, live } of leaves) {
    forEachBit(live.set ?? fullBitset(reader.articles), (article) => {
      const day = reader.days[article]!
      if (day !== noDate) days.set(day, (days.get(day) ?? 0) + 1)
    })
  }
  const counts = new Map<string, number>()
  for (const [day, count] of days) {
    const date = dayText(day)
    const value = date.slice(0, date.length - 6 + rest)
    counts.set(value, (counts.get(value) ?? 0) + count)
  }
  return counts
}
