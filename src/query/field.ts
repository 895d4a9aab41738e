import { isDerived, queryFields } from '../text/facets/index.js'

/** Fields that can apply to a part of a query; `date:` makes a node of its own. */
export type TextField = Exclude<QueryField, 'date'>

/** True for the fields that say where an article came from: matched literally, never by words or their variants. */
export function isOrigin(field: TextField): boolean {
  return field === 'path' || isDerived(field)
}

export type QueryField = (typeof queryFields)[number]['name']
/** Every name that is allowed before a colon. */
export const QUERY_FIELDS: readonly QueryField[] = queryFields.map(({ name }) => name)

/** Chinese names of these fields, in both scripts; first the usual ones, in the order of {@link QUERY_FIELDS}. */
export const CHINESE_FIELDS: ReadonlyMap<string, QueryField> = new Map([
  ...queryFields.map(({ name, chinese: [usual] }) => [usual, name] as const),
  ...queryFields.flatMap(({ name, chinese: [, ...others] }) => others.map((other) => [other, name] as const)),
])

/** A shorter word is excluded even if it contains a comma, because it may be a list of words: `-苹果、香蕉`. */
const shortestClauses = 12

/** No name is longer than this; a longer word is prose without punctuation. */
const longestWord = 24

/** @param shape the query as ASCII, of the same length; the minus stands at `at` */
export function isTextualMinus(shape: string, at: number): boolean {
  const start = at + 1
  if (beginsWithFigure(shape.slice(start, start + 24))) return true
  let end = start
  while (end < shape.length && !breaksWord(shape.charAt(end))) end++
  const length = end - start
  return length > longestWord || (length >= shortestClauses && hasClause(shape.slice(start, end)))
}

/** A decimal number or a percentage: `-0.65%` is a change of price. A year or a count can be excluded. */
const beginsWithFigure = (shape: string): boolean => /^[\d,]*\d(?:\.\d+|%)(?!\p{L})/u.test(shape)

/** Whether a clause ends inside the word (，。、); then it is prose, not a word to exclude. */
const hasClause = (shape: string): boolean => /\p{Script=Han}[,;!?\u3002\u3001]\S/u.test(shape)

/**
 * The query with full-width ASCII converted to ASCII, at the same length. Operators are searched for here; texts are
 * cut from the original.
 */
export function asciiShape(source: string): string {
  return source.replace(/[\uff01-\uff5e]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0))
}

/** Opening quotes of the shape, each with the marks that close it; input methods mix “ with ". */
export const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”"'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
])

const BLANK = /\s/
const OPERATORS = new Set('()|')
const ESCAPABLE = new Set('\\()|"“”‘’「」『』\'^*~:-')
const QUOTE_ESCAPABLE = new Set('\\"”’」』')

export function isBlank(unit: string | undefined): boolean {
  return unit !== undefined && BLANK.test(unit)
}

/** Whether the character ends a word wherever it occurs. */
export function breaksWord(unit: string): boolean {
  return OPERATORS.has(unit) || QUOTES.has(unit) || BLANK.test(unit)
}

/** A backslash before one of these removes its meaning; before any other character a backslash is a plain character. */
export function isEscapable(unit: string | undefined): boolean {
  return unit !== undefined && ESCAPABLE.has(unit)
}

/** As {@link isEscapable}, but inside quotes, where few characters have a meaning. */
export function isQuoteEscapable(unit: string | undefined): boolean {
  return unit !== undefined && QUOTE_ESCAPABLE.has(unit)
}

/** Stands for an escaped character in a shape: it equals no operator, letter or digit. */
export const ESCAPED = '\0'

/**
 * The field name before the colon: in lower case if it is a known field, otherwise as typed if it looks like a field.
 * `end` is after the colon.
 */
export type FieldReading =
  | { readonly known: true; readonly name: QueryField; readonly end: number }
  | { readonly known: false; readonly name: string; readonly end: number; readonly isHan: boolean }

const NAME = /[A-Za-z_]{2,32}:/y
/** Longer runs of Han before a colon are text. */
const HAN_NAME = /[\u4e00-\u9fff]{2,4}:/y
const AFTER_NATURAL_COLON = /[\s/:\\)|]/

/**
 * Reads a field's name at `at`. Undefined for plain text with a colon: `12:30`, `http://x`, `C:\news`, `std::map`,
 * `Note: …`, and other names before a full-width colon (`CCTV：…`).
 * @param shape the source folded to ASCII, of the same length
 */
export function fieldAt(source: string, shape: string, at: number): FieldReading | undefined {
  NAME.lastIndex = at
  const match = NAME.exec(shape)?.[0]
  if (match === undefined) return hanFieldAt(source, shape, at)
  const end = at + match.length
  const name = match.slice(0, -1)
  const known = QUERY_FIELDS.find((field) => field === name.toLowerCase())
  if (known) return { known: true, name: known, end }
  return isNatural(source, shape, end) ? undefined : { known: false, name, end, isHan: false }
}

/** A field name must begin an operand, because pasted text has such words in mid-sentence: «……之路。”作者：何青禾». */
const BEFORE_FIELD = /[\s(|-]/

/**
 * Input methods type a full-width colon, so a known name is a field before either colon. An unknown name before a
 * full-width colon is plain text.
 */
function hanFieldAt(source: string, shape: string, at: number): FieldReading | undefined {
  if (at > 0 && !BEFORE_FIELD.test(shape.charAt(at - 1))) return undefined
  HAN_NAME.lastIndex = at
  const match = HAN_NAME.exec(shape)?.[0]
  if (match === undefined) return undefined
  const end = at + match.length
  const name = match.slice(0, -1)
  const known = CHINESE_FIELDS.get(name)
  if (known) return { known: true, name: known, end }
  return isNatural(source, shape, end) ? undefined : { known: false, name, end, isHan: true }
}

/** Whether the colon before `end` is that of a text, after a name that is no field. */
function isNatural(source: string, shape: string, end: number): boolean {
  const next = shape[end]
  return source[end - 1] !== ':' || next === undefined || AFTER_NATURAL_COLON.test(next)
}
