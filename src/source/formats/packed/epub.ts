/**
 * EPUB: a zip of HTML files in reading order, each of which becomes an article. Nothing is ever written to disk, so the
 * name of a member can't reach outside of a folder; sizes are bounded before a member is unpacked.
 */
import { bufferOf, decode } from '../../decode.js'
import { isProblem, problem, unread, type Article, type Problem } from '../../article.js'
import { parseDate } from '../../fields/dates.js'
import { labels, mapFields, plainText } from '../../fields/map.js'
import { wholeText } from '../../html/tree.js'
import { afterTags, parseXml, type Tree } from '../../html/parse.js'
import { LIMITS } from '../../limits.js'
import { articleText, innerOf } from '../pages/article-text.js'
import { UnpackError, Allowance, unpackProblem, withinBounds } from '../bounds.js'
import { hasNestedTags } from '../../html/lost-text.js'
import type { RawFile, ReadContext } from '../types.js'
import { listZip, readMember } from './zip.js'

const READ = /\.(?:x?html?|xml|opf|ncx)$/i

/** An open archive. */
interface Book {
  readonly names: readonly string[]
  /** Bytes unpacked so far. */
  readonly unpacked: () => number
  /** @returns undefined if there is no such member. @throws UnpackError */
  readonly member: (name: string) => Buffer | undefined
}

export function* readEpub(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  try {
    const book = openBook(file.bytes)
    yield* withinBounds(readBook(file, context, book), file.path, book.unpacked)
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error
    yield error.what === 'damaged'
      ? unread(file.path, 'EPUB_DAMAGED', { what: 'zip' })
      : unpackProblem(file.path, error)
  }
}

function openBook(given: Uint8Array): Book {
  const bytes = bufferOf(given)
  const members = listZip(bytes)
  for (const [name, { size }] of members)
    if (READ.test(name) && size > LIMITS.memberBytes) throw new UnpackError('large', LIMITS.memberBytes / 1048576)
  const allowance = new Allowance(bytes.length)
  const all = allowance.left
  const member = (name: string): Buffer | undefined => {
    const found = READ.test(name) ? members.get(name) : undefined
    return found === undefined ? undefined : readMember(bytes, found, allowance)
  }
  return { names: [...members.keys()], unpacked: () => all - allowance.left, member }
}

function* readBook(file: RawFile, context: ReadContext, book: Book): Iterable<Article | Problem> {
  const packagePath = rootFile(book)
  const list = packagePath === undefined ? undefined : xmlMember(book, packagePath)
  if (list === undefined || packagePath === undefined) {
    yield unread(file.path, 'EPUB_DAMAGED', { what: 'noList' })
    return
  }
  if (!list.isSound) yield unread(file.path, 'EPUB_DAMAGED', { what: 'list' })
  yield* readChapters(file, context, book, list.$, packagePath)
}

/** @returns undefined if the member is missing or can't be decoded as text */
function xmlMember({ member }: Book, path: string): { readonly $: Tree; readonly isSound: boolean } | undefined {
  const bytes = member(path)
  const decoded = bytes === undefined ? undefined : decode(bytes, path)
  if (decoded === undefined || isProblem(decoded)) return undefined
  if (afterTags(decoded.text, LIMITS.xmlTags) >= 0) throw new UnpackError('tags', LIMITS.xmlTags)
  const $ = parseXml(decoded.text)
  return { $, isSound: hasNestedTags(decoded.text) && $(OTHER_ENTRIES).length === 0 }
}

/** Elements that don't belong in these lists (EPUB 3.3, 5.6 and 5.7). */
const OTHER_ENTRIES = 'manifest > :not(item), spine > :not(itemref)'

function rootFile(book: Book): string | undefined {
  const container = book.names.includes('META-INF/container.xml')
    ? xmlMember(book, 'META-INF/container.xml')
    : undefined
  return container?.$('rootfile').first().attr('full-path') ?? book.names.find((name) => name.endsWith('.opf'))
}

interface Spine {
  /** The place of each chapter in the reading order, 1-based, by the name of its member. Each chapter occurs once. */
  readonly chapters: ReadonlyMap<string, number>
  readonly length: number
  /** How many places name no member, and how many name a member again. */
  readonly missing: number
  readonly repeated: number
}

