/**
 * The grammar, by recursive descent over balanced lexemes; unreadable parts are reported and left out:
 *
 *     either  = every { or every }
 *     every   = { [ and ] boosted-or-negated }
 *     negated = { not } nearby
 *     nearby  = boosted { near boosted }
 *     boosted = ( '*' | single ) { boost }
 *     single  = value | field value
 *     value   = word | exact | regex | proximity | open either close
 */
import { readDate, splitOperator } from './date.js'
import { report, hint } from './lexemes.js'
import type { Lexeme, OwnLexeme, MarkLexeme, NearLexeme, WordLexeme, QueryProblem } from './lexemes.js'
import { hasPlaces } from './near.js'
import { MAX_NEAR_CHAIN, type OwnNode, type QueryNode, type Span } from './node.js'
import type { TextField } from './field.js'

const NUMBER = /^[\d.,]+$/

/**
 * A word with the meaning of its suffix: `x*` is a prefix; `x~`, `x~1` and `x~2` are fuzzy (`3~5` is a range of
 * numbers: text).
 */
function wordNode({ span, text, shape }: WordLexeme, problems: QueryProblem[]): QueryNode {
  // Most words have no suffix. Regular expressions with \p{L} take 0.25 ms to create and 0.5 ms to compile.
  if (!shape.includes('*') && !shape.includes('~')) return { kind: 'text', span, text }
  if (/[\p{L}\p{N}]\*$/u.test(shape)) return { kind: 'prefix', span, text: text.slice(0, -1) }
  if (hasStarInside(shape)) hint(problems, span, 'TAKEN_AS_TEXT', { what: 'star', text })
  const suffix = /[\p{L}\p{N}](~\d*)$/u.exec(shape)?.[1]
  if (suffix === undefined) return { kind: 'text', span, text }
  const base = text.slice(0, -suffix.length)
  if (suffix === '~' || suffix === '~1' || suffix === '~2') {
    if (suffix === '~' || !NUMBER.test(base)) return { kind: 'fuzzy', span, text: base, edits: suffix === '~2' ? 2 : 1 }
  } else if (!NUMBER.test(base)) report(problems, span, 'OPERATOR', { what: 'distance', text: suffix })
  return { kind: 'text', span, text }
}

/** A star before or between letters: `托*夫`, `*ing`. */
const hasStarInside = (shape: string): boolean => /(?:^|[\p{L}\p{N}])[*]+[\p{L}\p{N}]/u.test(shape)

interface Parser {
  readonly source: string
  readonly lexemes: readonly Lexeme[]
  readonly problems: QueryProblem[]
  at: number
}

/** Undefined if nothing is left to search for. */
export function parse(source: string, lexemes: readonly Lexeme[], problems: QueryProblem[]): QueryNode | undefined {
  return parseEither({ source, lexemes, problems, at: 0 })
}

function parseEither(p: Parser): QueryNode | undefined {
  const operands: QueryNode[] = []
  for (let bar: MarkLexeme | undefined; ; p.at++) {
    const operand = parseEvery(p)
    if (operand) operands.push(operand)
    const next = p.lexemes[p.at]
    const dangling = bar ?? (next?.kind === 'or' ? next : undefined)
    if (!operand && dangling) reportDangling(p, dangling)
    if (next?.kind !== 'or') return join('or', operands)
    bar = next
  }
}

function parseEvery(p: Parser): QueryNode | undefined {
  const operands: QueryNode[] = []
  for (let next = p.lexemes[p.at]; next && next.kind !== 'or' && next.kind !== 'close'; next = p.lexemes[p.at]) {
    if (next.kind === 'and') skipAnd(p, next, operands.length > 0)
    else {
      const operand = parseNegated(p)
      if (operand) operands.push(operand)
    }
  }
  return join('and', operands)
}

/** AND means the same as a space, but must stand between two parts. */
function skipAnd(p: Parser, and: MarkLexeme, hasLeft: boolean): void {
  const next = p.lexemes[++p.at]
  if (!hasLeft || !next || next.kind === 'and' || next.kind === 'or' || next.kind === 'close') reportDangling(p, and)
}

function reportDangling(p: Parser, { span }: MarkLexeme | NearLexeme): void {
  const operator = p.source.slice(span[0], span[1])
  report(p.problems, span, 'OPERATOR', { what: 'operand', operator })
}

function join(kind: 'and' | 'or', operands: readonly QueryNode[]): QueryNode | undefined {
  const [first] = operands
  const last = operands.at(-1)
  if (!first || !last || operands.length === 1) return first
  return { kind, span: [first.span[0], last.span[1]], operands }
}

