/**
 * The foot of a page: everything from the first line that ends the article, unless prose resumes. Headings of lists of
 * links end it, and the editor's line, a statement, counters. In a post, such a heading ends only its own section.
 */
import type { Block, Reason } from '../block.js'
import { FOOT_RULES, TAIL_RULES } from './rules/index.js'
import { type LineRule, ruleFor } from './rules/rule.js'
import { findDate } from '../fields/dates.js'
import { isTimeOfPosting, readByline } from './byline.js'
import { isSentence, withoutNotes } from './lines.js'
import { isOwnSection } from './second-sign.js'
import { isFixed, isLabelled, isMostlyLink, mark, type State } from './state.js'

/** Reasons of line rules whose match after the text means, on a page, that the text has ended. */
const ENDS: ReadonlySet<Reason | 'caption' | undefined> = new Set<Reason>([
  'editor',
  'disclaimer',
  'statistics',
  'share',
  'comments',
  'recommendation',
])

/** Of these, reasons of lines that also stand above a text, which then begins right below them. */
const OF_LINES: typeof ENDS = new Set<Reason>(['editor', 'disclaimer', 'statistics'])

/** A paragraph that is a link also stands inside texts. */
const LINK = 'paragraph that is a link'
/** Reasons that occur between the chapters of a novel as well as under an article. */
const BETWEEN: ReadonlySet<Reason> = new Set<Reason>(['navigation', 'page furniture'])

/** Marks the foot of a page; `first` is the first block of prose. */
export function markTail(state: State, first: number): void {
  const { blocks, reasons } = state
  const sentence = lastSentence(state)
  for (let i = first + 1; i < blocks.length; i++) {
    if (!state.own.has(i)) readFootByline(state, i)
    const rule =
      isFixed(state, i) || (state.own.has(i) && blocks[i]!.kind !== 'heading') ? undefined : footRule(state, i)
    if (rule?.weak === true && i <= sentence) continue
    if (rule !== undefined && (isOwnSection(state, i, rule) || isOwnList(state, i, rule))) continue
    const weak = (reasons[i] === 'navigation' || reasons[i] === 'byline') && i > sentence && isAmongFurniture(state, i)
    const ends = ENDS.has(reasons[i]) && (i > sentence || state.rules[i] !== LINK)
    if (rule === undefined && !weak && !ends) continue
    const final = rule?.reason === 'comments'
    const isLine = state.options.kind === 'page' && rule === undefined && i <= sentence && OF_LINES.has(reasons[i])
    const resume = final ? blocks.length : isLine ? i + 1 : resumption(state, i + 1, rule)
    if (rule?.name === 'floor of a forum') markPoster(state, i)
    readAccount(state, i, resume)
    for (let k = i; k < resume; k++) mark(state, k, rule?.reason ?? 'page furniture', rule?.name ?? 'below the text')
    i = resume
  }
}

/** Lines below the heading of a list that are looked at, and how many of them an author's list has at least. */
const LISTED = 6
const FEWEST_OWN = 2
/** Entries of an author: an address, a quoted title, a year, a number, a work of reference, hardly any Chinese. */
const OF_AUTHORS =
  /https?:|《|^(?:19|20)\d\d\s?年|^\d{1,4}[.、]|(?:专题|体系|总结|详解|指南|教程|手册|文档|专栏|笔记)$|^(?:\S+ ){4}|^(?!(?:[^\p{Script=Han}]*\p{Script=Han}){4}).{12}/u

/** True for a list in page text whose heading a site could have as well, but whose entries are no headlines. */
function isOwnList(state: State, i: number, { reason }: LineRule): boolean {
  const { plain, reasons, options } = state
  if (options.kind === 'page' || reason !== 'recommendation') return false
  const end = ownFrom(state, i + 1, Math.min(i + 1 + LISTED, plain.length))
  const entries = plain.slice(i + 1, end).filter((_, k) => reasons[i + 1 + k] === undefined)
  const own = entries.filter((text) => OF_AUTHORS.test(text)).length
  return own >= FEWEST_OWN && own * 3 >= entries.length
}

/** A button or a credit ends the text only if more of the page follows. */
const NEAR = 8

