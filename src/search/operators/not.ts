/** `-中国`: articles that the operand doesn't match. */
import type { NotNode } from '../../query/index.js'
import { fullBitset, subtract } from '../matching/bitset.js'
import type { Operator } from './operator.js'

export const not: Operator<NotNode> = (all) => ({
  match: (leaf, { operand }, context, within) => {
    const set = fullBitset(leaf.reader.articles)
    subtract(set, all.match(leaf, operand, context, within))
    return set
  },
  texts: () => [],
  find: () => () => [],
  places: () => [],
  demand: () => undefined,
  condition: async ({ operand }, server, fields) => server.none(await all.condition(operand, server, fields)),
})