/** Two consecutive negations cancel out. */
function parseNegated(p: Parser): QueryNode | undefined {
  const first = p.lexemes[p.at]
  let negated = false
  let last = first
  for (; p.lexemes[p.at]?.kind === 'not'; p.at++) {
    negated = !negated
    last = p.lexemes[p.at]
  }
  const operand = parseNearby(p)
  if (!first || first.kind !== 'not') return operand
  if (!operand && last) report(p.problems, last.span, 'OPERATOR', { what: 'exclusion' })
  return operand && negated ? { kind: 'not', span: [first.span[0], operand.span[1]], operand } : operand
}

/** Proximity is left-associative: `a NEAR/5 b NEAR/9 c` searches for c near ranges that contain a and b. */
function parseNearby(p: Parser): QueryNode | undefined {
  let node = parseBoosted(p)
  for (let near = p.lexemes[p.at]; near?.kind === 'proximity'; near = p.lexemes[p.at]) {
    p.at++
    const right = parseBoosted(p)
    if (!node || !right) {
      reportDangling(p, near)
      node ??= right
    } else node = joinNear(p, near, node, right)
  }
  return node
}

function joinNear(p: Parser, near: NearLexeme, left: QueryNode, right: QueryNode): QueryNode {
  const operands = [left, right]
  const operator = p.source.slice(near.span[0], near.span[1])
  const isFit = operands.every(hasPlaces)
  if (!isFit) report(p.problems, near.span, 'PROXIMITY', { what: 'operand', operator })
  else if (chainOf(left) >= MAX_NEAR_CHAIN)
    report(p.problems, near.span, 'PROXIMITY', { what: 'many', most: MAX_NEAR_CHAIN })
  const span: Span = [left.span[0], right.span[1]]
  return isFit && chainOf(left) < MAX_NEAR_CHAIN
    ? { kind: 'near', span, operands, within: near.within, ordered: false }
    : { kind: 'and', span, operands: operands.flatMap((node) => (node.kind === 'and' ? node.operands : [node])) }
}

/** Number of proximity operators nested in the left operands of a node. */
function chainOf(node: QueryNode): number {
  let count = 0
  for (let left: QueryNode | undefined = node; left?.kind === 'near' && !left.ordered; left = left.operands[0]) count++
  return count
}

function parseBoosted(p: Parser): QueryNode | undefined {
  let node = parseEveryArticle(p) ?? parseSingle(p)
  for (let next = p.lexemes[p.at]; next?.kind === 'boost'; next = p.lexemes[++p.at]) {
    if (node) node = { kind: 'boost', span: [node.span[0], next.span[1]], factor: next.factor, operand: node }
  }
  return node
}

/** A star alone: no path contains `//`. */
function parseEveryArticle(p: Parser): QueryNode | undefined {
  const lexeme = p.lexemes[p.at]
  if (lexeme?.kind !== 'word' || lexeme.shape !== '*') return undefined
  p.at++
  const { span } = lexeme
  const operand: QueryNode = { kind: 'field', span, field: 'path', operand: { kind: 'exact', span, text: '//' } }
  return { kind: 'not', span, operand }
}

/** Leaves a lexeme that begins nothing (an operator, a closing bracket) to the caller. */
function parseSingle(p: Parser): QueryNode | undefined {
  const lexeme = p.lexemes[p.at]
  switch (lexeme?.kind) {
    case 'open':
      return parseGroup(p, lexeme.span)
    case 'own':
      return parseOwn(p, lexeme)
    case 'word':
      p.at++
      return wordNode(lexeme, p.problems)
    case 'exact':
    case 'regex':
    case 'near':
      p.at++
      return lexeme
    case 'field':
      p.at++
      return lexeme.name === 'date' ? parseDate(p, lexeme.span) : parseField(p, lexeme.name, lexeme.span)
    default:
      return undefined
  }
}

function parseGroup(p: Parser, open: Span): QueryNode | undefined {
  const found = p.problems.length
  p.at++
  const node = parseEither(p)
  const close = p.lexemes[p.at++]
  if (!node && p.problems.length === found) {
    const span: Span = [open[0], close?.span[1] ?? open[1]]
    report(p.problems, span, 'BRACKETS', { what: 'empty' })
  }
  return node
}

const VALUES: ReadonlySet<Lexeme['kind']> = new Set<Lexeme['kind']>(['word', 'exact', 'regex', 'near', 'open'])

