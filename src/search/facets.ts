/** Counts of facet values over all matching articles. */
import type { SegmentReader } from '../storage/segment/reader.js'
import { storedFacets, type StoredFacet } from '../text/facets/index.js'
import type { Leaf } from './leaf.js'
import { forEachBit, type Bitset } from './matching/bitset.js'
import type { ValueColumn } from './matching/value-column.js'

export type FacetCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

/** Adds the values of the matching articles of a segment to the counts of each facet. */
export function countFacets(counts: ReadonlyMap<string, Map<string, number>>, leaf: Leaf, matching: Bitset): void {
  for (const [name, values] of counts) {
    const column = leaf.column(name)
    if (column !== undefined) countColumn(column, matching, values)
    else if (isStored(name)) countValues(leaf.reader, name, matching, values)
    else countOwn(leaf, name, matching, values)
  }
}

/** Values with their counts, largest count first, ties by value. */
export function byCount(counts: ReadonlyMap<string, number>): { value: string; count: number }[] {
  const values = Array.from(counts, ([value, count]) => ({ value, count }))
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

function countValues(segment: SegmentReader, name: StoredFacet, matching: Bitset, values: Map<string, number>): void {
  const { values: all, start, numbers } = segment.facets(name)
  const counts = new Int32Array(all.length)
  forEachBit(matching, (article) => {
    for (let i = start[article]!; i < start[article + 1]!; i++) counts[numbers[i]!]!++
  })
  addCounts(values, all, counts)
}

function countColumn({ values: all, numberOf }: ValueColumn, matching: Bitset, values: Map<string, number>): void {
  const counts = new Int32Array(all.length)
  forEachBit(matching, (article) => {
    if (numberOf[article]! >= 0) counts[numberOf[article]!]!++
  })
  addCounts(values, all, counts)
}

function addCounts(values: Map<string, number>, all: readonly string[], counts: Int32Array): void {
  for (const [number, value] of all.entries()) addCount(values, value, counts[number]!)
}

function addCount(values: Map<string, number>, value: string, count: number): void {
  if (count > 0) values.set(value, (values.get(value) ?? 0) + count)
}

const isStored = (name: string): name is StoredFacet => storedFacets.some((facet) => facet.name === name)

function countOwn(leaf: Leaf, name: string, matching: Bitset, values: Map<string, number>): void {
  const { texts } = leaf.own(name, 'keyword')
  forEachBit(matching, (article) => {
    for (const value of new Set(texts[article])) addCount(values, value, 1)
  })
}
