/**
 * Columns beside an article: lists of the newest and most read articles in an element next to the article's own. Two
 * signs are needed: the element is a column by its name or as a cell, and it holds links and few sentences.
 */
import { isProse } from '../../clean/lines.js'
import { isDropped } from '../elements.js'
import { eachText, textLength } from '../measure.js'
import { isElement, isText } from '../parse.js'
import type { AnyNode, Element } from '../parse.js'
import { firstChild } from '../tree.js'

const MOST_LEVELS = 8
/** What stands above both columns, such as a path or the headline, is no longer than this. */
const LONGEST_ABOVE = 120
const COLUMN = /^(?:left|right|side\w{0,8}|aside|sub|col|column|colleft|colright|leftbar|rightbar|fl|fr|l|r|w\d{3})$/

/** The part of the article's element beside which only columns of links stand; the element itself without any. */
export function withoutColumns(node: AnyNode): AnyNode {
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
  let node: AnyNode | null = holder
  for (let up = 0; up < 3 && node !== null && isElement(node); up++, node = node.parent)
    if (node.name === 'a') return node.attribs['href']?.startsWith('#') !== true
  return false
}
