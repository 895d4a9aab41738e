/** `中国 NEAR/10 贸易`, `中国 SENTENCE 贸易`, `"中国 贸易"~10`: all operands near each other in one field. */
import { operandsOf, type NearNode, type QueryNode } from '../../query/index.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { unitsOf } from '../../text/units.js'
import { createBitset, forEachBit, setBit } from '../matching/bitset.js'
import { inOrder, near as nearest, type Finder, type Occurrences } from '../occurrences/nearby.js'
import { and } from './and.js'
import type { Meaning, Operator } from './operator.js'

export const near: Operator<NearNode> = (all) => ({
  /** Articles that contain all operands in one field are candidates, and the text of each decides. */
  match: (leaf, node, context, within) => {
    const holders = and(all).match
    if (context.isNear === true) return holders(leaf, node, context, within)
    const find = all.find(node)
    const found = createBitset(leaf.reader.articles)
    for (const field of context.fields) {
      forEachBit(holders(leaf, node, { ...context, fields: [field], isNear: true }, within), (article) => {
        text.unitCount = text.tokenCount = 0
        leaf.reader.decode(article, field, text)
        if (find(text.units.subarray(0, text.unitCount)).length > 0) setBit(found, article)
      })
    }
    return found
  },
  // The whole text must occur there, so its function words count.
  texts: (node, fields, boost) =>
    and(all)
      .texts(node, fields, boost)
      .map((text) => ({ ...text, quoted: true, near: true })),
  find: (node) => nearFinder(all, node),
  places: (node, fields) => [{ fields, find: nearFinder(all, node) }],
  value: (node) => {
    const find = nearFinder(all, node)
    return (value) => find(unitsOf(value)).length > 0
  },
  /** Each operand is one string here, as in `match`. */
  condition: async (node, server, fields) => {
    const strings = {
      ...server,
      words: async (text: string, within: typeof fields) => server.string(text, within, true, true),
    }
    return server.checked(node, await and(all).condition(node, strings, fields), fields)
  },
})

const text = createDecodedText()

function nearFinder(all: Meaning, { operands, within, ordered }: NearNode): Finder {
  const finders = operands.map(all.find)
  return (units) => {
    const places: Occurrences[] = []
    for (const find of finders) {
      const found = find(units)
      if (found.length === 0) return []
      places.push(found)
    }
    if (ordered && typeof within === 'number') return inOrder(places, within, units)
    return places.reduce((a, b) => nearest(a, b, within, units))
  }
}

/** The outermost nodes whose places are marked as they are found, unless they are excluded. */
export function nodesWithPlaces(node: QueryNode): readonly QueryNode[] {
  if (node.kind === 'not') return []
  return node.kind === 'near' || node.kind === 'regex' ? [node] : operandsOf(node).flatMap(nodesWithPlaces)
}
