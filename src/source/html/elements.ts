/** What elements and their styles mean for text. */
import type { BlockKind, Reason } from '../block.js'
import { type Element, isElement, isText } from './parse.js'
import { readNames } from './names.js'

const words = (text: string): string[] => text.split(' ')

/**
 * Elements that are never shown or contain no text. Readings of ruby are among them, because they would split the words
 * that they stand beside.
 */
const DROPPED: ReadonlySet<string> = new Set(
  words(
    'script style noscript template iframe frame object embed applet svg canvas audio video map title meta link ' +
      'button select textarea input datalist dialog rp rt rtc',
  ),
)

/**
 * True for an element that is never shown. The template of a shadow root is shown, because pages made of web components
 * are saved that way.
 */
export function isDropped({ name, attribs }: Pick<Element, 'name' | 'attribs'>): boolean {
  return DROPPED.has(name) && (name !== 'template' || attribs['shadowrootmode'] === undefined)
}

const NAVIGATION: ReadonlySet<string> = new Set(['nav', 'footer', 'menu'])
/** ARIA roles with the same meaning. */
const NAVIGATION_ROLES: ReadonlySet<string> = new Set(
  words('navigation search banner contentinfo complementary dialog menu menubar toolbar'),
)

/** Elements that begin and end a block, with the kind of that block. */
export const BLOCKS: ReadonlyMap<string, BlockKind> = new Map<string, BlockKind>([
  ...words(
    'address article aside blockquote body center details dir div dl fieldset figure footer form header hgroup html legend ' +
      'main ol p section summary table tbody tfoot thead ul hr frameset search option',
  ).map((name) => [name, 'paragraph'] as const),
  ...words('h1 h2 h3 h4 h5 h6').map((name) => [name, 'heading'] as const),
  ...words('li dt dd').map((name) => [name, 'item'] as const),
  ...words('caption figcaption').map((name) => [name, 'caption'] as const),
  ...words('pre listing xmp').map((name) => [name, 'code'] as const),
  ['tr', 'row'],
])

const CENTRED = /text-align\s*:\s*center/i
export const HIDDEN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|pt)?\s*(?:;|$|!)|opacity\s*:\s*0\s*(?:;|$|!)|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em))/i
/** Grey or small type. */
const MUTED =
  /color\s*:\s*(?:#(?:[5-9a-c]{3}|[5-9a-c]{6})\b|gr[ae]y)|font-size\s*:\s*(?:1[0-4]px|small|0\.[5-9]|[5-9]\d%)/i

/* What the attributes of an element say about its text: furniture, caption, typographically set apart. */

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

const SET_APART: ReadonlySet<string> = new Set(words('small em i cite sub'))

/** True for slanted, small or grey type, which sets captions apart. */
export function isMuted({ name, attribs: { style, color, size } }: Element): boolean {
  if (style !== undefined && MUTED.test(style)) return true
  if (name === 'font') return (color !== undefined && MUTED.test(`color:${color}`)) || size === '1' || size === '2'
  return SET_APART.has(name)
}

/** True if the element centres its text. */
export function isCentred(node: Element): boolean {
  if (node.name === 'center') return true
  const { align, style } = node.attribs
  return (align !== undefined && align.toLowerCase() === 'center') || (style !== undefined && CENTRED.test(style))
}
