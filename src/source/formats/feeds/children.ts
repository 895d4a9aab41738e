/**
 * The children of an entry, grouped by name, in order. Querying the tree for each name takes longer than reading it
 * once.
 */
import { wholeText } from '../../html/measure.js'
import { isElement } from '../../html/parse.js'
import type { Element } from '../../html/parse.js'

export type Children = ReadonlyMap<string, readonly Element[]>

export function childrenOf(item: Element | undefined): Children {
  const children = new Map<string, Element[]>()
  for (const child of item?.children ?? []) {
    if (!isElement(child)) continue
    const named = children.get(child.name)
    if (named === undefined) children.set(child.name, [child])
    else named.push(child)
  }
  return children
}

/** The text of the first child of that name. */
export function childText(children: Children, name: string): string {
  return wholeText(children.get(name)?.[0]).trim()
}
