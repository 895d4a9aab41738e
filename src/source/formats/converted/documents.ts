/**
 * Reads Word documents with mammoth and PDF files with unpdf. Both are optional packages, installed by users who need
 * them.
 */
import { bufferOf, decode } from '../../decode.js'
import { problem, unread, type Article, type Problem } from '../../article.js'
import { parseDate } from '../../fields/dates.js'
import { mapFields, plainText, type Fields } from '../../fields/map.js'
import { wholeText } from '../../html/tree.js'
import { afterTags, parseXml } from '../../html/parse.js'
import { LIMITS } from '../../limits.js'
import { Allowance, UnpackError, unpackProblem } from '../bounds.js'
import { titleOfName } from '../pages/article-file.js'
import { articleText } from '../pages/article-text.js'
import { listZip, readMember, type Member } from '../packed/zip.js'
import type { RawFile, ReadContext } from '../types.js'
import { createAsking, type ConversionAnswer, type ConversionRequest, type Failure, type Line } from './exchange.js'
import type { PdfPage } from './exchange.js'
import { hasNestedTags } from '../../html/lost-text.js'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'

const failed = (path: string, failure: Failure): Problem => unread(path, 'DOCUMENT_UNREAD', { what: failure })

/** The problem of a file whose conversion gave nothing. */
export const unanswered = (path: string, answer: ConversionAnswer): Problem =>
  failed(path, 'failure' in answer ? answer.failure : 'damaged')

export function* readDocx(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const { path } = file
  if (isOle(file.bytes)) return void (yield failed(path, 'encrypted'))
  let fields: Fields
  try {
    fields = coreFields(file)
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error
    yield error.what === 'damaged' ? failed(path, 'damaged') : unpackProblem(path, error)
    return
  }
  const answer = convert({ kind: 'docx', bytes: file.bytes })
  if (!('html' in answer)) return void (yield unanswered(path, answer))
  const { title } = fields
  fields.title = ''
  const ofDocument = { ...context, markup: 'html', isDocument: true } as const
  const { body, captions } = articleText(answer.html, `${path}.html`, fields, ofDocument, false)
  fields.title ||= titleOfName(path) || title
  if (body === '' && captions.length === 0 && fields.title === '') return void (yield problem(path, 'TEXT_EMPTY', {}))
  yield { id: path, ...fields, body, captions, origin: { path, line: 1, start: 0, end: file.bytes.length } }
}

/** True for documents with a password, and for Word's format before 2007. */
const isOle = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf

/**
 * The document's own title, author and date.
 * @throws UnpackError if it is not an archive, unpacks to more than is allowed, or contains broken XML
 */
function coreFields({ path, bytes: given }: RawFile): Fields {
  const bytes = bufferOf(given)
  const members = listZip(bytes)
  const allowance = new Allowance(bytes.length)
  let total = 0
  for (const { size } of members.values()) total += size
  if (total > allowance.left) throw allowance.over()
  for (const [name, member] of members) if (isRead(name)) requireSound(bytes, member)
  const core = members.get('docProps/core.xml')
  const fields = mapFields({})
  if (core === undefined) return fields
  const decoded = decode(readMember(bytes, core, allowance), path)
  if (!('text' in decoded) || afterTags(decoded.text, LIMITS.xmlTags) >= 0) return fields
  const $ = parseXml(decoded.text)
  fields.title = plainText(wholeText($('dc\\:title')[0]))
  fields.author = plainText(wholeText($('dc\\:creator')[0]))
  fields.date = parseDate(wholeText($('dcterms\\:created')[0]))
  return fields
}

/** True for a member that the library reads: the texts, and the files that say where they are. */
const isRead = (name: string): boolean => /^word\/[^/]*\.xml$|\.rels$|^\[Content_Types\]\.xml$/.test(name)

