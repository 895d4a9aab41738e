/**
 * Finds the element that contains a page's article: the element marked with `data-xunzhang-body`, else one with a
 * well-known name, else the one with the densest prose.
 */
import { headlineKey, isProse } from '../../clean/lines.js'
import { besideAs, dense } from './dense.js'
import {
  eachText,
  elementsFrom,
  textLength,
  wholeText,
  isInside,
  nearestIn,
  withAncestors,
  firstChild,
} from '../tree.js'
import { readNames, SURE_RANKS } from '../names.js'
import type { PageTree } from '../page-tree.js'
import { type AnyNode, type Element, isElement, isText } from '../parse.js'
import { findThread, type Thread } from './thread.js'
import { isDropped } from '../elements.js'

/**
 * Columns beside an article: lists of the newest and most read articles in an element next to the article's own. Two
 * signs are needed: the element is a column by its name or as a cell, and it holds links and few sentences.
 */
const MOST_LEVELS = 8
/** What stands above both columns, such as a path or the headline, is no longer than this. */
const LONGEST_ABOVE = 120
const COLUMN = /^(?:left|right|side\w{0,8}|aside|sub|col|column|colleft|colright|leftbar|rightbar|fl|fr|l|r|w\d{3})$/

/** The part of the article's element beside which only columns of links stand; the element itself without any. */
function withoutColumns(node: AnyNode): AnyNode {
  let found = node
  let box: AnyNode | undefined = node
  for (let level = 0; level < MOST_LEVELS && box !== undefined && firstChild(box) !== null; level++) {
    const parts: readonly AnyNode[] = (box as Element).children.filter(hasText)
    box = parts.length === 1 ? parts[0] : besideColumns(parts)
    if (box !== undefined && parts.length > 1) found = box
  }
  return found
}

function hasText(node: AnyNode): boolean {
  if (isText(node)) return node.data.trim() !== ''
  return isElement(node) && !isDropped(node) && textLength(node, 0) > 0
}

function besideColumns(parts: readonly AnyNode[]): AnyNode | undefined {
  if (!parts.some(isNamedColumn)) return undefined
  const measured = parts.map((part) => ({ part, ...measure(part) }))
  const main = measured.reduce((best, next) => (next.prose > best.prose ? next : best))
  const at = measured.indexOf(main)
  const isColumn = ({ part, links, linked, units, prose }: (typeof measured)[number]): boolean =>
    isNamedColumn(part) && links >= FEWEST_LINKS && linked >= units * LEAST_LINKED && prose * 2 <= main.prose
  const others = measured.filter((each) => each !== main)
  const isBeside = others.every(
    (each) => isColumn(each) || (measured.indexOf(each) < at && each.units <= LONGEST_ABOVE),
  )
  return isBeside && others.some(isColumn) ? main.part : undefined
}

function isNamedColumn(node: AnyNode): boolean {
  if (!isElement(node)) return false
  if (node.name === 'td' || node.name === 'aside') return true
  const { class: className = '', id = '' } = node.attribs
  return `${className} ${id}`
    .slice(0, 200)
    .toLowerCase()
    .split(/[\s_-]+/)
    .some((word) => COLUMN.test(word))
}

const FEWEST_LINKS = 5
/** The share of a column's text that is links; each may have a sentence under it. */
const LEAST_LINKED = 0.3
const SHORTEST_LINK = 4

/** The links to other pages under a node, their units of text, and those of all text and of prose outside of links. */
function measure(node: AnyNode): { links: number; linked: number; units: number; prose: number } {
  const sum = { links: 0, linked: 0, units: 0, prose: 0 }
  eachText(node, (data, holder) => {
    const text = data.trim()
    sum.units += text.length
    if (isLink(holder)) {
      sum.linked += text.length
      if (text.length >= SHORTEST_LINK) sum.links++
    } else if (isProse(text)) sum.prose += text.length
    return true
  })
  return sum
}

/** A link inside the page leads to a section of the article. */
function isLink(holder: AnyNode): boolean {
  const link = [...elementsFrom(holder, 3)].find(({ name }) => name === 'a')
  return link !== undefined && link.attribs['href']?.startsWith('#') !== true
}

const MOST_CANDIDATES = 5000

export interface Main {
  readonly node: AnyNode
  /**
   * True if the element is certain to contain the article's body and nothing else, by its name or the headline in it.
   */
  readonly sure: boolean
  readonly thread?: Thread
}

/** @returns the element of the article, or the body if none stands out */
export function findMain(page: PageTree): Main {
  const told = page.select('[data-xunzhang-body]')[0]
  if (told !== undefined) return { node: told, sure: true }
  const main = likeliest(page)
  return main.thread === undefined && main.node !== page.root ? { ...main, node: withoutColumns(main.node) } : main
}

function likeliest(page: PageTree): Main {
  const { root } = page
  const candidates = namedElements(page)
  const all = proseUnder(root)
  // Most pages have exactly one element with a sure name; then nothing else is examined.
  const named = soleBody(candidates, all)
  if (named !== undefined) return { node: innermost(named, candidates), sure: true }
  const { beside, prose } = besideOf(page, candidates, all)
  const total = textLength(root, Infinity)
  const body = prose < all ? soleBody(candidates, prose) : undefined
  if (body !== undefined) return { node: innermost(body, candidates), sure: true }
  const title = page.title.slice(0, LONGEST_TITLE)
  const thread = findThread(root, title)
  if (thread !== undefined) return { node: thread.first, sure: false, thread }
  const found = largest(candidates, total)
  if (found !== undefined && (prose === 0 || proseUnder(found.element, beside) >= prose * 0.5)) {
    const node = innermost(found.element, candidates)
    return { node, sure: found.rank < SURE_RANKS || node !== found.element || holdsHeadline(page, node, title) }
  }
  const node =
    (prose === 0 ? soleArticle(page) : undefined) ?? dense(root, total, title, beside) ?? found?.element ?? root
  return { node, sure: node !== root && holdsHeadline(page, node, title) }
}

