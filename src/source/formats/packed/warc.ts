/**
 * WARC (ISO 28500): web pages as a crawler stored them. Responses with HTML become articles, and so do text conversions
 * (WET). All other records are skipped silently, except damaged ones, which are counted. A dump is read record by
 * record, so that it is never in memory as a whole.
 */
import { isProblem, problem, unread, type Article, type Problem } from '../../article.js'
import { decode } from '../../decode.js'
import { httpAddress, mapFields } from '../../fields/map.js'
import { LIMITS } from '../../limits.js'
import { articleText } from '../pages/article-text.js'
import { UnpackError, Allowance, unpackProblem } from '../bounds.js'
import type { RawFile, ReadContext } from '../types.js'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

export function* readWarc(
  file: RawFile,
  context: ReadContext,
  pieces: Iterable<Uint8Array> = [file.bytes],
): Iterable<Article | Problem> {
  let n = 0
  let empty = 0
  let damaged = 0
  const allowance = new Allowance(file.bytes.length)
  for (const record of recordsOf(pieces, file.path)) {
    if (isProblem(record)) {
      yield record
      continue
    }
    n++
    const result = readRecord(record, n, file, context, allowance)
    if (record.isDamaged || result === 'damaged') damaged++
    if (result === 'empty') empty++
    else if (result !== undefined && result !== 'damaged') yield result
  }
  if (damaged > 0) yield unread(file.path, 'ENTRIES_LEFT_OUT', { what: 'damaged', count: damaged })
  if (empty > 0) yield problem(file.path, 'ENTRIES_LEFT_OUT', { what: 'pages', count: empty })
}

/** Types of records that contain no page of their own. */
const WITHOUT_PAGE: ReadonlySet<string> = new Set(['warcinfo', 'request', 'metadata', 'revisit', 'continuation'])
const MEDIA_TYPE = /^[a-z-]{4,20}\/[\w.+-]{1,100}\s{0,10}(?:;|$)/i
const PAGE_TYPE = /^(?:text\/(?:html|plain)|application\/xhtml)/i
const PAGE_START = /^\s{0,1000}<(?:!doctype html|html|[^]*<(?:head|body)[\s>])/i

