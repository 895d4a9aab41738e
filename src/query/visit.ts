/**
 * Walks the tree of a query without knowing every kind of node. Code that treats some kinds specially handles those and
 * leaves the others to the functions here, so a new operator only needs a meaning and a notation.
 */
import type { QueryNode } from './node.js'

/** The operands of a node, in order; none for a leaf. */
export function operandsOf(node: QueryNode): readonly QueryNode[] {
  if ('operands' in node) return node.operands
  return 'operand' in node ? [node.operand] : []
}

/** The same node with every operand replaced. */
export function mapOperands(node: QueryNode, map: (operand: QueryNode) => QueryNode): QueryNode {
  if ('operands' in node) return { ...node, operands: node.operands.map(map) }
  return 'operand' in node ? { ...node, operand: map(node.operand) } : node
}