const LONGEST_TITLE = 400

/** An element with a larger share of the page's prose is not furniture, whatever its name; comments may have more. */
const MOST_BESIDE = 0.5
/**
 * After this many elements that are named like furniture but contain more prose, often nested in one another, no
 * further element is measured.
 */
const MOST_LARGE = 16

/**
 * The elements that contain furniture or texts by others and no named article, and the units of prose outside of them.
 * No elements if all prose lies in them.
 */
function besideOf(
  page: PageTree,
  candidates: readonly Candidate[],
  all: number,
): { readonly beside: ReadonlySet<AnyNode>; readonly prose: number } {
  const holders = withAncestors(candidates.map(({ element }) => element))
  const beside = new Set<AnyNode>()
  let large = 0
  for (const element of page.select('[class], [id], nav, footer').slice(0, MOST_CANDIDATES)) {
    const kind = holders.has(element) || nearestIn(beside, element) !== undefined ? undefined : besideAs(element)
    if (kind === 'others') beside.add(element)
    if (kind !== 'furniture' || large === MOST_LARGE) continue
    if (proseUnder(element) <= all * MOST_BESIDE) beside.add(element)
    else large++
  }
  const prose = beside.size === 0 ? all : proseUnder(page.root, beside)
  return all > 0 && prose === 0 ? { beside: new Set(), prose: all } : { beside, prose }
}

function proseUnder(root: AnyNode, without?: ReadonlySet<AnyNode>): number {
  let units = 0
  const see = (data: string): boolean => {
    if (data.length >= 36 && isProse(data.trim())) units += data.length
    return true
  }
  eachText(root, see, false, without)
  return units
}

/** A named element inside another is its text if it has at least this share of the outer element's text. */
const INNER = 0.8

/** The innermost named element that has nearly all of the text of `outer`; headers and footers lie around it. */
function innermost(outer: Element, candidates: readonly Candidate[]): Element {
  let inner = outer
  let least = textLength(outer, Infinity) * INNER
  for (const { element } of candidates) {
    const length = element !== inner && isInside(element, inner) ? textLength(element, Infinity) : 0
    if (length < least || length < SHORT) continue
    inner = element
    least = length * INNER
  }
  return inner
}

function soleArticle(page: PageTree): Element | undefined {
  const [first, ...others] = page.select('article').slice(0, MOST_CANDIDATES)
  return first !== undefined && others.every((other) => isInside(other, first)) ? first : undefined
}

/** The rank of an `article` element without a known name. */
const ARTICLE_RANK = 900

const MOST_HEADINGS = 100

/** True if the first heading of the element is the page's headline: then the element contains this article alone. */
function holdsHeadline(page: PageTree, node: AnyNode, title: string): boolean {
  // `select` searches the whole page, so the headings outside of the element are filtered out here.
  const first = page
    .select('h1, h2')
    .slice(0, MOST_HEADINGS)
    .find((heading) => isInside(heading, node))
  if (first === undefined) return false
  const heading = headlineKey(wholeText(first).slice(0, 400))
  return heading.length >= 2 && headlineKey(title).startsWith(heading)
}

interface Candidate {
  readonly element: Element
  readonly rank: number
}

function namedElements(page: PageTree): Candidate[] {
  const found: Candidate[] = []
  for (const element of page.select('article, [itemprop=articleBody], [class], [id]').slice(0, MOST_CANDIDATES)) {
    const rank = rankOf(element)
    if (rank !== undefined) found.push({ element, rank })
  }
  return found
}

/**
 * A short note below a long list of other posts is still the article, but an almost empty element beside much prose is
 * not.
 */
const SHORT = 80
const MUCH_PROSE = 2000

/** The only element with the surest name on the page: it contains the article, however short. */
function soleBody(candidates: readonly Candidate[], prose: number): Element | undefined {
  const rank = candidates.reduce((least, candidate) => Math.min(least, candidate.rank), Infinity)
  if (rank >= SURE_RANKS && rank !== ARTICLE_RANK) return undefined
  const [first, ...others] = candidates.filter((candidate) => candidate.rank === rank).map(({ element }) => element)
  if (first === undefined || others.some((other) => !isInside(other, first))) return undefined
  const length = textLength(first, Infinity)
  return length < 2 || (length < SHORT && prose > MUCH_PROSE) || proseUnder(first) < prose * 0.1 - 500
    ? undefined
    : first
}

/** The named element of the article, among those with a fair share of the text: the surest name, then the most text. */
function largest(candidates: readonly Candidate[], total: number): Candidate | undefined {
  let best: (Candidate & { length: number }) | undefined
  for (const { element, rank } of candidates) {
    if (best !== undefined && rank > best.rank) continue
    const length = textLength(element, Infinity)
    if (length < SHORT || length < total * 0.1) continue
    if (best === undefined || rank < best.rank || length > best.length) best = { element, rank, length }
  }
  return best
}

/** The rank of an element's name, the lower the surer; undefined if the name says nothing. */
function rankOf(element: Element): number | undefined {
  if (element.attribs['itemprop'] === 'articleBody') return -1
  const { article } = readNames(element.attribs['class'], element.attribs['id'])
  if (article >= 0) return article
  return element.name === 'article' ? ARTICLE_RANK : undefined
}