function readRecord(
  record: WarcRecord,
  n: number,
  file: RawFile,
  context: ReadContext,
  allowance: Allowance,
): Article | Problem | 'empty' | 'damaged' | undefined {
  const type = record.headers.get('warc-type') ?? ''
  if (WITHOUT_PAGE.has(type)) return undefined
  if (type !== 'response' && type !== 'resource' && type !== 'conversion') return 'damaged'
  const page =
    type === 'response'
      ? httpBody(record)
      : { type: record.headers.get('content-type') ?? '', bytes: record.content, encoding: '' }
  if (page === undefined || typeof page === 'string') return page
  // A server may leave the type out, and damage may change it.
  const isTyped = MEDIA_TYPE.test(page.type)
  if (!PAGE_TYPE.test(page.type) && (isTyped || !PAGE_START.test(page.bytes.toString('latin1', 0, 4096))))
    return isTyped || page.type === '' ? undefined : 'damaged'
  const part = { kind: 'record', number: n } as const
  const bytes = unpack(page, allowance)
  if (bytes instanceof UnpackError) return unpackProblem(file.path, bytes, part)
  const decoded = decode(bytes, file.path, /charset\s*=\s*"?([\w-]+)/i.exec(page.type)?.[1])
  if (isProblem(decoded)) return { ...decoded, part }
  const fields = mapFields({})
  const address = (record.headers.get('warc-target-uri') ?? '').replace(/^<|>$/g, '')
  const crawled = record.headers.get('warc-date')
  if (crawled !== undefined) fields.metadata['crawled'] = crawled
  const name = !/^text\/plain/i.test(page.type) ? `${file.path}.html` : `${file.path}.txt`
  const { body, captions } = articleText(decoded.text, name, fields, context, false)
  if (body === '') return 'empty'
  fields.url ||= httpAddress(address)
  return {
    id: `${file.path}#${n}`,
    ...fields,
    body,
    captions,
    origin: { path: file.path, line: n, start: record.start, end: record.end },
  }
}

interface HttpBody {
  /** The media type; empty if the server sent none. */
  readonly type: string
  /** Still packed with `encoding`. */
  readonly bytes: Buffer
  readonly encoding: string
}

/**
 * The body of a stored HTTP response, with its transfer encoding decoded; undefined for errors, redirects, and
 * responses of other protocols, such as DNS.
 */
function httpBody({ content, headers: about }: WarcRecord): HttpBody | 'empty' | 'damaged' | undefined {
  const end = content.indexOf('\r\n\r\n')
  const head = content.toString('latin1', 0, Math.max(0, end))
  const isAnswer = content.toString('latin1', 0, 5) === 'HTTP/'
  // Each response has an address (ISO 28500, 5.12), which names its protocol.
  const isOfOther = /^<?(?!https?:)[a-z]{2,10}:/i.test(about.get('warc-target-uri') ?? '')
  if (!isAnswer) return isOfOther || content.length === 0 ? undefined : 'damaged'
  if (end < 0) return 'empty'
  const [, status] = /^HTTP\/[\d.]{1,9} (\d{3})\b/.exec(head) ?? []
  if (status !== '200') return status === undefined ? 'damaged' : undefined
  const headers = headersOf(head)
  const sent = content.subarray(end + 4)
  const bytes = /chunked/i.test(headers.get('transfer-encoding') ?? '') ? unchunk(sent) : sent
  const encoding = (headers.get('content-encoding') ?? '').toLowerCase()
  return { type: headers.get('content-type') ?? '', bytes, encoding }
}

/** Unpacks a body. Crawlers sometimes store it unpacked but keep the header that says it is packed. */
export function unpack(body: HttpBody, allowance: Allowance): Buffer | UnpackError {
  const { bytes } = body
  const most = Math.min(LIMITS.memberBytes, allowance.left)
  try {
    const unpacked = unpackedBody(body, { maxOutputLength: Math.max(1, most) })
    if (unpacked !== bytes) allowance.take(unpacked.length)
    return unpacked
  } catch (error) {
    if (bytes[0] === '<'.charCodeAt(0)) return bytes
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return new UnpackError('damaged')
    // A failed attempt costs as much as unpacking, so it counts too: repeated attempts use up what the file is allowed.
    allowance.left -= most
    return most < LIMITS.memberBytes ? allowance.over() : new UnpackError('large', LIMITS.memberBytes / 1048576)
  }
}

function unpackedBody({ bytes, encoding }: HttpBody, options: { maxOutputLength: number }): Buffer {
  if (encoding.includes('gzip') && bytes[0] === 0x1f) return gunzipSync(bytes, options)
  if (encoding === 'deflate') return inflateSync(bytes, options)
  return encoding === 'br' ? brotliDecompressSync(bytes, options) : bytes
}

function unchunk(bytes: Buffer): Buffer {
  const whole = Buffer.allocUnsafeSlow(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf('\r\n', at)
    // A size has few digits; a line that doesn't end is not one.
    const size = end < 0 || end - at > LONGEST_SIZE ? NaN : parseInt(bytes.toString('latin1', at, end), 16)
    if (!(size > 0)) return length === 0 && Number.isNaN(size) ? bytes : whole.subarray(0, length)
    length += bytes.copy(whole, length, end + 2, Math.min(bytes.length, end + 2 + size))
    at = end + 2 + size + 2
  }
  return whole.subarray(0, length)
}

/** The most characters of the line that gives a chunk's size, with the extensions that may follow it. */
const LONGEST_SIZE = 4096

interface WarcRecord {
  readonly headers: ReadonlyMap<string, string>
  readonly content: Buffer
  /** True for a record without a length, and for one after bytes that belong to no record. */
  readonly isDamaged: boolean
  readonly start: number
  readonly end: number
}

/** Bytes; the header of a record is never longer. */
const LONGEST_HEAD = 1 << 20

/**
 * Splits a stream of pieces into records. Pieces wait until a record is complete, because joining them at each piece
 * would take quadratic time.
 */
export function* recordsOf(pieces: Iterable<Uint8Array>, path: string): Iterable<WarcRecord | Problem> {
  let buffer: Buffer = Buffer.alloc(0)
  let offset = 0
  let waiting: Uint8Array[] = []
  let length = 0
  let needed = 0
  const join = (): void => {
    buffer = waiting.length === 0 ? buffer : Buffer.concat([buffer, ...waiting])
    waiting = []
  }
  for (const piece of pieces) {
    waiting.push(piece)
    length += piece.length
    if (length < needed) continue
    join()
    let used = 0
    for (let found = nextRecord(buffer, used, offset); ; found = nextRecord(buffer, used, offset)) {
      if (typeof found === 'number') {
        needed = found - used
        break
      }
      used = found.end - offset
      yield found
    }
    buffer = buffer.subarray(used)
    offset += used
    length = buffer.length
    if (needed <= LARGEST_RECORD) continue
    yield unread(path, 'RECORD_UNFIT', { what: 'warc', most: LARGEST_RECORD / 1048576 })
    return
  }
  join()
  if (!isBlank(buffer)) yield unread(path, 'LIST_UNFIT', { what: offset === 0 ? 'warcEmpty' : 'warcCut' })
}

const LARGEST_RECORD = 4 * LIMITS.memberBytes

/** The next record at or after `from`, or the length that the buffer must have before the next attempt. */
function nextRecord(buffer: Buffer, from: number, offset: number): WarcRecord | number {
  const start = buffer.indexOf('WARC/', from)
  const headEnd = start < 0 ? -1 : buffer.indexOf('\r\n\r\n', start)
  if (headEnd < 0) return from + 2 * (buffer.length - from) + 1
  const headers = headersOf(buffer.toString('utf8', start, Math.min(headEnd, start + LONGEST_HEAD)))
  const length = Number(headers.get('content-length') || NaN)
  const hasLength = Number.isSafeInteger(length) && length >= 0
  // A record without a length reaches to the next one.
  const end = hasLength ? headEnd + 4 + length : Math.max(headEnd + 4, buffer.indexOf('WARC/', headEnd + 4))
  if (end > buffer.length) return end
  const isDamaged = !hasLength || buffer.toString('latin1', from, start).trim() !== ''
  return { headers, content: buffer.subarray(headEnd + 4, end), isDamaged, start: offset + start, end: offset + end }
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || (byte >= 9 && byte <= 13))

/** The headers of a record, or of the HTTP response in it, by their names in lower case. */
function headersOf(head: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}
