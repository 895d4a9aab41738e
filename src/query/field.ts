import { CHINESE_FIELDS, QUERY_FIELDS, type QueryField } from './node.js'

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
