/**
 * The head of a text, before its first paragraph of prose: navigation, the headline, a byline. On pages everything
 * above the headline is removed; in posts only what a rule matches.
 */
import type { Block } from '../block.js'
import { findDate } from '../fields/dates.js'
import { labels } from '../fields/map.js'
import { HEAD_RULES } from './rules/index.js'
import { authorAbove, authorUnder, cardUnder } from './author-card.js'
import { datelineAuthor, readByline, titledAuthor } from './byline.js'
import { findEntries } from './entries.js'
import { findTitle, isPlain } from './headline.js'
import { headlineKey, isHeadline, isMenu, originalTitle, readTags, withoutButtons } from './lines.js'
import { ruleFor } from './rule-match.js'
import type { LineRule } from './rules/rule.js'
import { isFixed, isMostlyLink, mark } from './state.js'
import type { State } from './state.js'

/** A head is never longer than this many lines. */
const LONGEST = 60
const SHORT_HEAD = 6
/** The rule for lines of a government page's card: their dates count only if nothing else has one. */
const CARD = 'card of a document'

/** Marks the head; `first` is the first block of prose, or the number of blocks if there is none. */
export function markHead(state: State, first: number): void {
  // In a text without prose, such as a poem or a list, only the first lines may be a head.
  const end = Math.min(first, first === state.blocks.length ? SHORT_HEAD : LONGEST)
  markFurniture(state, end)
  const plain = isPlain(state, end)
  const title = findTitle(state, end)
  if (title >= 0 && state.fields.title === '') state.fields.title = withoutButtons(state.blocks[title]!.text)
  markTitle(state, end)
  if (state.isPage && state.fields.author === '' && title >= 0) {
    const dateline = end < state.blocks.length ? datelineAuthor(state.blocks[end]!.text) : ''
    state.fields.author =
      dateline ||
      (plain ? '' : authorUnder(state, title, end)) ||
      authorAbove(state, title) ||
      cardUnder(state, title, end)
  }
  if (state.isPage && title >= 0 && first < state.blocks.length) markAround(state, title, end)
}

function markFurniture(state: State, end: number): void {
  const { blocks, reasons, spoken, own, fields, isPage } = state
  const entries = findEntries(state, end)
  let card = ''
  for (let i = 0; i < end; i++) {
    const text = blocks[i]!.text
    if (own.has(i) || isFixed(state, i)) continue
    if (reasons[i] === 'original title' && fields.title === '') fields.title = originalTitle(text)
    if (reasons[i] === 'editor' || reasons[i] === 'byline') takeByline(state, text)
    if (reasons[i] !== undefined || (isPage && markDateOnLines(state, i))) continue
    const rule = ruleFor(state.plain[i]!, HEAD_RULES)
    if (rule !== undefined && isOfPlace(rule, state, i)) mark(state, i, rule.reason, rule.name)
    else if (!entries.has(i) && !spoken.has(i) && (takeByline(state, text) || markAuthorBelow(state, i)))
      mark(state, i, 'byline', 'byline')
    else if (isPage && fields.author === '' && titledAuthor(text) !== '') {
      fields.author = titledAuthor(text)
      mark(state, i, 'byline', 'card of the author')
    } else if (isPage && (isColumned(blocks[i]!, 3) || isMenu(text))) mark(state, i, 'navigation', 'menu of columns')
    if (rule?.name === CARD) card ||= findDate(text)
    if (rule?.reason === 'byline' && fields.tags.length === 0) fields.tags = labels(readTags(text))
  }
  fields.date ||= card
}

/** In a post only a path of links is navigation: «数据 / 科学» is text. */
function isOfPlace(rule: LineRule, { isPage, blocks }: State, i: number): boolean {
  return isPage || (rule.name === 'breadcrumbs' && isMostlyLink(blocks[i]!))
}

