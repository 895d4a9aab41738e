/** The HTTP responses in WARC records: the body of a page, with its transfer and content encodings decoded. */
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { LIMITS } from '../../limits.js'
import type { Allowance } from '../bounds.js'
import { UnpackError } from './unpack-error.js'
import { headersOf } from './warc-records.js'
import type { WarcRecord } from './warc-records.js'

export interface HttpBody {
  /** The media type: empty if the server sent none, a question mark if damage may have removed it. */
  readonly type: string
  /** Still packed with `encoding`. */
  readonly bytes: Buffer
  readonly encoding: string
}

/**
 * The body of a stored HTTP response, with its transfer encoding decoded; undefined for errors, redirects, and
 * responses of other protocols, such as DNS.
 */
export function httpBody({ content, headers: about }: WarcRecord): HttpBody | 'empty' | 'damaged' | undefined {
  const end = content.indexOf('\r\n\r\n')
  const head = content.toString('latin1', 0, Math.max(0, end))
  const isAnswer = content.toString('latin1', 0, 5) === 'HTTP/'
  // Each response has an address (ISO 28500, 5.12). Unless it names another protocol, the response may have been one of
  // HTTP.
  const isOfOther = /^<?(?:dns|ftps?|gopher|irc|nntp|rtmp|rtsp|whois|wss?):/i.test(about.get('warc-target-uri') ?? '')
  const isOfHttp = isAnswer || (content.length > 0 && !isOfOther)
  if (end < 0) return isAnswer ? 'empty' : isOfHttp ? 'damaged' : undefined
  const [, status] = /^HTTP\/[\d.]{1,9} (\d{3})\b/.exec(head) ?? []
  if (status !== '200') return status === undefined && isOfHttp ? 'damaged' : undefined
  const headers = headersOf(head)
  const sent = content.subarray(end + 4)
  const bytes = /chunked/i.test(headers.get('transfer-encoding') ?? '') ? unchunk(sent) : sent
  const encoding = (headers.get('content-encoding') ?? '').toLowerCase()
  return { type: headers.get('content-type') ?? (head.split('\n').slice(1).every(isField) ? '' : '?'), bytes, encoding }
}

/**
 * True for a header with a valid name (RFC 9110, 5.1), or a continuation line. Any other line may have been any header.
 */
const isField = (line: string): boolean => /^(?:[\w!#$%&'*+.^`|~-]{1,200}\s{0,10}:|[ \t]|\r?$)/.test(line)

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
    allowance.spend(most)
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
