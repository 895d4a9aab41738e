/**
 * Makes an article's text from blocks: rules decide line by line what is furniture; lines that no rule matches are
 * kept.
 *
 * A source is trusted: its text is read for fields, and kept. A page is cut only on evidence. A plain note, a poem or a
 * novel has none, and keeps every line. If prose resumes after a list of recommendations, only the list is removed.
 */
import type { Block, Reason } from '../block.js'
import { labels, type Fields } from '../fields/map.js'
import { HEAD_RULES, LINE_RULES } from './rules/index.js'
import { type LineRule, plainLine, ruleFor } from './rules/rule.js'
import { datelineAuthor, readByline } from './byline.js'
import { addAllAlternatives, addAlternatives, captionText, isCaption, settingOf } from './captions.js'
import { keepArticle, keepShared, looksPasted, trust, isRepeated } from './evidence.js'
import { markHead } from './head.js'
import { isProse, isSentence, readTags, trimParagraph, headlineKey } from './lines.js'
import { createEdges, isDoubtful, findSpoken } from './second-sign.js'
import { isFixed, isLabelled, isMostlyLink, mark, type CleanOptions, type State, type TextKind } from './state.js'
import { markSections, markTail, markUnnamedLists } from './tail.js'

/*
 * Lines that are the author's because of their place. If a page names the element of its article, text in it under a
 * heading, in a list or in a table was written by the author, even if it reads like a credit: «来源：朋友送的二手书».
 */

/** @returns the blocks that no rule for lines may remove */
function findOwn(
  blocks: readonly Block[],
  plain: readonly string[],
  fields: Fields,
  hasArticleElement: boolean,
): ReadonlySet<number> {
  const own = new Set<number>()
  if (!hasArticleElement) return own
  const title = headlineKey(fields.title)
  // Below the last sentence, a page has its credits and buttons, with or without a heading.
  const foot =
    blocks.findLastIndex(({ kind, text }) => kind === 'code' || (kind !== 'heading' && /[。！？…”]$/.test(text))) + 1
  let inSection = false
  let isAnchored = false
  for (let i = 0; i < blocks.length; i++) {
    const { kind, text, anchored } = blocks[i]!
    const isRuled = i >= foot && (/^#\S/.test(text) || ruleFor(plain[i]!, LINE_RULES) !== undefined)
    if (kind === 'heading') isAnchored = anchored === true
    // Below the text, a heading that a rule matches, such as «分享到：», belongs to the page, and so does all that follows.
    if (kind === 'heading' && isRuled && !isAnchored) break
    const isHeading = kind === 'heading' && headlineKey(text) !== title
    inSection ||= isHeading
    const isText = inSection && (i < foot || (isAnchored && !isRuled))
    if (isHeading || kind === 'item' || kind === 'row' || isText) own.add(i)
  }
  return own
}

export interface CleanText {
  readonly body: string
  readonly captions: readonly string[]
  /** What the text was taken for; never `text`. */
  readonly kind: TextKind
}

/** Cleans the blocks, and fills `fields` that are still empty from the text. */
export function clean(
  blocks: readonly Block[],
  alts: readonly string[],
  fields: Fields,
  options: CleanOptions,
): CleanText {
  const state = startState(blocks, fields, options)
  const isTrusted = options.kind === 'source' || options.kind === 'whole'
  if (!isTrusted) markLines(state)
  if (options.kind === 'page' || options.kind === 'post') markLinks(state)
  const first = firstProse(state)
  markHead(state, first)
  if (state.isPage) {
    markTail(state, first)
    markUnnamedLists(state, first)
  } else if (!isTrusted) markSections(state)
  markTags(state)
  if (fields.author === '' && first < blocks.length) fields.author = datelineAuthor(blocks[first]!.text)
  const kind = options.kind !== 'text' ? options.kind : looksPasted(state, first) ? 'pasted' : 'source'
  if (kind === 'source' || kind === 'whole') trust(state, kind)
  // A whole page has a bound of its own, and says when it was reached.
  else if (kind !== 'page') keepArticle(state)
  keepShared(state)
  return { ...collect(state, alts, kind), kind }
}

function startState(blocks: readonly Block[], fields: Fields, options: CleanOptions): State {
  const plain = blocks.map((block) => plainLine(block.text))
  return {
    blocks,
    plain,
    reasons: new Array<Reason | 'caption' | undefined>(blocks.length).fill(undefined),
    rules: new Array<string | undefined>(blocks.length),
    spoken: findSpoken(plain),
    own: findOwn(blocks, plain, fields, options.hasArticleElement === true),
    fields,
    options,
    isPage: options.kind === 'page' || options.kind === 'pasted' || options.kind === 'text',
  }
}

/** Captions, rules for lines anywhere, lines repeated across the collection. */
function markLines(state: State): void {
  const { blocks, plain, reasons, spoken, own } = state
  const usual = settingOf(blocks)
  const edges = createEdges(state)
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.kind === 'code') continue
    const rule = own.has(i) || isFixed(state, i) ? undefined : ruleFor(plain[i]!, LINE_RULES)
    if (rule !== undefined && !isSaid(rule, spoken.has(i)) && !isDoubtful(rule, i, state, edges))
      mark(state, i, rule.reason, rule.name)
    else if (isRepeated(state, i, false)) mark(state, i, 'repeated line', 'repeated line')
    else if (isCaption(block, usual)) reasons[i] = 'caption'
  }
  // What a page says of itself once or twice, a digest or a list of links says of each of its entries, and keeps.
  for (const name of OF_ENTRIES)
    if (state.rules.filter((rule) => rule === name).length > MOST_OF_PAGE) giveBackRule(state, name)
}