function parseField(p: Parser, field: TextField, span: Span): QueryNode | undefined {
  const next = p.lexemes[p.at]
  const isValue = next !== undefined && VALUES.has(next.kind)
  const operand = isValue ? parseSingle(p) : undefined
  if (operand) return { kind: 'field', span: [span[0], operand.span[1]], field, operand }
  if (!isValue) report(p.problems, span, 'FIELD_OPERAND', { what: 'empty', field })
  return undefined
}

function parseOwn(p: Parser, own: OwnLexeme): QueryNode | undefined {
  const { name: field, type, span } = own
  const next = p.lexemes[++p.at]
  const isValue = next?.kind === 'word' || next?.kind === 'exact' || next?.kind === 'open'
  if (!isValue) {
    report(p.problems, span, 'FIELD_OPERAND', { what: 'empty', field })
    return undefined
  }
  if (type === 'number' || type === 'date') return rangeNode(p, own, next)
  const value = parseSingle(p)
  return value && { kind: 'own', span: [span[0], value.span[1]], field, type, value }
}

/** A value that is not a number or a date is reported and left out, so a half-typed value restricts nothing yet. */
function rangeNode(p: Parser, { name: field, type, span }: OwnLexeme, next: Lexeme): QueryNode | undefined {
  const value = parseSingle(p)
  const text = next.kind === 'word' ? next.shape : ''
  const range = type === 'number' ? readNumbers(text) : readDays(text)
  if (range !== undefined && value !== undefined)
    return { kind: 'own', span: [span[0], next.span[1]], field, type: type as 'number', range }
  report(p.problems, next.span, 'FIELD_OPERAND', { what: type as 'number' | 'date', field })
  return undefined
}

function readDays(text: string): OwnNode['range'] {
  const reading = readDate(text)
  if (reading.state !== 'complete') return undefined
  const { from, to } = reading.range
  const day = (date: string): number => Math.floor(Date.parse(date) / 86_400_000)
  return { from: from === undefined ? -Infinity : day(from), to: to === undefined ? Infinity : day(to) }
}

function parseDate(p: Parser, field: Span): QueryNode | undefined {
  const next = p.lexemes[p.at]
  if (next?.kind === 'word') {
    p.at++
    return dateNode(p, field, next)
  }
  const isOther = next !== undefined && VALUES.has(next.kind)
  report(p.problems, field, 'DATE', { what: isOther ? 'expected' : 'missing' })
  return undefined
}

/** An unfinished date contributes what is certain; an impossible one becomes a text. */
function dateNode(p: Parser, field: Span, word: WordLexeme): QueryNode | undefined {
  const span: Span = [field[0], word.span[1]]
  const reading = readDate(word.shape)
  if (reading.state !== 'complete') {
    report(p.problems, word.span, 'DATE', { what: reading.state, text: word.text })
  }
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: two numbers
  if (reading.state === 'impossible') return { kind: 'text', span, text: p.source.slice(...field) + word.text }
  return reading.range ? { kind: 'date', span, ...reading.range } : undefined
}

/** Values of a number field: 10, 10..20, 10.., ..20, >=10, >10, <=20, <20. > and < exclude their bound. */

/** @param text with full-width characters already folded @returns undefined if it is not a range of numbers */
function readNumbers(text: string): OwnNode['range'] {
  const dots = text.indexOf('..')
  if (dots >= 0) return between(text.slice(0, dots), text.slice(dots + 2))
  const [operator, rest] = splitOperator(text)
  const number = read(rest)
  if (number === undefined) return undefined
  if (operator === '>=') return { from: number, to: Infinity }
  if (operator === '<=') return { from: -Infinity, to: number }
  if (operator === '>') return { from: neighbour(number, 1), to: Infinity }
  if (operator === '<') return { from: -Infinity, to: neighbour(number, -1) }
  return { from: number, to: number }
}

function between(left: string, right: string): OwnNode['range'] {
  const from = left === '' ? -Infinity : read(left)
  const to = right === '' ? Infinity : read(right)
  if (from === undefined || to === undefined || from > to || (left === '' && right === '')) return undefined
  return { from, to }
}

function read(text: string): number | undefined {
  const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN
  return Number.isFinite(number) ? number : undefined
}

/** The next larger or smaller double. */
function neighbour(value: number, step: 1 | -1): number {
  if (value === 0) return step * Number.MIN_VALUE
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(value > 0 === step > 0 ? 1 : -1))
  return view.getFloat64(0)
}
