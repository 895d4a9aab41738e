/** Lines, blanks and zero-width characters: what every markup has alike. */
import type { Block } from './block.js'
import { unitMap } from '../text/characters/char-table.js'

/** All lines; every kind of line break ends one. */
function linesIn(text: string): string[] {
  return text.split(/[\r\f\v\u0085\u2028\u2029]/.test(text) ? /\r\n?|[\n\u2028\u2029\f\v\u0085]/ : '\n')
}

/** Lines as Markdown and Org define them: only \n and \r end one. */
export function markupLines(text: string): string[] {
  return text.split(text.includes('\r') ? /\r\n?|\n/ : '\n')
}

/** Where the line after the first `count` lines begins; -1 if there are no more. Only \n and \r end lines here. */
export function afterLines(text: string, count: number): number {
  let lines = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit !== 10 && (unit !== 13 || text.charCodeAt(at + 1) === 10)) continue
    if (++lines === count) return at + 1 < text.length ? at + 1 : -1
  }
  return -1
}

/*
 * Removes blanks from both ends: all that `trim` removes, and the zero-width characters that editors leave. By index,
 * because a pattern anchored at the end takes quadratic time on runs of blanks.
 */

export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

function isBlank(code: number): boolean {
  if (code <= 0x20 || code === 0xa0 || code === 0x3000 || code === 0xfeff) return true
  return (code >= 0x2000 && code <= 0x200d) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x2060
}

/*
 * Zero-width characters: blanks and marks without width that editors and web pages leave inside words. They separate
 * nothing, although `\s` in a pattern matches U+FEFF. Joiners, which emoji are made with, are not among them.
 */

const ZERO_WIDTH = /[\u200b\u2060\ufeff]/g

/** Returns the text itself if it has none. */
export function withoutZeroWidth(text: string): string {
  return text.replace(ZERO_WIDTH, '')
}

/* Rules are written once, in Simplified characters; lines are converted to these before the rules are applied. */

/** Converts Traditional characters to Simplified. Offsets stay the same, and everything else is unchanged. */
export function simplified(line: string): string {
  let from = 0
  let out = ''
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i)
    if (unit < 0x3400 || unit > 0x9fff) continue
    const mapped = unitMap[unit]!
    if (mapped === unit || mapped === 0) continue
    out += line.slice(from, i) + String.fromCharCode(mapped)
    from = i + 1
  }
  return from === 0 ? line : out + line.slice(from)
}

/* Text without markup to blocks: each line a block, blank lines counted. */

/** Splits at every kind of line break. Lines are trimmed, and runs of blanks in them collapsed. */
export function textBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let gap = 0
  for (const line of linesIn(text)) {
    const trimmed = line === '' ? '' : trimBlanks(line)
    if (trimmed === '') gap++
    else {
      blocks.push({
        kind: 'paragraph',
        text: oneBlank(trimmed),
        linked: 0,
        centred: false,
        styled: false,
        afterImage: false,
        underImage: false,
        gap,
        columns: columns(trimmed),
      })
      gap = 0
    }
  }
  return blocks
}

function oneBlank(line: string): string {
  return /[\t\u00a0]| {2}/.test(line) ? line.replace(/[ \t\u00a0]+/g, ' ') : line
}

const BLANK = '[\\u0000-\\u0009\\u000e-\\u0020\\u00a0\\u2000-\\u200d\\u202f\\u2060\\u3000\\ufeff]'
const BREAKS = /[\n\r\f\v\u0085\u2028\u2029]+/g
/** At the end of a line. Each run is tried once, from its first blank. */
const TRAILING = new RegExp(`(?<!${BLANK})${BLANK}+(?=\\n)`, 'g')
const LEADING = new RegExp(`\\n[\\s${BLANK.slice(1)}+`, 'g')

/**
 * The texts of the lines that {@link textBlocks} would return, joined by line feeds; without a list of them, which for a
 * large file takes thirty times its size.
 */
export function plainLines(text: string): string {
  const lines = text.replace(BREAKS, '\n').replace(TRAILING, '').replace(LEADING, '\n')
  return oneBlank(trimBlanks(lines))
}

function columns(line: string): number {
  return line.length > 200 || !/[\t\u3000]|[ \u00a0]{2}/.test(line) ? 1 : line.split(/\t|\u3000+|[ \u00a0]{2,}/).length
}

/** Cuts out what lies between two signs, with them. One pass: the end of what never ends is searched for only once. */
export function withoutRanges(text: string, open: RegExp, close: RegExp): string {
  const kept: string[] = []
  let from = 0
  open.lastIndex = 0
  for (let found = open.exec(text); found !== null; found = open.exec(text)) {
    close.lastIndex = found.index
    if (close.exec(text) === null) break
    kept.push(text.slice(from, found.index))
    from = open.lastIndex = close.lastIndex
  }
  return from === 0 ? text : kept.join('') + text.slice(from)
}
