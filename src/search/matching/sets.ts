/** Sets of articles combined lazily: a part is evaluated only for articles that it can still decide. */
import type { Leaf } from '../leaf.js'
import { createBitset, fullBitset, intersect, isEmpty, subtract, unite, type Bitset } from './bitset.js'

/** The intersection of the parts: each is searched only where those before it matched, until nothing is left. */
export function intersection<T>(
  leaf: Leaf,
  parts: readonly T[],
  setOf: (part: T, within: Bitset | undefined) => Bitset,
  within: Bitset | undefined,
): Bitset {
  let found: Bitset | undefined
  for (const part of parts) {
    const set = setOf(part, found ?? within)
    if (found !== undefined) intersect(set, found)
    else if (within !== undefined) intersect(set, within)
    found = set
    if (isEmpty(found)) break
  }
  return found ?? fullBitset(leaf.reader.articles)
}

/** The union of the parts: each is searched only where none before it matched. */
export function union<T>(
  leaf: Leaf,
  parts: readonly T[],
  setOf: (part: T, within: Bitset) => Bitset,
  within: Bitset | undefined,
): Bitset {
  const found = createBitset(leaf.reader.articles)
  const left = within?.slice() ?? fullBitset(leaf.reader.articles)
  for (const part of parts) {
    const set = setOf(part, left)
    intersect(set, left)
    unite(found, set)
    subtract(left, set)
    if (isEmpty(left)) break
  }
  return found
}
