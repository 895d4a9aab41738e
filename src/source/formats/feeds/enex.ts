/**
 * ENEX, the export of Evernote and 印象笔记: one article per note. Format:
 * http://xml.evernote.com/pub/evernote-export4.dtd. Attachments are cut out before the bytes are decoded, because they
 * are most of a file. Notes in 印象笔记's `.notes` files are encrypted, so they are only counted.
 */
import { bufferOf, decode } from '../../decode.js'
import { isProblem, problem, unread, type Article, type Problem } from '../../article.js'
import { parseDate } from '../../fields/dates.js'
import { labels, mapFields, plainText } from '../../fields/map.js'
import { wholeText } from '../../html/tree.js'
import { afterTags, parseXml, type Element } from '../../html/parse.js'
import { LIMITS } from '../../limits.js'
import { withoutRanges } from '../../lines.js'
import { articleText } from '../pages/article-text.js'
import type { RawFile, ReadContext } from '../types.js'
import { reportHidden } from '../../html/lost-text.js'
import { childText, childrenOf, splitFeed } from './feed-entries.js'

export function* readEnex(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const { path } = file
  const bytes = withoutResources(bufferOf(file.bytes))
  if (bytes.length > LIMITS.articleBytes) {
    const size = Math.round(bytes.length / 1048576)
    return void (yield unread(path, 'FILE_TOO_LARGE', { what: 'size', size, most: LIMITS.articleBytes / 1048576 }))
  }
  const decoded = decode(bytes, path)
  if (isProblem(decoded)) return void (yield decoded)
  if (decoded.problem !== undefined) yield decoded.problem
  const { text } = decoded
  if (!/<en-export\b/.test(text.slice(0, 4096))) return void (yield unread(path, 'FORMAT_UNKNOWN', { what: 'enex' }))
  yield* reportHidden(notesOf(file, text, context), text, path)
}

function* notesOf(file: RawFile, text: string, context: ReadContext): Iterable<Article | Problem> {
  const { path } = file
  let n = 0
  let empty = 0
  let encrypted = 0
  for (const group of splitFeed(text, 'note').groups) {
    if (afterTags(group, LIMITS.xmlTags) >= 0) {
      const part = { kind: 'entry', number: ++n } as const
      yield unread(path, 'RECORD_UNFIT', { what: 'tags', most: LIMITS.xmlTags }, part)
      continue
    }
    for (const note of parseXml(group).root().children('note').toArray()) {
      n++
      const read = readNote(note, n, file, context)
      if (typeof read !== 'string') yield read
      else if (read === 'empty') empty++
      else encrypted++
    }
  }
  if (!/<\/en-export\s*>\s*$/.test(text.slice(-4096))) yield unread(path, 'LIST_UNFIT', { what: 'feedCut' })
  else if (n === 0) yield problem(path, 'LIST_UNFIT', { what: 'feedEmpty' })
  if (encrypted > 0) yield unread(path, 'ENTRIES_LEFT_OUT', { what: 'encrypted', count: encrypted })
  if (empty > 0) yield problem(path, 'ENTRIES_LEFT_OUT', { what: 'empty', count: empty })
}

const [OPEN, CLOSE] = ['<resource>', '</resource>'].map((tag) => Buffer.from(tag)) as [Buffer, Buffer]

const TEXTS_OF_NOTES = ['</content>', '<note>'].map((tag) => Buffer.from(tag))

/**
 * Cuts out the attachments in one pass. One that is never closed is left to the parser,
 * for which it reaches to the end of its note. Attachments never nest: if two open before an end tag, the first tag is
 * damage and the text after it belongs to the note. So does an attachment in which a note begins or a text ends.
 */
function withoutResources(bytes: Buffer): Buffer {
  const kept: Buffer[] = []
  let from = 0
  for (let open = bytes.indexOf(OPEN); open >= 0; open = bytes.indexOf(OPEN, from)) {
    const close = bytes.indexOf(CLOSE, open)
    if (close < 0) break
    const last = open + bytes.subarray(open, close).lastIndexOf(OPEN)
    const isOfText = TEXTS_OF_NOTES.some((tag) => bytes.subarray(last, close).includes(tag))
    kept.push(bytes.subarray(from, isOfText ? close + CLOSE.length : last))
    from = close + CLOSE.length
  }
  return from === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(from)])
}

/** A note without any of these elements has no text. */
const TEXTS = ['title', 'content'] as const

function readNote(note: Element, n: number, file: RawFile, context: ReadContext): Article | 'empty' | 'encrypted' {
  const children = childrenOf(note)
  const child = (name: string): string => childText(children, name)
  if (children.get('content')?.[0]?.attribs['encoding']?.includes('aes') === true) return 'encrypted'
  if (!TEXTS.some((name) => children.has(name))) return 'empty'
  const about = childrenOf(children.get('note-attributes')?.[0])
  const fields = mapFields({ title: child('title'), url: childText(about, 'source-url') })
  fields.date = parseDate(child('created')) || parseDate(child('updated'))
  fields.author = plainText(childText(about, 'author'))
  fields.tags = labels((children.get('tag') ?? []).slice(0, LIMITS.labels).map(wholeText))
  // A clipping names the page that it was taken from; any other note is its author's.
  const told = { ...context, isDocument: fields.url === '' }
  const { body, captions } = articleText(innerNote(child('content')), `${file.path}.html`, fields, told, true)
  if (fields.title === '' && body === '' && captions.length === 0) return 'empty'
  const origin = { path: file.path, line: 1, start: 0, end: file.bytes.length }
  return { id: `${file.path}#${n}`, ...fields, body, captions, origin }
}

/**
 * The note without its frame, without encrypted passages, and without the hidden source that 印象笔记 keeps beside a note
 * in Markdown.
 */
function innerNote(content: string): string {
  const start = /<en-note\b[^<>]{0,4000}>/.exec(content)
  const end = content.lastIndexOf('</en-note>')
  const inner = start === null ? content : content.slice(start.index + start[0].length, end < 0 ? undefined : end)
  // Elements without prose: they are encrypted or encoded.
  return withoutRanges(withoutRanges(inner, /<en-crypt\b/g, /<\/en-crypt>/g), HIDDEN_SOURCE, /<\/center>/g)
}

const HIDDEN_SOURCE = /<center\b[^<>]{0,500}display:\s*none/g
