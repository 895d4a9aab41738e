/** Ways through a tree: down to the first of its kind, up to what holds a node. */
import type { AnyNode, Element } from './parse.js'

/** Hot: kinds of nodes are told by their type, for to look for a property that is not there takes long. */
export function firstChild(node: AnyNode): AnyNode | null {
  const type = node.type as string
  if (type === 'text' || type === 'comment' || type === 'directive') return null
  return (node as Element).children[0] ?? null
}

/** The node that follows all of this one; null at the end of `root`. */
export function nextBehind(node: AnyNode, root: AnyNode): AnyNode | null {
  let at: AnyNode | null = node
  while (at !== null && at !== root && at.next === null) at = at.parent
  return at === null || at === root ? null : at.next
}

/** True for a node that lies in another, or is it. */
export function isInside(node: AnyNode, outer: AnyNode): boolean {
  let up: AnyNode | null = node
  while (up !== null && up !== outer) up = up.parent
  return up !== null
}

/** The nearest of some nodes that this one lies in, or is; undefined where it lies in none. */
export function nearestIn(nodes: ReadonlySet<AnyNode>, node: AnyNode | null): AnyNode | undefined {
  if (nodes.size === 0) return undefined
  for (let up = node; up !== null; up = up.parent) if (nodes.has(up)) return up
  return undefined
}

/** Some nodes and everything that they lie in. */
export function withAncestors(nodes: Iterable<AnyNode>): ReadonlySet<AnyNode> {
  const all = new Set<AnyNode>()
  for (const node of nodes) for (let up: AnyNode | null = node; up !== null && !all.has(up); up = up.parent) all.add(up)
  return all
}
