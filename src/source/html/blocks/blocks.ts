/**
 * Converts an HTML tree to blocks in reading order, in one walk without recursion. A run of Han that is spread over
 * several inline elements stays whole: the pieces of a block are joined first, and whitespace is collapsed afterwards.
 */
import type { Block, BlockKind, Reason } from '../../block.js'
import { withoutZeroWidth } from '../../lines.js'
import { isCentred, isMuted, readAttributes, firstElement, BLOCKS, isDropped } from '../elements.js'
import { isElement, isText, type AnyNode, type Element } from '../parse.js'
import { firstChild, nextBehind, eachText, textLength, textOf } from '../tree.js'
import { Walk, type WalkOptions, type Taken, append, flush, image, lineBreak, openCell, openLink } from './text.js'

/* Decides which elements are left out with all that is in them, and reports their text. */

/** Reports the text of a script or a style sheet; other elements without text are left out silently. */
function dropped(node: Element, walk: Walk): false {
  if (walk.removed !== undefined && (node.name === 'script' || node.name === 'style')) {
    const text = textOf(node, 2000).trim()
    if (text !== '') walk.removed.push({ reason: 'script' satisfies Reason, text })
  }
  return false
}

/** A name is a hint, not a proof: an element with much of the page's text is kept, whatever its class says. */
function removable(node: Element, reason: Reason, walk: Walk): boolean {
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
function wrongReasons(walk: Walk): ReadonlySet<Reason> {
  const all = walk.main === undefined ? walk.total : walk.mainTotal
  const isArticle = ({ units, sentences, elements, dated }: Taken): boolean =>
    units > all * MOST_TAKEN && sentences >= MOST_SENTENCES && 2 * dated < elements
  const wrong = [...walk.taken].filter(([reason, taken]) => reason !== 'hidden' && isArticle(taken))
  return new Set(wrong.map(([reason]) => reason))
}

export interface HtmlText {
  readonly blocks: readonly Block[]
  /** The `alt` and `title` texts of the images, in order; only of those in the main element if one was given. */
  readonly alts: readonly string[]
  /** The blocks [start, end) that lie in the main element; all blocks if none was given. */
  readonly start: number
  readonly end: number
  /** Where the text right behind the main element ends; `end` if none follows. */
  readonly behind: number
  /** The blocks [start, end) of each reply. */
  readonly replies: readonly (readonly [number, number])[]
}

/** Collects the blocks under `root`, which itself counts as a plain container. */
export function htmlBlocks(root: AnyNode, options: WalkOptions = {}): HtmlText {
  let walk = walkOver(root, options, new Set())
  const wrong = wrongReasons(walk)
  if (wrong.size > 0) walk = walkOver(root, options, wrong)
  for (const block of walk.removed ?? []) options.onRemoved?.(block)
  const { blocks, alts, start, ranges } = walk
  const end = Math.min(walk.end, blocks.length)
  return { blocks, alts, start, end, behind: Math.min(walk.behind, blocks.length), replies: ranges }
}

function walkOver(root: AnyNode, options: WalkOptions, wrong: Walk['wrong']): Walk {
  const walk = new Walk(root, options, wrong)
  let node = firstChild(root)
  while (node !== null) {
    if (enter(node, walk)) {
      const down = firstChild(node)
      if (down !== null) {
        node = down
        continue
      }
      leave(node, walk)
    }
    while (node !== null && node.next === null) {
      node = node.parent === root ? null : node.parent
      if (node !== null) leave(node, walk)
    }
    node = node?.next ?? null
  }
  flush(walk)
  return walk
}

/** Elements that contain other parts of a page; an author's text rarely begins with one. */
const BOXES = new Set('div section article aside main nav header footer form'.split(' '))

/** @returns true if the node is now open: the caller walks its children and then calls `leave` */
function enter(node: AnyNode, walk: Walk): boolean {
  if (isText(node)) {
    if (walk.links > 0) walk.linked += withoutZeroWidth(node.data).length
    if (walk.code > 0 && node.data.includes('&')) walk.isVerbatim = true
    if (walk.muted > 0) walk.mutedUnits += node.data.length
    append(node.data, walk)
    return false
  }
  if (!isElement(node)) return false
  const { name } = node
  if (isDropped(node)) return dropped(node, walk)
  if (name === 'br') return lineBreak(walk)
  if (name === 'img' || name === 'image') return image(node, walk)
  if (walk.end !== Infinity && walk.behind === Infinity && BOXES.has(name)) {
    flush(walk)
    walk.behind = walk.blocks.length
  }
  if (node === walk.main) enterMain(walk)
  if (walk.replies?.has(node) === true) {
    flush(walk)
    walk.replyStart = walk.blocks.length
  }
  const kind = BLOCKS.get(name)
  const { reason, caption } = readAttributes(node, walk.code > 0 || isCode(node))
  if (reason !== undefined && removable(node, reason, walk)) {
    if (kind !== undefined) flush(walk)
    return false
  }
  if (isCode(node)) walk.code++
  if (name === 'a') openLink(walk)
  if (isMuted(node)) walk.muted++
  if (name === 'td' || name === 'th') openCell(walk)
  if (caption) walk.captioned.push(node)
  if (kind !== undefined || caption) open(node, caption ? 'caption' : (kind ?? 'paragraph'), walk)
  return true
}

/** Inside these elements, class names come from a syntax highlighter. */
function isCode({ name }: Element): boolean {
  return name === 'pre' || name === 'code'
}

function enterMain(walk: Walk): void {
  walk.inMain = true
  flush(walk)
  walk.start = walk.blocks.length
  walk.alts = []
}

function open(node: Element, kind: BlockKind, walk: Walk): void {
  flush(walk)
  walk.underImage = false
  if (kind === 'code') walk.pre++
  if (kind === 'caption') walk.captions++
  if (isCentred(node)) walk.centred++
  if (kind !== 'paragraph') walk.kind = kind
  if (kind === 'heading') walk.anchor = node.attribs['id'] ?? ''
}

function leave(node: AnyNode, walk: Walk): void {
  if (!isElement(node)) return
  if (node.name === 'a' && walk.links > 0) {
    walk.links--
    walk.linkEnd = walk.text.length
  }
  const kind = BLOCKS.get(node.name)
  if (isCode(node)) walk.code--
  const caption = walk.captioned.at(-1) === node
  if (caption) walk.captioned.pop()
  if (kind !== undefined || caption) {
    flush(walk)
    walk.underImage = false
    if (caption && walk.captions > 0) walk.captions--
    if (kind === 'code' && !caption && walk.pre > 0) walk.pre--
    if (walk.centred > 0 && isCentred(node)) walk.centred--
    walk.kind = 'paragraph'
  }
  if (walk.muted > 0 && isMuted(node)) walk.muted--
  if (walk.replies?.has(node) === true) {
    flush(walk)
    walk.ranges.push([walk.replyStart, walk.blocks.length])
  }
  if (node === walk.inset) walk.inset = undefined
  if (node !== walk.main) return
  flush(walk)
  walk.end = walk.blocks.length
  walk.inMain = false
}
