/**
 * Filters by values without posting lists: the path of an article's file, and facets. A text matches anywhere in the
 * normalised value; operators combine as elsewhere.
 */
import type { Leaf } from '../leaf.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { combine, type Algebra, type QueryNode, type TextField } from '../../query/index.js'
import type { StoredFacet } from '../../text/facets/index.js'
import { normalize } from '../../text/normalize.js'
import type { ValueTest } from '../operators/operator.js'
import { createBitset, fullBitset, intersect, setBit, subtract, unite, type Bitset } from './bitset.js'
import type { ValueColumn } from './value-column.js'

export function valueSet(leaf: Leaf, field: TextField, node: QueryNode, test: (node: QueryNode) => ValueTest): Bitset {
  const column = leaf.column(field)
  return column === undefined ? facetSet(leaf, field as StoredFacet, node, test) : columnSet(leaf, column, test(node))
}

function columnSet({ reader }: Leaf, column: ValueColumn, matches: ValueTest): Bitset {
  const wanted = column.normalized.map(matches)
  // An article without a value is treated like an empty value: it matches a query that only excludes.
  const others = matches('')
  const set = createBitset(reader.articles)
  if (!others && !wanted.includes(true)) return set
  const { numberOf } = column
  for (let article = 0; article < reader.articles; article++)
    if (wanted[numberOf[article]!] ?? others) setBit(set, article)
  return set
}

/** Each text of the node must be in one of an article's values, not all in the same. */
function facetSet(leaf: Leaf, facet: StoredFacet, node: QueryNode, test: (node: QueryNode) => ValueTest): Bitset {
  const { reader } = leaf
  const sets: Algebra<Bitset> = {
    every: (parts) => parts.reduce((set, part) => (intersect(set, part), set), fullBitset(reader.articles)),
    some: (parts) => parts.reduce((set, part) => (unite(set, part), set), createBitset(reader.articles)),
    none: (part) => {
      const set = fullBitset(reader.articles)
      subtract(set, part)
      return set
    },
  }
  const single = (node: QueryNode): Bitset | undefined =>
    'operand' in node || ('operands' in node && node.kind !== 'near') ? undefined : storedSet(reader, facet, test(node))
  return combine(node, sets, single)
}

function storedSet(reader: SegmentReader, facet: StoredFacet, matches: ValueTest): Bitset {
  const { values, start, numbers } = reader.facets(facet)
  const wanted = values.map((value) => matches(normalize(value).text))
  const set = createBitset(reader.articles)
  if (!wanted.includes(true)) return set
  for (let article = 0; article < reader.articles; article++) {
    const own = numbers.subarray(start[article], start[article + 1])
    if (own.some((number) => wanted[number] === true)) setBit(set, article)
  }
  return set
}

export const tests: Algebra<ValueTest> = {
  every: (parts) => (value) => parts.every((matches) => matches(value)),
  some: (parts) => (value) => parts.some((matches) => matches(value)),
  none: (part) => (value) => !part(value),
}
