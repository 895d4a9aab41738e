/** How much text stands under a node, without recursion. */
import { isDropped } from './elements.js'
import { isElement, isText } from './parse.js'
import type { AnyNode } from './parse.js'
import { firstChild, nextBehind } from './tree.js'

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