function readSpine($: Tree, packagePath: string, { names }: Book): Spine {
  const folder = packagePath.slice(0, packagePath.lastIndexOf('/') + 1)
  const there = new Set(names)
  const items = new Map(
    $('manifest > item')
      .toArray()
      .map(({ attribs }) => [attribs['id'], attribs]),
  )
  const chapters = new Map<string, number>()
  const contents = new Map<string, number>()
  let [length, missing, pictures, repeated] = [0, 0, 0, 0]
  for (const { attribs } of $('spine > itemref').toArray()) {
    length++
    const { href, properties = '' } = items.get(attribs['idref']) ?? {}
    const name = href === undefined ? undefined : resolve(folder, href)
    const places = CONTENTS.test(properties) ? contents : chapters
    if (name === undefined || !there.has(name)) missing++
    else if (!READ.test(name)) pictures++
    else if (places.has(name)) repeated++
    else places.set(name, length)
  }
  const read = chapters.size > 0 ? chapters : contents
  return { chapters: read, length, missing: read.size > 0 ? missing : missing + pictures, repeated }
}

/** The table of contents, which says nothing that the chapters don't (EPUB 3.3, section 7). */
const CONTENTS = /(?:^|\s)nav(?:\s|$)/

function* readChapters(
  file: RawFile,
  context: ReadContext,
  book: Book,
  $: Tree,
  packagePath: string,
): Iterable<Article | Problem> {
  const { path } = file
  const given = bookFields($)
  const { chapters, length, missing, repeated } = readSpine($, packagePath, book)
  for (const [name, n] of chapters) {
    const read = readChapter(file, context, book, name, n, given)
    if (read !== undefined) yield read
  }
  if (repeated > 0) yield problem(path, 'EPUB_DAMAGED', { what: 'repeated', repeated, all: length })
  if (missing > 0) yield unread(path, 'EPUB_DAMAGED', { what: 'missing', missing, all: length })
  if (length === 0) yield unread(path, 'EPUB_DAMAGED', { what: 'empty' })
}

/** @returns undefined for a chapter without text. @throws UnpackError if the whole file is over a bound */
function readChapter(
  { path, bytes: { length } }: RawFile,
  context: ReadContext,
  book: Book,
  name: string,
  n: number,
  given: ReturnType<typeof mapFields>,
): Article | Problem | undefined {
  const decoded = chapterText(book, name, path)
  if (isProblem(decoded)) return { ...decoded, part: { kind: 'chapter', number: n } }
  const metadata = { ...(given.title === '' ? {} : { book: given.title }), chapter: n }
  const fields = { ...given, title: '', metadata }
  const html = innerOf(decoded.text)
  const { body, captions } = articleText(html, `${path}.html`, fields, context, false)
  if (body === '' && captions.length === 0) return undefined
  fields.title = titleOf(given.title, fields.title, n)
  return { id: `${path}#${n}`, ...fields, body, captions, origin: { path, line: n, start: 0, end: length } }
}

/** Book and chapter, so that both are shown and searched. */
function titleOf(book: string, chapter: string, n: number): string {
  if (book === '' || chapter.includes(book)) return chapter
  return `${book} · ${chapter === '' ? n : chapter}`.slice(0, LIMITS.fieldUnits)
}

/** Reads a chapter. A damaged one is a problem, and the others are still read. */
function chapterText({ member }: Book, name: string, path: string): ReturnType<typeof decode> {
  try {
    return decode(member(name)!, path)
  } catch (error) {
    if (!(error instanceof UnpackError) || error.what !== 'damaged') throw error
    return unpackProblem(path, error)
  }
}

function bookFields($: Tree): ReturnType<typeof mapFields> {
  const text = (name: string): string => plainText(wholeText($(`metadata > dc\\:${name}`)[0]))
  const fields = mapFields({})
  fields.title = text('title')
  fields.author = $('metadata > dc\\:creator')
    .toArray()
    .map((c) => plainText(wholeText(c)))
    .filter((name) => name !== '')
    .join('、')
  fields.date = parseDate(text('date'))
  fields.tags = labels($('metadata > dc\\:subject').toArray().map(wholeText))
  return fields
}

function resolve(folder: string, href: string): string {
  let path = href.split('#', 1)[0] ?? ''
  try {
    path = decodeURIComponent(path)
  } catch {
    // A stray percent sign: the name is used as it stands.
  }
  const parts: string[] = []
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
