/**
 * Filters by values without posting lists: the path of an article's file, and facets. A text matches anywhere in the
 * normalised value; operators combine as elsewhere.
 */
import type { Leaf } from '../leaf.js'
import type { SegmentReader } from '../../segment/reader.js'
import type { StoredFacet } from '../../segment/facet-fields.js'
import { operandsOf } from '../../query/index.js'
import type { QueryNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import { unitsOf } from '../../text/units.js'
import { createFinder } from '../occurrences/finder.js'
import type { Bitset } from './bitset.js'
import { createBitset, fullBitset, intersect, setBit, subtract, unite } from './bitset.js'

/** Articles whose file path matches the node. */
export function pathSet({ reader: segment, paths: files }: Leaf, node: QueryNode): Bitset {
  const matches = valueMatcher(node)
  const wanted = files.paths.map(matches)
  const set = createBitset(segment.articles)
  if (!wanted.includes(true)) return set
  const { fileOf } = files
  for (let article = 0; article < segment.articles; article++)
    if (wanted[fileOf[article]!] === true) setBit(set, article)
  return set
}

/** Articles whose site matches the node. */
export function siteSet({ reader: segment, sites }: Leaf, node: QueryNode): Bitset {
  const matches = valueMatcher(node)
  const wanted = sites.values.map(matches)
  // An article without a site is treated like an empty value: it matches a query that only excludes.
  const others = matches('')
  const set = createBitset(segment.articles)
  for (let article = 0; article < segment.articles; article++)
    if (wanted[sites.numberOf[article]!] ?? others) setBit(set, article)
  return set
}

/** Articles whose facet values match the node. Each text of the node must be in one of them, not all in the same. */
export function facetSet(leaf: Leaf, facet: StoredFacet, node: QueryNode): Bitset {
  const operands = node.kind === 'near' ? [] : operandsOf(node)
  const parts = operands.map((operand) => facetSet(leaf, facet, operand))
  if (parts.length === 0) return valueSet(leaf.reader, facet, valueMatcher(node))
  const set = node.kind === 'or' ? createBitset(leaf.reader.articles) : fullBitset(leaf.reader.articles)
  for (const part of parts) {
    if (node.kind === 'or') unite(set, part)
    else if (node.kind === 'not') subtract(set, part)
    else intersect(set, part)
  }
  return set
}

function valueSet(reader: SegmentReader, facet: StoredFacet, matches: ValueMatcher): Bitset {
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

export type ValueMatcher = (value: string) => boolean

export function valueMatcher(node: QueryNode): ValueMatcher {
  switch (node.kind) {
    case 'or': {
      const any = node.operands.map(valueMatcher)
      return (value) => any.some((matches) => matches(value))
    }
    case 'not': {
      const matches = valueMatcher(node.operand)
      return (value) => !matches(value)
    }
    case 'date':
    case 'own':
      return () => true
    case 'near': {
      const find = createFinder(node)
      return (value) => find(unitsOf(value)).length > 0
    }
    case 'prefix': {
      const text = normalize(node.text).text
      return (value) => value.startsWith(text) || value.includes(`/${text}`)
    }
    default: {
      if (!('text' in node)) {
        const all = operandsOf(node).map(valueMatcher)
        return (value) => all.every((matches) => matches(value))
      }
      const text = normalize(node.text).text.trim()
      return (value) => value.includes(text)
    }
  }
}
