/**
 * Finds the container of an article that no name identifies: the one with the most prose directly in it, near the
 * headline. The headline matters because comments may be longer than the article.
 */
import { headlineKey, isProse } from '../../clean/lines.js'
import { eachText, textLength, isInside } from '../tree.js'
import { isElement, type AnyNode, type Element } from '../parse.js'
import { isSection } from '../elements.js'
import { readNames } from '../names.js'

/*
 * Which element contains a text, and the score that the text adds to it. The search for the article compares these
 * scores.
 */

/** Elements that are paragraphs or lie inside one; the container is above them. */
const PARAGRAPHS = new Set(
  'p li blockquote pre code span font strong em b i u a h1 h2 h3 h4 h5 h6 dd dt ul ol dl'.split(' '),
)

/** The container of a text: the nearest element above its paragraph. */
export function containerOf(holder: AnyNode): AnyNode {
  let node = holder
  for (let up = 0; up < 8 && isElement(node) && PARAGRAPHS.has(node.name) && node.parent !== null; up++)
    node = node.parent
  return node
}

/** Elements whose short texts count as well, because an article may consist of steps, tables and code. */
const TEXTUAL = new Set('p li dd td pre code blockquote'.split(' '))

/** The score that a text adds to its container. */
export function scoreOf(data: string, holder: AnyNode): number {
  const text = data.trim()
  if (text.length >= 36 && isProse(text))
    return Math.min(text.length, 400) + 20 * (text.match(/[，。！？、；]/g)?.length ?? 0)
  return text !== '' && isElement(holder) && TEXTUAL.has(holder.name) ? Math.min(text.length, 400) / 2 : 0
}

/**
 * What an element contains other than the article, judged by its name: `others` for comments and recommended articles,
 * `furniture` for other page furniture; undefined if the name says neither, or is that of an article.
 */
export function besideAs(node: Element): 'others' | 'furniture' | undefined {
  const { class: className, id } = node.attribs
  if (readNames(className, id).article >= 0) return undefined
  const { furniture } = readNames(className, isSection(node) ? undefined : id)
  if (furniture === 'comments' || furniture === 'recommendation') return 'others'
  const isFurniture =
    node.name === 'nav' || node.name === 'footer' || (furniture !== undefined && furniture !== 'hidden')
  return isFurniture ? 'furniture' : undefined
}

/** @param title of the page @param beside elements to skip @returns undefined if no element stands out */
export function dense(root: AnyNode, total: number, title: string, beside: ReadonlySet<AnyNode>): AnyNode | undefined {
  const scores = scoresUnder(root, beside)
  const best = highest(scores.keys(), scores)
  if (best === undefined) return undefined
  const near = nearHeadline(root, best, scores, headlineKey(title), beside) ?? best
  const whole = withSections(near, scores)
  return near !== best || textLength(whole, Infinity) > total * 0.05 ? whole : undefined
}

type Scores = ReadonlyMap<AnyNode, number>

function highest(nodes: Iterable<AnyNode>, scores: Scores): AnyNode | undefined {
  let best: AnyNode | undefined
  for (const node of nodes) if (best === undefined || scores.get(node)! > scores.get(best)!) best = node
  return best
}

interface Direct {
  score: number
  texts: number
}

/**
 * A text one level deeper counts for a third. An element with a single paragraph in it counts as that paragraph,
 * however deep it lies.
 */
function scoresUnder(root: AnyNode, beside: ReadonlySet<AnyNode>): Scores {
  const levels: Map<AnyNode, Direct>[] = []
  const add = (node: AnyNode, depth: number, score: number, texts: number): void => {
    const level = (levels[depth] ??= new Map<AnyNode, Direct>())
    const direct = level.get(node)
    if (direct === undefined) level.set(node, { score, texts })
    else {
      direct.score += score
      direct.texts += texts
    }
  }
  const see = (data: string, holder: AnyNode): boolean => {
    const score = scoreOf(data, holder)
    if (score === 0) return true
    const container = containerOf(holder)
    add(container, depthOf(container), score, 1)
    return true
  }
  eachText(root, see, false, beside)
  const scores = new Map<AnyNode, number>()
  for (let depth = levels.length - 1; depth >= 0; depth--)
    for (const [node, { score, texts }] of levels[depth] ?? []) {
      scores.set(node, texts === 1 ? score / 2 : score)
      if (node.parent !== null && depth > 0)
        add(node.parent, depth - 1, texts === 1 ? score : score / 3, texts === 1 ? 1 : 0)
    }
  return scores
}

