/** How much one query may ask for: words side by side are cheap, what has to be looked for in texts is not. */
import { XunzhangError } from '../../errors.js'
import { operandsOf } from '../../query/index.js'
import type { QueryNode } from '../../query/index.js'

/** Quoted strings, prefixes, filters, excluded words and alternatives. */
const mostParts = 500
/** Each may go through every word of a collection. */
const mostFuzzy = 20

/** @throws XunzhangError QUERY_TOO_LONG */
export function refuseTooMany(nodes: readonly QueryNode[]): void {
  const leaves = nodes.flatMap(leavesOf)
  refuse(leaves.length, mostParts, 'quoted strings, alternatives, exclusions and filters')
  refuse(leaves.filter(({ kind }) => kind === 'fuzzy').length, mostFuzzy, 'fuzzy words')
}

function leavesOf(node: QueryNode): readonly QueryNode[] {
  const operands = operandsOf(node)
  return operands.length === 0 ? [node] : operands.flatMap(leavesOf)
}

function refuse(count: number, most: number, what: string): void {
  if (count <= most) return
  throw new XunzhangError('QUERY_TOO_LONG', `the query has ${count} ${what}, at most ${most} can be answered`, {
    remedy: 'Leave some of them out.',
  })
}
