/**
 * Splits a text into lines, window by window. An array of all lines of a large file takes thirty times its size; here
 * only the lines of one window exist at a time.
 */
import { unitMap } from '../text/characters/char-table.js'
import type { Block } from './block.js'

/** UTF-16 units of a window; it is longer if a line is. */
const WINDOW = 1 << 18

/** The lines, in order. Every kind of line break ends one. */
export function* linesOf(text: string): Generator<string, void> {
  for (const window of windowsOf(text)) for (const line of linesIn(window)) yield line
}

/** All lines of a window at once. */
export function linesIn(window: string): string[] {
  return window.split(/[\r\f\v\u0085\u2028\u2029]/.test(window) ? /\r\n?|[\n\u2028\u2029\f\v\u0085]/ : '\n')
}

/** Lines as Markdown and Org define them: only \n and \r end one. */
export function markupLines(text: string): string[] {
  return text.split(text.includes('\r') ? /\r\n?|\n/ : '\n')
}

/** Parts of a text that end before a line break; together they contain all lines. */
export function* windowsOf(text: string): Generator<string, void> {
  let start = 0
  while (text.length - start > WINDOW) {
    const end = breakNear(text, start)
    if (end < 0) break
    yield text.slice(start, end)
    start = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1)
  }
  yield text.slice(start)
}

/** The last line break of a window, otherwise the first one after it; -1 if there is none. */
function breakNear(text: string, start: number): number {
  for (let at = start + WINDOW; at > start; at--) if (isBreak(text, at)) return at
  for (let at = start + WINDOW; at < text.length; at++) if (isBreak(text, at)) return at
  return -1
}

function isBreak(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit === 10) return text.charCodeAt(at - 1) !== 13
  return (unit >= 11 && unit <= 13) || unit === 0x85 || unit === 0x2028 || unit === 0x2029
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
  for (const line of linesOf(text)) {
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

/** The texts of the lines that {@link textBlocks} would return, joined by line feeds. */
export function plainLines(text: string): string {
  const parts: string[] = []
  for (const window of windowsOf(text)) {
    const lines: string[] = []
    for (const line of linesIn(window)) {
      const trimmed = line === '' ? '' : trimBlanks(line)
      if (trimmed !== '') lines.push(oneBlank(trimmed))
    }
    if (lines.length > 0) parts.push(lines.join('\n'))
  }
  return parts.join('\n')
}

function columns(line: string): number {
  return line.length > 200 || !/[\t\u3000]|[ \u00a0]{2}/.test(line) ? 1 : line.split(/\t|\u3000+|[ \u00a0]{2,}/).length
}
