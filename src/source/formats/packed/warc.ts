/**
 * WARC (ISO 28500): web pages as a crawler stored them. Responses with HTML become articles, and so do text conversions
 * (WET). All other records are skipped silently, except damaged ones, which are counted. A dump is read record by
 * record, so that it is never in memory as a whole.
 */
import { isProblem, problem } from '../../article.js'
import type { Article, Problem } from '../../article.js'
import { decode } from '../../decode.js'
import { mapFields } from '../../fields/map.js'
import { LIMITS } from '../../limits.js'
import { articleText } from '../pages/article-text.js'
import { createAllowance } from '../bounds.js'
import type { Allowance } from '../bounds.js'
import type { RawFile, ReadContext } from '../types.js'
import { UnpackError, unpackProblem } from './unpack-error.js'
import { httpBody, unpack } from './warc-http.js'
import type { HttpBody } from './warc-http.js'
import { recordsOf } from './warc-records.js'
import type { WarcRecord } from './warc-records.js'

export function* readWarc(
  file: RawFile,
  context: ReadContext,
  pieces: Iterable<Uint8Array> = [file.bytes],
): Iterable<Article | Problem> {
  let n = 0
  let empty = 0
  let damaged = 0
  const allowance = createAllowance(file.bytes.length)
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
  if (damaged > 0) yield problem(file.path, 'ENTRIES_LEFT_OUT', { what: 'damaged', count: damaged }, { unread: 'file' })
  if (empty > 0) yield problem(file.path, 'ENTRIES_LEFT_OUT', { what: 'pages', count: empty })
}

/** Types of records that contain no page of their own. */
const WITHOUT_PAGE: ReadonlySet<string> = new Set(['warcinfo', 'request', 'metadata', 'revisit', 'continuation'])
/** A well-formed media type; `binary` and `chemical` are in use, too. */
const MEDIA_TYPE =
  /^(?:application|audio|binary|chemical|font|image|message|model|multipart|text|video|x-[\w-]{1,50})\/[\w.+-]{1,100}\s{0,10}(?:;|$)/i
/**
 * Any type of text except those of programs and data: under one of these a server may send a page that only reports an
 * error.
 */
const UNKNOWN_TEXT =
  /^text\/(?!(?:cache-manifest|calendar|css|csv|(?:java|ecma|type)script|json|markdown|tab-separated-values|vcard|vtt|x[.-][\w.+-]{1,100}|xml)\s{0,10}(?:;|$))/i
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
  if (!PAGE_TYPE.test(page.type) && !isPageOfNoType(page)) return isTyped(page) ? undefined : 'damaged'
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
  const { body, captions } = articleText(decoded.text, name, fields, { ...context, clean: true }, false)
  if (body === '') return 'empty'
  if (fields.url === '' && /^https?:/i.test(address)) fields.url = address.slice(0, LIMITS.fieldUnits)
  return {
    id: `${file.path}#${n}`,
    ...fields,
    body,
    captions,
    origin: { path: file.path, line: n, start: record.start, end: record.end },
  }
}

/** True for a well-formed type, and for none, because a server may leave it out. */
const isTyped = ({ type }: HttpBody): boolean => type === '' || MEDIA_TYPE.test(type)

/** True for a body that begins like a page and whose type is missing, damaged or unknown. */
function isPageOfNoType({ type, bytes }: HttpBody): boolean {
  return (!MEDIA_TYPE.test(type) || UNKNOWN_TEXT.test(type)) && PAGE_START.test(bytes.toString('latin1', 0, 4096))
}