function giveBackRule({ reasons, rules }: State, name: string): void {
  for (let i = 0; i < reasons.length; i++) if (rules[i] === name) reasons[i] = rules[i] = undefined
}

const OF_ENTRIES = ['original title', 'address of the page'] as const
const MOST_OF_PAGE = 3

/**
 * Marks paragraphs that are one link, if they are a small part of the text. An article that lists links keeps them, and
 * so does an element that holds nothing else: only its head and the list below its text are its page's.
 */
function markLinks(state: State): void {
  const { blocks, reasons, own, isPage, options } = state
  const isText = !isPage || options.hasArticleElement === true
  const links: number[] = []
  let linked = 0
  let all = 0
  const head = blocks.findIndex((block) => block.kind !== 'heading' && isProse(block.text) && !isMostlyLink(block))
  const foot = blocks.findLastIndex((block) => isSentence(block.text) && !isMostlyLink(block))
  for (let i = 0; i < blocks.length; i++) {
    const { text, kind } = blocks[i]!
    all += text.length
    if (reasons[i] !== undefined || own.has(i) || kind === 'heading' || kind === 'row' || text.length < 8) continue
    if (blocks[i]!.linked < 0.7 * text.length || /[。；]$|https?:/.test(text.slice(-300))) continue
    if (isText && !(i < head ? isOfHead(state, i) : i > foot && isOfFoot(state, i))) continue
    if (OF_TEXT.test(text) || (!isText && i > head && i < foot && !HEADLINE.test(text))) continue
    links.push(i)
    linked += text.length
  }
  if (linked > 0.3 * all) return
  for (const i of links) mark(state, i, 'recommendation', 'paragraph that is a link')
}

/** A line that announces a list, or a short one that names a list of a text. */
const ANNOUNCES =
  /[:：]$|^(?!.{31}).*(?:参考|參考|引用|出处|出處|来源|來源|文献|文獻|注释|註|资料|資料|references?|sources?)/i

/** The first block of a run of links, unless the line above announces them or, in a post, heads their section; then -1. */
function runOfLinks({ blocks, isPage }: State, i: number): number {
  let first = i
  while (first > 0 && isMostlyLink(blocks[first - 1]!)) first--
  const above = blocks[first - 1]
  return (!isPage && above?.anchored === true) || ANNOUNCES.test(above?.text ?? '') ? -1 : first
}

/** True for names, dates and rubrics above the text. */
function isOfHead(state: State, i: number): boolean {
  const { text, afterImage } = state.blocks[i]!
  return !afterImage && !/[:：]$/.test(text) && !isLabelled(state.blocks[i]!) && runOfLinks(state, i) >= 0
}

