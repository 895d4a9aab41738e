/**
 * A JSON file of records: an array, an object that contains one at any depth (`{"data": {"articles": […]}}`), or a
 * single record. The elements of an array are cut out of the bytes first and parsed one by one, so that the place of
 * each is known and a broken one does not affect the others.
 */
import { isProblem, problem, unread, type Article, type Origin, type Problem } from '../../article.js'
import { isFieldKey, isRecord, type JsonRecord } from '../../fields/map.js'
import { LIMITS } from '../../limits.js'
import { appRecord, appRecords, type AppRecord } from './exports.js'
import { holdsTooManyValues, jsonFlaw, parseWhole, readJsonl, stringEnd, type JsonFlaw } from './jsonl.js'
import { holdsText, recordArticle } from './records.js'
import type { RawFile, ReadContext } from '../types.js'

export function* readJson(file: RawFile, text: string, context: ReadContext): Iterable<Article | Problem> {
  const bytes = Buffer.from(text)
  const start = firstByte(bytes)
  if (bytes[start] === OPEN_LIST) return void (yield* readArray(file, context, bytes, start))
  const parsed = parseWhole(file.path, text, bytes)
  if (!isProblem(parsed)) yield* readValue(file, context, parsed.value, bytes.length)
  else if (looksLikeLines(text)) yield* readJsonl({ ...file, bytes }, context)
  else yield parsed
}

/** A longer line may contain more values than are parsed at once. */
const LONGEST_FIRST_LINE = LIMITS.jsonValues

function looksLikeLines(text: string): boolean {
  try {
    const end = text.indexOf('\n')
    return end > 0 && end < LONGEST_FIRST_LINE && typeof JSON.parse(text.slice(0, end)) === 'object'
  } catch {
    return false
  }
}

function* readValue(file: RawFile, context: ReadContext, value: unknown, length: number): Iterable<Article | Problem> {
  const records = isRecord(value) ? (appRecords(value) ?? recordsIn(value).map(appRecord)) : []
  const origin = { path: file.path, line: file.startLine, start: file.startByte, end: file.startByte + length }
  let empty = 0
  for (const [n, record] of records.entries()) {
    const id = records.length === 1 ? file.path : `${file.path}#${n + 1}`
    const article = readRecord(record, id, origin, context)
    if (article === undefined) empty++
    else yield article
  }
  if (empty === records.length) yield unread(file.path, 'RECORD_UNFIT', { what: 'none' })
  else if (empty > 0) yield problem(file.path, 'ENTRIES_LEFT_OUT', { what: 'empty', count: empty })
}

function readRecord(
  { record, isPage }: AppRecord,
  id: string,
  origin: Origin,
  context: ReadContext,
): Article | undefined {
  return recordArticle(record, id, origin, isPage ? { ...context, clean: true } : context)
}

/**
 * The records nearest to the top. An object with a text is a record, whatever lists (of comments, of images) it
 * contains.
 */
function recordsIn(top: JsonRecord): readonly JsonRecord[] {
  const level = [top]
  for (const record of level) {
    if (holdsText(record)) return [record]
    const members = Object.values(record)
    const lists = members.filter(isRecordList)
    const texts = lists.filter((records) => records.some(holdsText)).flat()
    if (texts.length > 0) return texts
    const list = lists.find((records) => records.some(isArticle)) ?? members.filter(isRecord).filter(isArticle)
    if (list.length > 0) return list
    for (const member of members) if (isRecord(member)) level.push(member)
  }
  return [top]
}

function isRecordList(value: unknown): value is JsonRecord[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord)
}

function isArticle(record: JsonRecord): boolean {
  return holdsText(record) || Object.keys(record).some((key) => isFieldKey(key, 'title'))
}

const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE, QUOTE, COMMA, NEWLINE] = [0x5b, 0x5d, 0x7b, 0x7d, 0x22, 0x2c, 0x0a]

/** Where the first byte from `from` on stands that is not whitespace. */
function firstByte(bytes: Buffer, from = 0): number {
  let at = from
  while (at < bytes.length && bytes[at]! <= 32) at++
  return at
}

function* readArray(file: RawFile, context: ReadContext, bytes: Buffer, start: number): Iterable<Article | Problem> {
  const { path } = file
  let n = 0
  let isWhole = false
  for (const element of arrayElements(bytes, start)) {
    // The problem of an element that is not closed also says that the list is cut short.
    isWhole ||= typeof element === 'string' || !element.closed
    if (element === 'more') yield unread(path, 'LIST_UNFIT', { what: 'continues' })
    if (typeof element !== 'string') yield readElement(file, context, bytes, element, ++n)
  }
  if (!isWhole) yield unread(path, 'LIST_UNFIT', { what: 'cut' })
  else if (n === 0) yield problem(path, 'LIST_UNFIT', { what: 'empty' })
}

function readElement(
  { path, startLine, startByte }: RawFile,
  context: ReadContext,
  bytes: Buffer,
  { start, end, line: above, closed }: Element,
  n: number,
): Article | Problem {
  const line = startLine + above
  const invalid = (flaw: JsonFlaw) =>
    problem(path, 'JSON_INVALID', { what: 'record', ...flaw }, { line, unread: 'file' })
  if (!closed) return invalid({ isCut: true, column: 0 })
  if (holdsTooManyValues(bytes, start, end))
    return problem(path, 'RECORD_UNFIT', { what: 'values', most: LIMITS.jsonValues }, { line, unread: 'file' })
  const id = `${path}:${line}`
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', start, end))
    const origin = { path, line, start: startByte + start, end: startByte + end }
    const article = isRecord(value) ? readRecord(appRecord(value), id, origin, context) : undefined
    return article === undefined ? problem(path, 'RECORD_UNFIT', { what: 'empty' }, { line }) : unique(article, n, id)
  } catch (error) {
    return invalid(jsonFlaw(error))
  }
}

/**
 * Records without an ID of their own are named by their line. On line 1 they are numbered instead, because a file of
 * one line has all of them there.
 */
function unique(article: Article, n: number, byLine: string): Article {
  return article.id === byLine && article.origin.line === 1
    ? { ...article, id: `${article.origin.path}#${n}` }
    : article
}

interface Element {
  readonly start: number
  readonly end: number
  /** How many line breaks precede it. */
  readonly line: number
  readonly closed: boolean
}

/**
 * The elements of an array, then `end` if the array is closed, or `more` if it is closed and text follows. One pass
 * over the bytes, which skips strings and counts brackets. Written for speed.
 */
function* arrayElements(bytes: Buffer, open: number): Iterable<Element | 'end' | 'more'> {
  let depth = 0
  let line = 0
  let start = -1
  let startLine = 0
  for (let i = 0; i < open; i++) if (bytes[i] === NEWLINE) line++
  for (let i = open + 1; i < bytes.length; i++) {
    const c = bytes[i]!
    if (c === NEWLINE) line++
    if (c <= 32) continue
    if (depth === 0 && (c === COMMA || c === CLOSE_LIST)) {
      if (start >= 0) yield { start, end: i, line: startLine, closed: true }
      start = -1
      if (c === CLOSE_LIST) return void (yield firstByte(bytes, i + 1) < bytes.length ? 'more' : 'end')
      continue
    }
    if (start < 0) {
      start = i
      startLine = line
    }
    if (c === QUOTE) i = stringEnd(bytes, i)
    else if (c === OPEN || c === OPEN_LIST) depth++
    else if (c === CLOSE || c === CLOSE_LIST) depth--
  }
  if (start >= 0) yield { start, end: bytes.length, line: startLine, closed: false }
}
