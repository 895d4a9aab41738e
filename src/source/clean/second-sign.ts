/**
 * Lines of prose in posts that look like furniture: «重要提示：…», «编辑 /etc/hosts». Inside a text one sign is not
 * enough, because authors write such lines as well.
 */
import type { Reason } from '../block.js'
import { isSetApart, settingOf, type Setting } from './captions.js'
import { isSentence, withoutNotes } from './lines.js'
import { type LineRule, ruleFor } from './rules/rule.js'
import { LINE_RULES } from './rules/index.js'
import { isFixed, isMostlyLink, type State } from './state.js'
import { isName } from './byline.js'

/** Reasons whose rules also match what authors write. */
const DOUBTFUL: ReadonlySet<Reason> = new Set<Reason>(['promotion', 'disclaimer', 'editor'])
const ADDRESS = 'address of the page'
const RECOMMENDATION = 'recommendation in a line'
/** Rules for bylines and links that match what authors write as well. */
const OF_AUTHORS: ReadonlySet<string> = new Set([
  'about the author',
  'origin of the article',
  'where it appeared',
  ADDRESS,
  RECOMMENDATION,
])
/** Labels of any address; «本文链接» is one of the page itself. */
const ANY_ADDRESS = /^[^\p{L}]*(?:链接|地址|网址|連結|连结|URL|Source)\s*[:：]/iu
/** A label and nothing but names. */
const CREDIT =
  /^[（(【[]?\p{Script=Han}{2,6}\s*[:：丨|｜/／]\s*\p{Script=Han}{2,4}(?:[\s、]+\p{Script=Han}{2,4}){0,6}[）)】\]]?$/u
/** The mark of a note that is not of the text. */
const NOTE = /^(?:\*{2}|[※＊])/
/** Furniture of a post is among its first and last blocks. */
const EDGE = 5

/** Where the edges of a post are: blocks before `head` and from `foot` on; and how its text is set. */
interface Edges extends Setting {
  readonly head: number
  readonly foot: number
}

export const createEdges = ({ blocks }: State): Edges => ({
  ...settingOf(blocks),
  head: EDGE,
  foot: blocks.length - EDGE,
})

/** True for a line inside a post that has no other sign of furniture than the rule that it matches. */
export function isDoubtful(rule: LineRule, i: number, state: State, edges: Edges): boolean {
  if (rule.name === ADDRESS && isOfAnother(state.plain[i]!, state)) return true
  if (state.options.kind !== 'post') return false
  if (isHeadingOfText(state, i)) return true
  if (!DOUBTFUL.has(rule.reason) && !OF_AUTHORS.has(rule.name)) return false
  if (isFurniture(state, i - 1) || isFurniture(state, i + 1)) return false
  return namesAnother(rule, state.plain[i]!) || !hasSecondSign(rule, i, state, edges)
}

/** True for the address of an original elsewhere, if the page's own address is known and is no field of the line. */
function isOfAnother(plain: string, { fields: { url } }: State): boolean {
  const [, host = ''] = /^原文\p{Script=Han}{2}\s*[:：]\s*(?:https?:\/\/)?(?:www\.)?([^/\s]+)/iu.exec(plain) ?? []
  return url !== '' && host !== '' && !url.includes(host)
}

/** True for a heading with a sentence of the author right below; below «评论» readers write. */
function isHeadingOfText({ blocks, plain }: State, i: number): boolean {
  const below = blocks[i]!.kind === 'heading' && plain[i] !== '评论' ? blocks[i + 1] : undefined
  return below?.kind === 'paragraph' && isSentence(below.text) && ruleFor(plain[i + 1]!, LINE_RULES) === undefined
}

/** True for a line at an edge, for a note, for one that is mostly a link, and for one that is not set like the text. */
function hasSecondSign(rule: LineRule, i: number, { blocks, plain }: State, edges: Edges): boolean {
  if (i < edges.head || i >= edges.foot) return true
  const block = blocks[i]!
  if (rule.reason === 'disclaimer' && NOTE.test(plain[i]!)) return true
  if (rule.reason === 'editor' && block.kind !== 'item' && CREDIT.test(plain[i]!)) return true
  return isSetApart(block, edges) || isMostlyLink(block)
}

