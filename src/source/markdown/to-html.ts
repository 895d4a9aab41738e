/**
 * Markdown to HTML, as far as extracting the text needs it: blocks become elements, marks are removed, HTML is passed
 * through. Tags of Liquid, Hexo and Hugo are removed, and the text they enclose is kept. Not a renderer: no nesting of
 * lists, no styles. In doubt, a line is text.
 */
import { markupLines } from '../lines.js'
import { isSentence } from '../missing-sentences.js'
import { escapeHtml, OwnTags } from './own-tags.js'
import { Fences, widthOf, withoutIndent, type Fence } from './fences.js'
import { inlineHtml, type Document } from './inline.js'
import { stripTemplateTags } from './dialects.js'

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|(?=\p{Script=Han}))(.*)$/u
const RULE = /^ {0,3}(?:(?:[-_*][ \t]*){3,}|={3,}[ \t]*)$/
const UNDERLINE = /^ {0,3}(?:=+|-{2,})[ \t]*$/
/** A number of four digits is a year. */
const ITEM = /^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)(?:\[[ xX]\][ \t]+)?(.*)$/
const QUOTE = /^[ \t]*>/
const DEFINITION =
  /^ {0,3}\[((?!\^)[^\]]{1,200})\]:[ \t]*(<[^<>]{1,2000}>|\S{1,2000})(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/
const FOOTNOTE = /^ {0,3}\[\^([^\]]{1,60})\]:[ \t]*(.*)$/
/** Longer lines are text: patterns with repeated groups overflow the engine's stack on a line of megabytes. */
const LONGEST_MARK = 2000
/** Comments, elements that begin blocks, and tags on lines of their own. A tag within a line belongs to a paragraph. */
const HTML_BLOCK =
  /^ {0,3}<(?:!--|\/?(?:address|article|aside|blockquote|body|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|legend|li|main|menu|nav|ol|option|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>]|$)|\/?[a-zA-Z][\w.-]*(?:\s[^<>]{0,1000})?>[ \t]*$)/i
/** Attributes of kramdown, and the placeholder for a table of contents. */
const ATTRIBUTE_LIST = /^[ \t]*(?:\{:[^}]*\}|@?\[{1,2}toc\]{1,2}(?:\([^()]*\))?)[ \t]*$/i
const MATHEMATICS = /^[ \t]*(?:\$\$(?!.*\$\$)|\\begin\{([a-z]{1,20}\*?)\})/
/** Columns by which code is indented more than the text around it. */
const INDENT = 4
/** Deeper quotations are read without their structure. */
const MOST_QUOTES = 8

/**
 * Converts a whole document. Never throws; linear in the length for any input.
 * @param isRich also keeps what only a reader needs: levels of headings, quotes, emphasis, addresses, and as attributes
 * of `li` the mark of an item and how deep it lies
 */
export function markdownToHtml(markdown: string, isRich = false): string {
  return new Converter(stripTemplateTags(markdown), isRich).html()
}

