/**
 * Removes what dialects add to Markdown, line by line: modules and comments of MDX outside fences, chunk options of
 * Quarto and R Markdown inside them. Containers (`:::`) and heading attributes are the same in all dialects.
 */
import { extensionOf } from '../formats/kinds.js'
import { markupLines } from '../lines.js'
import { isSentence } from '../missing-sentences.js'
import { Fences } from './fences.js'

/** Markdown without what only a program uses. Linear; never throws. */
export function plainMarkdown(markdown: string, path: string): string {
  const extension = extensionOf(path)
  const isMdx = extension === '.mdx'
  const hasChunks = extension === '.qmd' || extension === '.rmd'
  if (!isMdx && !hasChunks && !markdown.includes(':::') && !markdown.includes(' {#') && !markdown.includes(' {.'))
    return markdown
  const kept: string[] = []
  const modules = new ModuleLines()
  const lines = markupLines(markdown)
  const fences = new Fences(lines)
  const endComments = isMdx ? linesBeforeCommentEnds(lines) : []
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!
    const fence = modules.isOpen ? undefined : fences.at(at)
    if (fence !== undefined) {
      const isOption = (inner: string): boolean => /^\s*(?:#|\/\/|--)\| /.test(inner) && !isSentence(inner)
      const whole = lines.slice(at, fence.end)
      for (const inner of whole) if (!hasChunks || !isOption(inner)) kept.push(inner)
      modules.pass(line)
    } else if (!isMdx || !modules.take(line, endComments[at]!)) kept.push(proseLine(line, isMdx))
    at = fence?.end ?? at + 1
  }
  return kept.join('\n')
}

