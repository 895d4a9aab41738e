/** Navigation in a tree: to children, to the next node, to ancestors. */
import { type AnyNode, type Element, isElement, isText } from './parse.js'
import { isDropped } from './elements.js'

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

/** The node itself and its ancestors, as far as they are elements. @param most how many */
export function* elementsFrom(node: AnyNode, most = Infinity): Generator<Element, void> {
  let at: AnyNode | null = node
  for (let up = 0; up < most && at !== null && isElement(at); up++, at = at.parent) yield at
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

/* How much text stands under a node, without recursion. */

/** UTF-16 units of visible, non-blank text under a node; counting stops beyond `most`. */
export function textLength(root: AnyNode, most: number): number {
  let length = 0
  // Hot: a walk of its own, without a call for each text.
  let node: AnyNode | null = root
  while (node !== null && length <= most) {
    if (isText(node)) {
      const { data } = node
      length += data.length > 64 || data.charCodeAt(0) > 32 ? data.length : data.trim().length
    }
    const skip: boolean = node !== root && isElement(node) && isDropped(node)
    node = (skip ? null : firstChild(node)) ?? nextBehind(node, root)
  }
  return length
}

/** The raw text under a node, scripts included, cut at `most` units. */
export function textOf(root: AnyNode, most: number): string {
  let text = ''
  const see = (data: string): boolean => {
    text += data
    return text.length < most
  }
  eachText(root, see, true)
  return text.length > most ? text.slice(0, most) : text
}

/** All text under a node. The library's own function copies the text once for each level of nesting. */
export function wholeText(root: AnyNode | undefined): string {
  return root === undefined ? '' : textOf(root, Infinity)
}

/**
 * Visits text nodes in order, with their parents, until `see` returns false.
 * @param all also visit text that is never shown @param without elements to skip
 */
export function eachText(
  root: AnyNode,
  see: (data: string, holder: AnyNode) => boolean,
  all = false,
  without?: ReadonlySet<AnyNode>,
): void {
  let node: AnyNode | null = root
  while (node !== null) {
    if (isText(node) && !see(node.data, node.parent ?? node)) return
    const skip: boolean = node !== root && ((!all && isElement(node) && isDropped(node)) || without?.has(node) === true)
    node = (skip ? null : firstChild(node)) ?? nextBehind(node, root)
  }
}