/** Enough Chinese for a headline, and nothing that quotes one. */
const HEADLINE = /^(?!.*[《。])(?:\p{Script=Han}[^\p{Script=Han}]*){6}/u
const FEWEST_LINKS = 3
/** The address of a person, a file or a site: no headline of another article. */
const OF_TEXT = /\S@\S|^下载|(?:下载|主页|源码|源程序)$/

/** True for links that no line above announces; in a post, only for one of several headlines in a list. */
function isOfFoot(state: State, i: number): boolean {
  const { blocks, isPage } = state
  const first = runOfLinks(state, i)
  if (isPage || first < 0) return first >= 0
  if (blocks[i]!.kind !== 'item' || !HEADLINE.test(blocks[i]!.text)) return false
  let end = i
  while (end < blocks.length && isMostlyLink(blocks[end]!)) end++
  return end - first >= FEWEST_LINKS
}

/** True for a line that looks like a credit but is part of a conversation. */
function isSaid({ reason }: LineRule, isSpoken: boolean): boolean {
  return isSpoken && (reason === 'editor' || reason === 'byline')
}

function firstProse({ blocks, plain, reasons, own }: State): number {
  const isText = ({ text }: Block, i: number): boolean =>
    isProse(text) && (own.has(i) || (readByline(text) === undefined && ruleFor(plain[i]!, HEAD_RULES) === undefined))
  const isShort = ({ text }: Block): boolean => text.length >= 12 && /[。！？…]$/.test(text)
  const firstOf = (test: typeof isText): number =>
    blocks.findIndex((block, i) => reasons[i] === undefined && test(block, i))
  const found = [firstOf(isText), firstOf(isShort)].find((at) => at >= 0)
  return found ?? blocks.length
}

/** Tags are at most this many blocks below the text; hashtags further down are topics of others. */
const NEAR = 12

/** A line of tags becomes a field, in a post at its edges alone; consecutive lines make one list. */
function markTags(state: State): void {
  const { blocks, reasons, own, fields } = state
  const { head, foot } = createEdges(state)
  const found: string[] = []
  let last = -2
  let lists = 0
  let body = -1
  // Key words that the page's own tags do not hold are found in the text alone.
  const isKnown = fields.tags.length > 0
  for (let i = 0; i < blocks.length; i++) {
    const { text } = blocks[i]!
    if (reasons[i] === undefined) body = i
    else if (i > body + NEAR || !/^#[^#\s]{1,16}$/.test(text)) continue
    if (text.length > 100 || own.has(i) || isFixed(state, i)) continue
    if (!state.isPage && i >= head && i < foot) continue
    // In a source a line that begins with # is text: programs for notes read their tags themselves.
    if (text.startsWith('#') && !state.isPage) continue
    const tags = readTags(text, true)
    if (tags === '' || (isKnown && !labels(tags).every((tag) => fields.tags.includes(tag)))) continue
    mark(state, i, 'byline', 'tags')
    if (i > last + 1) lists++
    if (found.length === 0 || i === last + 1) found.push(tags)
    last = i
  }
  if (lists > MOST_OF_PAGE) giveBackRule(state, 'tags')
  if (fields.tags.length === 0) fields.tags = labels(found.join(','))
}

function collect(state: State, alts: readonly string[], kind: TextKind): { body: string; captions: string[] } {
  const { blocks, reasons, rules, fields, options } = state
  const isTrusted = kind === 'source' || kind === 'whole'
  const paragraphs: string[] = []
  const captions: string[] = []
  for (let i = 0; i < blocks.length; i++) {
    const text = blocks[i]!.text
    const reason = reasons[i]
    if (reason === undefined) paragraphs.push(isTrusted || isFixed(state, i) ? text : trimParagraph(text))
    else if (reason === 'caption') captions.push(isTrusted ? text : captionText(text))
    else options.onRemoved?.({ reason, rule: rules[i] ?? reason, text })
  }
  const body = paragraphs.join('\n')
  const add = isTrusted ? addAllAlternatives : addAlternatives
  return { body, captions: add(captions, alts, fields.title, body) }
}
