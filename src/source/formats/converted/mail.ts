/**
 * Mail: single messages (`.eml`), mailboxes (`.mbox`, RFC 4155), and pages that browsers saved as MHTML (RFC 2557),
 * parsed by postal-mime. Attachments are listed in the metadata and not read.
 */
import { isAscii } from 'node:buffer'
import { bufferOf } from '../../decode.js'
import { problem, unread, type Article, type Problem } from '../../article.js'
import { parseDate } from '../../fields/dates.js'
import { labels, mapFields, plainText } from '../../fields/map.js'
import { LIMITS } from '../../limits.js'
import { isSentence, missingSentences, tellHidden } from '../../missing-sentences.js'
import { extensionOf, unpackedName } from '../kinds.js'
import { articleText, innerOf } from '../pages/article-text.js'
import type { RawFile, ReadContext } from '../types.js'
import type { ConvertedMail } from './exchange.js'
import { convert, unanswered } from './documents.js'

/** The most messages and bytes in one request to the parser. */
const MOST_MAILS = 64
const MOST_BYTES = 4 * 1024 * 1024

export function* readMail(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const { path } = file
  const bytes = bufferOf(file.bytes)
  const isBox = bytes.toString('latin1', 0, 5) === 'From ' || extensionOf(unpackedName(path)) === '.mbox'
  let empty = 0
  let n = 0
  for (const places of batches(isBox ? messagesIn(bytes) : [{ start: 0, end: bytes.length }])) {
    const answer = convert({ kind: 'mail', mails: places.map(({ start, end }) => bytes.subarray(start, end)) })
    const mails = 'mails' in answer ? answer.mails : undefined
    if (mails === undefined) yield unanswered(path, answer)
    for (const [at, place] of places.entries()) {
      n++
      const mail = mails?.[at]
      if (mail === undefined) {
        if (mails !== undefined) yield unread(path, 'DOCUMENT_UNREAD', { what: 'mail' }, { kind: 'entry', number: n })
        continue
      }
      const raw = bytes.subarray(place.start, place.end)
      const article = mailArticle(mail, isBox ? `${path}#${n}` : path, raw, { path, line: n, ...place }, context)
      if (article === undefined) empty++
      else yield article
    }
  }
  if (n === 0 || (n === 1 && empty === 1)) yield problem(path, 'TEXT_EMPTY', {})
  else if (empty > 0) yield problem(path, 'ENTRIES_LEFT_OUT', { what: 'empty', count: empty })
}

interface Place {
  readonly start: number
  readonly end: number
}

function* batches(places: Iterable<Place>): Generator<Place[]> {
  let batch: Place[] = []
  let size = 0
  for (const place of places) {
    const length = place.end - place.start
    if (batch.length >= MOST_MAILS || (batch.length > 0 && size + length > MOST_BYTES)) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(place)
    size += length
  }
  if (batch.length > 0) yield batch
}

const FROM = Buffer.from('\nFrom ')
const NEWLINE = 10

/** A message begins after a line `From somebody date` that follows an empty line. */
function* messagesIn(bytes: Buffer): Generator<Place> {
  let start = 0
  for (let at = bytes.indexOf(FROM); at >= 0; at = bytes.indexOf(FROM, at + 1)) {
    const before = bytes[at - 1] === 13 ? at - 2 : at - 1
    if (before < 0 || bytes[before] !== NEWLINE) continue
    if (at > start) yield withoutFrom(bytes, start, at)
    start = at + 1
  }
  if (bytes.length > start) yield withoutFrom(bytes, start, bytes.length)
}

function withoutFrom(bytes: Buffer, start: number, end: number): Place {
  if (bytes.toString('latin1', start, start + 5) !== 'From ') return { start, end }
  const line = bytes.indexOf(NEWLINE, start)
  // A line with prose in it stays in the message, so that the prose is reported.
  if (line >= 0 && line < end && isSentence(bytes.toString('utf8', start, line))) return { start, end }
  return { start: line < 0 || line >= end ? end : line + 1, end }
}

