/**
 * Maps a passage of an article back to its place in the source file, although cleaning has removed tags, links and
 * blank lines. Only letters and digits are compared, because these are the same in the file and in the cleaned text.
 *
 * Linear in the length of both texts. Paragraphs are searched for in order, so that a sentence that occurs twice is
 * found at the right place.
 */
import { utf8Length } from '../text/units.js'
import { splitFrontMatter } from './fields/front-matter.js'

/** The letters and digits of a text, and the offset of each of their UTF-16 units in it. */
interface Letters {
  readonly text: string
  readonly at: Int32Array
}

export interface SourcePlace {
  /** From 1. */
  readonly line: number
  /** From 1, in bytes of UTF-8 from the beginning of the line, as editors and grep count. */
  readonly column: number
  /** The line without its break. */
  readonly text: string
}

/**
 * @param source the decoded file, front matter included
 * @param isMarked true for HTML and Markdown, whose tags and link addresses are skipped
 */
export function createSourceMap(
  source: string,
  isMarked: boolean,
): (body: string, at: number) => SourcePlace | undefined {
  const from = splitFrontMatter(source)?.bodyStart ?? 0
  const letters = lettersOf(source, from, isMarked)
  return (body, at) => {
    const offset = find(letters, body, at)
    return offset === undefined ? undefined : placeAt(source, offset)
  }
}

/** The offset in the source of the text at `at` in the body; undefined if the file does not contain it (any more). */
function find(source: Letters, body: string, at: number): number | undefined {
  let from = 0
  let missed = 0
  for (let start = 0; start <= at;) {
    const newline = body.indexOf('\n', start)
    const end = newline < 0 ? body.length : newline
    const paragraph = lettersOf(body.slice(start, end), 0, false)
    const isSought = paragraph.text !== '' && (at <= end || missed < mostMissed)
    const found = isSought ? source.text.indexOf(paragraph.text, from) : -1
    if (isSought && found < 0) missed++
    if (at <= end) return inParagraph(source, paragraph, at - start, found, from)
    if (found >= 0) from = found + paragraph.text.length
    start = end + 1
  }
  return undefined
}

/**
 * Once this many paragraphs were not found, only the paragraph of the passage itself is still searched for, because
 * each one that is missing costs a pass over the file.
 */
const mostMissed = 20

/** Letters on both sides of a place that are searched for if its paragraph has changed; halved until they are found. */
const around = 12

/** @param found where the whole paragraph begins among the letters of the source, or −1 */
function inParagraph(source: Letters, paragraph: Letters, at: number, found: number, from: number): number | undefined {
  let letter = paragraph.at.findIndex((offset) => offset >= at)
  if (letter < 0) letter = Math.max(0, paragraph.text.length - 1)
  if (found >= 0) return source.at[found + letter]
  for (let width = around; width >= 2; width >>= 1) {
    const start = Math.max(0, letter - width)
    const piece = paragraph.text.slice(start, letter + width)
    const near = source.text.indexOf(piece, from)
    const place = near >= 0 ? near : source.text.indexOf(piece)
    if (piece !== '' && place >= 0) return source.at[place + letter - start]
  }
  return undefined
}

function placeAt(source: string, offset: number): SourcePlace {
  let line = 1
  let start = 0
  for (let end = source.indexOf('\n'); end >= 0 && end < offset; end = source.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  const end = source.indexOf('\n', start)
  const text = source.slice(start, end < 0 ? source.length : end).replace(/\r$/, '')
  return { line, column: utf8Length(source, start, offset) + 1, text }
}

/** Whether a unit is compared. Surrogates are, because rare Han and emoji are the same in both texts. */
function isLetter(unit: number, character: string): boolean {
  if (unit < 0x80)
    return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39)
  if (unit >= 0x4e00 && unit <= 0x9fff) return true
  return (unit >= 0xd800 && unit < 0xe000) || /[\p{L}\p{N}]/u.test(character)
}

const reference = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/iy
/** The address of a link or picture. */
const address = /\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)/y

function lettersOf(text: string, from: number, isMarked: boolean): Letters {
  const at = new Int32Array(text.length - from)
  const pieces: string[] = []
  let count = 0
  const ends = createEndFinder(text)
  const take = (letter: string, offset: number): void => {
    for (const unit of letter.split('')) {
      if (!isLetter(unit.charCodeAt(0), unit)) continue
      at[count++] = offset
      pieces.push(unit)
    }
  }
  for (let i = from; i < text.length;) {
    const skipped = isMarked ? skipAt(text, i, ends) : undefined
    if (skipped === undefined) {
      take(text[i]!, i)
      i++
    } else {
      if (skipped.stands !== '') take(skipped.stands, i)
      i += skipped.length
    }
  }
  return { text: pieces.join(''), at: at.subarray(0, count) }
}

/** The tag, link address or character reference that begins here; undefined for ordinary text. */
function skipAt(text: string, at: number, ends: EndFinder): Skipped | undefined {
  const unit = text[at]
  if (unit === '<') return tagAt(text, at, ends)
  if (unit === ']') return addressAt(text, at)
  if (unit !== '&') return undefined
  reference.lastIndex = at
  const found = reference.exec(text)
  if (found === null) return undefined
  const code = found[1] === undefined ? Number(found[2]) : Number.parseInt(found[1], 16)
  return { length: found[0].length, stands: code <= 0x10ffff ? String.fromCodePoint(code) : '' }
}

interface Skipped {
  readonly length: number
  /** The text that it stands for; '' for none. */
  readonly stands: string
}

function addressAt(text: string, at: number): Skipped | undefined {
  address.lastIndex = at
  const length = address.exec(text)?.[0].length
  return length === undefined ? undefined : { length, stands: '' }
}

/** Comments, scripts and styles are skipped whole, any other tag up to its end. */
function tagAt(text: string, at: number, ends: EndFinder): Skipped | undefined {
  const name = /^<(!--|script\b|style\b|[/!?a-z])/i.exec(text.slice(at, at + 8))?.[1]?.toLowerCase()
  if (name === undefined) return undefined
  const closing = name === '!--' ? '-->' : name === 'script' || name === 'style' ? `</${name}` : '>'
  const end = ends(closing, at)
  return end === undefined ? undefined : { length: end - at, stands: '' }
}

type EndFinder = (closing: string, from: number) => number | undefined

/** A closing mark that was not found is not searched for again, so a file of unclosed tags takes linear time. */
function createEndFinder(text: string): EndFinder {
  const missing = new Set<string>()
  return (closing, from) => {
    if (missing.has(closing)) return undefined
    const pattern = new RegExp(closing, 'gi')
    pattern.lastIndex = from
    if (pattern.test(text)) return pattern.lastIndex
    missing.add(closing)
    return undefined
  }
}
