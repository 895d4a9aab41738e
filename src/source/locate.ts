/**
 * Maps a passage of an article back to its place in the source file, although cleaning has removed tags, links and
 * blank lines. Only letters and digits are compared, because these are the same in the file and in the cleaned text.
 *
 * Linear in the length of both texts. Paragraphs are searched for in order, so that a sentence that occurs twice is
 * found at the right place.
 */
import { utf8Length } from '../text/units.js'
import { splitFrontMatter } from './fields/split.js'
import { decodeAgain } from './html/entities.js'

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

/** A decoded file, front matter included, in which passages are looked for. */
export class SourceMap {
  readonly #source: string
  readonly #letters: Letters

  /** @param isMarked true for markup, whose tags and link addresses are skipped */
  constructor(source: string, isMarked: boolean) {
    this.#source = source
    this.#letters = lettersOf(source, isMarked)
  }

  /** The place of the text at `at` in the body; undefined if the file does not contain it (any more). */
  placeOf(body: string, at: number): SourcePlace | undefined {
    const offset = find(this.#letters, this.#letterAt(splitFrontMatter(this.#source)?.bodyStart ?? 0), body, at)
    return offset === undefined ? undefined : placeAt(this.#source, offset)
  }

  /** The line, `first` or one after it, of a range of a passage, with as much around it as can be found. */
  lineOf(passage: string, ranges: readonly (readonly [number, number])[], first: number): number | undefined {
    const from = this.#letterAt(offsetOfLine(this.#source, first))
    for (const width of contexts)
      for (const [start, end] of ranges) {
        const before = lettersOf(passage.slice(Math.max(0, start - width), start), false).text
        const needle = before + lettersOf(passage.slice(start, end + width), false).text
        const found = needle === '' ? -1 : this.#letters.text.indexOf(needle, from)
        if (found >= 0) return placeAt(this.#source, this.#letters.at[found + before.length]!).line
      }
    return undefined
  }

  /** The first letter at or after an offset. */
  #letterAt(offset: number): number {
    const found = offset === 0 ? 0 : this.#letters.at.findIndex((at) => at >= offset)
    return found < 0 ? this.#letters.at.length : found
  }
}

/** Units of context on either side of a range, tried in turn; longer contexts distinguish repeated matches. */
const contexts = [16, 8, 3, 0]

function find(source: Letters, start: number, body: string, at: number): number | undefined {
  let from = start
  let missed = 0
  for (let begin = 0; begin <= at;) {
    const newline = body.indexOf('\n', begin)
    const end = newline < 0 ? body.length : newline
    const paragraph = lettersOf(body.slice(begin, end), false)
    const isSought = paragraph.text !== '' && (at <= end || missed < mostMissed)
    const found = isSought ? source.text.indexOf(paragraph.text, from) : -1
    if (isSought && found < 0) missed++
    if (at <= end) return inParagraph(source, paragraph, at - begin, found, from)
    if (found >= 0) from = found + paragraph.text.length
    begin = end + 1
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

function offsetOfLine(source: string, line: number): number {
  let start = 0
  for (let at = 1; at < line; at++) start = source.indexOf('\n', start) + 1 || source.length
  return start
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
function isLetter(unit: number): boolean {
  if (unit < 0x80)
    return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39)
  if (unit >= 0x4e00 && unit <= 0x9fff) return true
  return (unit >= 0xd800 && unit < 0xe000) || /[\p{L}\p{N}]/u.test(String.fromCharCode(unit))
}

/** The beginnings of comments, scripts and styles; tags, the addresses of links and pictures, and references. */
const MARKUP =
  /<!--|<(script|style)\b|<[/!?a-z][^<>]{0,2000}>|\]\([^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200}){0,4}\)|&#?\w{1,8};/gi

function lettersOf(text: string, isMarked: boolean): Letters {
  const at = new Int32Array(text.length)
  const units: string[] = []
  const take = (piece: string, placeOf: (i: number) => number): void => {
    for (let i = 0; i < piece.length; i++) if (isLetter(piece.charCodeAt(i))) at[units.push(piece[i]!) - 1] = placeOf(i)
  }
  const endless = new Set<string>()
  let from = 0
  const takeTo = (end: number): void => {
    const start = from
    take(text.slice(start, end), (i) => start + i)
  }
  MARKUP.lastIndex = 0
  for (let found = isMarked ? MARKUP.exec(text) : null; found !== null; found = MARKUP.exec(text)) {
    const { 0: mark, 1: raw, index } = found
    takeTo(index)
    if (mark.startsWith('&')) take(decodeAgain(mark), () => index)
    const close = mark === '<!--' ? '-->' : raw && `</${raw.toLowerCase()}`
    // What is never closed is searched for once, so that a file of such signs takes linear time.
    const end = close === undefined || endless.has(close) ? -1 : text.indexOf(close, index)
    if (close !== undefined && end < 0) endless.add(close)
    from = MARKUP.lastIndex = end < 0 ? index + mark.length : end
  }
  takeTo(text.length)
  return { text: units.join(''), at: at.subarray(0, units.length) }
}