/** The library skips tags that it does not know, and with them a sentence inside a tag. */
function requireSound(bytes: Buffer, member: Member): void {
  const xml = readMember(bytes, member, new Allowance(bytes.length)).toString()
  if (!hasNestedTags(xml)) throw new UnpackError('damaged')
}

/** Each page is an article, so that a hit names the page; a paragraph belongs to the page where it begins. */
export function* readPdfFile({ path, bytes }: RawFile, { onRemoved }: ReadContext): Iterable<Article | Problem> {
  if (!hasClosedObjects(bufferOf(bytes))) return void (yield failed(path, 'damaged'))
  const answer = convert({ kind: 'pdf', bytes })
  if (!('pdf' in answer)) return void (yield unanswered(path, answer))
  const { pages, hasUnknownFonts, ...about } = answer.pdf
  const named = plainText(about.title)
  const title = /^(?:microsoft word|untitled|无标题|.*\.(?:docx?|indd|tex|qxd|pdf|wps))/i.test(named) ? '' : named
  const fields = mapFields({ title: title || titleOfName(path), author: about.author })
  let blank = 0
  for (const [at, { paragraphs, furniture, isBlank }] of pages.entries()) {
    if (isBlank) blank++
    for (const text of furniture) onRemoved?.({ reason: 'page furniture', text })
    if (paragraphs.length === 0) continue
    yield { ...pageArticle(path, fields, paragraphs, at + 1, pages.length, bytes.length), date: parseDate(about.date) }
  }
  if (hasUnknownFonts) yield unread(path, 'PDF_WITHOUT_TEXT', { what: 'fonts' })
  else if (blank === pages.length) yield unread(path, 'PDF_WITHOUT_TEXT', { what: 'all' })
  else if (blank > 0) yield problem(path, 'PDF_WITHOUT_TEXT', { what: 'pages', count: blank, all: pages.length })
}

function pageArticle(
  path: string,
  fields: Fields,
  paragraphs: PdfPage['paragraphs'],
  page: number,
  pages: number,
  end: number,
): Article {
  const isOnly = pages === 1
  return {
    id: isOnly ? path : `${path}#${page}`,
    ...fields,
    title: isOnly || fields.title === '' ? fields.title : `${fields.title} · ${page}`.slice(0, LIMITS.fieldUnits),
    metadata: isOnly ? {} : { page },
    body: paragraphs.join('\n'),
    captions: [],
    origin: { path, line: page, start: 0, end },
  }
}

/*
 * Calls the libraries of some formats synchronously. They work asynchronously, and a hostile file makes some of them
 * run for ever or use all memory. So they run in a thread of their own, which the calling thread waits for and
 * terminates after a time. The thread starts at the first file that needs it, which takes 50 ms; each request then
 * takes 30 µs.
 */

/** The shortest timeout of a conversion, in milliseconds of wall time; generous, because the machine may be busy. */
const FLOOR = 30_000
const PER_BYTE = 2 / 1000
const HEAP_MIB = 1024

/** Starts its thread for the first document, and another after a conversion that took too long. */
class Converter {
  #ask: ReturnType<typeof startConverter> | undefined

  convert(request: ConversionRequest): ConversionAnswer {
    this.#ask ??= startConverter()
    const bytes =
      request.kind === 'mail' ? request.mails.reduce((sum, mail) => sum + mail.length, 0) : request.bytes.length
    const answer = this.#ask(alone(request), FLOOR + bytes * PER_BYTE)
    if (answer === undefined) this.#ask = undefined
    return answer ?? { failure: 'slow' }
  }
}

/** One per reading thread. */
const converter = new Converter()

/** Waits for the answer; a conversion that takes too long returns the failure `slow`. */
export const convert = (request: ConversionRequest): ConversionAnswer => converter.convert(request)

/**
 * Copies the bytes if they are a view of a larger buffer: a message between threads copies that whole buffer, which for
 * a few messages of a mailbox would be the whole file.
 */
