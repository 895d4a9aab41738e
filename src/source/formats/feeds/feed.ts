/** RSS (0.9 to 2.0) and Atom files: one article per entry, with the fullest text that the entry has. */
import { problem, unread, type Article, type Problem } from '../../article.js'
import { parseDate } from '../../fields/dates.js'
import { httpAddress, labels, mapFields, plainText } from '../../fields/map.js'
import { wholeText } from '../../html/tree.js'
import { afterTags, isText, parseXml, type Element, type Tree } from '../../html/parse.js'
import { LIMITS } from '../../limits.js'
import { articleText } from '../pages/article-text.js'
import { reportHidden } from '../../html/lost-text.js'
import { childText, childrenOf, splitFeed, type Children } from './feed-entries.js'
import type { RawFile, ReadContext } from '../types.js'

/*
 * WXR, WordPress' own export: a feed whose items also give their type. Format: wp-admin/includes/export.php. Published
 * posts and pages are articles; attachments, menus, revisions, drafts and deleted posts are not.
 */

/** The names of authors by their login names. */
function authorNames($: Tree): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const author of $('wp\\:author').toArray()) {
    const of = (name: string): string => plainText(wholeText($(author).children(`wp\\:author_${name}`)[0]))
    if (of('display_name') !== '') names.set(of('login'), of('display_name'))
  }
  return names
}

const NO_ARTICLES =
  /^(?:attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_\w+)$/
const UNPUBLISHED = /^(?:draft|auto-draft|pending|future|trash|inherit)$/

/** Why a post is not an article; undefined for one that is. */
function skipReason(type: string, status: string): 'draft' | 'other' | undefined {
  if (NO_ARTICLES.test(type)) return 'other'
  return UNPUBLISHED.test(status) ? 'draft' : undefined
}

/** `<category domain="post_tag">` is a tag, any other a category. */
const isTag = ({ attribs }: Element): boolean => /tag$/.test(attribs['domain'] ?? '')

