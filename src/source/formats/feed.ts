/** RSS (0.9 to 2.0) and Atom files: one article an entry, its text the fullest of what the entry carries. */
import type { Article, Problem } from '../article.js'
import { decode } from '../decode.js'
import { parseDate } from '../fields/dates.js'
import { labels, mapFields, plainText } from '../fields/map.js'
import { parseXml } from '../html/parse.js'
import type { Element, Tree } from '../html/parse.js'
import { articleText } from './article-file.js'
import type { RawFile, ReadContext } from './types.js'

/** Fullest first. */
const TEXTS = ['content\\:encoded', 'content', 'description', 'summary', 'media\\:description']
const DATES = ['pubDate', 'published', 'dc\\:date', 'date', 'updated', 'issued']

export function* readFeed(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if ('remedy' in decoded) return void (yield decoded)
  if (decoded.problem !== undefined) yield decoded.problem
  const head = decoded.text.slice(0, 4096)
  if (!/<(?:rss|feed|rdf:RDF|channel)\b/i.test(head)) {
    yield { path: file.path, message: 'XML, but no RSS or Atom feed', remedy: 'Leave it out.', unread: 'file' }
    return
  }
  const $ = parseXml(decoded.text)
  const feedTitle = plainText($('channel > title, feed > title').first().text())
  const items = $('item, entry').toArray()
  for (const [n, item] of items.entries()) yield readItem($, item, n + 1, feedTitle, file, context)
  if (!isClosed(decoded.text)) yield { path: file.path, message: 'the feed has no end', remedy: CUT, unread: 'file' }
  else if (items.length === 0) yield { path: file.path, message: 'a feed without entries', remedy: 'Leave it out.' }
}

const CUT = 'Fetch the feed again, or mend the file.'

/** The parser reads a feed that was cut short as one with fewer entries. */
function isClosed(xml: string): boolean {
  return (
    /<\/(?:rss|feed|rdf:RDF|channel)\s*>/i.test(xml.slice(-4096)) ||
    /<(?:rss|feed|rdf:RDF|channel)\b[^<>]*\/>/i.test(xml.slice(0, 4096))
  )
}

function readItem($: Tree, item: Element, n: number, feedTitle: string, file: RawFile, context: ReadContext): Article {
  const child = (name: string): string => $(item).children(name).first().text().trim()
  const fields = mapFields({})
  fields.title = plainText(stripTags(child('title')))
  fields.date = DATES.map((name) => parseDate(child(name))).find((date) => date !== '') ?? ''
  fields.author = plainText(
    child('dc\\:creator') || $(item).children('author').first().find('name').text() || child('author'),
  )
  fields.url = link($, item)
  fields.categories = labels(
    $(item)
      .children('category')
      .toArray()
      .map((c) => $(c).attr('term') ?? $(c).text()),
  )
  if (feedTitle !== '') fields.metadata['feed'] = feedTitle
  const { body, captions } = articleText(
    itemText($, item),
    `${file.path}.html`,
    fields,
    { ...context, clean: true },
    true,
  )
  const id = plainText(child('guid') || child('id')) || `${file.path}#${n}`
  const origin = {
    path: file.path,
    line: file.startLine,
    start: file.startByte,
    end: file.startByte + file.bytes.length,
  }
  return { id, ...fields, body, captions, origin }
}

function link($: Tree, item: Element): string {
  const alternate = $(item).children('link[rel=alternate], link:not([rel])').first()
  const address = (alternate.attr('href') ?? alternate.text()).trim()
  return /^https?:\/\/\S+$/i.test(address) ? address : ''
}

/** Escaped HTML comes out of the XML decoded; XHTML inside Atom is written out again. */
function itemText($: Tree, item: Element): string {
  for (const name of TEXTS) {
    const element = $(item).children(name).first()
    if (element.length === 0) continue
    const html = element.attr('type') === 'xhtml' ? (element.html() ?? '') : element.text()
    if (html.trim() !== '') return holdsTag(html) ? html : asParagraphs(html)
  }
  return ''
}

const holdsTag = (text: string): boolean => /<[a-z!/][^<>]*>/i.test(text)

/** Descriptions may be plain text: as HTML its lines would run together. */
function asParagraphs(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  if (lines.length === 1) return text
  return lines.map((line) => (line === '' ? '' : `<p>${line.replaceAll('<', '&lt;')}</p>`)).join('')
}

function stripTags(text: string): string {
  return text.includes('<') ? text.replace(/<[^<>]{0,1000}>/g, '') : text
}