/** The beginning of a line that may be more than paragraph text. For nearly every line this is the only test. */
const MARK = /^(?:[ \t]*[`~{@[=\-_*<#+>\d$\\]|\t| {4})/

class Converter {
  readonly #out: string[] = []
  /** True if the last piece is the author's own HTML, which line breaks separate from the rest. */
  #isOwn = false
  #paragraph: string[] = []
  /** The columns at which the texts of the open list items begin, the outermost first. */
  #items: number[] = []
  /** The mark of the list item whose first paragraph is being read; '' in the paragraphs after it. */
  #mark = ''
  #isAfterBlank = true
  /** Kinds of blocks that have no end in the rest of the document, so that it is searched for only once. */
  readonly #endless = new Set<string>()
  readonly #document: Document
  readonly #lines: readonly string[]

  constructor(markdown: string, isRich: boolean) {
    this.#lines = markupLines(markdown)
    const defined = definedIn(markdown.includes(']:') ? this.#lines : [])
    this.#document = { defined, tags: new OwnTags(markdown), isRich }
  }

  html(): string {
    this.#read(this.#lines, 0)
    this.#closeParagraph()
    return this.#out.join('')
  }

  #read(lines: readonly string[], quotes: number): void {
    const fences = new Fences(lines)
    for (let i = 0; i < lines.length;) {
      const line = lines[i]!
      const isBlank = line === '' || line.trim() === ''
      if (isBlank) {
        this.#closeParagraph()
        i++
      } else i = this.#readBlock(lines, i, fences, quotes)
      this.#isAfterBlank = isBlank
    }
  }

  /** @returns the index of the next line to read */
  #readBlock(lines: readonly string[], i: number, fences: Fences, quotes: number): number {
    const line = lines[i]!
    if (this.#items.length > 0 && this.#isAfterBlank) this.#endItems(line)
    if (!line.includes('|') && !MARK.test(line)) {
      this.#paragraph.push(line)
      return i + 1
    }
    const fence = fences.at(i)
    if (fence !== undefined) return this.#putFence(fence)
    if (QUOTE.test(line)) return this.#readQuote(lines, i, quotes)
    if (this.#isIndentedCode(line)) return this.#readIndentedCode(lines, i)
    // The list item above it is only a placeholder for a table of contents.
    if (/^[ \t]*\{:[ \t]*toc/i.test(line) && this.#paragraph.length === 1) this.#paragraph = []
    if (ATTRIBUTE_LIST.test(line)) this.#closeParagraph()
    else if (this.#paragraph.length > 0 && isMark(UNDERLINE, line))
      this.#closeParagraph(line.includes('=') ? 'h1' : 'h2')
    else if (isMark(RULE, line)) this.#readRule()
    else if (line.includes('|') && isTableRule(lines[i + 1] ?? '')) return this.#readTable(lines, i, fences)
    else if (this.#paragraph.length > 0 || !this.#isDefinition(line)) return this.#readText(lines, i, fences)
    return i + 1
  }

  #readRule(): void {
    this.#closeParagraph()
    if (this.#document.isRich) this.#put('<hr>')
  }

  #readText(lines: readonly string[], i: number, fences: Fences): number {
    const line = lines[i]!
    if (this.#paragraph.length === 0) {
      if (HTML_BLOCK.test(line)) return this.#readHtml(lines, i, fences)
      if (MATHEMATICS.test(line)) return this.#readMathematics(lines, i)
    }
    this.#readLine(line)
    return i + 1
  }

  #isDefinition(line: string): boolean {
    const [, , address = ''] = line.includes(']:') && isMark(DEFINITION, line) ? DEFINITION.exec(line)! : []
    return address !== '' && (!/\p{Script=Han}/u.test(address) || /[./#:]/.test(address)) && !isSentence(address)
  }

  #readLine(line: string): void {
    const [, marks, heading] = HEADING.exec(line) ?? []
    if (heading !== undefined) return this.#element(this.#headingName(marks!), withoutClosing(heading))
    const [, mark, item] = ITEM.exec(line) ?? []
    if (item !== undefined) {
      this.#closeParagraph()
      this.#endItems(line)
      this.#items.push(columnAfter(mark!))
      this.#mark = mark!.trim()
      // An item continues on the lines below it, up to a blank line.
      if (item !== '') this.#paragraph.push(withoutQuoteMarks(item))
      return
    }
    const note = FOOTNOTE.exec(line)?.[2]
    if (note === undefined) return void this.#paragraph.push(line)
    this.#items = [INDENT]
    this.#element('p', note)
  }

  #headingName(marks: string): string {
    if (this.#document.isRich) return `h${marks.length}`
    return marks === '#' ? 'h1' : 'h2'
  }

  /** Ends the list items that a line does not belong to, because it is indented less than their texts. */
  #endItems(line: string): void {
    const width = widthOf(line)
    while (this.#items.length > 0 && width < this.#items.at(-1)!) this.#items.pop()
  }

  #putFence({ info, code, end }: Fence): number {
    this.#closeParagraph()
    // Usually the name of a language with options; prose here becomes a paragraph.
    if (isSentence(info)) this.#element('p', info)
    this.#put(`<pre>${escapeHtml(code.join('\n'))}</pre>`)
    return end
  }

  #readQuote(lines: readonly string[], start: number, quotes: number): number {
    this.#closeParagraph()
    const inner: string[] = []
    let i = start
    for (; i < lines.length && QUOTE.test(lines[i]!); i++)
      inner.push(quotes < MOST_QUOTES ? lines[i]!.replace(/^[ \t]*> ?/, '') : withoutQuoteMarks(lines[i]!))
    const items = this.#items
    this.#items = []
    if (this.#document.isRich) this.#put('<blockquote>')
    this.#read(inner, quotes + 1)
    if (this.#document.isRich) this.#closeQuote()
    this.#items = items
    return i
  }

  #closeQuote(): void {
    this.#closeParagraph()
    this.#put('</blockquote>')
  }

  /** Han that is indented after a blank line is a paragraph in the Chinese manner. */
  #isIndentedCode(line: string): boolean {
    if (this.#paragraph.length > 0 || widthOf(line) < (this.#items.at(-1) ?? 0) + INDENT) return false
    return !ITEM.test(line) && !/^\s*[\p{Script=Han}“「『（《].*[，。！？：；、]/u.test(line)
  }

  #readIndentedCode(lines: readonly string[], start: number): number {
    const indent = (this.#items.at(-1) ?? 0) + INDENT
    let end = start
    for (let i = start; i < lines.length && (lines[i]!.trim() === '' || widthOf(lines[i]!) >= indent); i++)
      if (lines[i]!.trim() !== '') end = i + 1
    const code = lines.slice(start, end).map((line) => withoutIndent(line, indent))
    this.#put(`<pre>${escapeHtml(code.join('\n'))}</pre>`)
    return end
  }

  #readMathematics(lines: readonly string[], start: number): number {
    const environment = MATHEMATICS.exec(lines[start]!)?.[1]
    const mark = environment === undefined ? '$$' : `\\end{${environment}}`
    return this.#readTo(mark, lines, start, (text) => `<pre>${escapeHtml(text.trim())}</pre>`)
  }

  /** Reads up to the line that contains `mark`; without one, the first line is text. */
  #readTo(mark: string, lines: readonly string[], start: number, html: (text: string) => string): number {
    let end = start + (lines[start]!.toLowerCase().includes(mark) && mark !== '$$' ? 0 : 1)
    if (this.#endless.has(mark)) end = lines.length
    while (end < lines.length && !lines[end]!.toLowerCase().includes(mark)) end++
    if (end === lines.length) {
      this.#endless.add(mark)
      this.#paragraph.push(lines[start]!)
      return start + 1
    }
    this.#putOwn(html(lines.slice(start, end + 1).join('\n')))
    return end + 1
  }

  /** The author's own HTML ends at a blank line or at a fence; an element of raw text, and a comment, at their ends. */
  #readHtml(lines: readonly string[], start: number, fences: Fences): number {
    const raw = /^ {0,3}<(?:(script|style|pre)\b|(!--))/i.exec(lines[start]!)
    if (raw !== null) {
      const mark = raw[1] === undefined ? '-->' : `</${raw[1].toLowerCase()}`
      return this.#readTo(mark, lines, start, (html) => this.#document.tags.all(html))
    }
    let i = start + 1
    while (i < lines.length && lines[i]!.trim() !== '' && fences.at(i) === undefined) i++
    this.#putOwn(this.#document.tags.all(lines.slice(start, i).join('\n')))
    return i
  }

  #readTable(lines: readonly string[], start: number, fences: Fences): number {
    this.#closeParagraph()
    let i = start + 2
    while (i < lines.length && lines[i]!.includes('|') && fences.at(i) === undefined) i++
    this.#put(tableHtml([lines[start]!, ...lines.slice(start + 2, i)], this.#document))
    return i
  }

  #element(name: string, text: string): void {
    this.#closeParagraph()
    this.#put(`<${name}>${inlineHtml(text, this.#document)}</${name}>`)
  }

  #closeParagraph(name = 'p'): void {
    const paragraph = this.#paragraph
    if (paragraph.length === 0) return
    const text = paragraph.length === 1 ? hardBreak(paragraph[0]!) : paragraph.map(hardBreak).join('\n')
    this.#paragraph = []
    const html = inlineHtml(text, this.#document)
    if (name === 'p' && this.#document.isRich && this.#items.length > 0) this.#putItem(html)
    else this.#put(`<${name}>${html}</${name}>`)
  }

  #putItem(html: string): void {
    this.#put(`<li data-level="${this.#items.length}" data-mark="${this.#mark}">${html}</li>`)
    this.#mark = ''
  }

  /** No line break between two elements made here: it would be one more node of the tree for each paragraph. */
  #put(html: string): void {
    this.#out.push(this.#isOwn ? `\n${html}` : html)
    this.#isOwn = false
  }

  #putOwn(html: string): void {
    this.#out.push(this.#out.length === 0 ? html : `\n${html}`)
    this.#isOwn = true
  }
}

