/**
 * Finds the element that holds a page's article: what the page marks with `data-xunzhang-body`, else by a well-known name
 * where one fits, else by the density of prose.
 */
import { headlineKey, isProse } from '../clean/lines.js'
import { eachText, textLength } from './measure.js'
import { readNames, SURE_RANKS } from './names.js'
import { isElement } from './parse.js'
import type { AnyNode, Element, Tree } from './parse.js'

/** Elements that stand inside a paragraph, or are one: their parent is the container. */
const PARAGRAPHS = new Set(
  'p li blockquote pre code span font strong em b i u a h1 h2 h3 h4 h5 h6 dd dt ul ol dl'.split(' '),
)
const MOST_CANDIDATES = 5000

export interface Main {
  readonly node: AnyNode
  /** True where the element's name says that it holds an article's body and nothing else. */
  readonly sure: boolean
}

/** @returns an element, or the body where nothing stands out */
export function findMain($: Tree): Main {
  const root: AnyNode = $('body')[0] ?? $.root()[0]!
  const told = $('[data-xunzhang-body]')[0]
  if (told !== undefined) return { node: told, sure: true }
  const total = textLength(root, Infinity)
  const prose = proseUnder(root)
  const candidates = namedElements($)
  const body = soleBody(candidates, prose)
  if (body !== undefined) return { node: body, sure: true }
  const found = largest(candidates, total)
  if (found !== undefined && (prose === 0 || proseUnder(found.element) >= prose * 0.5))
    return { node: found.element, sure: found.rank < SURE_RANKS }
  const node = dense(root, total) ?? found?.element ?? root
  return { node, sure: node !== root && holdsHeadline($, node) }
}

function proseUnder(root: AnyNode): number {
  let units = 0
  eachText(root, (data) => {
    if (data.length >= 36 && isProse(data.trim())) units += data.length
    return true
  })
  return units
}

/** Of an `article` without a name. */
const ARTICLE_RANK = 900

const MOST_HEADINGS = 100

/** True where the page's headline is the first heading of the element: then the element is the article's own. */
function holdsHeadline($: Tree, node: AnyNode): boolean {
  // All headings, then those inside: asking below a node takes cheerio the square of its children.
  const first = $('h1, h2')
    .toArray()
    .slice(0, MOST_HEADINGS)
    .find((heading) => isInside(heading, node))
  if (first === undefined) return false
  const heading = headlineKey($(first).text().slice(0, 400))
  return heading.length >= 2 && headlineKey($('title').first().text().slice(0, 400)).startsWith(heading)
}

interface Candidate {
  readonly element: Element
  readonly rank: number
}

function namedElements($: Tree): Candidate[] {
  const found: Candidate[] = []
  for (const element of $('article, [itemprop=articleBody], [class], [id]').toArray().slice(0, MOST_CANDIDATES)) {
    const rank = rankOf(element)
    if (rank !== undefined) found.push({ element, rank })
  }
  return found
}

/** A short note below a long list of other posts is the article all the same; an empty shell beside prose is none. */
const SHORT = 80
const MUCH_PROSE = 2000

/** The only element with the surest name on the page: it holds the article, however short. */
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

function isInside(node: AnyNode, outer: AnyNode): boolean {
  let up: AnyNode | null = node
  while (up !== null && up !== outer) up = up.parent
  return up !== null
}

/** An element that says what it is, if it holds a fair part of the text: the surest name, then the most text. */
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

/** The lower, the surer; undefined where an element's name says nothing. */
function rankOf(element: Element): number | undefined {
  if (element.attribs['itemprop'] === 'articleBody') return -1
  const { article } = readNames(element.attribs['class'], element.attribs['id'])
  if (article >= 0) return article
  return element.name === 'article' ? ARTICLE_RANK : undefined
}

/** The container with the most prose directly in it; what lies a level deeper counts for a third. */
function dense(root: AnyNode, total: number): AnyNode | undefined {
  const direct = new Map<AnyNode, { score: number; texts: number }>()
  eachText(root, (data, holder) => {
    const score = scoreOf(data, holder)
    if (score === 0) return true
    const container = containerOf(holder)
    const entry = direct.get(container) ?? { score: 0, texts: 0 }
    entry.score += score
    entry.texts++
    direct.set(container, entry)
    return true
  })
  let best: AnyNode | undefined
  let bestScore = 0
  for (const [node, score] of withParents(direct)) {
    if (score <= bestScore) continue
    best = node
    bestScore = score
  }
  return best !== undefined && textLength(best, Infinity) > total * 0.05 ? best : undefined
}

/** Elements whose short texts count, too: an article may be all steps, table and code. */
const TEXTUAL = new Set('p li dd td pre code blockquote'.split(' '))

function scoreOf(data: string, holder: AnyNode): number {
  const text = data.trim()
  if (text.length >= 36 && isProse(text))
    return Math.min(text.length, 400) + 20 * (text.match(/[，。！？、；]/g)?.length ?? 0)
  return text !== '' && isElement(holder) && TEXTUAL.has(holder.name) ? Math.min(text.length, 400) / 2 : 0
}

function containerOf(holder: AnyNode): AnyNode {
  let node = holder
  for (let up = 0; up < 8 && isElement(node) && PARAGRAPHS.has(node.name) && node.parent !== null; up++)
    node = node.parent
  return node
}

/** A box with one paragraph in it is a paragraph; its parent is what holds the text. */
function withParents(direct: ReadonlyMap<AnyNode, { score: number; texts: number }>): Map<AnyNode, number> {
  const scores = new Map<AnyNode, number>()
  const add = (node: AnyNode | null, score: number): void => {
    if (node !== null) scores.set(node, (scores.get(node) ?? 0) + score)
  }
  for (const [node, { score, texts }] of direct) {
    if (texts === 1) {
      add(node.parent, score)
      add(node, score / 2)
    } else {
      add(node, score)
      add(node.parent, score / 3)
    }
  }
  return scores
}
