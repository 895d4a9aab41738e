/** Navigation in a tree: to children, to the next node, to ancestors. */
import type { AnyNode, Element } from './parse.js'

/** Hot: compares the node's type, because looking up a property that is missing is slow. */
export function firstChild(node: AnyNode): AnyNode | null {
  const type = node.type as string
  if (type === 'text' || type === 'comment' || type === 'directive') return null
  return (node as Element).children[0] ?? null
}

/** The next node in document order after a node and all its descendants; null at the end of `root`. */
export function nextBehind(node: AnyNode, root: AnyNode): AnyNode | null {
  let at: AnyNode | null = node
  while (at !== null && at !== root && at.next === null) at = at.parent
  return at === null || at === root ? null : at.next
}

/** True if `node` lies inside `outer` or is `outer`. */
export function isInside(node: AnyNode, outer: AnyNode): boolean {
  let up: AnyNode | null = node
  while (up !== null && up !== outer) up = up.parent
  return up !== null
}

/** The node itself or its nearest ancestor that is in `nodes`; undefined if there is none. */
export function nearestIn(nodes: ReadonlySet<AnyNode>, node: AnyNode | null): AnyNode | undefined {
  if (nodes.size === 0) return undefined
  for (let up = node; up !== null; up = up.parent) if (nodes.has(up)) return up
  return undefined
}

/** The nodes and all their ancestors. */
export function withAncestors(nodes: Iterable<AnyNode>): ReadonlySet<AnyNode> {
  const all = new Set<AnyNode>()
  for (const node of nodes) for (let up: AnyNode | null = node; up !== null && !all.has(up); up = up.parent) all.add(up)
  return all
}
