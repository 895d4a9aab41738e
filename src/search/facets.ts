/** Counts of facet values over all matching articles. */
import type { SegmentReader } from '../segment/reader.js'
import { facetFields } from '../segment/facet-fields.js'
import type { StoredFacet } from '../segment/facet-fields.js'
import { noDate, yearOf } from '../segment/columns.js'
import type { Leaf } from './leaf.js'
import type { Bitset } from './matching/bitset.js'
import { forEachBit } from './matching/bitset.js'

/** The facets that hits are counted by: the stored facets, the site of the web address, and the year of the date. */
export type FacetName = StoredFacet | 'site' | 'year'
export const facetNames: readonly FacetName[] = [...facetFields.map(({ name }) => name), 'site', 'year']

export type FacetCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

export interface FacetCounter {
  add(leaf: Leaf, matching: Bitset): void
  counts(): FacetCounts
}

export function createFacetCounter(names: readonly string[]): FacetCounter {
  const counts = new Map<string, Map<string, number>>(names.map((name) => [name, new Map()]))
  return {
    add: (leaf, matching) => {
      for (const [name, values] of counts) {
        if (name === 'year') countYears(leaf.reader, matching, values)
        else if (name === 'site') countSites(leaf, matching, values)
        else if (isStored(name)) countValues(leaf.reader, name, matching, values)
        else countOwn(leaf, name, matching, values)
      }
    },
    counts: () => counts,
  }
}

/** Values with their counts, largest count first, ties by value. */
export function byCount(counts: ReadonlyMap<string, number>): { value: string; count: number }[] {
  const values = Array.from(counts, ([value, count]) => ({ value, count }))
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

function countValues(segment: SegmentReader, name: StoredFacet, matching: Bitset, values: Map<string, number>): void {
  const column = segment.facets(name)
  const counts = new Int32Array(column.values.length)
  forEachBit(matching, (article) => {
    for (let i = column.start[article]!; i < column.start[article + 1]!; i++) counts[column.numbers[i]!]!++
  })
  for (const [number, value] of column.values.entries()) addCount(values, value, counts[number]!)
}

function countYears(segment: SegmentReader, matching: Bitset, values: Map<string, number>): void {
  const { days } = segment
  const byDay = new Map<number, number>()
  forEachBit(matching, (article) => byDay.set(days[article]!, (byDay.get(days[article]!) ?? 0) + 1))
  byDay.delete(noDate)
  for (const [day, count] of byDay) addCount(values, yearOf(day), count)
}

function countSites({ sites }: Leaf, matching: Bitset, values: Map<string, number>): void {
  const counts = new Int32Array(sites.values.length)
  forEachBit(matching, (article) => {
    const number = sites.numberOf[article]!
    if (number >= 0) counts[number]!++
  })
  for (const [number, value] of sites.values.entries()) addCount(values, value, counts[number]!)
}

function addCount(values: Map<string, number>, value: string, count: number): void {
  if (count > 0) values.set(value, (values.get(value) ?? 0) + count)
}

const isStored = (name: string): name is StoredFacet => facetFields.some((field) => field.name === name)

function countOwn(leaf: Leaf, name: string, matching: Bitset, values: Map<string, number>): void {
  const { texts } = leaf.own(name, 'keyword')
  forEachBit(matching, (article) => {
    for (const value of new Set(texts[article])) addCount(values, value, 1)
  })
}
