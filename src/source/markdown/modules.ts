/** Which lines of MDX are modules: imports and exports, which stand in blocks of their own and are no text. */
import { isSentence } from '../missing-sentences.js'

/** Modules stand at the beginning of a block and end at the blank line behind them. */
const MODULE =
  /^(?:import\s+(?:["'{*]|[\w$]+(?:\s*,\s*\{|\s+from\b))|export\s+(?:default|const|let|var|function|class|async|\{|\*))/
/** Behind a colon two slashes are those of an address, which a program would have in a text. */
const MARK = /["'`]|(?<!:)\/\/|\/\*/g
/** What a statement does not end with. */
const OPERATOR = /[=(,:+?&|>]\s*$/
const LINE_OF_NOTE = /^\s*\*/
const HAN = /[\u2e80-\uffef]/

/** What a program imports is called by a name or an address: prose there is a mistake's. */
const IMPORT = /^import\b/
const QUOTED = /(["'])(.{0,4000}?)\1/g
const importsProse = (line: string): boolean =>
  IMPORT.test(line) && [...line.matchAll(QUOTED)].some(([, , text]) => isSentence(text!))

/** The lines of a document, as they come. */
export class ModuleLines {
  /** True within a module. */
  isOpen = false
  private isBefore = true
  /** Brackets that are open. */
  private depth = 0
  /** True where the line before ends within a statement. */
  private goesOn = false

  /**
   * True for a line of a module.
   * @param endsNote whether a note that goes on behind the line ends in the same block
   */
  take(line: string, endsNote: boolean): boolean {
    const goesOn = this.isOpen || (this.isBefore && MODULE.test(line))
    this.isOpen = line.trim() !== '' && goesOn && this.isProgram(line, endsNote)
    this.isBefore = this.isOpen || line.trim() === ''
    return this.isOpen
  }

  /** Passes over a line of something else. */
  pass(line: string): void {
    this.isBefore = line.trim() === ''
  }

  /** False for prose that no program would hold: beside Han outside of texts and notes, or beside ends of what never began. */
  private isProgram(line: string, endsNote: boolean): boolean {
    const code = withoutTexts(line, endsNote)
    if (!this.isOpen) this.depth = 0
    const isStatement = MODULE.test(line) || this.depth > 0 || (this.isOpen && this.goesOn) || code.trim() === ''
    const isClosed = this.closes(code)
    this.goesOn = OPERATOR.test(code)
    if (!isSentence(line)) return true
    if (!isStatement) return false
    return !isClosed && !HAN.test(code) && !importsProse(line)
  }

  /** True where more brackets end than are open. */
  private closes(code: string): boolean {
    let isClosed = false
    for (const [bracket] of code.matchAll(/[()[\]{}]/g)) {
      this.depth += '([{'.includes(bracket) ? 1 : -1
      if (this.depth < 0) isClosed = true
    }
    return isClosed
  }
}

/** For each line, whether a note ends in one behind it, before the next blank one. */
export function linesBeforeNoteEnds(lines: readonly string[]): readonly boolean[] {
  const found = new Array<boolean>(lines.length).fill(false)
  for (let at = lines.length - 2; at >= 0; at--) {
    const next = lines[at + 1]!
    found[at] = next.includes('*/') || (found[at + 1]! && next.trim() !== '')
  }
  return found
}

/** A line without its texts and notes. Linear: of a quote that no other follows is asked once. */
function withoutTexts(line: string, endsNote: boolean): string {
  const isOfNote = LINE_OF_NOTE.test(line)
  const noteEnd = isOfNote ? line.indexOf('*/') : -1
  if (isOfNote && noteEnd < 0 && endsNote) return ''
  const endless = new Set<string>()
  let code = ''
  let from = noteEnd < 0 ? 0 : noteEnd + 2
  MARK.lastIndex = from
  for (let found = MARK.exec(line); found !== null; found = MARK.exec(line)) {
    const [mark] = found
    const end = endless.has(mark) ? -1 : behind(line, mark, found.index + mark.length, endsNote)
    if (end < 0) {
      endless.add(mark)
      continue
    }
    code += line.slice(from, found.index)
    MARK.lastIndex = from = end
  }
  return code + line.slice(from)
}

/** Where a text or a note ends; -1 for one without an end. */
function behind(line: string, mark: string, from: number, endsNote: boolean): number {
  if (mark === '//') return line.length
  const close = mark === '/*' ? '*/' : mark
  for (let at = line.indexOf(close, from); at >= 0; at = line.indexOf(close, at + 1))
    if (mark === '/*' || !isEscaped(line, at, from)) return at + close.length
  return mark === '/*' && endsNote ? line.length : -1
}

function isEscaped(line: string, at: number, from: number): boolean {
  let before = at
  while (before > from && line[before - 1] === '\\') before--
  return (at - before) % 2 === 1
}
