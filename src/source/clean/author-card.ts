/** Finds authors that no byline names, in the cards of accounts around the headline. */
import { isName, readByline } from './byline.js'
import type { State } from './state.js'

/**
 * A person's name near the headline, otherwise the name of an account: a short line under it that is repeated, or
 * followed by a date or by a button to follow the account.
 */
export function authorUnder({ blocks, reasons }: State, title: number, end: number): string {
  const named = blocks.slice(title + 1, Math.min(end, title + 4)).findIndex(({ text }) => isName(text))
  if (named >= 0 && reasons.slice(title + 1, end).includes('byline')) return blocks[title + 1 + named]!.text
  for (let i = title + 1; i + 1 < end; i++) {
    const { text } = blocks[i]!
    const next = blocks[i + 1]!.text
    if (reasons[i] !== undefined || !/^[\p{Script=Han}\p{L}\p{N}_·-]{2,12}$/u.test(text) || /^\d+$/.test(text)) continue
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
export function cardUnder({ blocks, reasons }: State, title: number, end: number): string {
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

/** The card of an account above the headline: its name, then how much it has written. */
export function authorAbove({ blocks }: State, title: number): string {
  for (let i = 1; i < title; i++) {
    const { text } = blocks[i - 1]!
    if (/^[\d.,]+万?\s*(?:文章|篇)/.test(blocks[i]!.text) && text.length <= 12 && !NO_NAME.test(text)) return text
  }
  return ''
}
