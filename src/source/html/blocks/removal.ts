/** Decides which elements are left out with all that is in them, and reports their text. */
import type { Reason } from '../../block.js'
import { withoutZeroWidth } from '../../zero-width.js'
import { BLOCKS } from '../elements.js'
import { firstElement } from '../attributes.js'
import { eachText, textLength, textOf } from '../measure.js'
import { isElement } from '../parse.js'
import type { AnyNode, Element } from '../parse.js'
import { firstChild, nextBehind } from '../tree.js'
import type { Taken, Walk } from './state.js'

/** Reports the text of a script or a style sheet; other elements without text are left out silently. */
export function dropped(node: Element, walk: Walk): false {
  if (walk.removed !== undefined && (node.name === 'script' || node.name === 'style')) {
    const text = textOf(node, 2000).trim()
    if (text !== '') walk.removed.push({ reason: 'script' satisfies Reason, text })
  }
  return false
}

/** A name is a hint, not a proof: an element with much of the page's text is kept, whatever its class says. */
export function removable(node: Element, reason: Reason, walk: Walk): boolean {
  if (walk.keepsAll || (walk.inset !== undefined && reason === 'navigation')) return false
  if (walk.around.has(node) || BLOCKS.get(node.name) === 'heading' || node.name === 'body' || node.name === 'html')
    return false
  if (walk.total < 0) walk.total = textLength(walk.root, Infinity)
  if (walk.inMain && walk.mainTotal < 0) walk.mainTotal = textLength(walk.main!, Infinity)
  const within = walk.inMain ? walk.mainTotal : walk.total
  const most = reason === 'hidden' ? walk.total / 2 : Math.max(40, within / 4)
  const length = textLength(node, most + 1)
  if (length > most && walk.total > 40) return false
  if (walk.wrong.has(reason) || (isInArticle(walk) && isAuthors(node, reason))) return false
  if (reason === 'navigation' && isInArticle(walk) && isInset(node)) {
    walk.inset = node
    return false
  }
  if (isInArticle(walk) && length > 0) count(node, reason, length, walk)
  if (walk.removed !== undefined) {
    const text = withoutZeroWidth(textOf(node, 2000)).replace(/\s+/g, ' ').trim()
    if (text !== '') walk.removed.push({ reason, text })
  }
  return true
}

/** Without a known element of the article, all text may be its own. */
const isInArticle = (walk: Walk): boolean => walk.inMain || walk.main === undefined

/** Reasons that prove that others wrote the text. */
const OF_OTHERS: ReadonlySet<Reason> = new Set(['advert', 'comments', 'recommendation', 'share'])
const SENTENCE = /[。！？.][”」』）)]?$/
const SHORTEST_SENTENCE = 40

/** Code, tables with data, and sections with a heading and sentences are the author's, whatever their names. */
function isAuthors(node: Element, reason: Reason): boolean {
  if (OF_OTHERS.has(reason)) return false
  if (holdsCode(node)) return true
  const first = reason === 'hidden' ? undefined : firstElement(node)
  const isTitled =
    first !== undefined && (BLOCKS.get(first.name) === 'heading' || /title$/.test(first.attribs['class'] ?? ''))
  return isTitled && sentencesIn(node) > 0
}

const SHORTEST_INSET = 20

/** True for a box of text beside the article: more than a label, and no link. */
const isInset = (node: Element): boolean =>
  textLength(node, SHORTEST_INSET) >= SHORTEST_INSET && !holds(node, ({ name }) => name === 'a')

/** True if a block of code, other than the numbers of its lines, or a table with a header lies in an element. */
const holdsCode = (root: Element): boolean =>
  holds(root, (node) => (node.name === 'pre' || node.name === 'th') && /\p{L}/u.test(textOf(node, 2000)))

function holds(root: Element, test: (node: Element) => boolean): boolean {
  for (let node: AnyNode | null = root; node !== null; node = firstChild(node) ?? nextBehind(node, root))
    if (isElement(node) && test(node)) return true
  return false
}

/** The long sentences outside of links. */
function sentencesIn(root: Element): number {
  let sentences = 0
  eachText(root, (data, holder) => {
    const text = data.trim()
    if (text.length >= SHORTEST_SENTENCE && SENTENCE.test(text) && (!isElement(holder) || holder.name !== 'a'))
      sentences++
    return true
  })
  return sentences
}

const DATED = /\d[:：]\d{2}|\d{4}\s?[-/.年]\s?\d|\d[-/.]\d{4}|\d\s?[楼樓#天]/

function count(node: Element, reason: Reason, units: number, walk: Walk): void {
  const taken = walk.taken.get(reason) ?? { units: 0, sentences: 0, elements: 0, dated: 0 }
  taken.units += units
  taken.sentences += sentencesIn(node)
  taken.elements++
  if (DATED.test(textOf(node, 2000))) taken.dated++
  walk.taken.set(reason, taken)
}

/** The share of the article's text that one reason may take. */
const MOST_TAKEN = 0.25
/** Text that holds as many long sentences is no furniture. */
const MOST_SENTENCES = 3

/** The reasons that took so much together that what they took is the article. */
export function wrongReasons(walk: Walk): ReadonlySet<Reason> {
  const all = walk.main === undefined ? walk.total : walk.mainTotal
  const isArticle = ({ units, sentences, elements, dated }: Taken): boolean =>
    units > all * MOST_TAKEN && sentences >= MOST_SENTENCES && 2 * dated < elements
  const wrong = [...walk.taken].filter(([reason, taken]) => reason !== 'hidden' && isArticle(taken))
  return new Set(wrong.map(([reason]) => reason))
}
