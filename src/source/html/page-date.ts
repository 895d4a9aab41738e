/**
 * The date of a page. The sources, the surest first: its head and structured data, its own address, a time beside the
 * article. A time in a list of other articles is never used, although nine pages in ten have one.
 */
import { parseDate } from '../fields/dates.js'
import type { Reason } from '../block.js'
import { elementsFrom, textOf, isInside } from './tree.js'
import { readNames } from './names.js'
import { isElement, type AnyNode, type Element } from './parse.js'
import type { PageTree } from './page-tree.js'

const DATE_ELEMENTS =
  '[itemprop=datePublished], time[pubdate], time[datetime], #pubtime_baidu, .pubtime, .pub-time, .publish-time, .publish_time, .post-date, .article-time, .date, time'
/** Elements that list something other than the article. */
const LISTS = new Set(['nav', 'aside', 'footer', 'li', 'select', 'table', 'a'])
const OF_LISTS: ReadonlySet<Reason> = new Set<Reason>(['recommendation', 'comments', 'navigation'])
const MOST = 60
const LONGEST_DATE = 200

/** @param main the element of the article */
export function dateBeside(page: PageTree, main: AnyNode): string {
  const found = page
    .select(DATE_ELEMENTS)
    .slice(0, MOST)
    .filter((element) => !isListed(element, main) && !isOfChange(element))
  const own = found.filter((element) => sharesBox(element, main))
  return (own.length > 0 ? own : found).map(dateOf).find((date) => date !== '') ?? ''
}

/**
 * Reads only the beginning of the text: an element named like a date may contain the whole page, and a date is short.
 */
function dateOf(element: Element): string {
  const { content, datetime } = element.attribs
  return parseDate(content ?? '') || parseDate(datetime ?? '') || parseDate(textOf(element, LONGEST_DATE).trim())
}

/** True inside a list, a link or a piece of furniture that does not contain the article itself. */
function isListed({ parent }: Element, main: AnyNode): boolean {
  for (const node of parent === null ? [] : elementsFrom(parent)) {
    if (isInside(main, node)) return false
    const { furniture } = readNames(node.attribs['class'], node.attribs['id'])
    if (LISTS.has(node.name) || (furniture !== undefined && OF_LISTS.has(furniture))) return true
  }
  return false
}

/** How many ancestors of the article's element still belong to the article; its header and footer lie in them. */
const BOXES = 3

function sharesBox(element: Element, main: AnyNode): boolean {
  let box: AnyNode = main
  for (let up = 0; up < BOXES && box.parent !== null; up++) {
    box = box.parent
    if (isBody(box)) return false
    if (isInside(element, box)) return true
  }
  return false
}

/** True for an element in the article's header: above its text, in the boxes that belong to the article. */
export function standsAbove(element: Element, main: AnyNode): boolean {
  let box: AnyNode = main
  for (let up = 0; up < BOXES && box.parent !== null && !isBody(box); up++, box = box.parent)
    for (let above = box.prev; above !== null; above = above.prev) if (isInside(element, above)) return true
  return false
}

const isBody = (node: AnyNode): boolean => isElement(node) && node.name === 'body'

/** True for the time of the last change, which often stands beside the time of publication. */
function isOfChange(element: Element): boolean {
  const { attribs } = element
  const names = `${attribs['class'] ?? ''} ${attribs['itemprop'] ?? ''} ${attribs['title'] ?? ''}`
  return /updat|modif|更新|修改|编辑/i.test(names)
}

const DAY = /(?<!\d)((?:19|20)\d\d)([/_-]?)(1[0-2]|0?[1-9])([/_-]?)([12]\d|3[01]|0?[1-9])(?!\d)/g

/** The day that an address names: `/2019/11/21/`, `/2019-11/21/`, `2019-11-21-title`, `t20191121_123`; '' without one. */
export function dayOfAddress(address: string): string {
  for (const [, year = '', first, month = '', second, day = ''] of address.matchAll(DAY)) {
    const whole = month.length === 2 && day.length === 2
    if (!whole && (first === '' || second === '')) continue
    const date = parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    if (date !== '') return date
  }
  return ''
}

const LOCAL_HOURS = 8

/**
 * Converts an instant given in UTC to the time zone of China if it falls on `day` there, the day in the page's address;
 * otherwise returns it unchanged.
 */
export function onDay(date: string, day: string): string {
  if (day === '' || !date.endsWith('Z') || date.startsWith(day)) return date
  const instant = Date.parse(date)
  return Number.isNaN(instant) || !local(instant).startsWith(day) ? date : local(instant)
}

/** An instant, in milliseconds, as clocks in China show it. */
function local(instant: number): string {
  const shown = new Date(instant + LOCAL_HOURS * 3_600_000).toISOString()
  return shown.replace(/(?:\.\d+)?Z$/, `+0${LOCAL_HOURS}:00`)
}

const WECHAT = /\b(?:var\s+)?ct\s*=\s*["'](\d{10})["']/

/** WeChat writes the time of an article only into a script. */
export function wechatDate(page: PageTree): string {
  if (page.select('#js_content').length === 0) return ''
  for (const script of page.select('script').slice(0, 200)) {
    const seconds = WECHAT.exec(textOf(script, 50_000))?.[1]
    if (seconds !== undefined) return local(Number(seconds) * 1000)
  }
  return ''
}
