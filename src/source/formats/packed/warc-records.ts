/** Splits a WARC file into its records; any text between them is damage. */
import { problem } from '../../article.js'
import type { Problem } from '../../article.js'
import { LIMITS } from '../../limits.js'

export interface WarcRecord {
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
    yield problem(path, 'RECORD_UNFIT', { what: 'warc', most: LARGEST_RECORD / 1048576 }, { unread: 'file' })
    return
  }
  join()
  if (!isBlank(buffer))
    yield problem(path, 'LIST_UNFIT', { what: offset === 0 ? 'warcEmpty' : 'warcCut' }, { unread: 'file' })
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

/** True for whitespace alone, however long. */
function isBlank(bytes: Buffer): boolean {
  let at = 0
  while (at < bytes.length && (bytes[at] === 0x20 || (bytes[at]! >= 9 && bytes[at]! <= 13))) at++
  return at === bytes.length
}

/** The headers of a record, or of the HTTP response in it, by their names in lower case. */
export function headersOf(head: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}
