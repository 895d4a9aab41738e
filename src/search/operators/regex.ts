/** `/托[卡科]夫/`: a regular expression. */
import type { RegexNode } from '../../query/index.js'
import { textOf } from '../../text/units.js'
import { createBitset, forEachBit, fullBitset, setBit } from '../matching/bitset.js'
import { compileRegex, normalizedRegex, requiredStrings } from '../matching/regex.js'
import type { Finder } from '../occurrences/nearby.js'
import type { Operator } from './operator.js'

export const regex: Operator<RegexNode> = (all) => ({
  match: (leaf, { pattern }, context, within) => {
    const compiled = compileRegex(pattern)
    const needed = requiredStrings(pattern)
    const found = createBitset(leaf.reader.articles)
    for (const field of context.fields) {
      const candidates =
        needed === undefined
          ? (within ?? leaf.live.set ?? fullBitset(leaf.reader.articles))
          : all.match(leaf, needed, { ...context, fields: [field] }, within)
      forEachBit(candidates, (article) => {
        const text = leaf.reader.text(article, field)
        if (text !== '' && text.split('\n').some((line) => compiled.test(line))) setBit(found, article)
      })
    }
    return found
  },
  texts: () => [],
  find: ({ pattern }) => regexFinder(pattern),
  places: ({ pattern }, fields) => [{ fields, find: regexFinder(pattern) }],
  demand: () => undefined,
  value: ({ pattern }) => {
    const compiled = normalizedRegex(pattern)
    return (value) => compiled.test(value)
  },
  condition: async (node, server, fields) => {
    const needed = requiredStrings(node.pattern)
    return server.checked(
      node,
      needed === undefined ? server.every([]) : await all.condition(needed, server, fields),
      fields,
    )
  },
})

/** Finds places in a normalised text, so whatever case, width and Traditional spelling they have. */
function regexFinder(pattern: string): Finder {
  const compiled = normalizedRegex(pattern)
  return (units) => compiled.places(textOf(units, 0, units.length))
}
