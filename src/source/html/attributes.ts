/** What the attributes of an element say about its text: furniture, caption, typographically set apart. */
import type { Reason } from '../block.js'
import { BLOCKS, CENTRED, HIDDEN, MUTED, NAVIGATION, NAVIGATION_ROLES } from './elements.js'
import { readNames } from './names.js'
import { isElement, isText } from './parse.js'
import type { Element } from './parse.js'

/**
 * The reason to leave the element out, if there is one, and whether the element is a caption.
 * @param inCode true inside code, where class names come from a syntax highlighter: «comment» is a comment of a program
 */
export function readAttributes(node: Element, inCode: boolean): { reason: Reason | undefined; caption: boolean } {
  let reason: Reason | undefined = NAVIGATION.has(node.name) ? 'navigation' : undefined
  let caption = node.name === 'caption' || node.name === 'figcaption'
  let isNamed = inCode
  for (const key in node.attribs) {
    const value = node.attribs[key] ?? ''
    if (key === 'class' || key === 'id') {
      if (isNamed) continue
      isNamed = true
      const named = readNames(node.attribs['class'], isSection(node) ? undefined : node.attribs['id'])
      caption ||= named.caption
      if (named.article < 0) reason ??= named.furniture
    } else if (
      key === 'hidden' ||
      (key === 'style' && HIDDEN.test(value)) ||
      (key === 'aria-hidden' && value === 'true')
    )
      reason = 'hidden'
    else if (key === 'role' && NAVIGATION_ROLES.has(value)) reason ??= 'navigation'
  }
  return { reason, caption }
}

/** Elements whose `id` is the place that links lead to: `download`, `tools`, `license` are sections of a manual. */
const ANCHORED: ReadonlySet<string> = new Set('p section li dt dd tr td'.split(' '))
const isHeading = ({ name }: Element): boolean => BLOCKS.get(name) === 'heading'

export function isSection(node: Element): boolean {
  if (ANCHORED.has(node.name) || isHeading(node)) return true
  const first = firstElement(node)
  return first !== undefined && isHeading(first)
}

/** The element that a node begins with; undefined if it begins with text. */
export function firstElement(node: Element): Element | undefined {
  const first = node.children.find((child) => isElement(child) || (isText(child) && child.data.trim() !== ''))
  return first !== undefined && isElement(first) ? first : undefined
}

/** True for slanted, small or grey type, which sets captions apart. */
export function isMuted(node: Element): boolean {
  const { style, color, size } = node.attribs
  if (style !== undefined && MUTED.test(style)) return true
  if (node.name === 'font') return (color !== undefined && MUTED.test(`color:${color}`)) || size === '1' || size === '2'
  return node.name === 'small' || node.name === 'em' || node.name === 'i' || node.name === 'cite' || node.name === 'sub'
}

/** True if the element centres its text. */
export function isCentred(node: Element): boolean {
  if (node.name === 'center') return true
  const { align, style } = node.attribs
  return (align !== undefined && align.toLowerCase() === 'center') || (style !== undefined && CENTRED.test(style))
}
