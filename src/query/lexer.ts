/**
 * Cuts a query into lexemes, in one pass and linear time.
 *
 * A character has a meaning only in certain places: `-` and `'` at the beginning of a word, `*`, `~` and `^` at its
 * end, `~` also after a quote, a colon after a name. So `e-mail`, `12:30`, `C++` and `http://x` are words.
 */
import {
  CHINESE_FIELDS,
  QUERY_FIELDS,
  asciiShape,
  isBlank,
  isQuoteEscapable,
  QUOTES,
  breaksWord,
  ESCAPED,
  isEscapable,
  fieldAt,
  isTextualMinus,
} from './field.js'
import { hint, report, type Lexeme, type Scanner, type Place, type WordLexeme, type QueryProblem } from './lexemes.js'
import { scanSlop, nearOperator } from './near.js'
import type { FieldTypes } from '../text/schema.js'
import { MAX_BOOST, type Span } from './node.js'

const HERE = /\^(\d{1,9}(?:\.\d{1,6})?)/y
const AT_END = /\^(\d{1,9}(?:\.\d{1,6})?)$/

/** Reads a boost that directly follows a quote or a bracket; a boost out of range is reported and dropped. */
function scanBoost(s: Scanner): void {
  HERE.lastIndex = s.at
  const match = HERE.exec(s.shape)
  if (!match) return
  const span: Span = [s.at, s.at + match[0].length]
  s.at = span[1]
  const factor = readFactor(s, span, match[1])
  if (factor !== undefined) s.lexemes.push({ kind: 'boost', span, factor })
}

/**
 * The boost at the end of a word that ends at `end`, and its length. A boost out of range is reported and stays
 * ordinary text.
 */
function boostAtEnd(s: Scanner, shape: string, end: number): { factor: number; length: number } | undefined {
  const match = AT_END.exec(shape)
  if (!match || match.index === 0) return undefined
  const { length } = match[0]
  const factor = readFactor(s, [end - length, end], match[1])
  return factor === undefined ? undefined : { factor, length }
}

function readFactor(s: Scanner, span: Span, digits: string | undefined): number | undefined {
  const factor = Number(digits)
  if (factor > 0 && factor <= MAX_BOOST) return factor
  report(s.problems, span, 'OPERATOR', { what: 'boost', most: MAX_BOOST })
  return undefined
}

/** Words, operators written as words, and exact strings after a single quote. */
const OPERATORS: ReadonlyMap<string, 'or' | 'and' | 'not'> = new Map([
  ['OR', 'or'],
  ['AND', 'and'],
  ['NOT', 'not'],
])

const ALPHANUMERIC = /[A-Za-z0-9]/

/** @param place operators are recognised only `anywhere`: directly after a minus or a field, OR is an ordinary word */
function scanWord(s: Scanner, place: Place): void {
  const word = cutWord(s)
  const operator = place === 'anywhere' ? OPERATORS.get(word.shape) : undefined
  if (operator) {
    s.lexemes.push({ kind: operator, span: word.span })
    return
  }
  const near = place === 'anywhere' ? nearOperator(s, word) : undefined
  if (near) {
    s.lexemes.push(near)
    return
  }
  const boost = boostAtEnd(s, word.shape, s.at)
  if (!boost) {
    pushWord(s, word)
    return
  }
  const end = word.span[1] - boost.length
  const length = word.text.length - boost.length
  const { text, shape } = word
  pushWord(s, { ...word, span: [word.span[0], end], text: text.slice(0, length), shape: shape.slice(0, length) })
  s.lexemes.push({ kind: 'boost', span: [end, word.span[1]], factor: boost.factor })
}

function cutWord(s: Scanner): WordLexeme {
  const start = s.at
  let text = ''
  let shape = ''
  for (let unit = s.shape[s.at]; unit !== undefined; unit = s.shape[s.at]) {
    if (breaksWord(unit) && !s.unclosed.has(unit)) break
    const escaped = unit === '\\' && isEscapable(s.shape[s.at + 1])
    if (escaped) s.at++
    text += s.source.charAt(s.at++)
    shape += escaped ? ESCAPED : unit
    if (unit === "'" && text.length > 2 && shape.startsWith("'") && !ALPHANUMERIC.test(s.shape.charAt(s.at))) break
  }
  return { kind: 'word', span: [start, s.at], text, shape }
}

/** `'x` is exact to the end of the word, or to a second single quote that is not an apostrophe (`'苹果宝'是`, `'don't`). */
function pushWord(s: Scanner, word: WordLexeme): void {
  if (!word.shape.startsWith("'") || word.text.length === 1) {
    s.lexemes.push(word)
    return
  }
  const closed = word.text.length > 2 && word.shape.endsWith("'")
  s.lexemes.push({ kind: 'exact', span: word.span, text: word.text.slice(1, closed ? -1 : undefined) })
  if (closed) scanBoost(s)
}

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
  if (!scanRegex(s, unit) && !scanQuote(s, unit)) scanWord(s, place)
}

/** Ends with the part: `/usr/bin` and `a/b` are words. A slash inside is written as `\/`. */
const REGEX = /\/((?:[^\\/\n]|\\.)+)\/(?=[\s()|^]|$)/y

function scanRegex(s: Scanner, unit: string): boolean {
  if (unit !== '/') return false
  REGEX.lastIndex = s.at
  const match = REGEX.exec(s.source)
  if (match === null) return false
  const span: Span = [s.at, s.at + match[0].length]
  s.at = span[1]
  s.lexemes.push({ kind: 'regex', span, pattern: match[1]! })
  scanBoost(s)
  return true
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
    const isReported = s.problems.some(({ parameters: p }) => 'what' in p && p.what === 'minus')
    if (!isReported) hint(s.problems, [s.at, s.at + 1], 'TAKEN_AS_TEXT', { what: 'minus' })
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
      hint(s.problems, span, 'TAKEN_AS_TEXT', {
        what: 'field',
        field: field.name,
        known: namedInChinese,
        latin: QUERY_FIELDS,
      })
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
    report(s.problems, span, 'QUOTES', { what: 'unclosed', closer: closers.charAt(0) })
    s.unclosed.add(opener)
    if (last?.kind === 'word' && last.span[1] === start) return false
  }
  s.at = end
  if (closed && text.trim() !== '' && scanSlop(s, text, span)) {
    scanBoost(s)
    return true
  }
  if (text.trim() !== '') s.lexemes.push({ kind: 'exact', span, text })
  else report(s.problems, span, 'QUOTES', { what: 'empty' })
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
