/** Reads whole HTML pages: the fields in the head, the structured data and the byline, and the text of the article. */
import type { Block, OnRemoved } from '../block.js'
import { isClosing, readByline } from '../clean/byline.js'
import { takeByline } from '../clean/head.js'
import { headlineKey, isProse, isSentence, readTags } from '../clean/lines.js'
import { labels, type Fields } from '../fields/map.js'
import { htmlBlocks, type HtmlText } from './blocks/blocks.js'
import { findMain } from './main/main.js'
import { readMarkedFields } from './page-fields.js'
import { PageTree } from './page-tree.js'
import { eachText, textOf, isInside } from './tree.js'
import type { AnyNode } from './parse.js'
import { ownBoxes, type Thread } from './main/thread.js'

/** When a thread began. */
const TIME = /\d[:：]\d{2}|[发發编編答]\S?[于於][\s:：]{0,8}\d{4}/
const LONGEST = 80

/**
 * The date of a time that is shown with the first post, or for a question without one with its first answer. '' if there
 * is none.
 */
function dateOfThread({ first, isQuestion, others }: Thread): string {
  const posts = [first, ...others]
  const boxes = ownBoxes(posts)
  return dateOfPost(first, boxes[0]!) || (isQuestion ? dateOfPost(others[0]!, boxes[1]!) : '')
}

/** The first date in the post's own box, but outside of its text. */
function dateOfPost(post: AnyNode, box: AnyNode): string {
  let date = ''
  eachText(box, (data, holder) => {
    if (data.length > LONGEST || !TIME.test(data) || isInside(holder, post)) return true
    date = readByline(textOf(holder, LONGEST).trim())?.date ?? ''
    return date === ''
  })
  return date
}

/**
 * How many blocks before and after the text are searched for a byline, and how many near its start for headlines and
 * captions.
 */
const ABOVE = 20
const BELOW = 8
const NEAR = 4
/** A line that only closes posts may stand below their categories, buttons and neighbours. */
const FAR_BELOW = 24
/** Blocks at the beginning of the text itself, where a byline is the surest. */
const INSIDE = 6

export interface PageText extends Pick<HtmlText, 'blocks' | 'alts'> {
  /** The text of the title element. */
  readonly title: string
  /** True if the element of the article is certain to contain the article and nothing else. */
  readonly sure: boolean
  /** True if the article was found in one element, rather than taking the whole page. */
  readonly found: boolean
  /** True for a page that lists articles and is not one itself. */
  readonly isList: boolean
  /** The other posts of a thread that say something, with the names of their authors, '' where there is none. */
  readonly replies: readonly { readonly author: string; readonly blocks: readonly Block[] }[]
}

/** Reads a page; fills fields that are still empty. */
export function readPage(html: string, path: string, fields: Fields, onRemoved: OnRemoved | undefined): PageText {
  const page = new PageTree(html)
  const main = findMain(page)
  const { thread } = main
  const posts = thread?.replies.map(({ post }) => post)
  const text = htmlBlocks(page.root, { onRemoved, main: main.node, replies: posts })
  const { blocks, alts, start, replies } = text
  const end = runsOn(html, text) ? text.behind : text.end
  const given = fields.title
  if (thread !== undefined) fields.author ||= thread.author
  const near = blocks.slice(Math.max(0, start - ABOVE), start + NEAR)
  readMarkedFields(page, fields, {
    main: main.node,
    isThread: thread !== undefined,
    lines: near.map((block) => block.text),
    path,
    saved: savedFrom(html),
  })
  const marked = given === '' ? fields.title : ''
  preferHeading(blocks, start, fields, marked)
  for (let i = start - 1; i >= Math.max(0, start - ABOVE); i--)
    if (!isLinkedItem(blocks[i]!)) takeByline({ fields }, blocks[i]!.text)
  if (thread !== undefined) fields.date ||= dateOfThread(thread)
  const isDated = blocks
    .slice(start, Math.min(end, start + INSIDE))
    .some(({ kind, text }) => kind !== 'caption' && (readByline(text)?.date ?? '') !== '')
  for (let i = end; i < Math.min(blocks.length, end + FAR_BELOW); i++) {
    const isNear = i < end + BELOW
    if (isClosing(blocks[i]!.text) || (isNear && !isDated && !isLinkedItem(blocks[i]!)))
      takeByline({ fields }, blocks[i]!.text)
    if (isNear && fields.tags.length === 0) fields.tags = labels(readTags(blocks[i]!.text, true))
  }
  if (onRemoved !== undefined)
    for (const block of outside(blocks, [[start, end], ...replies]))
      onRemoved({ reason: 'page furniture', text: block.text })
  return {
    blocks: [...captionsAbove(blocks, start), ...blocks.slice(start, end)],
    alts,
    title: page.title,
    sure: main.sure,
    found: main.node !== page.root,
    isList: isListPage(path, blocks, main.sure),
    replies: replies.map(([from, to], i) => ({ author: thread!.replies[i]!.author, blocks: blocks.slice(from, to) })),
  }
}

