/**
 * The head of a text, before its first paragraph of prose: navigation, the headline, a byline. On pages everything
 * above the headline is removed; in posts only what a rule matches.
 */
import type { Block } from '../block.js'
import { findDate } from '../fields/dates.js'
import { labels } from '../fields/map.js'
import { HEAD_RULES } from './rules/index.js'
import { datelineAuthor, readByline, titledAuthor, isName } from './byline.js'
import { findTitle, isPlain } from './headline.js'
import { headlineKey, isHeadline, isMenu, originalTitle, readTags, withoutButtons } from './lines.js'
import { ruleFor, type LineRule } from './rules/rule.js'
import { isFixed, isMostlyLink, mark, type State } from './state.js'

/* Finds authors that no byline names, in the cards of accounts around the headline. */

/** What may be the name of an account. */
const ACCOUNT = /^(?!\d+$)[\p{Script=Han}\p{L}\p{N}_·-]{2,12}$/u

/**
 * A person's name near the headline, otherwise the name of an account: a short line under it that is repeated, or
 * followed by a date or by a button to follow the account.
 */
function authorUnder({ blocks, reasons }: State, title: number, end: number): string {
  const named = blocks.slice(title + 1, Math.min(end, title + 4)).findIndex(({ text }) => isName(text))
  if (named >= 0 && reasons.slice(title + 1, end).includes('byline')) return blocks[title + 1 + named]!.text
  for (let i = title + 1; i + 1 < end; i++) {
    const { text } = blocks[i]!
    const next = blocks[i + 1]!.text
    if (reasons[i] !== undefined || !ACCOUNT.test(text)) continue
    if (
      next === text ||
      /^(?:\+?\s*关注|收藏)(?:$|\s|IP)/.test(next) ||
      (reasons[i + 1] === 'byline' && readByline(next)?.date !== '')
    )
      return text
  }
  return ''
}

/** Words of lines that are in the place of a name but are not names. */
const NO_NAME =
  /推荐|回答|关注|专栏|频道|阅读|评论|会员|等级|认证|创作|领域|图集|视频|正文|摘要|导读|目录|原创|精华|置顶|编者按|采纳|收听|审核|关于|分享|收藏|来源|作者|首页|[网报社台刊号版]$/

/** The card of an author: a name, and under it more short lines (a profession, a rank, buttons) before the text. */
function cardUnder({ blocks, reasons }: State, title: number, end: number): string {
  if (!reasons.slice(0, end).some((reason) => reason !== undefined && reason !== 'title repeated')) return ''
  for (let i = title + 1; i + 1 < end; i++) {
    const { text } = blocks[i]!
    if (reasons[i] !== undefined || !ACCOUNT.test(text) || text.length > 10 || NO_NAME.test(text)) continue
    return text.length >= 3 && blocks[i + 1]!.text.length <= 24 ? text : ''
  }
  return ''
}

/** The card of an account above the headline: its name, then how much it has written. */
function authorAbove({ blocks }: State, title: number): string {
  for (let i = 1; i < title; i++) {
    const { text } = blocks[i - 1]!
    if (/^[\d.,]+万?\s*(?:文章|篇)/.test(blocks[i]!.text) && text.length <= 12 && !NO_NAME.test(text)) return text
  }
  return ''
}

/* Entries of a diary or a chronicle: a day and a few words, like a byline, but part of the text. */

/** This many days make a chronicle; an article has the day it appeared and at most the day it was changed. */
const FEWEST_DAYS = 3
/** The days in an article's header and byline may differ by this much, because of time zones and delays. */
const NEAR_MS = 3 * 86_400_000

/** The blocks before `end` that are entries: of several days, or of a day that is certainly not the post's. */
function findEntries({ blocks, reasons, fields, isPage }: State, end: number): ReadonlySet<number> {
  const days = new Map<number, string>()
  for (let i = 0; i < end; i++) {
    const { text } = blocks[i]!
    const byline = reasons[i] === undefined && /\d|民/.test(text) ? readByline(text) : undefined
    if (byline?.isBare === true) days.set(i, byline.date)
  }
  if (new Set(days.values()).size >= FEWEST_DAYS) return new Set(days.keys())
  if (isPage || fields.date === '') return new Set()
  return new Set([...days.keys()].filter((i) => Math.abs(Date.parse(days.get(i)!) - Date.parse(fields.date)) > NEAR_MS))
}

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

/** In a post only a path of links is navigation: «数据 / 科学» is text, and so are steps that a line announces. */
function isOfPlace(rule: LineRule, { isPage, blocks }: State, i: number): boolean {
  if (rule.name !== 'breadcrumbs') return isPage
  return isPage ? !/[:：]$/.test(blocks[i - 1]?.text ?? '') : isMostlyLink(blocks[i]!)
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
  return (text.length >= 12 && /[。！？!?…：]$|，[^，。]*。/.test(text)) || /\d日(?:电|讯)/.test(text)
}

/** A field that an author sets above a text: «主题：…». On a whole page it belongs to a card beside the text. */
const FIELD = /^\p{Script=Han}{2,4}：\S.{3}/u

/** A sentence, below which nothing is a menu. */
const SENTENCE = /^.{16,}[。！？…]$/u

/** If the head has furniture, marks all above the headline, and below it what is among bylines and buttons. */
function markAround(state: State, title: number, end: number): void {
  const { blocks, reasons, own } = state
  let last = -1
  for (let i = 0; i < end; i++)
    if (reasons[i] !== undefined && reasons[i] !== 'caption' && reasons[i] !== 'title repeated') last = i
  if (last < 0) return
  const isOwn = (text: string): boolean => isLead(text) || (state.options.kind !== 'page' && FIELD.test(text))
  for (let i = 0, inText = false; i < title; i++) {
    const { text } = blocks[i]!
    inText ||= reasons[i] === undefined && SENTENCE.test(text)
    if (!own.has(i) && !inText && !isOwn(text)) mark(state, i, 'navigation', 'above the headline')
  }
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
