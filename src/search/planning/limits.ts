/** Limits on the work of one query: plain words are cheap, parts that must be searched in texts are not. */
import { XunzhangError } from '../../base/errors.js'
import { operandsOf } from '../../query/index.js'
import type { QueryNode } from '../../query/index.js'

/** Quoted strings, prefixes, filters, excluded words and alternatives. */
const mostParts = 500
/** Each may scan every word of a collection. */
const mostFuzzy = 20

/** @throws XunzhangError QUERY_TOO_LONG */
export function refuseTooMany(nodes: readonly QueryNode[]): void {
  const leaves = nodes.flatMap(leavesOf)
  refuse(leaves.length, mostParts, 'QUERY_TOO_COMPLEX')
  refuse(leaves.filter(({ kind }) => kind === 'fuzzy').length, mostFuzzy, 'QUERY_TOO_FUZZY')
}

function leavesOf(node: QueryNode): readonly QueryNode[] {
  const operands = operandsOf(node)
  return operands.length === 0 ? [node] : operands.flatMap(leavesOf)
}

function refuse(count: number, most: number, reason: 'QUERY_TOO_COMPLEX' | 'QUERY_TOO_FUZZY'): void {
  if (count > most) throw new XunzhangError(reason, { count, most })
}
