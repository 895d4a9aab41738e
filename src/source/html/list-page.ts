/**
 * Pages that list articles and are none: by tag, by month, home pages. Their texts are pieces of other pages, so that each
 * search would find everything twice. The address proposes, what the page is made of decides.
 */
import type { Block } from '../block.js'
import { isProse } from '../clean/lines.js'

/** Folders and pages that generators and blogs have their lists in. */
const LIST_PATH =
  /(?:^|\/)(?:tags?|categor(?:y|ies)|archives?|authors?|topics?|series|page|标签|分类|归档|目录)(?:\/[^/]{1,200}){0,4}?(?:\/index)?(?:\.\w{3,5})?\/?$/i
const HOME_PATH = /^(?:[^/]+\/){0,2}(?:index|default|home)\.\w{3,5}$/i

/** Of the text of a list, what stands in links at least. */
const LINKED = 0.4
/** Headings that are links, each over a piece of another page. */
const HEADINGS = 3
const FEWEST_LINKS = 5

/** A folder that is named as lists are; numbers of articles are none: `archives/123/`. */
const LIST_FOLDER =
  /(?:^|\/)(?:tags?|categor(?:y|ies)|archives?|page|标签|分类|归档)\/(?:(?!\d{3}\/|\d{5,})[^/]{1,200}\/){0,4}(?:index\.\w{3,5})?$/i
/** A shorter text outside of links is a heading, a count or a footer. */
const MOST_PROSE = 120

/** @param path of the file @param blocks of all of the page */
export function isListPage(path: string, blocks: readonly Block[]): boolean {
  const isList = LIST_PATH.test(path.slice(-500))
  if (!isList && !HOME_PATH.test(path)) return false
  let [units, linked, links, headings, prose] = [0, 0, 0, 0, 0]
  for (const block of blocks) {
    // The sign behind a heading links to itself.
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