function depthOf(node: AnyNode): number {
  let depth = 0
  for (let up = node.parent; up !== null; up = up.parent) depth++
  return depth
}

const SHORTEST_HEADLINE = 6
/**
 * The container near the headline needs at least this share of the best container's score, and at least a score of
 * `LEAST`.
 */
const FAIR = 0.03
const LEAST = 50
/**
 * The most ancestors of the headline and the most containers that are examined. A real page has few; a hostile one may
 * have any number.
 */
const MOST_BOXES = 32
const MOST_CONTAINERS = 200
const HEAD = /head|title|intro|summary|lead|desc|info|meta|hero|banner|crumb/i

/**
 * The best container in the smallest ancestor of the headline that also contains prose; undefined if that ancestor
 * contains the best container of the page.
 */
function nearHeadline(
  root: AnyNode,
  best: AnyNode,
  scores: Scores,
  title: string,
  beside: ReadonlySet<AnyNode>,
): AnyNode | undefined {
  let box: AnyNode | null = headlineOf(root, title, beside)
  if (box === null) return undefined
  const most = [...scores.keys()].sort((a, b) => scores.get(b)! - scores.get(a)!).slice(0, MOST_CONTAINERS)
  for (let up = 0; box !== null && box !== root && up < MOST_BOXES; box = box.parent, up++) {
    if (isInside(best, box)) return undefined
    if (isHead(box)) continue
    const inside = most.filter((node) => isInside(node, box!) && !isHead(node))
    const found = highest(inside, scores)
    const score = found === undefined ? 0 : scores.get(found)!
    if (score >= LEAST && score >= FAIR * scores.get(best)!) return found
  }
  return undefined
}

/** The element of the longest text that occurs in the page's title; of several equally long ones the last. */
function headlineOf(root: AnyNode, title: string, beside: ReadonlySet<AnyNode>): AnyNode | null {
  let longest = SHORTEST_HEADLINE - 1
  let found: AnyNode | null = null
  const see = (data: string, holder: AnyNode): boolean => {
    if (data.length <= longest || data.length > 400) return true
    const key = headlineKey(data.trim())
    if (key.length < SHORTEST_HEADLINE || key.length < longest || !title.includes(key)) return true
    longest = key.length
    found = holder
    return true
  }
  if (title !== '') eachText(root, see, false, beside)
  return found
}

function isHead(node: AnyNode): boolean {
  if (!isElement(node)) return false
  return node.name === 'header' || HEAD.test(`${node.attribs['class'] ?? ''} ${node.attribs['id'] ?? ''}`.slice(0, 200))
}

/** The other sections of its kind have together at least this share of the best section's score. */
const SECTIONS = 0.3

/** The parent of `best` if `best` is one of several sections of the same kind with prose; otherwise `best`. */
function withSections(best: AnyNode, scores: Scores): AnyNode {
  const { parent } = best
  if (parent === null || !isElement(best) || !('children' in parent)) return best
  const { name, attribs } = best
  if (name !== 'section' && (name !== 'div' || attribs['class'] === undefined)) return best
  const others = parent.children
    .filter(
      (node) => node !== best && isElement(node) && node.name === name && node.attribs['class'] === attribs['class'],
    )
    .reduce((sum, node) => sum + (scores.get(node) ?? 0), 0)
  return others >= SECTIONS * (scores.get(best) ?? 0) && others > 0 ? parent : best
}
