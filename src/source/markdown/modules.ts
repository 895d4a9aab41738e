/** Which lines of MDX are modules: imports and exports, which stand in blocks of their own and are no text. */
import { isSentence } from '../missing-sentences.js'

/** Modules stand at the beginning of a block and end at the blank line behind them. */
const MODULE =
  /^(?:import\s+(?:["'{*]|[\w$]+(?:\s*,\s*\{|\s+from\b))|export\s+(?:default|const|let|var|function|class|async|\{|\*))/
const MARK = /["'`]|\/\/|\/\*/g
const LINE_OF_NOTE = /^\s*\*/
const HAN = /[\u2e80-\uffef]/

/** The lines of a document, as they come. */
export class ModuleLines {
  /** True within a module. */
  isOpen = false
  private isBefore = true
  /** Brackets that are open. */
  private depth = 0

  /** True for a line of a module. */
  take(line: string): boolean {
    const goesOn = this.isOpen || (this.isBefore && MODULE.test(line))
    this.isOpen = line.trim() !== '' && goesOn && this.isProgram(line)
    this.isBefore = this.isOpen || line.trim() === ''
    return this.isOpen
  }

  /** Passes over a line of something else. */
  pass(line: string): void {
    this.isBefore = line.trim() === ''
  }

  /** False for prose that no program would hold: beside Han outside of texts and notes, or beside ends of what never began. */
  private isProgram(line: string): boolean {
    const code = withoutTexts(line)
    if (!this.isOpen) this.depth = 0
    const isClosed = this.closes(code)
    return !isSentence(line) || !(isClosed || HAN.test(code))
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

/** A line without its texts and notes. Linear: of a quote that no other follows is asked once. */
function withoutTexts(line: string): string {
  if (LINE_OF_NOTE.test(line)) return ''
  const endless = new Set<string>()
  let code = ''
  let from = 0
  MARK.lastIndex = 0
  for (let found = MARK.exec(line); found !== null; found = MARK.exec(line)) {
    const [mark] = found
    const end = endless.has(mark) ? -1 : behind(line, mark, found.index + mark.length)
    if (end < 0) {
      endless.add(mark)
      continue
    }
    code += line.slice(from, found.index)
    MARK.lastIndex = from = end
  }
  return code + line.slice(from)
}

/** Where a text or a note ends; -1 for a text without an end. */
function behind(line: string, mark: string, from: number): number {
  if (mark === '//') return line.length
  const close = mark === '/*' ? '*/' : mark
  for (let at = line.indexOf(close, from); at >= 0; at = line.indexOf(close, at + 1))
    if (mark === '/*' || !isEscaped(line, at, from)) return at + close.length
  return mark === '/*' ? line.length : -1
}

function isEscaped(line: string, at: number, from: number): boolean {
  let before = at
  while (before > from && line[before - 1] === '\\') before--
  return (at - before) % 2 === 1
}
