/**
 * JSON Lines: one record a line. The fastest way in: line breaks are found in the bytes, each line is decoded and parsed
 * by itself, so a part of a file reads like the whole and nothing but one record is held.
 */
import { isUtf8 } from 'node:buffer'
import type { Article, Problem } from '../article.js'
import { decode, decodeAs, decodeValid } from '../decode.js'
import type { Encoding } from '../decode.js'
import { LIMITS } from '../limits.js'
import { recordArticle } from './records.js'
import type { RawFile, ReadContext } from './types.js'

const NEWLINE = 10
/** Bytes that decide the encoding of lines that are not UTF-8. */
const SAMPLE = 1024 * 1024

/** Yields the records of whole lines. @returns the number of the line after the last */
export function* readJsonl(file: RawFile, context: ReadContext): Generator<Article | Problem, number> {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
  if (isUtf16(bytes)) {
    const decoded = decode(bytes, file.path)
    if ('remedy' in decoded) yield decoded
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
      const result = readLine(file, context, { bytes: bytes.subarray(start, end), encoding, valid, start, end, line })
      if (result !== undefined) yield result
      if (!valid && result !== undefined && 'body' in result && result.body.includes('\ufffd')) damaged ||= line
    }
    start = end + 1
  }
  if (damaged > 0) {
    const message = `bytes that are no valid ${encoding.toUpperCase()}, here first, were replaced by U+FFFD`
    yield { path: file.path, line: damaged, message, remedy: 'Check where the file comes from.' }
  }
  return line
}

/** One decision for all lines: short ones could not be told apart by themselves. */
function encodingOf(bytes: Buffer, path: string): Encoding {
  const decoded = decode(bytes.subarray(0, SAMPLE), path)
  return 'remedy' in decoded || decoded.encoding.startsWith('utf-16') ? 'utf-8' : decoded.encoding
}

function isUtf16(bytes: Buffer): boolean {
  return (
    bytes.length >= 2 &&
    ((bytes[0] === 0xff && bytes[1] === 0xfe) ||
      (bytes[0] === 0xfe && bytes[1] === 0xff) ||
      (bytes[0] === 0x7b && bytes[1] === 0))
  )
}

interface Line {
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
    const message = `a record of ${Math.round((end - start) / 1048576)} MiB, over the limit of ${LIMITS.record / 1048576} MiB`
    return { path, line, message, remedy: 'Split the record.' }
  }
  const text = lineText(at)
  if (text === '' || (text.charCodeAt(0) <= 32 && text.trim() === '')) return undefined
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch (error) {
    return { path, line, message: `no valid JSON (${jsonReason(error)})`, remedy: 'Mend or remove the line.' }
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    return { path, line, message: 'no record: a line must be a JSON object', remedy: 'Mend or remove the line.' }
  const origin = { path, line, start: file.startByte + start, end: file.startByte + end }
  return (
    recordArticle(record as Record<string, unknown>, `${path}:${line}`, origin, context) ?? {
      path,
      line,
      message: 'a record without text',
      remedy: 'Give it a "text" or a "title".',
    }
  )
}

function lineText({ bytes, encoding, valid }: Line): string {
  const text = valid ? decodeValid(bytes) : decodeAs(bytes, encoding)
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The engine's reason without the quoted piece of the text, which may hold anything. */
export function jsonReason(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const at = /position (\d+)/.exec(message)?.[1]
  if (/end of JSON|Unterminated/i.test(message)) return 'it ends too early'
  return at === undefined ? 'unexpected character' : `unexpected character at column ${Number(at) + 1}`
}