const CAPTION = /\[(?:wp_)?caption\b[^\]]{0,1000}\]((?:[^[]|\[(?!\/?(?:wp_)?caption)){0,5000}?)\[\/(?:wp_)?caption\]/g
const SHORTCODE =
  /\[\/?(?:gallery|embed|audio|video|playlist|contact-form-7|toc|ads?|vc_\w{1,40}|et_pb_\w{1,40}|fusion_\w{1,40})(?:\s[^\]]{0,1000})?\/?\]/g
const CODE = /\[(\/?)(?:sourcecode|code|crayon|php|python|bash|html|css|javascript|js)(?:\s[^\][]{0,300})?\]/g
const BLOCK = /<(?:p|div|h[1-6]|ul|ol|table|blockquote|pre|figure|section|!--)\b/i

/** The text as WordPress shows it: captions of images, and paragraphs where the editor left blank lines. */
function shownContent(content: string): string {
  const text = content.includes('[')
    ? withCode(content.replace(CAPTION, (_whole, inner: string) => figure(inner))).replace(SHORTCODE, '')
    : content
  return text.includes('<!-- wp:') || /<p[\s>]/i.test(text) ? text : paragraphs(text)
}

/**
 * Turns shortcodes of code into `pre`. In a text without closing shortcodes, such a bracket contains an ordinary word.
 */
function withCode(text: string): string {
  return text.includes('[/') ? text.replace(CODE, (_whole, slash: string) => `<${slash}pre>`) : text
}

/** The text after the image is its caption. */
function figure(inner: string): string {
  const end = inner.lastIndexOf('>') + 1
  return `<figure>${inner.slice(0, end)}<figcaption>${inner.slice(end).trim()}</figcaption></figure>`
}

/**
 * Like wpautop: blank lines separate paragraphs and single line breaks become `<br>`, but neither does inside `pre`.
 */
function paragraphs(text: string): string {
  const parts: string[] = []
  let from = 0
  for (let open = text.indexOf('<pre'); open >= 0; open = text.indexOf('<pre', from)) {
    const close = text.indexOf('</pre>', open)
    if (close < 0) break
    parts.push(text.slice(from, open).split(BLANK_LINE).map(paragraph).join('\n'), text.slice(open, close))
    from = close
  }
  return [...parts, ...text.slice(from).split(BLANK_LINE).map(paragraph)].join('\n')
}

const BLANK_LINE = /\r?\n[ \t]*\r?\n/

function paragraph(text: string): string {
  const inner = text.trim()
  if (inner === '' || BLOCK.test(inner.slice(0, 20))) return inner
  return `<p>${inner.replace(/\r?\n/g, '<br>\n')}</p>`
}

/** Elements with the text of an entry, usually the fullest first. */
const TEXTS = 'content:encoded content description summary itunes:summary media:description turbo:content'.split(' ')
const DATES = 'wp:post_date pubDate published dc:date date updated issued'.split(' ')

export function* readFeed(file: RawFile, text: string, context: ReadContext): Iterable<Article | Problem> {
  if (/<(?:rss|feed|rdf:RDF|channel)\b/i.test(text.slice(0, 4096)))
    yield* reportHidden(entriesOf(file, text, context), text, file.path)
  else yield unread(file.path, 'FORMAT_UNKNOWN', { what: 'feed' })
}

function* entriesOf(file: RawFile, xml: string, context: ReadContext): Iterable<Article | Problem> {
  const { frame, groups } = splitFeed(xml)
  const $frame = parseXml(frame)
  const feed: Feed = {
    title: plainText(wholeText($frame('channel > title, feed > title')[0])),
    authors: xml.slice(0, 4096).includes('xmlns:wp=') ? authorNames($frame) : undefined,
  }
  let n = 0
  let empty = 0
  const leftOut = { draft: 0, other: 0 }
  for (const group of groups) {
    const $ = afterTags(group, LIMITS.xmlTags) < 0 ? parseXml(group) : undefined
    if ($ === undefined) {
      const part = { kind: 'entry', number: ++n } as const
      yield unread(file.path, 'RECORD_UNFIT', { what: 'tags', most: LIMITS.xmlTags }, part)
      continue
    }
    for (const item of $.root().children('item, entry').toArray()) {
      const children = childrenOf(item)
      n++
      const why = feed.authors && skipReason(childText(children, 'wp:post_type'), childText(children, 'wp:status'))
      if (why !== undefined) {
        leftOut[why]++
        continue
      }
      const article = namesText(children) ? readItem($, children, n, feed, file, context) : undefined
      if (article === undefined) empty++
      else yield article
    }
  }
  if (!isClosed(xml)) yield unread(file.path, 'LIST_UNFIT', { what: 'feedCut' })
  else if (n === 0) yield problem(file.path, 'LIST_UNFIT', { what: 'feedEmpty' })
  if (empty > 0) yield problem(file.path, 'ENTRIES_LEFT_OUT', { what: 'empty', count: empty })
  if (leftOut.draft + leftOut.other > 0) yield problem(file.path, 'ENTRIES_LEFT_OUT', { what: 'posts', ...leftOut })
}

interface Feed {
  readonly title: string
  /** Only for WordPress: the names of authors by their login names. */
  readonly authors: ReadonlyMap<string, string> | undefined
}

/** False for a feed that was cut short. The parser reads it as one with fewer entries. */
function isClosed(xml: string): boolean {
  return (
    /<\/(?:rss|feed|rdf:RDF|channel)\s*>/i.test(xml.slice(-4096)) ||
    /<(?:rss|feed|rdf:RDF|channel)\b[^<>]*\/>/i.test(xml.slice(0, 4096))
  )
}

/**
 * True if an entry has a title or a text; nothing else makes an article. Checked first, because a file may have very
 * many empty entries of 13 bytes each.
 */
const namesText = (children: Children): boolean =>
  ['title', ...TEXTS].some((name) => children.get(name)?.some(holdsNode) === true)

/** True for text, or for an element, in which a picture may have a text. */
const holdsNode = ({ children }: Element): boolean =>
  children.some((child) => !isText(child) || child.data.trim() !== '')

function readItem(
  $: Tree,
  children: Children,
  n: number,
  { title: feedTitle, authors }: Feed,
  file: RawFile,
  context: ReadContext,
): Article | undefined {
  const child = (name: string): string => childText(children, name)
  const fields = mapFields({})
  fields.title = plainText(stripTags(child('title')))
  const text = itemText($, children)
  // Damaged files have thousands of such entries.
  if (fields.title === '' && text === '') return undefined
  fields.date = DATES.map((name) => parseDate(child(name))).find((date) => date !== '') ?? ''
  fields.author = authorsOf($, children, authors)
  fields.url = link(children.get('link') ?? [])
  const terms = children.get('category') ?? []
  fields.tags = labels(terms.filter(isTag).map(wholeText))
  fields.categories = labels(terms.filter((term) => !isTag(term)).map((c) => c.attribs['term'] ?? wholeText(c)))
  if (feedTitle !== '') fields.metadata['feed'] = feedTitle
  const shown = authors === undefined ? text : shownContent(text)
  const { body, captions } = articleText(shown, `${file.path}.html`, fields, context, true)
  if (fields.title === '' && body === '' && captions.length === 0) return undefined
  const id = plainText(child('guid') || child('id')) || `${file.path}#${n}`
  const origin = { path: file.path, line: 1, start: 0, end: file.bytes.length }
  return { id, ...fields, body, captions, origin }
}

/** An entry may have several authors. */
function authorsOf($: Tree, children: Children, known: Feed['authors']): string {
  for (const kind of ['dc:creator', 'author']) {
    const elements = (children.get(kind) ?? []).slice(0, LIMITS.labels)
    const names = elements.map((author) => plainText(wholeText($(author).find('name')[0]) || wholeText(author)))
    const found = new Set(names.map((name) => known?.get(name) ?? name).filter((name) => name !== ''))
    if (found.size > 0) return [...found].join('、').slice(0, LIMITS.fieldUnits)
  }
  return ''
}

/** The address of the entry itself, if it has several. */
function link(links: readonly Element[]): string {
  const alternate = links.find(({ attribs }) => attribs['rel'] === undefined || attribs['rel'] === 'alternate')
  return httpAddress(alternate?.attribs['href'] ?? wholeText(alternate))
}

/** A text of less than this share of the longest one is an excerpt, or a picture. */
const FAIR = 0.5

/** Escaped HTML has been decoded by the XML parser; XHTML inside Atom is serialised again. */
function itemText($: Tree, children: Children): string {
  const elements = TEXTS.flatMap((name) => children.get(name) ?? [])
  const texts = elements.map((element) => htmlOf($, element)).filter((html) => html.trim() !== '')
  const lengths = texts.length === 1 ? [0] : texts.map((html) => stripTags(html).trim().length)
  const most = lengths.reduce((longest, length) => Math.max(longest, length), 0)
  const html = texts.find((_, at) => lengths[at]! >= most * FAIR)
  if (html === undefined) return ''
  return holdsTag(html) ? html : asParagraphs(html)
}

const htmlOf = ($: Tree, element: Element): string =>
  element.attribs['type'] === 'xhtml' ? ($(element).html() ?? '') : wholeText(element)

const holdsTag = (text: string): boolean => /<[a-z!/][^<>]*>/i.test(text)

/** A description may be plain text, whose lines would run together as HTML. */
function asParagraphs(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  if (lines.length === 1) return text
  return lines.map((line) => (line === '' ? '' : `<p>${line.replaceAll('<', '&lt;')}</p>`)).join('')
}

const stripTags = (text: string): string => text.replace(/<[^<>]{0,1000}>/g, '')
