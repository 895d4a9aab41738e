/**
 * Walking the tree of a query without knowing every kind of node. Code that treats some kinds in a way of its own names
 * these and leaves the others to the functions here, so a new operator changes only what it means and how it is written.
 */
import type { QueryNode } from './node.js'

/** The parts that a node is made of, in their order; none for a leaf. */
export function operandsOf(node: QueryNode): readonly QueryNode[] {
  if ('operands' in node) return node.operands
  return 'operand' in node ? [node.operand] : []
}

/** The same node with every part replaced. */
export function mapOperands(node: QueryNode, map: (operand: QueryNode) => QueryNode): QueryNode {
  if ('operands' in node) return { ...node, operands: node.operands.map(map) }
  return 'operand' in node ? { ...node, operand: map(node.operand) } : node
}
