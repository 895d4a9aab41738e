/** Which line of a head is the headline. */
import { findDate } from '../fields/dates.js'
import { headlineKey, isHeadline } from './lines.js'
import { mark, type State } from './state.js'

/** The block of the headline: the known one, or on pages the likeliest one; -1 if there is none. */
export function findTitle(state: State, end: number): number {
  const { blocks, fields, isPage } = state
  const key = headlineKey(fields.title)
  if (key !== '') {
    for (let i = end - 1; i >= 0; i--) if (isHeadline(blocks[i]!.text, key)) return i
    return -1
  }
  if (!isPage) return -1
  const posted = timeOfMessage(state, end)
  if (posted >= 0) return isFirstLine(blocks, posted + 1, end) ? posted + 1 : -1
  return likeliest(state, end)
}

/** The line of time and device that a short message has below its author; -1 if there is none. */
function timeOfMessage(state: State, end: number): number {
  const { blocks, fields } = state
  for (let i = 1; i < end; i++) {
    if (!/来自\s*(?:微博|.{0,12}(?:客户端|手机)|.{0,4}(?:iPhone|Android|安卓|网页版))/.test(blocks[i]!.text)) continue
    const time = YEAR_OF_TWO.exec(blocks[i - 1]!.text)
    const above = time === null ? i : i - 1
    if (time !== null && fields.date === '') fields.date = findDate(`20${time[0]}`)
    if (fields.author === '') fields.author = nameAbove(blocks, above)
    for (let k = Math.max(0, above - 1); k <= i; k++) mark(state, k, 'byline', 'time of a message')
    return i
  }
  return -1
}

/** 22-2-15 20:05 */
const YEAR_OF_TWO = /^[0-3]\d-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}$/

/** The name above the time of a message: right above it, or above the button to follow the author. */
function nameAbove(blocks: State['blocks'], at: number): string {
  let above = at
  for (let i = Math.max(0, at - 4); i < at; i++)
    if (/^\+?\s*关注$/.test(blocks[i]!.text)) above = /认证|^V/.test(blocks[i - 1]?.text ?? '') ? i - 1 : i
  const name = blocks[above - 1]?.text ?? ''
  return name.length <= 20 ? name.replace(/^@/, '') : ''
}

/** Even a message may have a headline: a short line between its time and its text, after a blank line. */
function isFirstLine(blocks: State['blocks'], at: number, end: number): boolean {
  const block = blocks[at]
  return (
    at === end - 1 && block !== undefined && block.gap > 0 && block.text.length <= 40 && !/[。；]$/.test(block.text)
  )
}

/** True for the two halves of a headline, separated by a wide blank. */
function isParted(text: string): boolean {
  const parts = text.split(/[\s\u3000]+/)
  return parts.length === 2 && parts.every((part) => part.length >= 5 && !/\d{1,2}:\d{2}|[:：]/.test(part))
}

/** A second question right under a question is its description. */
function isDeck(blocks: State['blocks'], i: number): boolean {
  const above = blocks[i - 1]?.text ?? ''
  return (
    blocks[i]!.gap === 0 &&
    /[？?]$/.test(blocks[i]!.text) &&
    /[，,]/.test(blocks[i]!.text) &&
    above.length >= 8 &&
    /[？?]$/.test(above)
  )
}

/** Entries of an author's list, or a line that goes on. */
const NEVER_HEADLINE = /^https?:|^\d{1,2}[.、]\s*\D|[|｜]|[。；，,;：:]$/
/** Dates, times, issues, places: lines around headlines. */
const NO_HEADLINE =
  /\d{1,2}:\d{2}|答主$|认证[:：]|创作者$|\d{4}\s*[年/-]\s*\d|第\s*\d+\s*[期版]\P{L}*$|^(?:来自|发布于|关注|订阅)|^\d+$|客户端$/u

/** True if nothing above the prose is furniture. Then the first line is the headline, if it can be one. */
export function isPlain({ reasons }: State, end: number): boolean {
  return reasons.slice(0, end).every((reason) => reason === undefined || reason === 'caption')
}

/** The line with the highest score: for being near the byline or the text, long, repeated, or marked as a heading. */
function likeliest(state: State, end: number): number {
  const { blocks, reasons, spoken } = state
  if (isPlain(state, end) && isFirstHeadline(state, end)) return 0
  const byline = reasons.findIndex((reason) => reason === 'byline' || reason === 'editor')
  const anchor = byline >= 0 && byline < end ? byline : end
  let best = -1
  let bestScore = -Infinity
  for (let i = 0; i < end; i++) {
    const { text, kind, columns } = blocks[i]!
    if (
      reasons[i] !== undefined ||
      spoken.has(i) ||
      text.length < 4 ||
      text.length > 90 ||
      (columns > 1 && !isParted(text)) ||
      isDeck(blocks, i) ||
      (text.length <= 16 && NO_HEADLINE.test(text)) ||
      NEVER_HEADLINE.test(text)
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

/**
 * True if the first line is not a sentence and stands apart: a blank line follows it, or follows the name below it, or
 * only sentences follow it.
 */
function isFirstHeadline({ blocks, spoken }: State, end: number): boolean {
  const [block, below, third] = blocks
  if (end === 0 || block === undefined || spoken.has(0) || block.columns > 1 || block.text.length > 40) return false
  if (NO_HEADLINE.test(block.text) || /[。；，,;:：]$/.test(block.text)) return false
  if (below === undefined) return false
  if (below.gap > 0) return true
  if (third !== undefined && third.gap > 0) return below.text.length <= 8
  return blocks.slice(1, end).every(({ text }) => /[，。！？；…”」』]$/.test(text))
}
