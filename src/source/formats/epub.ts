/**
 * EPUB: a zip of HTML files in reading order. Each becomes an article. Nothing is ever written to disk, so a member's
 * name can't reach outside of anything; sizes are bounded before a member is unpacked.
 */
import { unzipSync } from 'fflate'
import type { Article, Problem } from '../article.js'
import { decode } from '../decode.js'
import { parseDate } from '../fields/dates.js'
import { labels, mapFields, plainText } from '../fields/map.js'
import { parseXml } from '../html/parse.js'
import type { Tree } from '../html/parse.js'
import { LIMITS } from '../limits.js'
import { articleText } from './article-file.js'
import type { RawFile, ReadContext } from './types.js'

const DAMAGED = 'Check the file with an e-book reader.'
/** Shorter chapters are covers, half-titles and the like. */
const SHORTEST = 20

export function* readEpub(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  let members: Readonly<Record<string, Uint8Array>>
  try {
    members = unzip(file.bytes)
  } catch (error) {
    const message = error instanceof RangeError ? error.message : 'a damaged EPUB: it is no valid zip archive'
    yield { path: file.path, message, remedy: DAMAGED, unread: 'file' }
    return
  }
  const packagePath = rootFile(members)
  const $ = packagePath === undefined ? undefined : xmlMember(members, packagePath)
  if ($ === undefined || packagePath === undefined) {
    yield {
      path: file.path,
      message: 'a damaged EPUB: its list of chapters is missing',
      remedy: DAMAGED,
      unread: 'file',
    }
    return
  }
  yield* readChapters(file, context, members, $, packagePath)
}

function unzip(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  let count = 0
  let total = 0
  return unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.(?:x?html?|xml|opf|ncx)$/i.test(name)) return false
      total += originalSize
      if (++count > LIMITS.members) throw new RangeError(`over ${LIMITS.members} members`)
      if (originalSize > LIMITS.memberBytes || total > 4 * LIMITS.memberBytes)
        throw new RangeError(`unpacks to over ${LIMITS.memberBytes / 1048576} MiB`)
      return true
    },
  })
}

function xmlMember(members: Readonly<Record<string, Uint8Array>>, path: string): Tree | undefined {
  const bytes = members[path]
  const decoded = bytes === undefined ? undefined : decode(bytes, path)
  return decoded === undefined || 'remedy' in decoded ? undefined : parseXml(decoded.text)
}

function rootFile(members: Readonly<Record<string, Uint8Array>>): string | undefined {
  const $ = xmlMember(members, 'META-INF/container.xml')
  return $?.('rootfile').first().attr('full-path') ?? Object.keys(members).find((name) => name.endsWith('.opf'))
}

function* readChapters(
  file: RawFile,
  context: ReadContext,
  members: Readonly<Record<string, Uint8Array>>,
  $: Tree,
  packagePath: string,
): Iterable<Article | Problem> {
  const book = bookFields($)
  const folder = packagePath.slice(0, packagePath.lastIndexOf('/') + 1)
  const hrefs = new Map(
    $('manifest > item')
      .toArray()
      .map((item) => [item.attribs['id'], item.attribs['href']]),
  )
  let n = 0
  let missing = 0
  let found = 0
  for (const reference of $('spine > itemref').toArray()) {
    n++
    const href = hrefs.get(reference.attribs['idref'])
    const bytes = href === undefined ? undefined : members[resolve(folder, href)]
    if (bytes === undefined) {
      missing++
      continue
    }
    const decoded = decode(bytes, file.path)
    if ('remedy' in decoded) {
      yield { ...decoded, message: `chapter ${n}: ${decoded.message}` }
      continue
    }
    const fields = { ...book, title: '', metadata: { ...(book.title === '' ? {} : { book: book.title }), chapter: n } }
    const { body, captions } = articleText(
      inner(decoded.text),
      `${file.path}.html`,
      fields,
      { ...context, clean: true },
      false,
    )
    if (body.length < SHORTEST) continue
    if (fields.title === '') fields.title = book.title
    found++
    yield {
      id: `${file.path}#${n}`,
      ...fields,
      body,
      captions,
      origin: { path: file.path, line: n, start: 0, end: file.bytes.length },
    }
  }
  if (found === 0 && missing > 0)
    yield {
      path: file.path,
      message: `${missing} of its ${n} chapters ${missing === 1 ? 'is' : 'are'} missing`,
      remedy: DAMAGED,
      unread: 'file',
    }
  if (n === 0) yield { path: file.path, message: 'an EPUB without chapters', remedy: DAMAGED, unread: 'file' }
}

/** A chapter is all article: it is read as a fragment, not as a page with furniture. */
function inner(html: string): string {
  const body = /<body\b[^>]{0,2000}>/i.exec(html)
  if (body === null) return html
  const end = html.lastIndexOf('</body')
  return html.slice(body.index + body[0].length, end < 0 ? undefined : end)
}

function bookFields($: Tree): ReturnType<typeof mapFields> {
  const text = (name: string): string => plainText($(`metadata > dc\\:${name}`).first().text())
  const fields = mapFields({})
  fields.title = text('title')
  fields.author = $('metadata > dc\\:creator')
    .toArray()
    .map((c) => plainText($(c).text()))
    .filter((name) => name !== '')
    .join('、')
  fields.date = parseDate(text('date'))
  fields.tags = labels(
    $('metadata > dc\\:subject')
      .toArray()
      .map((s) => $(s).text()),
  )
  return fields
}

function resolve(folder: string, href: string): string {
  let path = href.split('#', 1)[0] ?? ''
  try {
    path = decodeURIComponent(path)
  } catch {
    // A stray percent sign: the name is meant as it is.
  }
  const parts: string[] = []
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
