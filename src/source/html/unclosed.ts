/**
 * Text that a page hides by a mistake: behind a comment, or an element without text, that never ends, and inside of a tag
 * whose quotes don't match. Browsers hide it, and so do the readers of pages, but not without a word.
 */
import { isSentence } from '../missing-sentences.js'

/** Nothing but their own end closes these: name 1. A parent that ends, or a slash, closes those: name 2. */
const WITHOUT_TEXT =
  /(script|style|title|textarea|template|noscript)(?=[\s/>])|(iframe|object|svg|canvas|audio|video|button|select)(?=[\s/>])/iy

/**
 * The lines of prose that mistakes take along; none where all is closed. One pass.
 * @param all whether to look at elements too that any parent may close
 */
export function hiddenProse(html: string, all: boolean): readonly string[] {
  const hidden: string[] = []
  const hide = (from: number, to: number): void => {
    for (const line of proseIn(html.slice(from, to))) hidden.push(line)
  }
  for (let at = html.indexOf('<'); at >= 0;) {
    const behind = behindMarkup(html, at, all, hide)
    at = html.indexOf('<', behind)
  }
  return hidden
}

function behindMarkup(html: string, at: number, all: boolean, hide: (from: number, to: number) => void): number {
  const { length } = html
  if (html.startsWith('<!--', at)) return behindOr(html.indexOf('-->', at + 4), () => hide(at + 4, length), length)
  if (html.startsWith('<![CDATA[', at)) {
    const end = html.indexOf(']]>', at)
    hide(at + 9, end < 0 ? length : end)
    return end < 0 ? length : end
  }
  if (!/[a-z/]/i.test(html.charAt(at + 1))) return at + 1
  const { end, isBroken } = endOfTag(html, at + 1)
  if (isBroken) hide(at + 1, end)
  WITHOUT_TEXT.lastIndex = at + 1
  const [, raw, dropped] = WITHOUT_TEXT.exec(html) ?? []
  const name = all ? (raw ?? dropped) : raw
  if (name === undefined) return end
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  close.lastIndex = end
  return behindOr(close.exec(html)?.index ?? -1, () => hide(end, length), length)
}

function behindOr(found: number, otherwise: () => void, length: number): number {
  if (found >= 0) return found + 1
  otherwise()
  return length
}

/** Behind the bracket that ends a tag; broken where another opens in it, or a quote stands where none may. */
function endOfTag(html: string, from: number): { readonly end: number; readonly isBroken: boolean } {
  let isBroken = false
  for (let at = from; at < html.length; at++) {
    const unit = html.charCodeAt(at)
    if (unit === 0x3e) return { end: at + 1, isBroken }
    if (unit === 0x3c) isBroken = true
    if (unit !== 0x22 && unit !== 0x27) continue
    if (!isValue(html, at)) {
      isBroken = true
      continue
    }
    const close = html.indexOf(unit === 0x22 ? '"' : "'", at + 1)
    if (close < 0) break
    at = close
  }
  return { end: html.length, isBroken: true }
}

/** True where a quote opens a value: behind the sign of equality. */
function isValue(html: string, at: number): boolean {
  let before = at - 1
  while (html.charCodeAt(before) <= 0x20) before--
  return html.charCodeAt(before) === 0x3d
}

function proseIn(html: string): string[] {
  const lines = html.split(/<[^<>]{0,2000}>|\n/)
  return lines.map((line) => line.trim()).filter(isSentence)
}