/** True if a stray end tag closed the article's element too early, so that sentences follow right behind it. */
function runsOn(html: string, { blocks, end, behind }: HtmlText): boolean {
  const isText = ({ text, linked }: Block): boolean => linked * 2 < text.length && isSentence(text)
  return blocks.slice(end, behind).some(isText) && count(html, /<\/div\s{0,9}>/gi) > count(html, /<div[\s>]/gi)
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

const SAVED =
  /<!--\s*(?:Page saved with SingleFile\s{1,40}url:\s{0,10}|saved from url=\(\d{4}\))(https?:\/\/[^\s<>]{1,1900})/

/** The address that SingleFile and browsers note in a comment before the head; '' without one. */
function savedFrom(html: string): string {
  return SAVED.exec(html.slice(0, 4096))?.[1] ?? ''
}

/** True for an item of a list of other articles, whose date is theirs. */
function isLinkedItem({ kind, linked }: Block): boolean {
  return kind === 'item' && linked > 0
}

/** Replaces a title that occurs nowhere in the text, because it is the site's, by the heading right above the prose that heads no section. */
function preferHeading(blocks: readonly Block[], start: number, fields: Fields, marked: string): void {
  const key = headlineKey(marked)
  if (key === '' || blocks.some((block) => says(block, key))) return
  const near = blocks.slice(Math.max(0, start - ABOVE), start + ABOVE)
  const above = lineAboveDate(near)
  if (above !== undefined) return void (fields.title = above)
  const prose = near.findIndex((block) => isProse(block.text))
  const headings = near
    .slice(0, prose < 0 ? near.length : prose)
    .filter((block) => block.kind === 'heading' && block.anchored !== true && block.text.length >= 3)
  const heading = headings.at(-1)
  if (headings.length <= 2 && heading !== undefined && !marked.includes(heading.text)) fields.title = heading.text
}

const SHORTEST_HEADLINE = 5
const LONGEST_HEADLINE = 60

/** A headline that only its type sets apart: the line right above the line of the date. */
function lineAboveDate(near: readonly Block[]): string | undefined {
  const dated = near.findIndex(({ text }) => (readByline(text)?.date ?? '') !== '')
  const above = near[dated - 1]
  if (above === undefined || above.linked > 0 || isProse(above.text)) return undefined
  const { length } = above.text
  const isHeadline =
    length >= SHORTEST_HEADLINE && length <= LONGEST_HEADLINE && !/[。；：:，,]$|[>＞→»]|^\S{1,5}[:：]/.test(above.text)
  return isHeadline ? above.text : undefined
}

const LONGEST_LABEL = 12

/** True if the block is the headline, possibly with a label before or after it. */
function says(block: Block, key: string): boolean {
  const own = headlineKey(block.text)
  if (own === key || (block.kind === 'heading' && own.endsWith(key))) return true
  return own.length <= key.length + LONGEST_LABEL && (own.startsWith(key) || own.endsWith(key))
}

/**
 * The captions right above the text: the picture that opens an article usually stands before the element of its text.
 */
function captionsAbove(blocks: readonly Block[], start: number): Block[] {
  return blocks.slice(Math.max(0, start - NEAR), start).filter((block) => block.kind === 'caption')
}

function outside(blocks: readonly Block[], ranges: HtmlText['replies']): Block[] {
  let at = 0
  const gaps = ranges.flatMap(([from, to]) => {
    const gap = blocks.slice(at, from)
    at = Math.max(at, to)
    return gap
  })
  return [...gaps, ...blocks.slice(at)]
}

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

/**
 * @param path of the file
 * @param blocks all blocks of the page
 * @param sure whether an element holds one article; its headings may be links, as in a weekly of links
 */
function isListPage(path: string, blocks: readonly Block[], sure: boolean): boolean {
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
  if ((headings >= HEADINGS && !sure) || (links > 0 && prose < MOST_PROSE && LIST_FOLDER.test(path.slice(-500))))
    return true
  return isList && links >= FEWEST_LINKS && linked >= units * LINKED
}
