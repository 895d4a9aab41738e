/**
 * The head of a text, before its first paragraph of prose: navigation, the headline, a byline. On pages all that stands
 * above the headline goes; in posts only what a rule names.
 */
import { labels } from '../fields/map.js'
import { HEAD_RULES } from '../rules.js'
import {
  datelineAuthor,
  headlineKey,
  isHeadline,
  isMenu,
  originalTitle,
  readByline,
  readTags,
  ruleFor,
  titledAuthor,
} from './lines.js'
import type { State } from './state.js'

/** A head is never longer than this many lines. */
const LONGEST = 60
const SHORT_HEAD = 6

/** Marks the head; `first` is the first block of prose, or the number of blocks where there is none. */
export function markHead(state: State, first: number): void {
  // Without any prose, a poem or a list, only the first lines may be a head.
  const end = Math.min(first, first === state.blocks.length ? SHORT_HEAD : LONGEST)
  markFurniture(state, end)
  const title = findTitle(state, end)
  if (title >= 0 && state.fields.title === '') state.fields.title = state.blocks[title]!.text
  markTitle(state, end)
  if (state.options.page && state.fields.author === '' && title >= 0) {
    const dateline = end < state.blocks.length ? datelineAuthor(state.blocks[end]!.text) : ''
    state.fields.author = dateline || authorUnder(state, title, end) || cardUnder(state, title, end)
  }
  if (state.options.page && title >= 0 && first < state.blocks.length) markAround(state, title, end)
}

function markFurniture(state: State, end: number): void {
  const { blocks, reasons, fields, options } = state
  for (let i = 0; i < end; i++) {
    const text = blocks[i]!.text
    if (reasons[i] === 'original title' && fields.title === '') fields.title = originalTitle(text)
    if (reasons[i] === 'editor') takeByline(state, text)
    if (reasons[i] !== undefined) continue
    const rule = ruleFor(text, HEAD_RULES)
    if (rule !== undefined && (options.page || rule.name === 'breadcrumbs')) reasons[i] = rule.reason
    else if (takeByline(state, text)) reasons[i] = 'byline'
    else if (options.page && fields.author === '' && titledAuthor(text) !== '') {
      fields.author = titledAuthor(text)
      reasons[i] = 'byline'
    } else if (options.page && (blocks[i]!.columns > 2 || isMenu(text))) reasons[i] = 'navigation'
  }
}

/** Takes fields that are still empty from a byline; true where the line is one. */
export function takeByline({ fields }: Pick<State, 'fields'>, text: string): boolean {
  const byline = readByline(text)
  if (byline === undefined) return text !== '' && text === fields.author
  if (fields.date === '') fields.date = byline.date
  if (fields.author === '') fields.author = byline.author
  if (fields.tags.length === 0) fields.tags = labels(readTags(text))
  if (byline.source !== '' && fields.metadata['source'] === undefined) fields.metadata['source'] = byline.source
  return true
}

/** The block of the headline: the known one, or on pages the likeliest; -1 where there is none. */
function findTitle(state: State, end: number): number {
  const { blocks, fields, options } = state
  const key = headlineKey(fields.title)
  if (key !== '') {
    for (let i = end - 1; i >= 0; i--) if (isHeadline(blocks[i]!.text, key)) return i
    return -1
  }
  if (!options.page || isMicroblog(state, end)) return -1
  const best = likeliest(state, end)
  return best >= 0 && isMessage(state, best) ? -1 : best
}

/** A short message has no headline; the line above its time is its author. */
function isMicroblog({ blocks, fields }: State, end: number): boolean {
  for (let i = 1; i < end; i++) {
    if (!/来自\s*(?:微博|.{0,12}客户端|.{0,4}(?:iPhone|Android|安卓|网页版))/.test(blocks[i]!.text)) continue
    if (fields.author === '' && blocks[i - 1]!.text.length <= 20) fields.author = blocks[i - 1]!.text.replace(/^@/, '')
    return true
  }
  return false
}

const SHORT_TIME =
  /^(?:刚刚|\d{1,2}\s*(?:秒|分钟|小时|天)前|(?:昨天|前天|今天)(?:\s*\d{1,2}:\d{2})?|(?:\d{4}[-年])?\d{1,2}[-月]\d{1,2}日?\s+\d{1,2}:\d{2})/

/** A name right above the time of posting is the author of a message without a headline. */
function isMessage({ blocks, fields }: State, best: number): boolean {
  const { text, kind } = blocks[best]!
  const next = blocks[best + 1]?.text ?? ''
  if (kind === 'heading' || text.length > 8 || /[\s\p{P}]/u.test(text) || !SHORT_TIME.test(next)) return false
  if (fields.author === '') fields.author = text
  return true
}

/** Dates, clocks, issues, places: what stands around headlines. */
const NO_HEADLINE = /\d{1,2}:\d{2}|\d{4}\s*[年/-]\s*\d|第\s*\d+\s*[期版]|^(?:来自|发布于|关注|订阅)|^\d+$|客户端$/

