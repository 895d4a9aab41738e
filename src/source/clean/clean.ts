/**
 * From blocks to an article's text: rules decide line by line what is furniture; what no rule names stays.
 *
 * A page is cut only on evidence. A plain note, a poem or a novel has none, and keeps every line. Where prose resumes
 * after a list of recommendations, the list alone goes.
 */
import type { Block, OnRemoved, Reason } from '../block.js'
import type { Fields } from '../fields/map.js'
import { HEAD_RULES, LINE_RULES, TAIL_RULES } from '../rules.js'
import { addAlternatives, captionText, isCaption } from './captions.js'
import { headlineKey, isProse, isSentence, originalTitle, readByline, ruleFor, trimParagraph } from './lines.js'

export interface CleanOptions {
  /** True for whole pages and page text, where head and foot are furniture; false for posts, which are all article. */
  readonly page: boolean
  /** Lines that many articles of the collection share. */
  readonly repeatedLines?: { has(line: string): boolean } | undefined
  readonly onRemoved?: OnRemoved | undefined
}

export interface CleanText {
  readonly body: string
  readonly captions: readonly string[]
}

interface State {
  readonly blocks: readonly Block[]
  readonly reasons: (Reason | 'caption' | undefined)[]
  readonly fields: Fields
  readonly options: CleanOptions
}

/** Cleans; fills `fields` that are still empty with what the text says of itself. */
export function clean(
  blocks: readonly Block[],
  alts: readonly string[],
  fields: Fields,
  options: CleanOptions,
): CleanText {
  const state: State = { blocks, reasons: new Array<Reason | undefined>(blocks.length), fields, options }
  markLines(state)
  const first = firstProse(state)
  markHead(state, first)
  markTail(state, first)
  return collect(state, alts)
}

/** Captions, rules for lines anywhere, lines repeated across the collection. */
function markLines({ blocks, reasons, options }: State): void {
  const usual = usualGap(blocks)
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.kind === 'code') continue
    const rule = ruleFor(block.text, LINE_RULES)
    if (rule !== undefined) reasons[i] = rule.reason
    else if (options.repeatedLines?.has(block.text) === true) reasons[i] = 'repeated line'
    else if (isCaption(block, usual)) reasons[i] = 'caption'
  }
}

/** The commonest number of blank lines between two lines. */
function usualGap(blocks: readonly Block[]): number {
  const counts = new Map<number, number>()
  for (let i = 1; i < blocks.length; i++) counts.set(blocks[i]!.gap, (counts.get(blocks[i]!.gap) ?? 0) + 1)
  let best = 0
  for (const [gap, count] of counts) if (count > (counts.get(best) ?? 0)) best = gap
  return best
}

function firstProse({ blocks, reasons }: State): number {
  const first = blocks.findIndex(
    (block, i) => reasons[i] === undefined && isProse(block.text) && readByline(block.text) === undefined,
  )
  return first < 0 ? blocks.length : first
}

/** What stands before the first paragraph: navigation, the headline, a byline. */
function markHead(state: State, first: number): void {
  const { blocks, reasons, fields, options } = state
  let evidence = 0
  const end = Math.min(first, 60)
  for (let i = 0; i < end; i++) {
    const text = blocks[i]!.text
    if (reasons[i] === 'original title' && fields.title === '') fields.title = originalTitle(text)
    if (reasons[i] !== undefined) {
      if (reasons[i] !== 'caption') evidence++
      continue
    }
    const rule = ruleFor(text, HEAD_RULES)
    if (rule !== undefined && (options.page || rule.name === 'breadcrumbs')) {
      reasons[i] = rule.reason
      evidence++
    } else if (takeByline(text, fields, i < first || options.page)) {
      reasons[i] = 'byline'
      evidence++
    }
  }
  markTitle(state, end, evidence)
  if (options.page && evidence >= 2) markScraps(state, end)
}

