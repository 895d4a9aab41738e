/**
 * Finds the text that a page hides by mistake: after a comment, or an element without visible text, that never ends or
 * is opened again before its end; inside a declaration; inside a tag whose quotes don't match. Browsers hide such text,
 * and so do the readers of pages, but they report it.
 */
import { isSentence } from '../missing-sentences.js'

/**
 * Elements whose text is not shown. Group 1: closed only by their own end tag. Group 2: also closed by a slash or by
 * the end of their parent. Group 3: readings of ruby, which the end of their parent rightly closes (HTML, 13.1.2.4).
 */
const WITHOUT_TEXT =
  /(script|style|title|textarea|template|noscript)(?=[\s/>])|(iframe|object|applet|svg|canvas|audio|video|map|button|select|datalist|dialog)(?=[\s/>])|(r[pt]|rtc)(?=[\s/>])/iy

/**
 * The lines of prose that such mistakes hide; none if everything is closed. One pass.
 * @param all true if an unclosed element of group 2 hides everything to the end, false if only to the end of its parent
 */
export function hiddenProse(html: string, all: boolean): readonly string[] {
  const hidden: string[] = []
  const report: Report = (from, to) => {
    for (const line of proseIn(html.slice(from, to))) hidden.push(line)
  }
  const endless = new Set<string>()
  const open: Open = { at: 0, counts: new Map() }
  for (let at = html.indexOf('<'); at >= 0;) {
    const behind = behindMarkup(html, at, { all, endless, open, report })
    at = html.indexOf('<', behind)
  }
  return hidden
}

interface Way {
  readonly all: boolean
  /** Names of elements without a further end tag, so that each is searched for only once. */
  readonly endless: Set<string>
  readonly open: Open
  readonly report: Report
}

function behindMarkup(html: string, at: number, { all, endless, open, report }: Way): number {
  const next = html.charCodeAt(at + 1)
  if (next === 0x21 || next === 0x3f) return behindDeclaration(html, at, report)
  if (next !== 0x2f && !isLetter(next)) return at + 1
  const { end, isBroken } = endOfTag(html, at + 1)
  if (isBroken) report(at + 1, html.charAt(end - 1) === '>' ? end - 1 : end)
  WITHOUT_TEXT.lastIndex = at + 1
  const element = WITHOUT_TEXT.exec(html)
  // True for nearly all tags.
  if (element === null) return end
  const [, raw, dropped, ruby] = element
  const name = (raw ?? (html.charAt(end - 2) === '/' ? undefined : (dropped ?? ruby)))?.toLowerCase()
  if (name === undefined) return end
  const found = endless.has(name) ? -1 : endOf(html, name, end)
  if (found < 0) endless.add(name)
  // A broken tag is hardly the element that it seems to be, and neither is a title in which another element begins or
  // ends: the text up to the end tag is reported.
  if (found >= 0 && (isBroken || (name === 'title' && holdsTag(html, end, found)))) report(end, found)
  if (found >= 0) return found + 1
  const goesOn = raw !== undefined || isBroken || (all && ruby === undefined)
  const behind = goesOn ? html.length : endOfParent(html, end, open)
  report(end, behind)
  return behind
}

const holdsTag = (html: string, from: number, to: number): boolean => /<\/?[a-z]/i.test(html.slice(from, to))

