/** A parsed page, and the elements in it that a selector can tell from others. */
import { completeBody, isElement, parseHtml } from './parse.js'
import type { AnyNode, Element, Tree } from './parse.js'
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
    if (body !== undefined) completeBody(this.#tree, body)
    this.root = body ?? whole
    const title = this.#marked.find(({ name }) => name === 'title')
    this.title = title === undefined ? '' : this.textOf(title)
  }

  /**
   * @param selector of CSS, each of whose steps names an attribute, a class, an id or a telling element
   * @returns what it matches, in order
   */
  select(selector: string): Element[] {
    const parts = selector.split(', ')
    const tests = parts.map(testOf)
    const likely = this.#marked.filter((element) => tests.some((isLikely) => isLikely(element)))
    if (likely.length === 0 || parts.every((part) => PLAIN.test(part))) return likely
    return this.#tree(likely).filter(selector).toArray()
  }

  textOf(element: Element): string {
    return this.#tree(element).text()
  }
}

/** A name, an attribute or an id alone: then {@link testOf} says all. */
const PLAIN = /^(?:[\w-]+|\[[\w-]+\]|#[\w-]+)$/

/** What every element has that a selector matches, by its last step; to ask the library takes ten times as long. */
function testOf(selector: string): (element: Element) => boolean {
  const last = selector.slice(selector.lastIndexOf(' ') + 1)
  const [, sign, name = ''] = /^([#.[]?)([\w-]+)/.exec(last) ?? []
  if (sign === '#') return ({ attribs }) => attribs['id'] === name
  if (sign === '.') return ({ attribs }) => attribs['class']?.includes(name) === true
  return sign === '[' ? ({ attribs }) => attribs[name] !== undefined : (element) => element.name === name
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