/** True for a line about another page, which authors also write at the end, in another style, and as a link. */
function namesAnother({ name }: LineRule, plain: string): boolean {
  return name === RECOMMENDATION || (name === ADDRESS && ANY_ADDRESS.test(plain))
}

/** True for a neighbour that a rule matches as well. Several addresses in a row are a list. */
function isFurniture(state: State, i: number): boolean {
  if (i < 0 || i >= state.blocks.length || isFixed(state, i)) return false
  const rule = ruleFor(state.plain[i]!, LINE_RULES)
  return rule !== undefined && rule.name !== ADDRESS
}

/* Sections of a page's article that are headed like its furniture: «相关链接» above a paragraph, «Comments» above code. */

const SHORTEST_SENTENCE = 12
/** Lines above what readers wrote: a time, a floor. Sentences and data may contain the same. */
const OF_READERS = /\d[:：]\d{2}|\d{4}\s?[-/.年]\s?\d|\d\s?[楼樓#]|(?:分钟|小时|天|月|年)前|^回复/
const LONGEST_OF_READERS = 40
/** Other headings of comments call on readers to write, or count what they wrote. */
const SUBJECT = /^(?:评论区?|Comments?)$/i

/** True for a section's heading with an anchor, or with the author's text right below: a sentence, code, or rows. */
export function isOwnSection(state: State, i: number, rule: LineRule): boolean {
  const { blocks, plain, reasons, options } = state
  if (options.kind !== 'page' || blocks[i]!.kind !== 'heading' || i + 1 >= blocks.length) return false
  if (rule.reason !== 'comments' && blocks[i]!.anchored === true) return true
  if (rule.reason === 'comments' && !SUBJECT.test(plain[i]!)) return false
  const isSentence = SENTENCE.test(withoutNotes(plain[i + 1]!)) && plain[i + 1]!.length >= SHORTEST_SENTENCE
  const isOwn = isSentence && reasons[i + 1] === undefined && !isMostlyLink(blocks[i + 1]!)
  return (isFixed(state, i + 1) || isOwn) && !isOfReaders(state, i + 1)
}

const SENTENCE = /[。！？…：:”」）)]$/

function isOfReaders(state: State, from: number): boolean {
  const { blocks, plain } = state
  for (let i = from; i < blocks.length && blocks[i]!.kind !== 'heading'; i++)
    if (!isFixed(state, i) && plain[i]!.length <= LONGEST_OF_READERS && OF_READERS.test(plain[i]!)) return true
  return false
}

/*
 * Lines of a conversation or of a list of works: «记者：» and «作者：» before them are not credits of the article, because
 * they are repeated.
 */

const LABELLED = /^([^\s:：。，]{1,6})\s*[:：]\s*(.*)$/
/** Makers of listed works. Other labels are repeated under each article of a digest. */
const OF_WORKS = /^(?:作者|译者|翻译)$/
const FEWEST_WORKS = 3

/** The blocks whose label names a speaker, or the makers of several works. @param plain lines by {@link plainLine} */
export function findSpoken(plain: State['plain']): ReadonlySet<number> {
  const labels = new Map<string, number[]>()
  for (let i = 0; i < plain.length; i++) {
    const label = LABELLED.exec(plain[i]!)?.[1]
    if (label === undefined) continue
    const lines = labels.get(label)
    if (lines === undefined) labels.set(label, [i])
    else lines.push(i)
  }
  const spoken = new Set<number>()
  for (const [label, lines] of labels) {
    if (lines.length < 2) continue
    if (lines.some((i) => isSpeech(plain[i]!))) for (const i of withoutCredit(plain, lines)) spoken.add(i)
    else if (OF_WORKS.test(label) && lines.length >= FEWEST_WORKS) for (const i of lines) spoken.add(i)
  }
  return spoken
}

/** True for a sentence. Credits are not sentences, except introductions of the author, which a rule matches. */
function isSpeech(line: string): boolean {
  return /[。？！]/.test(line) && ruleFor(line, LINE_RULES) === undefined
}

/** The lines without the first if it only names the interviewer. */
function withoutCredit(plain: State['plain'], lines: readonly number[]): readonly number[] {
  return isName(LABELLED.exec(plain[lines[0]!]!)?.[2] ?? '') ? lines.slice(1) : lines
}
