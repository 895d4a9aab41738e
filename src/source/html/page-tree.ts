/** A parsed page, and the elements in it that a selector can tell from others. */
import { compile } from 'css-select'
import { completeBody, isElement, isText, parseHtml } from './parse.js'
import type { AnyNode, Element, Tree } from './parse.js'
import { isProse } from '../clean/lines.js'
import { isSentence } from '../missing-sentences.js'
import { textOf, wholeText } from './measure.js'
import { firstChild, nextBehind } from './tree.js'

/** Elements whose name says something even where they have no attribute. */
const TELLING = new Set(['a', 'article', 'body', 'footer', 'h1', 'h2', 'h3', 'nav', 'script', 'time', 'title'])

export class PageTree {
  /** The body, or all of a page without one. */
  readonly root: AnyNode
  /** What stands in the title's element, as it stands there; '' without one. */
  readonly title: string
  readonly #tree: Tree
  readonly #marked: readonly Element[]

  constructor(html: string) {
    this.#tree = parseHtml(html)
    const whole = this.#tree.root()[0]!
    this.#marked = markedIn(whole)
    const body = this.#marked.find(({ name }) => name === 'body')
    if (body !== undefined) {
      beginBody(this.#tree, body)
      completeBody(this.#tree, body)
    }
    this.root = body ?? whole
    const title = this.#marked.find(({ name }) => name === 'title')
    this.title = title === undefined ? '' : this.textOf(title)
  }

  /**
   * @param selector of CSS, each of whose steps names an attribute, a class, an id or a telling element
   * @returns what it matches, in order
   */
  select(selector: string): Element[] {
    const selected = selectorOf(selector)
    const found: Element[] = []
    for (const element of this.#marked)
      if (isLikely(element, selected) && (selected.isPlain || selected.matches(element))) found.push(element)
    return found
  }

  textOf(element: Element): string {
    return wholeText(element)
  }
}

const OF_HEAD = /^(?:base|basefont|bgsound|link|meta|noframes|noscript|script|style|template|title)$/

/**
 * Takes what stands before the body into it: a head ends before the first element or text that has no place in it, and a
 * body may begin late. Browsers do so too; here only where it is prose.
 */
function beginBody($: Tree, body: Element): void {
  const shown = [...nodesBefore(body)].filter(isOfBody).reverse()
  const isText = (text: string): boolean => isSentence(text) || isProse(text)
  if (shown.some((node) => isText(textOf(node, 4000).trim()))) $(body).prepend(shown)
}

/** From the last one to the first; instead of a head what it holds. */
function* nodesBefore(body: Element): Generator<AnyNode> {
  for (let node: AnyNode | null = body; node !== null; node = node.parent) {
    for (let prev = node.prev; prev !== null; prev = prev.prev) {
      if (isElement(prev) && prev.name === 'head') yield* prev.children.toReversed()
      else yield prev
    }
  }
}

function isOfBody(node: AnyNode): boolean {
  return isElement(node) ? !OF_HEAD.test(node.name) : isText(node) && node.data.trim() !== ''
}

/** What elements have that a selector matches, by its last steps; to ask the library takes ten times as long. */
interface Selector {
  readonly names: ReadonlySet<string>
  readonly attributes: readonly string[]
  readonly ids: readonly string[]
  readonly classes: readonly string[]
  /** True where that says all. */
  readonly isPlain: boolean
  readonly matches: (element: Element) => boolean
}

/** Of the few selectors that the readers of pages have. */
const selectors = new Map<string, Selector>()

function selectorOf(text: string): Selector {
  const known = selectors.get(text)
  if (known !== undefined) return known
  const steps = text.split(', ').map((part) => /([#.[]?)([\w-]+)[^ ]*$/.exec(part)!)
  const withSign = (sign: string): string[] => steps.filter((step) => step[1] === sign).map((step) => step[2]!)
  const selector: Selector = {
    names: new Set(withSign('')),
    attributes: withSign('['),
    ids: withSign('#'),
    classes: withSign('.'),
    isPlain: text.split(', ').every((part) => PLAIN.test(part)),
    matches: compile<AnyNode, Element>(text),
  }
  selectors.set(text, selector)
  return selector
}

/** A name, an attribute or an id alone. */
const PLAIN = /^(?:[\w-]+|\[[\w-]+\]|#[\w-]+)$/

/** Hot: asked of each marked element of a page for each selector. */
function isLikely({ name, attribs }: Element, { names, attributes, ids, classes }: Selector): boolean {
  if (names.has(name)) return true
  for (const attribute of attributes) if (attribs[attribute] !== undefined) return true
  if (ids.length > 0 && attribs['id'] !== undefined && ids.includes(attribs['id'])) return true
  const className = classes.length === 0 ? undefined : attribs['class']
  return className !== undefined && classes.some((one) => className.includes(one))
}

/** The cells of a large table are passed over once, where each query by cheerio would go through all of them. */
function markedIn(root: AnyNode): Element[] {
  const marked: Element[] = []
  let node: AnyNode | null = root
  while (node !== null) {
    if (isElement(node) && (TELLING.has(node.name) || hasAttribute(node))) marked.push(node)
    node = firstChild(node) ?? nextBehind(node, root)
  }
  return marked
}

function hasAttribute({ attribs }: Element): boolean {
  for (const _name in attribs) return true
  return false
}
