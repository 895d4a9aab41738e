/**
 * Detects pages that list articles and are not articles themselves: lists by tag or by month, home pages. Their texts
 * are excerpts of other pages, so every search would find everything twice. The path makes a page a candidate; its
 * content decides.
 */
import type { Block } from '../block.js'
import { isProse } from '../clean/lines.js'

/** Folders and pages in which site generators and blogs put their lists. */
const LIST_PATH =
  /(?:^|\/)(?:tags?|categor(?:y|ies)|archives?|authors?|topics?|series|page|标签|分类|归档|目录)(?:\/[^/]{1,200}){0,4}?(?:\/index)?(?:\.\w{3,5})?\/?$/i
const HOME_PATH = /^(?:[^/]+\/){0,2}(?:index|default|home)\.\w{3,5}$/i

/** The smallest share of a list's text, or of a linked block's, that lies in links. */
const LINKED = 0.4
/** This many headings that are links, each above an excerpt of another page, make a list. */
const HEADINGS = 3
const FEWEST_LINKS = 5

/** A folder named like a list. The number of an article is not one: `archives/123/`. */
const LIST_FOLDER =
  /(?:^|\/)(?:tags?|categor(?:y|ies)|archives?|page|标签|分类|归档)\/(?:(?!\d{3}\/|\d{5,})[^/]{1,200}\/){0,4}(?:index\.\w{3,5})?$/i
/** Units of prose outside of links; less than this is a heading, a count or a footer. */
const MOST_PROSE = 120

/** @param path of the file @param blocks all blocks of the page */
export function isListPage(path: string, blocks: readonly Block[]): boolean {
  const isList = LIST_PATH.test(path.slice(-500))
  if (!isList && !HOME_PATH.test(path)) return false
  let [units, linked, links, headings, prose] = [0, 0, 0, 0, 0]
  for (const block of blocks) {
    // A link of one character is the permalink sign after a heading.
    const isLink = block.linked > 1 && block.linked >= block.text.length * LINKED
    units += block.text.length
    linked += Math.min(block.linked, block.text.length)
    if (isLink) links++
    if (isLink && block.kind === 'heading') headings++
    if (!isLink && isProse(block.text)) prose += block.text.length
  }
  if (headings >= HEADINGS || (links > 0 && prose < MOST_PROSE && LIST_FOLDER.test(path.slice(-500)))) return true
  return isList && links >= FEWEST_LINKS && linked >= units * LINKED
}
