/**
 * Cuts a query into lexemes, in one pass and linear time.
 *
 * A character has a meaning only in certain places: `-` and `'` at the beginning of a word, `*`, `~` and `^` at its
 * end, `~` also after a quote, a colon after a name. So `e-mail`, `12:30`, `C++` and `http://x` are words.
 */
import { scanBoost } from './boost.js'
import { asciiShape, isBlank, isQuoteEscapable, QUOTES } from './characters.js'
import { fieldAt } from './field.js'
import type { Lexeme, Scanner } from './lexemes.js'
import { isTextualMinus } from './minus.js'
import { scanSlop } from './near.js'
import type { FieldTypes } from '../text/own-fields.js'
import { CHINESE_FIELDS, QUERY_FIELDS, type Span } from './node.js'
import { hint, report, type QueryProblem } from './problem.js'
import { scanWord } from './scan-word.js'

/** @param problems receives what can't be taken literally; the lexemes are a sensible reading in any case */
export function lex(source: string, problems: QueryProblem[], fields: FieldTypes = {}): Lexeme[] {
  const shape = asciiShape(source)
  const scanner: Scanner = {
    source,
    shape,
    lexemes: [],
    problems,
    fields,
    unclosed: new Set(),
    at: 0,
    place: 'anywhere',
  }
  while (scanner.at < source.length) scanOne(scanner)
  return scanner.lexemes
}

function scanOne(s: Scanner): void {
  const unit = s.shape.charAt(s.at)
  if (isBlank(unit)) {
    s.at++
    s.place = 'anywhere'
    return
  }
  if (scanBracketOrBar(s, unit) || scanMinus(s, unit) || scanField(s)) return
  const place = s.place
  s.place = 'anywhere'
  if (!scanQuote(s, unit)) scanWord(s, place)
}

const BRACKETS_AND_BAR: ReadonlyMap<string, 'open' | 'close' | 'or'> = new Map([
  ['(', 'open'],
  [')', 'close'],
  ['|', 'or'],
])

function scanBracketOrBar(s: Scanner, unit: string): boolean {
  const kind = BRACKETS_AND_BAR.get(unit)
  if (!kind) return false
  const start = s.at++
  if (kind === 'or') while (s.shape[s.at] === '|') s.at++
  s.lexemes.push({ kind, span: [start, s.at] })
  s.place = 'anywhere'
  if (kind === 'close') scanBoost(s)
  return true
}

/** A minus negates if it stands between a space and an operand; `--match` and `a - b` are texts. */
function scanMinus(s: Scanner, unit: string): boolean {
  if (unit !== '-' || s.place !== 'anywhere') return false
  const before = s.shape[s.at - 1]
  const after = s.shape[s.at + 1]
  const begins = before === undefined || before === '(' || before === '|' || isBlank(before)
  if (!begins || after === undefined || /[\s\-|)]/.test(after)) return false
  if (isTextualMinus(s.shape, s.at)) {
    const isReported = s.problems.some(({ reason }) => reason === 'MINUS_TAKEN_AS_TEXT')
    if (!isReported) hint(s.problems, [s.at, s.at + 1], 'MINUS_TAKEN_AS_TEXT', {})
    return false
  }
  s.lexemes.push({ kind: 'not', span: [s.at, ++s.at] })
  s.place = 'after-minus'
  return true
}

const namedInChinese = [...CHINESE_FIELDS.keys()].slice(0, QUERY_FIELDS.length)

function scanField(s: Scanner): boolean {
  if (s.place === 'value') return false
  if (scanOwn(s)) return true
  const field = fieldAt(s.source, s.shape, s.at)
  if (!field) return false
  const span: Span = [s.at, field.end]
  if (!field.known) {
    const own = Object.keys(s.fields)
    if (field.isHan)
      hint(s.problems, span, 'FIELD_TAKEN_AS_TEXT', { field: field.name, known: namedInChinese, latin: QUERY_FIELDS })
    else report(s.problems, span, 'FIELD_UNKNOWN', { field: field.name, known: [...QUERY_FIELDS, ...own] })
    return false
  }
  s.lexemes.push({ kind: 'field', span, name: field.name })
  s.at = field.end
  s.place = 'value'
  return true
}

function scanOwn(s: Scanner): boolean {
  for (const [name, type] of Object.entries(s.fields)) {
    const end = s.at + name.length
    if (s.shape[end] !== ':' || type === 'stored' || s.source.slice(s.at, end) !== name) continue
    s.lexemes.push({ kind: 'own', span: [s.at, end + 1], name, type })
    s.at = end + 1
    s.place = 'value'
    return true
  }
  return false
}

/**
 * A quote that is never closed takes the rest of the query if it begins a part; inside a word it is a plain character.
 */
function scanQuote(s: Scanner, opener: string): boolean {
  const closers = QUOTES.get(opener)
  if (closers === undefined || s.unclosed.has(opener)) return false
  const start = s.at
  const last = s.lexemes.at(-1)
  const { text, end, closed } = readQuote(s, closers)
  const span: Span = [start, end]
  if (!closed) {
    report(s.problems, span, 'QUOTE_UNCLOSED', { closer: closers.charAt(0) })
    s.unclosed.add(opener)
    if (last?.kind === 'word' && last.span[1] === start) return false
  }
  s.at = end
  if (closed && text.trim() !== '' && scanSlop(s, text, span)) {
    scanBoost(s)
    return true
  }
  if (text.trim() !== '') s.lexemes.push({ kind: 'exact', span, text })
  else report(s.problems, span, 'QUOTES_EMPTY', {})
  scanBoost(s)
  return true
}

function readQuote({ source, shape, at }: Scanner, closers: string): { text: string; end: number; closed: boolean } {
  let text = ''
  let end = at + 1
  for (let unit = shape[end]; unit !== undefined; unit = shape[end]) {
    if (closers.includes(unit)) return { text, end: end + 1, closed: true }
    if (unit === '\\' && isQuoteEscapable(shape[end + 1])) end++
    text += source.charAt(end++)
  }
  return { text, end, closed: false }
}
