/** `中国 | 贸易`: at least one operand. */
import type { OrNode } from '../../query/index.js'
import { someTest } from '../matching/hit-tests.js'
import { union, distinctNodes } from './and.js'
import { united } from '../occurrences/nearby.js'
import type { Operator } from './operator.js'

export const or: Operator<OrNode> = (all) => ({
  match: (leaf, { operands }, context, within) =>
    union(leaf, distinctNodes(operands), (operand, set) => all.match(leaf, operand, context, set), within),
  find: ({ operands }) => {
    const finders = operands.map(all.find)
    return (units) => united(finders.map((find) => find(units)))
  },
  places: ({ operands }, fields, context) => operands.flatMap((operand) => all.places(operand, fields, context, false)),
  demand: ({ operands }, fields, read) => someTest(operands.map((operand) => all.demand(operand, fields, read))),
  condition: async ({ operands }, server, fields) =>
    server.some(await Promise.all(operands.map((operand) => all.condition(operand, server, fields)))),
})
