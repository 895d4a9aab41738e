/**
 * Finds the element that holds a page's article: by a well-known name where one fits, else by the density of text.
 * One walk bottom-up gives each element its text and its linked text; prose counts for the parent that holds it.
 */
import { isProse } from '../clean/lines.js'
import { readNames } from './names.js'
import { isElement, isText } from './parse.js'
import type { AnyNode, Element, Tree } from './parse.js'
import { textLength } from './blocks.js'

const PARAGRAPHS = new Set(['p', 'div', 'td', 'section', 'article', 'li', 'blockquote', 'pre', 'span', 'font'])

/** @returns an element, or the root where nothing stands out */
export function findMain($: Tree): AnyNode {
  const root: AnyNode = $('body')[0] ?? $.root()[0]!
  const total = textLength(root, Infinity)
  return named($, total) ?? dense(root, total) ?? root
}

/** An element that says what it is, if it holds a fair part of the text: the surest name, then the most text. */
function named($: Tree, total: number): Element | undefined {
  let best: { element: Element; rank: number; length: number } | undefined
  for (const element of $('article, [itemprop=articleBody], [class], [id]').toArray().slice(0, 20_000)) {
    const sure = element.attribs['itemprop'] === 'articleBody'
    const rank = sure ? -1 : readNames(element.attribs['class'], element.attribs['id']).article
    if (rank < 0 && !sure && element.name !== 'article') continue
    const place = element.name === 'article' && rank < 0 ? 900 : rank
    if (best !== undefined && place > best.rank) continue
    const length = textLength(element, Infinity)
    if (length < 80 || length < total * 0.1) continue
    if (best === undefined || place < best.rank || length > best.length) best = { element, rank: place, length }
  }
  return best?.element
}

/** The parent with the most prose directly under it, and its own parent where that holds much more. */
function dense(root: AnyNode, total: number): AnyNode | undefined {
  const scores = new Map<AnyNode, number>()
  walkTexts(root, (holder, text) => {
    if (!isProse(text)) return
    const score = Math.min(text.length, 400) + 20 * (text.match(/[，。！？、；]/g)?.length ?? 0)
    const parent = PARAGRAPHS.has('name' in holder ? holder.name : '') ? (holder.parent ?? holder) : holder
    scores.set(parent, (scores.get(parent) ?? 0) + score)
    if (parent.parent !== null) scores.set(parent.parent, (scores.get(parent.parent) ?? 0) + score / 3)
  })
  let best: AnyNode | undefined
  for (const [node, score] of scores) if (best === undefined || score > (scores.get(best) ?? 0)) best = node
  return best !== undefined && textLength(best, Infinity) > total * 0.05 ? best : undefined
}

function walkTexts(root: AnyNode, see: (holder: AnyNode, text: string) => void): void {
  let node: AnyNode | null = root
  while (node !== null) {
    if (isText(node) && node.parent !== null && node.data.length >= 36) see(node.parent, node.data.trim())
    const down: AnyNode | null =
      isElement(node) && (node.name === 'script' || node.name === 'style')
        ? null
        : 'children' in node
          ? (node.children[0] ?? null)
          : null
    if (down !== null) {
      node = down
      continue
    }
    while (node !== root && node.next === null) {
      node = node.parent
      if (node === null) return
    }
    if (node === root) return
    node = node.next
  }
}