/** The labels of the links and footnotes that a document defines. */
function definedIn(lines: readonly string[]): ReadonlySet<string> {
  const labels = lines.map((line) => /^[ \t>]{0,20}\[([^\]]{1,200})\]:/.exec(line)?.[1]?.trim().toLowerCase())
  return new Set(labels.filter((label) => label !== undefined))
}

function isMark(pattern: RegExp, line: string): boolean {
  return line.length <= LONGEST_MARK && pattern.test(line)
}

/** The column of an item's text; four blanks or more after the mark begin code. */
function columnAfter(mark: string): number {
  const bare = mark.trimEnd()
  const width = widthOf(bare) + bare.trimStart().length
  const blanks = mark.length - bare.length
  return width + (blanks > INDENT ? 1 : blanks)
}

/** By index, because a pattern would overflow the engine's stack on a line of marks. */
function withoutQuoteMarks(line: string): string {
  let start = 0
  while (start < line.length && '> \t'.includes(line.charAt(start))) start++
  return line.slice(start)
}

/** Removes the marks that may close a heading. By index, because a pattern would take quadratic time on blanks. */
function withoutClosing(heading: string): string {
  const text = heading.trim()
  let end = text.length
  while (end > 0 && text.charAt(end - 1) === '#') end--
  return end === 0 || /\s/.test(text.charAt(end - 1)) ? text.slice(0, end).trim() : text
}