/** Near the byline or the text, long rather than short, said twice, marked as a heading: each speaks for a line. */
function likeliest({ blocks, reasons }: State, end: number): number {
  const byline = reasons.indexOf('byline')
  const anchor = byline >= 0 && byline < end ? byline : end
  let best = -1
  let bestScore = -Infinity
  for (let i = 0; i < end; i++) {
    const { text, kind, columns } = blocks[i]!
    if (
      reasons[i] !== undefined ||
      text.length < 4 ||
      text.length > 90 ||
      columns > 1 ||
      (text.length <= 16 && NO_HEADLINE.test(text)) ||
      /[|｜]|[。；，,;：:]$/.test(text)
    )
      continue
    const twice = blocks.some((other, k) => k !== i && k < end && other.text === text)
    const distance = i < anchor ? anchor - i : 8
    const score =
      Math.min(text.length, 30) -
      Math.min(2 * distance, 16) -
      (text.length < 7 ? 6 : 0) +
      (kind === 'heading' ? 30 : 0) +
      (twice && text.length >= 8 ? 30 : 0) -
      (NO_HEADLINE.test(text) ? 25 : 0) +
      (/[？?！!]$/.test(text) ? 8 : 0)
    if (score > bestScore) {
      best = i
      bestScore = score
    }
  }
  if (best >= 0 || end === 0 || reasons[0] !== undefined) return best
  return blocks[0]!.text.length < 4 && (blocks[1]?.gap ?? 0) > 0 ? 0 : -1
}

/** The headline said again is no body; in posts only as a heading, for a paragraph there is the author's own. */
function markTitle({ blocks, reasons, fields, options }: State, end: number): void {
  const key = headlineKey(fields.title)
  if (key === '') return
  for (let i = 0; i < end; i++) {
    if (reasons[i] !== undefined || !isHeadline(blocks[i]!.text, key)) continue
    if (options.page || blocks[i]!.kind === 'heading') reasons[i] = 'title repeated'
  }
}

/** The name of a writing account: a short line under the headline, said twice, or followed by a date or a button to follow. */
function authorUnder({ blocks, reasons }: State, title: number, end: number): string {
  for (let i = title + 1; i + 1 < end; i++) {
    const { text } = blocks[i]!
    const next = blocks[i + 1]!.text
    if (reasons[i] !== undefined || !/^[\p{Script=Han}\p{L}\p{N}_·-]{2,12}$/u.test(text) || /^\d+$/.test(text)) continue
    if (
      next === text ||
      /^(?:\+?\s*关注|收藏)(?:$|\s)/.test(next) ||
      (reasons[i + 1] === 'byline' && readByline(next)?.date !== '')
    )
      return text
  }
  return ''
}

/** What stands in the place of a name but is none. */
const NO_NAME =
  /推荐|回答|关注|专栏|频道|阅读|评论|会员|等级|认证|创作|领域|图集|视频|正文|摘要|导读|目录|原创|精华|置顶|编者按|采纳|收听|审核|关于|分享|收藏|来源|作者|首页|[网报社台刊号版]$/

/** The card of an author: a name, and under it more short lines (a profession, a rank, buttons) before the text. */
function cardUnder({ blocks, reasons }: State, title: number, end: number): string {
  if (!reasons.slice(0, end).some((reason) => reason !== undefined && reason !== 'title repeated')) return ''
  for (let i = title + 1; i + 1 < end; i++) {
    const { text } = blocks[i]!
    if (
      reasons[i] !== undefined ||
      !/^[\p{Script=Han}\p{L}\p{N}_·-]{2,10}$/u.test(text) ||
      NO_NAME.test(text) ||
      /^\d+$/.test(text)
    )
      continue
    return text.length >= 3 && blocks[i + 1]!.text.length <= 24 ? text : ''
  }
  return ''
}

/** Above the headline all goes where something there is furniture; below it, what stands among bylines and buttons. */
function markAround({ blocks, reasons }: State, title: number, end: number): void {
  let last = -1
  for (let i = 0; i < end; i++)
    if (reasons[i] !== undefined && reasons[i] !== 'caption' && reasons[i] !== 'title repeated') last = i
  if (last < 0) return
  for (let i = 0; i < title; i++) reasons[i] ??= 'navigation'
  for (let i = title + 1; i < end; i++) {
    const { text, columns } = blocks[i]!
    if (reasons[i] !== undefined) continue
    if (
      columns > 1 ||
      (i < last && text.length <= 40) ||
      (/^(?:[【[]?(?:字体|字号|字號|分享|打印|收藏|关注|图集|视频|音频|朗读|导读目录)[】\]]?[:：\s]*)/.test(text) &&
        text.length <= 40)
    )
      reasons[i] = 'page furniture'
  }
}
