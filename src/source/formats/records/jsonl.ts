/**
 * JSON Lines: one record per line, the fastest format to read. Line breaks are found in the bytes, and each line is
 * decoded and parsed by itself. So a part of a file can be read like the whole, and little
 * more than one record is in memory.
 */
import { bufferOf, decode, decodeAs, decodeValid, type Encoding } from '../../decode.js'
import type { ParametersOf } from '../../../base/errors.js'
import { isProblem, problem, unread, type Article, type Problem } from '../../article.js'
import { isUtf8 } from 'node:buffer'
import { LIMITS } from '../../limits.js'
import { recordArticle } from './records.js'
import type { RawFile, ReadContext } from '../types.js'

const NEWLINE = 10
/** Bytes that decide the encoding of lines that are not UTF-8. */
const SAMPLE = 1024 * 1024
/** Yields the records of whole lines. @returns the number of the line after the last */
export function* readJsonl(file: RawFile, context: ReadContext): Generator<Article | Problem, number> {
  const bytes = bufferOf(file.bytes)
  if (isUtf16(bytes)) {
    const decoded = decode(bytes, file.path)
    if (isProblem(decoded)) yield decoded
    else return yield* readJsonl({ ...file, bytes: Buffer.from(decoded.text) }, context)
    return file.startLine
  }
  const valid = isUtf8(bytes)
  const encoding = valid ? 'utf-8' : encodingOf(bytes, file.path)
  let damaged = 0
  let line = file.startLine
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline < 0 ? bytes.length : newline
    if (end > start) {
      const result = readLine(file, context, { bytes, encoding, valid, start, end, line })
      if (result !== undefined) yield result
      if (!valid && result !== undefined && 'body' in result && result.body.includes('\ufffd')) damaged ||= line
    }
    start = end + 1
  }
  if (damaged > 0) {
    yield problem(file.path, 'BYTES_REPLACED', { what: 'first', encoding: encoding.toUpperCase() }, { line: damaged })
  }
  return line
}

/** One encoding for all lines, because a short line alone does not show it. */
function encodingOf(bytes: Buffer, path: string): Encoding {
  const decoded = decode(bytes.subarray(0, SAMPLE), path)
  return isProblem(decoded) || decoded.encoding.startsWith('utf-16') ? 'utf-8' : decoded.encoding
}

/** Starts with a mark of UTF-16, or with a brace of two bytes. */
const isUtf16 = (bytes: Buffer): boolean =>
  bytes.length >= 2 && [0xfffe, 0xfeff, 0x7b00].includes(bytes.readUInt16BE(0))

interface Line {
  /** The bytes of all lines. */
  readonly bytes: Buffer
  readonly encoding: Encoding
  readonly valid: boolean
  readonly start: number
  readonly end: number
  readonly line: number
}

function readLine(file: RawFile, context: ReadContext, at: Line): Article | Problem | undefined {
  const { path } = file
  const { start, end, line } = at
  if (end - start > LIMITS.record) {
    const sizes = { size: Math.round((end - start) / 1048576), most: LIMITS.record / 1048576 }
    return problem(path, 'RECORD_UNFIT', { what: 'large', ...sizes }, { line, unread: 'line' })
  }
  const text = decodeLine(at)
  if (text === '' || (text.charCodeAt(0) <= 32 && text.trim() === '')) return undefined
  if (holdsTooManyValues(at.bytes, start, end))
    return problem(path, 'RECORD_UNFIT', { what: 'values', most: LIMITS.jsonValues }, { line, unread: 'line' })
  const invalid = (flaw: JsonFlaw) => problem(path, 'JSON_INVALID', { what: 'line', ...flaw }, { line, unread: 'line' })
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch (error) {
    return invalid(jsonFlaw(error))
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return problem(path, 'RECORD_UNFIT', { what: 'object' }, { line })
  const origin = { path, line, start: file.startByte + start, end: file.startByte + end }
  return (
    recordArticle(record as Record<string, unknown>, `${path}:${line}`, origin, context) ??
    problem(path, 'RECORD_UNFIT', { what: 'empty' }, { line })
  )
}

function decodeLine({ bytes, encoding, valid, start, end }: Line): string {
  const line = bytes.subarray(start, end)
  const text = valid ? decodeValid(line) : decodeAs(line, encoding)
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** Parses a file that is one value. */
export function parseWhole(path: string, text: string, bytes: Buffer): { readonly value: unknown } | Problem {
  if (holdsTooManyValues(bytes, 0, bytes.length))
    return unread(path, 'RECORD_UNFIT', { what: 'inFile', most: LIMITS.jsonValues })
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return unread(path, 'JSON_INVALID', { what: 'file', ...jsonFlaw(error) })
  }
}

export type JsonFlaw = Omit<ParametersOf<'JSON_INVALID'>, 'what'>

/** What V8 found wrong, without the piece of text that it quotes. V8 says this only in its message. */
export function jsonFlaw(error: unknown): JsonFlaw {
  const message = error instanceof Error ? error.message : ''
  const at = /position (\d+)/.exec(message)?.[1]
  return {
    isCut: /end of JSON|Unterminated/i.test(message),
    column: at === undefined ? 0 : Number(at) + 1,
  }
}

const [QUOTE, COMMA, COLON, OPEN_LIST, OPEN] = [0x22, 0x2c, 0x3a, 0x5b, 0x7b]

/**
 * True for more than {@link LIMITS.jsonValues} values, counted by separators and opening brackets outside of strings.
 */
export function holdsTooManyValues(bytes: Buffer, start: number, end: number): boolean {
  if (end - start <= LIMITS.jsonValues) return false
  let values = 0
  for (let at = start; at < end; at++) {
    const unit = bytes[at]!
    if (unit === QUOTE) at = Math.min(stringEnd(bytes, at), end)
    else if (unit === COMMA || unit === COLON || unit === OPEN_LIST || unit === OPEN)
      if (++values > LIMITS.jsonValues) return true
  }
  return false
}

/** Where the string that opens at `open` closes; the end of the bytes if it doesn't. */
export function stringEnd(bytes: Buffer, open: number): number {
  for (let i = bytes.indexOf(QUOTE, open + 1); i >= 0; i = bytes.indexOf(QUOTE, i + 1)) {
    let slashes = 0
    while (bytes[i - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return i
  }
  return bytes.length
}

const BACKSLASH = 0x5c