/** Longer lines are not matched: the patterns below try each end of a title with all blanks after it. */
const LONGEST_PATTERNED = 1000
const CONTAINER = /^ {0,3}:{3,}[ \t]*(?:\{([^{}]{0,300})\}|\[?[\w-]+\]?)?[ \t]*(.{0,300}?)[ \t]*:{0,20}$/
const HEADING_ATTRIBUTES = /^( {0,3}#{1,6} .{0,500}?)[ \t]+\{([#.:][^{}]{0,300})\}[ \t]*$/

function proseLine(line: string, isMdx: boolean): string {
  if (line.length > LONGEST_PATTERNED) return isMdx ? withoutNotes(line) : line
  const container = line.includes(':::') ? CONTAINER.exec(line) : null
  if (container !== null) {
    const title = /\btitle\s*=\s*["']([^"']{1,200})["']/.exec(container[1] ?? '')?.[1] ?? container[2]!
    const shown = /^\{[^{}]*\}$/.test(title) ? '' : title
    if (!isSentence(line.replace(shown, ''))) return shown === '' ? '' : `\n${shown}\n`
  }
  const heading = line.startsWith('#') ? line.replace(HEADING_ATTRIBUTES, withoutAttributes) : line
  return isMdx ? withoutNotes(heading) : heading
}

const withoutNotes = (line: string): string => line.replace(/\{\/\*[^*{}]{0,2000}\*\/\}/g, '')

/** Braces that contain prose are not attributes, and are kept. */
function withoutAttributes(line: string, heading: string, attributes: string): string {
  return isSentence(attributes) ? line : heading
}

/** A module starts at the beginning of a block and ends at the next blank line. */
const MODULE =
  /^(?:import\s+(?:["'{*]|[\w$]+(?:\s*,\s*\{|\s+from\b))|export\s+(?:default|const|let|var|function|class|async|\{|\*))/
/** Where a string or a comment may start. Two slashes after a colon belong to an address, not to a comment. */
const MARK = /["'`]|(?<!:)\/\/|\/\*/g
/** The end of a line whose statement continues on the next one. */
const OPERATOR = /[=(,:+?&|>]\s*$/
const LINE_OF_COMMENT = /^\s*\*/
const HAN = /[\u2e80-\uffef]/

/** A program imports a name or an address, so prose in quotes shows that a line is not an import. */
const IMPORT = /^import\b/
const QUOTED = /(["'])(.{0,4000}?)\1/g
const importsProse = (line: string): boolean =>
  IMPORT.test(line) && [...line.matchAll(QUOTED)].some(([, , text]) => isSentence(text!))

/** Classifies the lines of a document, which are passed one by one. */
export class ModuleLines {
  /** True inside a module. */
  isOpen = false
  private isBefore = true
  /** The number of open brackets. */
  private depth = 0
  /** True if the statement of the previous line continues. */
  private goesOn = false

  /**
   * Takes the next line. @returns whether it belongs to a module
   * @param endsComment whether a comment that continues after the line ends within the same block
   */
  take(line: string, endsComment: boolean): boolean {
    const goesOn = this.isOpen || (this.isBefore && MODULE.test(line))
    this.isOpen = line.trim() !== '' && goesOn && this.isProgram(line, endsComment)
    this.isBefore = this.isOpen || line.trim() === ''
    return this.isOpen
  }

  /** Skips a line that belongs to a fence. */
  pass(line: string): void {
    this.isBefore = line.trim() === ''
  }

  /**
   * False for a sentence that no program would contain: one outside a statement, with Han outside strings and comments,
   * or with a closing bracket that was never opened.
   */
  private isProgram(line: string, endsComment: boolean): boolean {
    const code = withoutStrings(line, endsComment)
    if (!this.isOpen) this.depth = 0
    const isStatement = MODULE.test(line) || this.depth > 0 || (this.isOpen && this.goesOn) || code.trim() === ''
    const isClosed = this.closes(code)
    this.goesOn = OPERATOR.test(code)
    if (!isSentence(line)) return true
    if (!isStatement) return false
    return !isClosed && !HAN.test(code) && !importsProse(line)
  }

  /** True if a bracket is closed that was not open. */
  private closes(code: string): boolean {
    let isClosed = false
    for (const [bracket] of code.matchAll(/[()[\]{}]/g)) {
      this.depth += '([{'.includes(bracket) ? 1 : -1
      if (this.depth < 0) isClosed = true
    }
    return isClosed
  }
}

/** For each line, whether a comment ends on a later line, before the next blank one. */
export function linesBeforeCommentEnds(lines: readonly string[]): readonly boolean[] {
  const found = new Array<boolean>(lines.length).fill(false)
  for (let at = lines.length - 2; at >= 0; at--) {
    const next = lines[at + 1]!
    found[at] = next.includes('*/') || (found[at + 1]! && next.trim() !== '')
  }
  return found
}

/** A line without its strings and comments. Linear: the end of an unclosed quote is searched for only once. */
function withoutStrings(line: string, endsComment: boolean): string {
  const isOfComment = LINE_OF_COMMENT.test(line)
  const commentEnd = isOfComment ? line.indexOf('*/') : -1
  if (isOfComment && commentEnd < 0 && endsComment) return ''
  const endless = new Set<string>()
  let code = ''
  let from = commentEnd < 0 ? 0 : commentEnd + 2
  MARK.lastIndex = from
  for (let found = MARK.exec(line); found !== null; found = MARK.exec(line)) {
    const [mark] = found
    const end = endless.has(mark) ? -1 : endOf(line, mark, found.index + mark.length, endsComment)
    if (end < 0) {
      endless.add(mark)
      continue
    }
    code += line.slice(from, found.index)
    MARK.lastIndex = from = end
  }
  return code + line.slice(from)
}

/** Where a string or a comment ends; -1 if it has no end. */
function endOf(line: string, mark: string, from: number, endsComment: boolean): number {
  if (mark === '//') return line.length
  const close = mark === '/*' ? '*/' : mark
  for (let at = line.indexOf(close, from); at >= 0; at = line.indexOf(close, at + 1))
    if (mark === '/*' || !isEscaped(line, at, from)) return at + close.length
  return mark === '/*' && endsComment ? line.length : -1
}

function isEscaped(line: string, at: number, from: number): boolean {
  let before = at
  while (before > from && line[before - 1] === '\\') before--
  return (at - before) % 2 === 1
}