/** Where the end tag stands, as the parser finds it: a slash is part of the name to the parser. -1 without one. */
function endOf(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[ \\t\\n\\f\\r>])`, 'gi')
  close.lastIndex = from
  return close.exec(html)?.index ?? -1
}

const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a

const TAG = /<(\/?)([a-z][\w-]{0,50})[^<>]{0,2000}?(\/?)>/gi
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i

/** How many elements of each name are open at `at`. */
interface Open {
  at: number
  readonly counts: Map<string, number>
}

/**
 * Advances the counts to the place `to`. Called only after an element that is never closed, and reads each tag once.
 */
function countTo(html: string, to: number, open: Open): void {
  TAG.lastIndex = open.at
  open.at = to
  for (let tag = TAG.exec(html); tag !== null && tag.index < to; tag = TAG.exec(html)) {
    const name = tag[2]!.toLowerCase()
    const before = open.counts.get(name) ?? 0
    open.counts.set(name, tag[1] === '' ? before + 1 : Math.max(0, before - 1))
  }
}

/**
 * Where the parent of an element that is never closed ends: at the first end tag whose start tag does not stand after
 * `from`. An end tag of an element that is not open is ignored.
 */
function endOfParent(html: string, from: number, open: Open): number {
  countTo(html, from, open)
  let depth = 0
  TAG.lastIndex = from
  for (let tag = TAG.exec(html); tag !== null; tag = TAG.exec(html)) {
    const [, isEnd, name, isClosed] = tag
    if (isEnd !== '') depth--
    else if (isClosed === '' && !VOID.test(name!)) depth++
    if (depth >= 0) continue
    if ((open.counts.get(name!.toLowerCase()) ?? 0) > 0) return tag.index
    depth = 0
  }
  return html.length
}

type Report = (from: number, to: number) => void

/** A comment that never ends, or is opened again before its end, was meant to end earlier, so its text is reported. */
function behindComment(html: string, from: number, report: Report): number {
  const end = html.indexOf('-->', from)
  const again = html.indexOf('<!--', from)
  if (end < 0 || (again >= 0 && again < end)) report(from, end < 0 ? html.length : end)
  return end < 0 ? html.length : end
}

/**
 * Skips a comment, a CDATA section, a document type or a tag of another language. The last two contain no prose unless
 * something is damaged.
 */
function behindDeclaration(html: string, at: number, report: Report): number {
  if (html.startsWith('<!--', at)) return behindComment(html, at + 4, report)
  const isCdata = html.startsWith('<![CDATA[', at)
  const from = isCdata ? at + 9 : at + 2
  // An empty one, `<!>`, is read up to the next bracket.
  const found = html.indexOf(isCdata ? ']]>' : '>', html.charAt(from) === '>' ? from + 1 : from)
  const end = found < 0 ? html.length : found
  report(from, end)
  return end
}

/**
 * The form of nearly all tags: names, and values in double quotes. The number of attributes is bounded, because a
 * pattern overflows its stack on millions of them.
 */
const SOUND_TAG = /\/?[a-z][\w-]*(?:\s+[a-z@:][\w:.-]*(?:="[^"<>]*")?){0,100}\s*\/?>/iy

/** What precedes a character of a tag. */
type Before = 'tag' | 'nothing' | 'name' | 'blank' | 'equals' | 'value'

/**
 * The place after the bracket that ends a tag. The tag is broken if another one opens in it, or if Han or a quote
 * stands where neither may. A quote opens a value only after an equals sign, and an equals sign counts only after a
 * name (HTML, 13.2.5.32 to 13.2.5.39).
 */
function endOfTag(html: string, from: number): { readonly end: number; readonly isBroken: boolean } {
  SOUND_TAG.lastIndex = from
  if (SOUND_TAG.test(html)) return { end: SOUND_TAG.lastIndex, isBroken: false }
  if (html.charCodeAt(from) === 0x2f) return endOfClosingTag(html, from)
  let isBroken = false
  let before: Before = 'tag'
  for (let at = from; at < html.length; at++) {
    const unit = html.charCodeAt(at)
    if (unit === 0x3e) return { end: at + 1, isBroken }
    if (unit === 0x3c || unit >= 0x2e80) isBroken = true
    const isQuote = unit === 0x22 || unit === 0x27
    if (!isQuote || before !== 'equals') {
      isBroken ||= isQuote
      before = afterUnit(unit, before)
      continue
    }
    const close = html.indexOf(unit === 0x22 ? '"' : "'", at + 1)
    if (close < 0) break
    isBroken ||= isSwallowed(html, at, close)
    at = close
    before = 'nothing'
  }
  return { end: html.length, isBroken: true }
}

/** To the parser, an end tag has no values in quotes. */
function endOfClosingTag(html: string, from: number): { readonly end: number; readonly isBroken: boolean } {
  const end = html.indexOf('>', from)
  const isBroken = end < 0 || /[<"'\u2e80-\uffef]/.test(html.slice(from, end))
  return { end: end < 0 ? html.length : end + 1, isBroken }
}

function afterUnit(unit: number, before: Before): Before {
  if (unit <= 0x20) return before === 'name' || before === 'blank' ? 'blank' : before === 'equals' ? before : 'nothing'
  if (unit === 0x2f && before !== 'equals' && before !== 'value') return 'nothing'
  if (before === 'tag' || before === 'value') return before
  if (before === 'equals') return 'value'
  return unit === 0x3d && before !== 'nothing' ? 'equals' : 'name'
}

/**
 * True for a value that contains brackets and is not followed by whitespace or the end of the tag: the quote that ends
 * it was meant to open another value.
 */
function isSwallowed(html: string, open: number, close: number): boolean {
  const next = html.charCodeAt(close + 1)
  const isEnd = next <= 0x20 || next === 0x3e || (next === 0x2f && html.charCodeAt(close + 2) === 0x3e)
  return next > 0 && !isEnd && /[<>]/.test(html.slice(open, close))
}

/** The sentences in a piece of markup. */
export function proseIn(html: string): string[] {
  // A tag that contains Han is a sentence that a mistake turned into a tag, so it is kept.
  const lines = html.split(/<[^<>\u2e80-\uffef]{0,2000}>|\n/)
  return lines.map((line) => line.trim()).filter(isSentence)
}