/** A label on a line of its own, with the name on the next line. */
function markAuthorBelow(state: State, i: number): boolean {
  const { blocks, fields } = state
  const name = blocks[i + 1]?.text ?? ''
  if (!/^(?:作者|撰文|记者|記者|文)\s*[:：]$/.test(blocks[i]!.text) || name.length > 12) return false
  fields.author ||= name
  mark(state, i + 1, 'byline', 'name under its label')
  return true
}

/** A year, its day and usually a time of day, each on a line of its own: a date set as an ornament. */
function markDateOnLines(state: State, i: number): boolean {
  const { blocks, fields } = state
  if (!/^(?:19|20)\d\d\s*年?$/.test(blocks[i]!.text)) return false
  const day = /^(\d{1,2})\s*[/.月-]\s*(\d{1,2})\s*日?$/.exec(blocks[i + 1]?.text ?? '')
  if (day === null) return false
  const clock = /^\d{1,2}:\d{2}(?::\d{2})?$/.exec(blocks[i + 2]?.text ?? '')?.[0]
  fields.date ||= findDate(`${parseInt(blocks[i]!.text)}-${day[1]}-${day[2]} ${clock ?? ''}`)
  for (let k = i; k < i + (clock === undefined ? 2 : 3); k++) mark(state, k, 'byline', 'date as an ornament')
  return true
}

/** Fills fields that are still empty from a byline; true if the line is one. */
export function takeByline({ fields }: Pick<State, 'fields'>, text: string): boolean {
  const byline = readByline(text)
  if (byline === undefined) return text !== '' && text === fields.author
  if (fields.date === '') fields.date = byline.date
  if (fields.author === '') fields.author = byline.author
  if (fields.tags.length === 0) fields.tags = labels(readTags(text))
  if (byline.source !== '' && fields.metadata['source'] === undefined) fields.metadata['source'] = byline.source
  return true
}

/**
 * Marks repetitions of the headline; in posts only those set as one or right below one, because a paragraph is the
 * author's own.
 */
function markTitle(state: State, end: number): void {
  const { blocks, reasons, fields, isPage } = state
  const key = headlineKey(fields.title)
  if (key === '') return
  for (let i = 0; i < end; i++) {
    if (reasons[i] !== undefined || !isHeadline(blocks[i]!.text, key)) continue
    const isBelow = reasons[i - 1] === 'title repeated'
    if (isPage || isBelow || blocks[i]!.kind === 'heading' || blocks[i]!.centred)
      mark(state, i, 'title repeated', 'title repeated')
  }
}

/** True for the summary under a headline or the dateline of an agency, which belong to the text. */
function isLead(text: string): boolean {
  return (text.length >= 14 && /[。！？!?…]$/.test(text)) || /\d日(?:电|讯)/.test(text)
}

/** If the head has furniture, marks all above the headline, and below it what is among bylines and buttons. */
function markAround(state: State, title: number, end: number): void {
  const { blocks, reasons, own } = state
  let last = -1
  for (let i = 0; i < end; i++)
    if (reasons[i] !== undefined && reasons[i] !== 'caption' && reasons[i] !== 'title repeated') last = i
  if (last < 0) return
  for (let i = 0; i < title; i++) if (!own.has(i)) mark(state, i, 'navigation', 'above the headline')
  for (let i = title + 1; i < end; i++) {
    const { text } = blocks[i]!
    if (reasons[i] !== undefined || own.has(i) || isLead(text)) continue
    if (
      isColumned(blocks[i]!, 2) ||
      (i < last && text.length <= 40) ||
      (/^(?:[【[]?(?:字体|字号|字號|分享|打印|收藏|关注|图集|视频|音频|朗读|导读目录)[】\]]?[:：\s]*)/.test(text) &&
        text.length <= 40)
    )
      mark(state, i, 'page furniture', 'among bylines')
  }
}

/** True for a line of several pieces, as in a menu; the cells of a row in a table are data as often. */
const isColumned = ({ columns, kind }: Block, fewest: number): boolean => kind !== 'row' && columns >= fewest
