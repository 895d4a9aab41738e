/** A parsed page, with a list of the elements that selectors can match. */
import { compile } from 'css-select'
import { completeBody, isElement, isText, parseHtml, type AnyNode, type Element, type Tree } from './parse.js'
import { isProse } from '../clean/lines.js'
import { isSentence } from '../missing-sentences.js'
import { textOf, wholeText, firstChild, nextBehind } from './tree.js'

/** Elements that selectors find by their names, even without attributes. */
const SELECTED_BY_NAME = new Set(['a', 'article', 'body', 'footer', 'h1', 'h2', 'h3', 'nav', 'script', 'time', 'title'])

export class PageTree {
  /** The body, or the whole document if it has none. */
  readonly root: AnyNode
  /** The raw text of the title element; '' without one. */
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
    this.title = title === undefined ? '' : wholeText(title)
  }

  /**
   * @param selector a CSS selector, in which each step names an attribute, a class, an id or an element of
   *   {@link SELECTED_BY_NAME}
   * @returns the matching elements, in document order
   */
  select(selector: string): Element[] {
    return this.#marked.filter(selectorOf(selector))
  }
}

const OF_HEAD = /^(?:base|basefont|bgsound|link|meta|noframes|noscript|script|style|template|title)$/

/**
 * Moves what stands before the body into it. A head ends before the first element or text that does not belong in it,
 * and the body tag may come late. Browsers do so too; here it is done only for prose.
 */
function beginBody($: Tree, body: Element): void {
  const shown = [...nodesBefore(body)].filter(isOfBody).reverse()
  const isText = (text: string): boolean => isSentence(text) || isProse(text)
  if (shown.some((node) => isText(textOf(node, 4000).trim()))) $(body).prepend(shown)
}

/** The nodes before the body, from the last to the first; a head is replaced by its children. */
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

/** Compiled selectors; the readers of pages have only a few. */
const selectors = new Map<string, (element: Element) => boolean>()

function selectorOf(text: string): (element: Element) => boolean {
  const known = selectors.get(text) ?? compile<AnyNode, Element>(text)
  selectors.set(text, known)
  return known
}

/**
 * The elements that selectors can match, in one pass. The cells of a large table are skipped once here, while each
 * query by cheerio would visit all of them.
 */
function markedIn(root: AnyNode): Element[] {
  const marked: Element[] = []
  let node: AnyNode | null = root
  while (node !== null) {
    if (isElement(node) && (SELECTED_BY_NAME.has(node.name) || hasAttribute(node))) marked.push(node)
    node = firstChild(node) ?? nextBehind(node, root)
  }
  return marked
}

function hasAttribute({ attribs }: Element): boolean {
  for (const _name in attribs) return true
  return false
}
