/**
 * The foot of a text: everything from the first line that ends the article, unless prose resumes. In posts only
 * headings of lists of links end it; on pages also the editor's line, a statement, counters.
 */
import type { Block, Reason } from '../block.js'
import { FOOT_RULES, TAIL_RULES } from './rules/index.js'
import type { LineRule } from './rules/rule.js'
import { findDate } from '../fields/dates.js'
import { readByline, signature } from './byline.js'
import { isSentence, withoutNotes } from './lines.js'
import { ruleFor } from './rule-match.js'
import type { State } from './state.js'

/** Reasons of line rules whose match after the text means, on a page, that the text has ended. */
const ENDS: ReadonlySet<Reason | 'caption' | undefined> = new Set<Reason>([
  'editor',
  'disclaimer',
  'statistics',
  'share',
  'comments',
  'recommendation',
])

/** Reasons that occur between the chapters of a novel as well as under an article. */
const BETWEEN: ReadonlySet<Reason> = new Set<Reason>(['navigation', 'page furniture'])

/** Marks the foot; `first` is the first block of prose. */
export function markTail(state: State, first: number): void {
  const { blocks, reasons, options } = state
  const sentence = lastSentence(state)
  for (let i = first + 1; i < blocks.length; i++) {
    if (options.page && !state.own.has(i)) readFootByline(state, i, i > sentence)
    const rule =
      blocks[i]!.kind === 'code' || (state.own.has(i) && blocks[i]!.kind !== 'heading') ? undefined : footRule(state, i)
    if (rule?.weak === true && i <= sentence) continue
    const weak = options.page && (reasons[i] === 'navigation' || reasons[i] === 'byline') && i > sentence
    if (rule === undefined && !weak && !(options.page && ENDS.has(reasons[i]))) continue
    const final = options.page && rule?.reason === 'comments'
    const resume = final ? blocks.length : resumption(state, i + 1, rule)
    if (rule?.name === 'floor of a forum') markPoster(state, i)
    readAccount(state, i, resume)
    const reason = rule?.reason ?? 'page furniture'
    for (let k = i; k < resume; k++) reasons[k] ??= reason
    i = resume
  }
}

function footRule({ plain, options }: State, i: number): LineRule | undefined {
  return ruleFor(plain[i]!, TAIL_RULES) ?? (options.page ? ruleFor(plain[i]!, FOOT_RULES) : undefined)
}

/** In a forum, the name of the poster is right above the number of the post. */
function markPoster({ blocks, reasons }: State, floor: number): void {
  if (floor > 0 && blocks[floor - 1]!.text.length <= 12 && !/[\p{P}\s]/u.test(blocks[floor - 1]!.text))
    reasons[floor - 1] ??= 'comments'
}

/** Marks lists of other articles whose heading no rule knows: a short line with nothing but headlines under it. */
export function markUnnamedLists({ blocks, reasons, options }: State, first: number): void {
  const named = reasons.some((reason) => reason !== undefined && reason !== 'caption' && reason !== 'title repeated')
  if (!options.page || !named) return
  let last = first
  for (let i = first; i < blocks.length; i++) if (reasons[i] === undefined && isTextual(blocks[i]!.text)) last = i
  for (let i = last + 1; i + 2 < blocks.length; i++) {
    if (
      reasons[i] !== undefined ||
      !/^[\p{Script=Han}A-Za-z]{2,8}[:：]?$/u.test(blocks[i]!.text) ||
      LISTS_OF_TEXTS.test(blocks[i]!.text)
    )
      continue
    const below = blocks.slice(i + 1, i + 4)
    if (below.filter(({ text }) => text.length >= 9 && text.length <= 50 && !/[。；]$/.test(text)).length < 2) continue
    for (let k = i; k < blocks.length; k++) reasons[k] ??= 'recommendation'
  }
}

/** Headings of lists that belong to a text. */
const LISTS_OF_TEXTS =
  /参考|文献|注释|附录|名单|资料|目录|日程|阵容|比分|评分|用料|配料|材料|步骤|清单|时间表|版本|书目|出处|致谢|统计|数据|奖|结果/

function isTextual(text: string): boolean {
  return text.length >= 40 || /[。！？…”』）)；]$/.test(text)
}

/**
 * The block of the last sentence, or -1. Buttons and bylines occur inside texts too, so they end one only if no
 * sentence follows at all. Short questions do not count, because they are headlines of other articles.
 */
function lastSentence({ blocks, reasons }: State): number {
  for (let i = blocks.length - 1; i >= 0; i--) if (reasons[i] === undefined && endsSentence(blocks[i]!.text)) return i
  return -1
}

function endsSentence(line: string): boolean {
  const text = withoutNotes(line)
  const last = text.charAt(text.length - 1)
  return '。！…”」'.includes(last) || (last === '？' && text.length >= 30)
}

/**
 * The first block at which prose resumes: a long sentence, or two near each other if a rule ended the text of a page.
 * Between chapters, three sentences in a row of any length also count, together with the line above them, because no
 * list of links has those.
 */
function resumption({ blocks, reasons, options }: State, from: number, rule: LineRule | undefined): number {
  const single = !options.page || options.links === true || rule === undefined
  const between = rule !== undefined && BETWEEN.has(rule.reason)
  let run = 0
  for (let i = from; i < blocks.length; i++) {
    run = reasons[i] === undefined && endsSentence(blocks[i]!.text) ? run + 1 : 0
    if (between && run === 3) return i - 3 >= from && reasons[i - 3] === undefined ? i - 3 : i - 2
    if (!isArticleSentence(blocks[i]!, reasons[i])) continue
    if (single) return startOfSection(blocks, from, i)
    for (let k = i + 1; k < Math.min(i + 4, blocks.length); k++) if (isArticleSentence(blocks[k]!, reasons[k])) return i
  }
  return blocks.length
}

/** A heading right above resumed prose belongs to it. */
function startOfSection(blocks: readonly Block[], from: number, at: number): number {
  return at > from && blocks[at - 1]!.kind === 'heading' ? at - 1 : at
}

function isArticleSentence(block: Block, reason: State['reasons'][number]): boolean {
  return (
    reason === undefined &&
    isSentence(withoutNotes(block.text)) &&
    block.text.length >= 50 &&
    block.linked * 2 < block.text.length
  )
}

/** Authors and dates that a page names only under its text. */
function readFootByline({ blocks, reasons, fields }: State, i: number, isLast: boolean): void {
  const { text } = blocks[i]!
  if (text.length > 160) return
  if (
    /^(?:本文)?(?:发布于|编辑于|发表于|最后编辑于|最后更新于?|更新于|最近更新|修改于|发布时间|发表时间|更新时间)\s*(?:[:：]\s*)?(?:\d|昨天|今天|前天|刚刚)/.test(
      text,
    )
  ) {
    reasons[i] ??= 'byline'
    if (fields.date === '') fields.date = findDate(text)
  } else if (fields.author === '') {
    const author = reasons[i] === 'editor' ? (readByline(text)?.author ?? '') : ''
    fields.author = author || (isLast ? signature(text) : '')
  }
}

/** The card of the author's account at the foot of a page: its name, repeated, is just before its counters. */
function readAccount({ blocks, fields }: State, from: number, to: number): void {
  if (fields.author !== '') return
  for (let i = from; i < to; i++) {
    if (!/^\d+文章数\s*\d+关注度$/.test(blocks[i]!.text)) continue
    for (let k = i - 1; k > from && k > i - 4; k--)
      if (blocks[k]!.text === blocks[k - 1]!.text) fields.author = blocks[k]!.text
  }
}