/** Two blanks or a backslash at the end of a line break it. */
function hardBreak(line: string): string {
  if (line.endsWith('  ')) return `${line.trimEnd()}<br>`
  return line.endsWith('\\') && !line.endsWith('\\\\') ? `${line.slice(0, -1)}<br>` : line
}

const RULE_OF_TABLE =
  /^[ \t]*(?:\|[ \t]*:?-+:?[ \t]*|:?-{2,}:?[ \t]*|:?-+:?[ \t]*(?=\|))(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/

export const isTableRule = (line: string): boolean => line.length <= LONGEST_MARK && RULE_OF_TABLE.test(line)

export function tableHtml(rows: readonly string[], document: Document): string {
  const cells = (row: string): string =>
    cellsOf(row)
      .map((cell) => `<td>${inlineHtml(cell, document)}</td>`)
      .join('')
  return `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`
}

/** A bar inside code, or after a backslash, is text. */
function cellsOf(row: string): string[] {
  const line = row.trim().replace(/^\||(?<!\\)\|$/g, '')
  const cells: string[] = []
  let from = 0
  let isEndless = false
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at)
    if (sign === '\\') at++
    else if (sign === '`' && !isEndless) {
      const close = line.indexOf('`', at + 1)
      if (close < 0) isEndless = true
      else at = close
    } else if (sign === '|') {
      cells.push(line.slice(from, at))
      from = at + 1
    }
  }
  cells.push(line.slice(from))
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'))
}
