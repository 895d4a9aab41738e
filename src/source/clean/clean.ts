/**
 * Makes an article's text from blocks: rules decide line by line what is furniture; lines that no rule matches are
 * kept.
 *
 * A page is cut only on evidence. A plain note, a poem or a novel has none, and keeps every line. If prose resumes
 * after a list of recommendations, only the list is removed.
 */
import type { Block, Reason } from '../block.js'
import { labels } from '../fields/map.js'
import type { Fields } from '../fields/map.js'
import { HEAD_RULES, LINE_RULES } from './rules/index.js'
import type { LineRule } from './rules/rule.js'
import { datelineAuthor, readByline } from './byline.js'
import { addAlternatives, captionText, isCaption, settingOf } from './captions.js'
import { markHead } from './head.js'
import { isProse, readTags, trimParagraph } from './lines.js'
import { plainLine, ruleFor } from './rule-match.js'
import { findOwn } from './own-lines.js'
import { findSpoken } from './speakers.js'
import type { CleanOptions, State } from './state.js'
import { markTail, markUnnamedLists } from './tail.js'

export interface CleanText {
  readonly body: string
  readonly captions: readonly string[]
}

/** Cleans the blocks, and fills `fields` that are still empty from the text. */
export function clean(
  blocks: readonly Block[],
  alts: readonly string[],
  fields: Fields,
  options: CleanOptions,
): CleanText {
  const plain = blocks.map((block) => plainLine(block.text))
  const reasons = new Array<Reason | undefined>(blocks.length)
  const state: State = {
    blocks,
    plain,
    reasons,
    spoken: findSpoken(plain),
    own: findOwn(blocks, plain, fields, options.hasArticleElement === true),
    fields,
    options,
  }
  markLines(state)
  if (options.links === true) markLinks(state)
  const first = firstProse(state)
  markHead(state, first)
  markTail(state, first)
  markUnnamedLists(state, first)
  markTags(state)
  if (fields.author === '' && first < blocks.length) fields.author = datelineAuthor(blocks[first]!.text)
  return collect(state, alts)
}

/** Captions, rules for lines anywhere, lines repeated across the collection. */
function markLines({ blocks, plain, reasons, spoken, own, options }: State): void {
  const usual = settingOf(blocks)
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.kind === 'code') continue
    const rule = own.has(i) ? undefined : ruleFor(plain[i]!, LINE_RULES)
    if (rule !== undefined && !isAuthors(rule, options) && !isSaid(rule, spoken.has(i))) reasons[i] = rule.reason
    else if (options.repeatedLines?.has(block.text) === true) reasons[i] = 'repeated line'
    else if (isCaption(block, usual)) reasons[i] = 'caption'
  }
  keepDigest(reasons)
}

/** An article states its original title once or twice; a digest states one for each of its articles, and keeps them. */
function keepDigest(reasons: State['reasons']): void {
  if (reasons.filter((reason) => reason === 'original title').length <= 3) return
  for (let i = 0; i < reasons.length; i++) if (reasons[i] === 'original title') reasons[i] = undefined
}

const OF_PAGES: ReadonlySet<Reason> = new Set<Reason>(['navigation', 'share', 'statistics', 'page furniture'])

/** In Markdown a short line is the author's own: nobody writes buttons by hand. */
function isAuthors(rule: LineRule, { page, links }: CleanOptions): boolean {
  return !page && links !== true && OF_PAGES.has(rule.reason)
}

/** Marks paragraphs that are one link, if they are a small part of the text. An article that lists links keeps them. */
function markLinks({ blocks, reasons, own }: State): void {
  const links: number[] = []
  let linked = 0
  let all = 0
  for (let i = 0; i < blocks.length; i++) {
    const { text, kind } = blocks[i]!
    all += text.length
    if (reasons[i] !== undefined || own.has(i) || kind === 'heading' || kind === 'row' || text.length < 8) continue
    if (blocks[i]!.linked < 0.7 * text.length || /[。；]$|https?:/.test(text.slice(-300))) continue
    links.push(i)
    linked += text.length
  }
  if (linked > 0.3 * all) return
  for (const i of links) reasons[i] = 'recommendation'
}

/** True for a line that looks like a credit but is part of a conversation. */
function isSaid({ reason }: LineRule, isSpoken: boolean): boolean {
  return isSpoken && (reason === 'editor' || reason === 'byline')
}

function firstProse({ blocks, plain, reasons, own }: State): number {
  const first = blocks.findIndex(
    (block, i) =>
      reasons[i] === undefined &&
      isProse(block.text) &&
      (own.has(i) || (readByline(block.text) === undefined && ruleFor(plain[i]!, HEAD_RULES) === undefined)),
  )
  if (first >= 0) return first
  const sentence = blocks.findIndex(
    (block, i) => reasons[i] === undefined && block.text.length >= 12 && /[。！？…]$/.test(block.text),
  )
  return sentence < 0 ? blocks.length : sentence
}

/** Tags are at most this many blocks below the text; hashtags further down are topics of others. */
const NEAR = 12

/** A line of tags becomes a field, at any position; consecutive lines make one list. */
function markTags({ blocks, reasons, own, fields }: State): void {
  const found: string[] = []
  let last = -1
  let body = -1
  for (let i = 0; i < blocks.length; i++) {
    const { text } = blocks[i]!
    if (reasons[i] === undefined) body = i
    else if (i > body + NEAR || !/^#[^#\s]{1,16}$/.test(text)) continue
    if (text.length > 100 || own.has(i)) continue
    const tags = readTags(text, true)
    if (tags === '') continue
    reasons[i] ??= 'byline'
    if (found.length === 0 || i === last + 1) found.push(tags)
    last = i
  }
  if (fields.tags.length === 0) fields.tags = labels(found.join(','))
}

function collect(state: State, alts: readonly string[]): CleanText {
  const { blocks, reasons, fields, options } = state
  const paragraphs: string[] = []
  const captions: string[] = []
  for (let i = 0; i < blocks.length; i++) {
    const text = blocks[i]!.text
    const reason = reasons[i]
    if (reason === undefined) paragraphs.push(trimParagraph(text))
    else if (reason === 'caption') captions.push(captionText(text))
    else options.onRemoved?.({ reason, text })
  }
  const body = paragraphs.join('\n')
  return { body, captions: addAlternatives(captions, alts, fields.title, body) }
}