function mailArticle(
  mail: ConvertedMail,
  id: string,
  raw: Buffer,
  origin: Article['origin'],
  context: ReadContext,
): Article | undefined {
  const { subject, from, date, headers, html, text } = mail
  const fields = mapFields({ title: subject, author: from })
  fields.date = parseDate(date)
  fields.tags = labels(headers['x-gmail-labels'] ?? '')
  if (mail.attachments.length > 0) fields.metadata['attachments'] = attachmentNames(mail, context)
  const read = (source: string, name: string) => articleText(source, name, fields, context, true)
  const page = /<[a-z]/i.test(html) ? read(innerOf(html), 'a.html') : undefined
  const made = page !== undefined && saysAll(page.body, text) ? page : read(unquoted(text), 'a.txt')
  const hidden = hiddenIn(mail, made.body, raw)
  const body = made.body || hidden.join('\n')
  if (made.body !== '') tellHidden(hidden, context)
  if (body === '' && fields.title === '') return undefined
  return { id: mail.id.replace(/^<|>$/g, '') || id, ...fields, body, captions: made.captions, origin }
}

/** Prose that stands unencoded in the message but in no part of it: a boundary or a header is damaged. */
function hiddenIn(mail: ConvertedMail, body: string, raw: Buffer): readonly string[] {
  // Attached texts stand there, too. A message of ASCII alone contains no undecoded prose.
  if (mail.isAttached || isAscii(raw)) return []
  const lines = raw.toString().split(/\n|\ufffd(?:\s?\ufffd)+/)
  const readable = lines.map((line) => line.trim()).filter((line) => wideIn(line) > 4 * damageIn(line))
  // HTML that has more damage than the text that is used does not count as read.
  const html = damageIn(mail.html) <= damageIn(body) ? mail.html : ''
  return missingSentences(`${mail.text}\n${html}\n${body}`, readable)
}

/** Removes the `>` that mailboxes put before a line that looks like the beginning of a message. */
const unquoted = (text: string): string => text.replace(/^>(>*From )/gm, '$1')

/** Names are cut, because a damaged header may give a name of any length. */
function attachmentNames({ attachments }: ConvertedMail, { onBound }: ReadContext): readonly string[] {
  const names = attachments.slice(0, LIMITS.labels)
  if (names.some(({ length }) => length > LIMITS.labelUnits)) onBound?.('field', LIMITS.labelUnits)
  return names.map((name) => name.slice(0, LIMITS.labelUnits))
}

/**
 * Reads a page that was saved with its pictures in one file. The content of frames follows the page and is not part of
 * it.
 */
export function* readMhtml({ path, bytes }: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const answer = convert({ kind: 'mail', mails: [bytes] })
  const mail = 'mails' in answer ? answer.mails[0] : undefined
  if (mail === undefined) return void (yield unanswered(path, answer))
  const { html, headers } = mail
  if (html === '') return void (yield unread(path, 'TEXT_EMPTY', {}))
  const address = headers['snapshot-content-location'] ?? headers['content-location'] ?? ''
  const fields = mapFields({ url: address })
  const saved = parseDate(mail.date)
  if (saved !== '') fields.metadata['saved'] = saved
  const page = firstPage(html)
  const made = articleText(page, `${path}.html`, fields, context, false)
  fields.title ||= plainText(mail.subject)
  const hidden = hiddenIn({ ...mail, isAttached: false }, made.body, bufferOf(bytes))
  tellHidden(hidden, context)
  if (made.body === '' && made.captions.length === 0) return void (yield problem(path, 'TEXT_EMPTY', {}))
  const { body, captions } = made
  yield { id: path, ...fields, body, captions, origin: { path, line: 1, start: 0, end: bytes.length } }
}

/**
 * The first of several pages. Parts of a message begin on lines of their own, so an end tag within a line is damage.
 */
function firstPage(html: string): string {
  const end = html.search(/<\/html>[ \t\r]{0,100}\n/i)
  return end < 0 || !/<html\b/i.test(html.slice(end)) ? html : html.slice(0, end + 7)
}

/** If both parts say the same, the HTML has at least these shares: of the plain text's length, and of its Han. */
const FAIR = 0.5
const NEARLY_ALL = 0.9

/** False if the HTML says less than the plain text beside it, or if broken base64 left more of it unreadable. */
function saysAll(body: string, text: string): boolean {
  // Addresses are not compared, because HTML has them in its tags.
  const plain = text.replace(/https?:\/\/\S+/g, '')
  if (body.length < plain.length * FAIR || wideIn(body) < wideIn(plain) * NEARLY_ALL) return false
  return text.trim() === '' || damageIn(body) <= damageIn(text)
}

/** How many characters are invalid in their character set, and how many stretches were not decoded. */
const damageIn = (text: string): number => text.match(/\ufffd|[A-Za-z\d+/]{120}/g)?.length ?? 0

/** How many Han and similar characters a text has; base64 and text in a wrong character set have none. */
const wideIn = (text: string): number => text.match(/[\u2e80-\ud7ff\uf900-\uffef]/g)?.length ?? 0
