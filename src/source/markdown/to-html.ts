/**
 * Markdown to HTML, as far as extracting the text needs it: blocks become elements, marks are removed, HTML is passed
 * through. Tags of Liquid, Hexo and Hugo are removed, and the text they enclose is kept. Not a renderer: no nesting of
 * lists, no styles.
 */
import { markupLines } from '../lines.js'
import { isSentence } from '../missing-sentences.js'
import { inlineHtml, escapeHtml } from './inline.js'
import { stripTemplateTags } from './template-tags.js'

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^`\n]*)$/
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|(?=\p{Script=Han}))(.*)$/u
const RULE = /^ {0,3}(?:(?:[-_*][ \t]*){3,}|={3,}[ \t]*)$/
const UNDERLINE = /^ {0,3}(?:=+|-{2,})[ \t]*$/
const ITEM = /^[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*)$/
const DEFINITION = /^ {0,3}\[(?!\^)[^\]]{1,200}\]:\s*\S+/
const FOOTNOTE = /^ {0,3}\[\^[^\]]{1,60}\]:[ \t]*(.*)$/
const TABLE_RULE =
  /^[ \t]*(?:\|[ \t]*:?-+:?[ \t]*|:?-{2,}:?[ \t]*|:?-+:?[ \t]*(?=\|))(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/
/** Longer lines are text: patterns with repeated groups overflow the engine's stack on a line of megabytes. */
const LONGEST_MARK = 2000
const HTML_BLOCK = /^ {0,3}<(?!(?:https?|ftp|mailto):)[a-zA-Z/!?]/
/** Attributes of kramdown, and the placeholder for a table of contents. */
const ATTRIBUTE_LIST = /^[ \t]*(?:\{:[^}]*\}|@?\[{1,2}toc\]{1,2}(?:\([^()]*\))?)[ \t]*$/i

interface Conversion {
  readonly out: string[]
  /** True if the last piece is the author's own HTML, which line breaks separate from the rest. */
  isOwn: boolean
  paragraph: string[]
}

/** Converts a whole document. Never throws; linear in the length for any input. */
export function markdownToHtml(markdown: string): string {
  const lines = markupLines(stripTemplateTags(markdown))
  const state: Conversion = { out: [], isOwn: false, paragraph: [] }
  for (let i = 0; i < lines.length;) i = readBlock(lines, i, state)
  closeParagraph(state)
  return state.out.join('')
}

/** No line break between two elements made here: it would be one more node of the tree for each paragraph. */
function put(html: string, state: Conversion): void {
  state.out.push(state.isOwn ? `\n${html}` : html)
  state.isOwn = false
}

function putOwn(html: string, state: Conversion): void {
  state.out.push(state.out.length === 0 ? html : `\n${html}`)
  state.isOwn = true
}

/** The beginning of a line that may be more than paragraph text. For nearly every line this is the only test. */
const MARK = /^[ \t]*[`~{@[=\-_*<#+>\d]/

/** @returns the index of the next line to read */
function readBlock(lines: readonly string[], i: number, state: Conversion): number {
  const line = lines[i] ?? ''
  if (!line.includes('|') && !MARK.test(line)) {
    if (line.trim() === '') closeParagraph(state)
    else state.paragraph.push(line)
    return i + 1
  }
  const fence = FENCE.exec(line)
  if (fence?.[1] !== undefined) return readFence(lines, i, fence[1], fence[2]!, state)
  // The list item above it is only a placeholder for a table of contents.
  if (/^[ \t]*\{:[ \t]*toc/i.test(line)) state.paragraph = []
  if (line.trim() === '' || ATTRIBUTE_LIST.test(line) || DEFINITION.test(line)) closeParagraph(state)
  else if (state.paragraph.length > 0 && isMark(UNDERLINE, line))
    closeParagraph(state, line.includes('=') ? 'h1' : 'h2')
  else if (isMark(RULE, line)) closeParagraph(state)
  else if (HTML_BLOCK.test(line) && state.paragraph.length === 0) return readHtml(lines, i, state)
  else if (line.includes('|') && isMark(TABLE_RULE, lines[i + 1] ?? '')) return readTable(lines, i, state)
  else readLine(line, state)
  return i + 1
}

function isMark(pattern: RegExp, line: string): boolean {
  return line.length <= LONGEST_MARK && pattern.test(line)
}

function readLine(line: string, state: Conversion): void {
  const [, marks, heading] = HEADING.exec(line) ?? []
  if (heading !== undefined) return element(marks === '#' ? 'h1' : 'h2', withoutClosing(heading), state)
  const item = ITEM.exec(line)?.[1]
  if (item !== undefined) return element('li', item, state)
  const note = FOOTNOTE.exec(line)?.[1]
  if (note !== undefined) return element('p', note, state)
  if (!/^ {0,3}>/.test(line)) return void state.paragraph.push(line)
  const quoted = withoutQuoteMarks(line)
  if (quoted === '') closeParagraph(state)
  else readLine(quoted, state)
}

/** By index, because a pattern would overflow the engine's stack on a line of marks. */
function withoutQuoteMarks(line: string): string {
  let start = 0
  while (start < line.length && '> \t'.includes(line.charAt(start))) start++
  return line.slice(start)
}

/** Removes the marks that may close a heading. By index, because a pattern would take quadratic time on blanks. */
function withoutClosing(heading: string): string {
  let end = heading.trimEnd().length
  while (end > 0 && heading.charAt(end - 1) === '#') end--
  return heading.slice(0, end).trim()
}

/** Two blanks or a backslash at the end of a line break it. */
function hardBreak(line: string): string {
  if (line.endsWith('  ')) return `${line.trimEnd()}<br>`
  return line.endsWith('\\') ? `${line.slice(0, -1)}<br>` : line
}

function element(name: string, text: string, state: Conversion): void {
  closeParagraph(state)
  // An item continues on the lines below it, up to a blank line.
  if (name === 'li') state.paragraph.push(text)
  else put(`<${name}>${inlineHtml(text)}</${name}>`, state)
}

function closeParagraph(state: Conversion, name = 'p'): void {
  const { paragraph } = state
  if (paragraph.length === 0) return
  const text = paragraph.length === 1 ? hardBreak(paragraph[0]!) : paragraph.map(hardBreak).join('\n')
  state.paragraph = []
  put(`<${name}>${inlineHtml(text)}</${name}>`, state)
}

/** @param info usually the name of a language with options; prose here becomes a paragraph */
function readFence(lines: readonly string[], start: number, mark: string, info: string, state: Conversion): number {
  closeParagraph(state)
  if (isSentence(info)) element('p', info, state)
  let i = start + 1
  for (; i < lines.length; i++) {
    const line = (lines[i] ?? '').trim()
    if (line.startsWith(mark) && line.replaceAll(mark.charAt(0), '') === '') break
  }
  put(`<pre>${escapeHtml(lines.slice(start + 1, i).join('\n'))}</pre>`, state)
  return i + 1
}

function readHtml(lines: readonly string[], start: number, state: Conversion): number {
  const open = /^ {0,3}<(script|style|pre|table|div|section|figure)\b/i.exec(lines[start] ?? '')?.[1]?.toLowerCase()
  let i = start
  const raw = open === 'script' || open === 'style' || open === 'pre'
  for (; i < lines.length; i++) {
    const line = lines[i] ?? ''
    if (raw ? line.toLowerCase().includes(`</${open}`) : line.trim() === '') break
  }
  putOwn(lines.slice(start, raw ? i + 1 : i).join('\n'), state)
  return i + 1
}

function readTable(lines: readonly string[], start: number, state: Conversion): number {
  closeParagraph(state)
  let i = start
  const rows: string[] = []
  for (; i < lines.length && (lines[i] ?? '').includes('|'); i++) {
    if (i === start + 1) continue
    const cells = (lines[i] ?? '')
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
    rows.push(`<tr>${cells.map((cell) => `<td>${inlineHtml(cell.trim())}</td>`).join('')}</tr>`)
  }
  put(`<table>${rows.join('')}</table>`, state)
  return i
}