function alone(request: ConversionRequest): ConversionRequest {
  return request.kind === 'mail'
    ? { kind: 'mail', mails: request.mails.map(ownMemory) }
    : { kind: request.kind, bytes: ownMemory(request.bytes) }
}

const ownMemory = (bytes: Uint8Array): Uint8Array =>
  bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)

function startConverter(): (request: ConversionRequest, milliseconds: number) => ConversionAnswer | undefined {
  const answered = new Int32Array(new SharedArrayBuffer(4))
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(converterFile(), {
    workerData: { answered, port: port2 } satisfies Line,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    // Keeps what a library prints away from the user.
    stdout: true,
    stderr: true,
  })
  worker.on('error', () => undefined)
  worker.unref()
  port1.unref()
  const ask = createAsking<ConversionRequest, ConversionAnswer>({ answered, port: port1 })
  return (request, milliseconds) => {
    const answer = ask(request, milliseconds)
    if (answer === undefined) void worker.terminate()
    return answer
  }
}

/**
 * In dist, the file lies in the folder of the calling file or in one above it; run from source, the one built last is
 * used.
 */
function converterFile(): string {
  for (let up = '.'; up.length < 20; up += '/..')
    for (const folder of ['', 'dist/']) {
      const path = fileURLToPath(new URL(`${up}/${folder}converter.js`, import.meta.url))
      if (existsSync(path)) return path
    }
  throw new Error('converter.js is missing: npm run build')
}

/** Unclosed objects that a sound file may seem to have, because the bytes of a stream may look like one. */
const MOST_UNCLOSED = 20
/** The deepest nesting of arrays and dictionaries; real files don't reach it. */
const DEEPEST = 500
/** Parts of a string up to the next parenthesis, and a string, which may contain pairs of them (7.3.4.2). */
const PART = '[^()\\\\]{0,65536}(?:\\\\[^][^()\\\\]{0,65536}){0,1000}'
const stringOf = (inner: string): string => `\\(${PART}(?:${inner}${PART}){0,100}\\)`
const STRING = stringOf(stringOf(`\\(${PART}\\)`))
/** A string, a hexadecimal string, a comment, a name; signs; the beginning and the end of an object, a stream. */
const TOKEN = new RegExp(
  `${STRING}|<<|>>|<[\\s\\da-f]*>|[[\\](<]|%[^\\r\\n]*|/[a-z]*|(?<=\\d[\\0-\\x20])obj(?![a-z])|(?<![a-z])(?:endobj|stream)`,
  'gi',
)
const START = 'obj'

export function hasClosedObjects(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  const state = { unclosed: 0, depth: 0, isOpen: false, isBroken: false }
  const close = (isEnd: boolean): void => {
    if (state.isOpen && (state.isBroken || state.depth > 0 || !isEnd)) state.unclosed++
    Object.assign(state, { depth: 0, isOpen: false, isBroken: false })
  }
  TOKEN.lastIndex = 0
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    const [token] = found
    if (token === START) {
      close(state.depth <= 0)
      state.isOpen = true
    } else if (token === 'endobj') close(true)
    else if (token === 'stream') {
      close(true)
      TOKEN.lastIndex = behindStream(text, TOKEN.lastIndex)
    } else if (token === '<<' || token === '[') state.depth++
    else if (token === '>>' || token === ']') state.depth--
    else if (token === '(' || token === '<') state.isBroken = true
    if (state.isOpen && (state.depth > DEEPEST || state.unclosed > MOST_UNCLOSED)) return false
  }
  close(state.depth <= 0)
  return state.unclosed <= MOST_UNCLOSED
}

/** A stream that does not end reaches to the next object, which the library also looks for there. */
function behindStream(text: string, from: number): number {
  const next = /\d[\0-\x20]obj(?![a-z])/gi
  next.lastIndex = from
  const object = next.exec(text)?.index ?? text.length
  const end = text.slice(from, object).indexOf('endstream')
  return end < 0 ? object : from + end + 'endstream'.length
}
