/** Proximity. Articles that contain all operands in one field are candidates, and the text of each decides. */
import type { NearNode, QueryNode } from '../../query/index.js'
import { createDecodedText } from '../../segment/articles/text-codec.js'
import type { FieldId } from '../../segment/fields.js'
import type { Leaf } from '../leaf.js'
import { createFinder } from '../occurrences/finder.js'
import type { Bitset } from './bitset.js'
import { createBitset, forEachBit, intersect, isEmpty, setBit, unite } from './bitset.js'
import { stringSet } from './phrase.js'

/** @param within if given, articles outside of it may be missing, because the caller doesn't need them */
export function nearSet(leaf: Leaf, fields: readonly FieldId[], node: NearNode, within?: Bitset): Bitset {
  const segment = leaf.reader
  const find = createFinder(node)
  const found = createBitset(segment.articles)
  for (const field of fields) {
    forEachBit(holders(leaf, field, node, within), (article) => {
      text.unitCount = text.tokenCount = 0
      segment.decode(article, field, text)
      if (find(text.units.subarray(0, text.unitCount)).length > 0) setBit(found, article)
    })
  }
  return found
}

const text = createDecodedText()

/** Articles whose field contains what a node requires, whatever the distance of its operands. */
export function holders(leaf: Leaf, field: FieldId, node: QueryNode, within: Bitset | undefined): Bitset {
  switch (node.kind) {
    case 'boost':
      return holders(leaf, field, node.operand, within)
    case 'or': {
      const set = createBitset(leaf.reader.articles)
      for (const operand of node.operands) unite(set, holders(leaf, field, operand, within))
      return set
    }
    case 'and':
    case 'near':
      return holdersOfAll(leaf, field, node.operands, within)
    case 'text':
      return stringSet(leaf, [field], node.text, within, true, true)
    case 'exact':
    case 'prefix':
      return stringSet(leaf, [field], node.text, within, node.kind === 'prefix')
    default:
      return createBitset(leaf.reader.articles)
  }
}

function holdersOfAll(leaf: Leaf, field: FieldId, nodes: readonly QueryNode[], within: Bitset | undefined): Bitset {
  let set: Bitset | undefined
  for (const node of nodes) {
    const own = holders(leaf, field, node, set ?? within)
    if (set !== undefined) intersect(own, set)
    set = own
    if (isEmpty(set)) break
  }
  if (within !== undefined) intersect(set!, within)
  return set!
}
