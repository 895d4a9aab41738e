/** How far the rules are believed: what a text without markup is, and what they took that is the article. */
import type { Block, Reason } from '../block.js'
import { isSentence } from './lines.js'
import type { State, TextKind } from './state.js'
import { foldedLine, headingKey } from '../repeated/repeated-lines.js'

/** Reasons that only the furniture of a page gives. Names and dates also stand above and below a bare article. */
const OF_PAGES: ReadonlySet<Reason | 'caption' | undefined> = new Set<Reason>([
  'navigation',
  'share',
  'statistics',
  'comments',
  'recommendation',
  'promotion',
  'disclaimer',
  'page furniture',
  'repeated line',
])
const OF_CREDITS: ReadonlySet<Reason | 'caption' | undefined> = new Set<Reason>(['byline', 'editor', 'original title'])
/** A page shows at least this many different signs. */
const FEWEST_SIGNS = 3

/**
 * True for text that was copied with the page around it: several different rules match lines above and below the prose.
 * Credits together count as one sign.
 */
export function looksPasted({ blocks, reasons, rules }: State, first: number): boolean {
  if (isWrapped(blocks)) return false
  const last = blocks.findLastIndex(({ text }, i) => reasons[i] === undefined && isSentence(text))
  const signs = new Set<string>()
  for (let i = 0; i < blocks.length; i++) {
    if (i >= first && i <= last) continue
    if (OF_PAGES.has(reasons[i])) signs.add(rules[i] ?? '')
    else if (OF_CREDITS.has(reasons[i])) signs.add('credits')
  }
  return signs.size >= FEWEST_SIGNS
}

/** The width of lines that an editor breaks, and the shares of lines that have it and that may exceed it. */
const COLUMNS = { least: 50, most: 100, wrapped: 0.4, longer: 0.05 } as const

/** True for lines that were broken at a column: in a page pasted into a file, a line is a paragraph or a label. */
function isWrapped(blocks: readonly Block[]): boolean {
  const longer = blocks.filter(({ text }) => text.length > COLUMNS.most).length
  const wrapped = blocks.filter(({ text }) => text.length >= COLUMNS.least && !isSentence(text)).length
  return wrapped - longer >= COLUMNS.wrapped * blocks.length && longer <= COLUMNS.longer * blocks.length
}

/** Keeps a trusted text: only its title, set as one, and repeated lines are left out; captions move to their field. */
export function trust(state: State, kind: TextKind): void {
  const { blocks, reasons, rules, fields } = state
  for (let i = 0; i < blocks.length; i++) {
    const { kind: ofBlock, text, afterImage } = blocks[i]!
    const isTitle = reasons[i] === 'title repeated' && text === fields.title
    const isCaption = ofBlock === 'caption' || (reasons[i] === 'caption' && ofBlock === 'paragraph' && afterImage)
    if (kind === 'source' && isTitle) continue
    reasons[i] = isCaption ? 'caption' : undefined
    if (kind !== 'source' || ofBlock === 'code' || ofBlock === 'row' || !isRepeated(state, i, true)) continue
    reasons[i] = rules[i] = 'repeated line'
  }
}

/** Keeps what a text shares with others if it is all there is of it. */
export function keepShared(state: State): void {
  if (isEmptied(state)) giveBack(state, 'repeated line')
}

const isEmptied = ({ reasons }: State): boolean =>
  reasons.every((reason) => reason !== undefined && reason !== 'caption')

/** What others wrote below an article on its page may be longer than the article. */
const OF_OTHERS: ReadonlySet<Reason | 'caption' | undefined> = new Set<Reason>([
  'comments',
  'recommendation',
  'repeated line',
])
/** The share of all prose, and the units, that one reason takes at most. */
const MOST_TAKEN = 0.25
const FEWEST_TAKEN = 200

/** Gives back what one reason took if it is too much to be furniture, and everything if nothing would be left. */
export function keepArticle(state: State): void {
  const { blocks, reasons, isPage } = state
  const taken = new Map<Reason, number>()
  const last = blocks.findLastIndex(({ text }, i) => reasons[i] === undefined && isSentence(text))
  let prose = 0
  for (let i = 0; i < blocks.length; i++) {
    const { text } = blocks[i]!
    if (!isSentence(text)) continue
    prose += text.length
    const reason = reasons[i]
    if (reason === undefined || reason === 'caption' || (isPage && OF_OTHERS.has(reason))) continue
    // A statement below a short article may be longer than it.
    if (isPage && reason === 'disclaimer' && i > last && last >= 0) continue
    taken.set(reason, (taken.get(reason) ?? 0) + text.length)
  }
  for (const [reason, units] of taken) if (units >= FEWEST_TAKEN && units > prose * MOST_TAKEN) giveBack(state, reason)
  if (isEmptied(state)) giveBack(state)
}

function giveBack({ reasons }: State, taken?: Reason): void {
  for (let i = 0; i < reasons.length; i++)
    if (taken === undefined ? reasons[i] !== 'caption' && reasons[i] !== 'title repeated' : reasons[i] === taken)
      reasons[i] = undefined
}

/* Lines that other articles of the folder have as well. */

/** Blocks at the beginning and at the end of a text in which repeated lines are looked for. */
const EDGES = { post: [6, 12], source: [0, 3] } as const

/**
 * True for a repeated line: in page text at any position, elsewhere only at the edges, and never a heading of text.
 * Documents without markup share lines as versions of one another do, so what is taken for a source keeps its inside.
 */
export function isRepeated({ blocks, options }: State, i: number, isSource: boolean): boolean {
  const { repeatedLines, kind } = options
  if (repeatedLines === undefined) return false
  const block = blocks[i]!
  const isText = kind === 'text' || kind === 'pasted'
  const [head, foot] = isSource && !isText ? EDGES.source : EDGES.post
  if ((!isText || isSource) && i >= head && i < blocks.length - foot) return false
  if (isText) return repeatedLines.has(block.text)
  const isHeading = block.kind === 'heading'
  // A heading of text has text below it.
  if (isHeading && blocks.slice(i).some(({ kind }) => kind !== 'heading')) return false
  const key = isHeading ? headingKey(block.text) : foldedLine(block.text)
  return key !== '' && repeatedLines.has(`${isSource ? 'source' : 'post'}:${key}`)
}
