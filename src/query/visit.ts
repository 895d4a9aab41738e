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

/** How the parts of a query combine: as sets, as tests, as conditions. */
export interface Algebra<T> {
  every(parts: readonly T[]): T
  some(parts: readonly T[]): T
  none(part: T): T
}

/** Combines a tree as its operators say. @param single the value of a part; undefined: its operands decide */
export function combine<T>(node: QueryNode, algebra: Algebra<T>, single: (node: QueryNode) => T | undefined): T {
  const known = single(node)
  if (known !== undefined) return known
  const parts = operandsOf(node).map((operand) => combine(operand, algebra, single))
  if (node.kind === 'or') return algebra.some(parts)
  return node.kind === 'not' ? algebra.none(parts[0]!) : algebra.every(parts)
}
