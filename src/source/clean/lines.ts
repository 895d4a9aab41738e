/** Single lines: which rule they fall under, whether they are prose, what a byline says. */
import type { Reason } from '../block.js'
import { findDate } from '../fields/dates.js'
import { HEAD_RULES, LINE_RULES, TAIL_RULES } from '../rules.js'
import type { LineRule } from '../rules.js'

const LONGEST = Math.max(...[...LINE_RULES, ...TAIL_RULES, ...HEAD_RULES].map((rule) => rule.longest))

/** The first rule of a set that a line falls under. */
export function ruleFor(line: string, rules: readonly LineRule[]): LineRule | undefined {
  if (line.length > LONGEST) return undefined
  const plain = /[\u200b-\u200f\u2060\ufeff]/.test(line) ? line.replace(/[\u200b-\u200f\u2060\ufeff]/g, '') : line
  for (const rule of rules) if (plain.length <= rule.longest && rule.pattern.test(plain)) return rule
  return undefined
}

/** Running text: long enough for a sentence, with the punctuation of one. */
export function isProse(line: string): boolean {
  return (
    line.length >= 36 &&
    /[，。！？；、,.!?;]/.test(line) &&
    (line.length >= 80 || /[。！？；…”」.!?;：，,]/.test(line.slice(8)))
  )
}

/** Prose that can't be a headline: it ends as a sentence does. */
export function isSentence(line: string): boolean {
  return line.length >= 30 && /[。！？…!?”」』）)；;.]$/.test(line) && /[，。；、,]/.test(line)
}

const LABEL =
  '(?:来源|來源|稿源|稿件来源|文章来源|信息来源|消息来源|出处|作者|作\\s*者|文|撰文|撰稿|记者|記者|编辑|編輯|责编|责任编辑|编者|发布者|发布人|发表于|发布于|發佈於|发布时间|發布時間|发表时间|发布日期|发布|更新时间|更新于|更新|时间|日期|阅读|浏览|浏览量|阅读量|点击|点击数|评论|字号|字数|分类|标签|频道|栏目|原创|转载自|转自|来自|IP属地|审核|校对|浏览次数|访问量|By|by|BY|Source|Author)'
const SOURCE =
  /(?:来源|來源|稿源|稿件来源|文章来源|信息来源|消息来源|出处|转载自|转自|来自|Source)\s*[:：]\s*([^\s|｜·,，。；:：]{1,30})/
const AUTHOR =
  /(?:^|[\s|｜·(（/])(?:作\s*者|作者|撰文|撰稿|文|发布者|发布人|本报记者|记者|記者|By|by|BY|Author)\s*(?:[:：/丨|]\s*|\s+(?=\S{2,4}(?:\s|$)))([^\s|｜,，。；:：）)/]{2,20}(?:[、\s][^\s|｜,，。；:：\d）)]{2,4}(?=[\s|｜）)]|$)){0,3})/
const CLOCK =
  /\d{4}\s*(?:年|[-/.])\s*\d{1,2}\s*(?:月|[-/.])\s*\d{1,2}\s*日?(?:\s*[（(]?(?:星期|周|週)[一二三四五六日天][)）]?)?(?:[\sT]*(?:上午|下午)?\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{1,2})?\s*[分秒]?)?/g
const LABELLED = new RegExp(`${LABEL}\\s*(?:[:：/丨]\\s*[^\\s|｜]{0,30}|\\(\\d+\\)|\\s\\d[\\d,.]*[万wWkK]?)`, 'g')

export interface Byline {
  readonly date: string
  readonly author: string
  readonly source: string
}

/** Reads a line of date, source, author and counters; undefined where the line says anything else. */
export function readByline(line: string): Byline | undefined {
  if (line.length > 120 || /[。！？]/.test(line)) return undefined
  const date = findDate(line)
  const source = SOURCE.exec(line)?.[1] ?? ''
  const author = AUTHOR.exec(line)?.[1]?.trim() ?? ''
  if (date === '' && source === '' && author === '') return undefined
  const labelled = line.search(LABELLED) >= 0
  const rest = line
    .replace(CLOCK, ' ')
    .replace(LABELLED, ' ')
    .replace(author, ' ')
    .replace(/[\s|｜·•\-—/()（）【】[\]:：,，&、]+/g, '')
  const long = date !== '' ? 16 : labelled ? 6 : 0
  return rest.length <= long ? { date, author, source } : undefined
}

const EDITOR_AT_END =
  /\s*[（(【[]?\s*(?:责任编辑|責任編輯|责编|責編|本文编辑)\s*[:：]\s*[^\s，。！？（）()【】]{1,12}(?:[\s、][^\s，。！？（）()【】]{1,6})?\s*[）)】\]]?$/
const TITLE_AT_START = /^[（(【[]?\s*(?:原标题|原標題)\s*[:：]\s*/

/** An editor's name that a page puts at the end of a paragraph, taken off. */
export function trimParagraph(text: string): string {
  if (!text.includes('编') && !text.includes('編')) return text
  const trimmed = text.replace(EDITOR_AT_END, '')
  return trimmed === '' ? text : trimmed
}

/** The headline in an «原标题：…» line. */
export function originalTitle(line: string): string {
  return line
    .replace(TITLE_AT_START, '')
    .replace(/[）)】\]]$/, '')
    .trim()
}

/** For comparing headlines: blanks, width and punctuation don't count. */
export function headlineKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{P}\p{Z}\p{C}\s]+/gu, '')
    .toLowerCase()
}

export type Removal = { readonly reason: Reason; readonly text: string }