function isAmongFurniture({ blocks, reasons, plain }: State, i: number): boolean {
  const end = Math.min(i + 1 + NEAR, blocks.length)
  if (end === blocks.length) return true
  for (let k = i + 1; k < end; k++)
    if (reasons[k] !== undefined || ruleFor(plain[k]!, TAIL_RULES) !== undefined) return true
  return false
}

function footRule({ plain }: State, i: number): LineRule | undefined {
  return ruleFor(plain[i]!, TAIL_RULES) ?? ruleFor(plain[i]!, FOOT_RULES)
}

/** Marks lists of links and their headings in a post, at any position. */
export function markSections(state: State): void {
  const { blocks, plain, reasons } = state
  for (let i = 0; i < blocks.length; i++) {
    // The heading of a list that all posts have was taken as a repeated line before.
    const isOpen = reasons[i] === undefined || reasons[i] === 'repeated line'
    const rule =
      isOpen && !isFixed(state, i) && blocks[i]!.anchored !== true ? ruleFor(plain[i]!, TAIL_RULES) : undefined
    if (rule === undefined) continue
    // The names of those who wrote follow, each with a text.
    if (rule.reason === 'comments' && blocks[i]!.kind === 'heading' && blocks[i + 1]?.kind === 'heading') {
      mark(state, i, rule.reason, rule.name)
      continue
    }
    if (rule.name === NEIGHBOURS && !isMostlyLink(blocks[i]!) && !LABEL_OF_LINK.test(plain[i]!)) continue
    const end = sectionEnd(state, i + 1)
    const links: number[] = []
    for (let k = i + 1; k < end; k++) if (reasons[k] !== undefined || isListed(blocks[k]!, plain[k]!)) links.push(k)
    // A heading of what is no list of links is the author's, and so is a single reference inside the text.
    const isInside = end < blocks.length && blocks[end]!.kind !== 'heading' && !isFixed(state, end)
    if (rule.name !== NEIGHBOURS && links.length < (isInside ? 2 : Math.min(1, end - i - 1))) continue
    for (const k of [i, ...links]) mark(state, k, rule.reason, rule.name)
    i = end - 1
  }
}

const NEIGHBOURS = 'neighbours'
/** A numbered reference. */
const NOTE = /^[[【［(（]\d{1,3}[\]】］)）]/
const isListed = (block: Block, plain: string): boolean =>
  isMostlyLink(block) && !isLabelled(block) && !NOTE.test(plain)
const LABEL_OF_LINK = /^\s*[上下前后]一?[篇页章条则期](?:文章)?\s*[:：]?/
const SHORTEST_SENTENCE = 16

/** The first block that does not belong to a list of links: a heading, a sentence, code, a row of a table. */
function sectionEnd(state: State, from: number): number {
  const { blocks, reasons } = state
  for (let i = from; i < blocks.length; i++) {
    const { text, kind } = blocks[i]!
    if (isFixed(state, i)) return i
    if (reasons[i] !== undefined || isMostlyLink(blocks[i]!)) continue
    if (kind === 'heading' || (text.length >= SHORTEST_SENTENCE && (endsSentence(text) || isSentence(text)))) return i
  }
  return blocks.length
}

/** In a forum, the name of the poster is right above the number of the post. */
function markPoster(state: State, floor: number): void {
  const { blocks } = state
  if (floor > 0 && blocks[floor - 1]!.text.length <= 12 && !/[\p{P}\s]/u.test(blocks[floor - 1]!.text))
    mark(state, floor - 1, 'comments', 'floor of a forum')
}

/** Marks lists of other articles whose heading no rule knows: a short line with nothing but headlines under it. */
export function markUnnamedLists(state: State, first: number): void {
  const { blocks, reasons } = state
  const named = reasons.some((reason) => reason !== undefined && reason !== 'caption' && reason !== 'title repeated')
  if (!named) return
  let last = first
  for (let i = first; i < blocks.length; i++)
    if (reasons[i] === undefined && (isFixed(state, i) || isTextual(blocks[i]!.text))) last = i
  for (let i = last + 1; i + 2 < blocks.length; i++) {
    if (
      reasons[i] !== undefined ||
      blocks[i]!.anchored === true ||
      !/^[\p{Script=Han}A-Za-z]{2,8}[:：]?$/u.test(blocks[i]!.text) ||
      LISTS_OF_TEXTS.test(blocks[i]!.text)
    )
      continue
    if (state.plain.slice(i + 1, i + 4).filter((text) => isEntry(text, state)).length < 2) continue
    for (let k = i; k < blocks.length; k++) mark(state, k, 'recommendation', 'list without a known heading')
  }
}