function takeByline(text: string, fields: Fields, allowed: boolean): boolean {
  const byline = allowed ? readByline(text) : undefined
  if (byline === undefined) return false
  if (fields.date === '') fields.date = byline.date
  if (fields.author === '') fields.author = byline.author
  if (byline.source !== '' && fields.metadata['source'] === undefined) fields.metadata['source'] = byline.source
  return true
}

/** The headline repeated at the head of the text is not body; without one in the fields it becomes the title. */
function markTitle(state: State, end: number, evidence: number): void {
  const { blocks, reasons, fields, options } = state
  if (fields.title === '' && options.page) fields.title = guessTitle(state, end)
  const key = headlineKey(fields.title)
  if (key === '') return
  for (let i = 0; i < end; i++) {
    if (reasons[i] !== undefined || headlineKey(blocks[i]!.text) !== key) continue
    if (options.page || blocks[i]!.kind === 'heading' || evidence === 0)
      reasons[i] = blocks[i]!.kind === 'paragraph' && !options.page ? undefined : 'title repeated'
  }
}

/** A line said twice before the text starts, else a heading, else the first line that could be one. */
function guessTitle({ blocks, reasons }: State, end: number): string {
  const seen = new Map<string, number>()
  let candidate = ''
  let heading = ''
  for (let i = 0; i < end; i++) {
    const { text, kind } = blocks[i]!
    if (reasons[i] !== undefined || text.length > 100 || text.length < 2) continue
    if (text.length >= 6 && seen.has(text)) return text
    seen.set(text, i)
    if (heading === '' && kind === 'heading') heading = text
    if (candidate === '' || (candidate.length < 6 && text.length >= 8))
      candidate = /[。；，,;]$/.test(text) ? candidate : text
  }
  return heading || candidate
}

/** Short words between the furniture of a head are furniture too. */
function markScraps({ blocks, reasons }: State, end: number): void {
  let last = -1
  for (let i = 0; i < end; i++) if (reasons[i] !== undefined && reasons[i] !== 'caption') last = i
  for (let i = 0; i < last; i++) if (reasons[i] === undefined && blocks[i]!.text.length <= 8) reasons[i] = 'navigation'
}

/** What stands after the last paragraph, from the first line that says that the article is over. */
function markTail(state: State, first: number): void {
  const { blocks, reasons } = state
  for (let i = Math.min(first + 1, blocks.length); i < blocks.length; i++) {
    const rule = blocks[i]!.kind === 'code' ? undefined : ruleFor(blocks[i]!.text, TAIL_RULES)
    if (rule === undefined) continue
    const resume = rule.reason === 'comments' && state.options.page ? blocks.length : resumption(state, i + 1)
    readAccount(state, i, resume)
    for (let k = i; k < resume; k++) reasons[k] = reasons[k] ?? rule.reason
    i = resume
  }
}

/** The first block from which prose goes on: two sentences near each other. */
function resumption({ blocks, reasons }: State, from: number): number {
  for (let i = from; i < blocks.length; i++) {
    if (!isArticleSentence(blocks[i]!, reasons[i])) continue
    for (let k = i + 1; k < Math.min(i + 4, blocks.length); k++) if (isArticleSentence(blocks[k]!, reasons[k])) return i
  }
  return blocks.length
}

function isArticleSentence(block: Block, reason: State['reasons'][number]): boolean {
  return (
    reason === undefined && isSentence(block.text) && block.text.length >= 50 && block.linked * 2 < block.text.length
  )
}

/** The card of the writing account at the foot of a page: its name stands just before its counters. */
function readAccount({ blocks, fields }: State, from: number, to: number): void {
  if (fields.author !== '') return
  for (let i = from; i < to; i++) {
    if (!/^\d+文章数\s*\d+关注度$/.test(blocks[i]!.text)) continue
    for (let k = i - 1; k > from && k > i - 4; k--)
      if (blocks[k]!.text === blocks[k - 1]!.text) fields.author = blocks[k]!.text
  }
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
