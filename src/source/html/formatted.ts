/**
 * The text of an article as its author formatted it, for a page that shows it: a tree of a few elements and attributes.
 * Only what is listed here passes. No markup, style, script or address of another kind can come from an article.
 */
import type { Formatted, FormattedElement } from '../../base/answers.js'
import { withoutZeroWidth } from '../lines.js'
import { BLOCKS, isDropped } from './elements.js'
import { isElement, isText, type AnyNode, type Element } from './parse.js'

/** Elements that pass, and what they are called then. The title of the article is the only `h1`. */
const PASSING: Readonly<Record<string, string>> = {
  ...same(
    'p ul ol li blockquote pre code table tr td th em strong del ins sub sup kbd br hr dl dt dd figure figcaption',
  ),
  ...{ h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6', h6: 'h6' },
  ...{ b: 'strong', i: 'em', s: 'del', strike: 'del', u: 'ins', samp: 'code', caption: 'figcaption' },
}

function same(names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, name]))
}

/** Deeper elements give only their text. */
const mostLevels = 40

/** @param root its children are formatted */
export function formattedTree(root: AnyNode): Formatted[] {
  return inLists(childrenOf(root, 0))
}

function childrenOf(node: AnyNode, level: number): Formatted[] {
  return 'children' in node ? node.children.flatMap((child) => formatted(child, level + 1)) : []
}

function formatted(node: AnyNode, level: number): Formatted[] {
  if (isText(node)) return node.data === '' ? [] : [withoutZeroWidth(node.data)]
  if (!isElement(node) || isDropped(node)) return []
  if (node.name === 'img') return imageOf(node)
  const inner = childrenOf(node, level)
  if (level > mostLevels) return inner
  const isList = node.name === 'ul' || node.name === 'ol'
  const children = BLOCKS.has(node.name) && !isList ? inLists(inner) : inner
  if (node.name === 'a') return linkOf(node, children)
  const name = PASSING[node.name] ?? (BLOCKS.has(node.name) ? 'div' : undefined)
  return name === undefined ? children : [[name, attributesOf(node), children]]
}

/** How an item is numbered, and where a list begins. */
function attributesOf({ name, attribs }: Element): FormattedElement[1] {
  const { start, value } = attribs
  const [level, mark] = [attribs['data-level'], attribs['data-mark']]
  if (name === 'li' && level !== undefined) return { level, mark: mark ?? '' }
  if (name === 'ol' && /^\d{1,6}$/.test(start ?? '')) return { start: start! }
  return name === 'li' && /^\d{1,6}$/.test(value ?? '') ? { value: value! } : {}
}

const WEB = /^https?:\/\//i

/** A link leads to the web, or to another file of the collection; any other address is left out. */
function linkOf({ attribs }: Element, children: Formatted[]): Formatted[] {
  const address = (attribs['href'] ?? '').trim()
  if (WEB.test(address) && URL.canParse(address)) return [['a', { href: address }, children]]
  return isOwn(address) && !address.startsWith('#') ? [['a', { to: address }, children]] : children
}

/** An image of the collection's own folder; of one elsewhere, a link, because the page asks no other site. */
function imageOf({ attribs }: Element): Formatted[] {
  const address = (attribs['src'] ?? attribs['data-src'] ?? '').trim()
  const alt = attribs['alt'] ?? ''
  if (isOwn(address)) return [['img', { src: address, alt }, []]]
  return WEB.test(address) && URL.canParse(address) && alt !== '' ? [['a', { href: address }, [alt]]] : []
}

/** An address without a scheme and a host. */
const isOwn = (address: string): boolean => address !== '' && !/^(?:[a-z][\w+.-]*:|[/\\]{2})/i.test(address)

export const isFormattedElement = (node: Formatted | undefined): node is FormattedElement => Array.isArray(node)

/** Puts items that tell how deep they lie, and items without a list, into lists. */
function inLists(nodes: readonly Formatted[]): Formatted[] {
  const out: Formatted[] = []
  /** The open lists, the outermost first. */
  let open: { readonly level: number; readonly items: Formatted[] }[] = []
  for (const node of nodes) {
    if (!isFormattedElement(node) || node[0] !== 'li') {
      if (typeof node !== 'string' || node.trim() !== '') open = []
      out.push(node)
      continue
    }
    const [, { level = '1', mark = '-', ...attributes }, children] = node
    const depth = Math.max(1, Number(level))
    while (open.length > 0 && open.at(-1)!.level > depth) open = open.slice(0, -1)
    const last = lastItem(open.at(-1)?.items)
    if (mark === '' && last !== undefined) {
      last[2].push(['div', {}, children])
      continue
    }
    if (open.at(-1)?.level !== depth) {
      const items: Formatted[] = []
      const start = /^\d{1,6}/.exec(mark)?.[0]
      const list: FormattedElement = start === undefined ? ['ul', {}, items] : ['ol', { start }, items]
      ;(last?.[2] ?? out).push(list)
      open = [...open, { level: depth, items }]
    }
    open.at(-1)!.items.push(['li', attributes, children])
  }
  return out
}

const lastItem = (items: Formatted[] | undefined): FormattedElement | undefined => {
  const last = items?.at(-1)
  return isFormattedElement(last) ? last : undefined
}