/** True for what may be a headline; in page text nothing that an author's list or an address has. */
function isEntry(text: string, { options }: State): boolean {
  if (text.length < 9 || text.length > 50 || /[。；]$/.test(text)) return false
  return options.kind === 'page' || !(OF_AUTHORS.test(text) || /\d{3}/.test(text))
}

/** Headings of lists that belong to a text. */
const LISTS_OF_TEXTS =
  /参考|文献|注释|附录|名单|资料|目录|日程|阵容|比分|评分|用料|配料|材料|步骤|清单|时间表|版本|书目|出处|致谢|统计|数据|奖|结果/

function isTextual(text: string): boolean {
  return text.length >= 40 || /[。！？…”』）)；]$/.test(text)
}

/**
 * The block of the last sentence or code, or -1. Buttons and bylines occur inside texts too, so they end one only if no
 * sentence follows at all. Short questions do not count, because they are headlines of other articles.
 */
function lastSentence({ blocks, reasons }: State): number {
  for (let i = blocks.length - 1; i >= 0; i--)
    if (reasons[i] === undefined && (blocks[i]!.kind === 'code' || endsSentence(blocks[i]!.text))) return i
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
function resumption(state: State, from: number, rule: LineRule | undefined): number {
  const { blocks, reasons, options } = state
  const single = options.kind === 'page' || rule === undefined
  const between = rule !== undefined && BETWEEN.has(rule.reason)
  let run = 0
  for (let i = from; i < blocks.length; i++) {
    run = reasons[i] === undefined && endsSentence(blocks[i]!.text) ? run + 1 : 0
    if (between && run === 3) return i - 3 >= from && reasons[i - 3] === undefined ? i - 3 : i - 2
    if (!isArticleSentence(blocks[i]!, reasons[i])) continue
    if (single) return options.kind === 'page' ? startOfSection(state, from, i) : ownFrom(state, from, i)
    for (let k = i + 1; k < Math.min(i + 4, blocks.length); k++)
      if (isArticleSentence(blocks[k]!, reasons[k]))
        return rule.reason === 'recommendation' || rule.reason === 'navigation' ? ownFrom(state, from, i) : i
  }
  return blocks.length
}

/** A list of links inside a text ends at the first sentence, however short. */
function ownFrom({ blocks, reasons }: State, from: number, most: number): number {
  for (let i = from; i < most; i++)
    if (reasons[i] === undefined && blocks[i]!.text.length >= SHORTEST_SENTENCE && endsSentence(blocks[i]!.text))
      return i
  return most
}

/** Sentences and a heading right above resumed prose belong to it. */
function startOfSection({ blocks, reasons }: State, from: number, at: number): number {
  let start = at
  while (start > from && reasons[start - 1] === undefined && isOwnSentence(blocks[start - 1]!)) start--
  return start > from && blocks[start - 1]!.kind === 'heading' ? start - 1 : at
}

const isOwnSentence = ({ kind, text, linked }: Block): boolean =>
  kind === 'paragraph' && linked * 2 < text.length && endsSentence(text)

function isArticleSentence(block: Block, reason: State['reasons'][number]): boolean {
  return (
    reason === undefined &&
    isSentence(withoutNotes(block.text)) &&
    block.text.length >= 50 &&
    block.linked * 2 < block.text.length
  )
}

/** Authors and dates that a page names only under its text. */
function readFootByline(state: State, i: number): void {
  const { blocks, reasons, fields } = state
  const { text } = blocks[i]!
  if (text.length > 160) return
  if (isTimeOfPosting(text)) {
    mark(state, i, 'byline', 'time below the text')
    fields.author ||= readByline(text)?.author ?? ''
    fields.date ||= findDate(text)
  } else if (reasons[i] === 'editor') fields.author ||= readByline(text)?.author ?? ''
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
