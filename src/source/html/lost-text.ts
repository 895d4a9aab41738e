/**
 * The judge of lost text in markup. Parsers hide text without a word where a quote, a comment or an element never ends.
 * Here markup is sound if each `<` begins a tag, comment or declaration without a mistake, and only of unsound markup the
 * text is compared with what was read from it.
 */
import type { Article, Problem } from '../article.js'
import { SHORTEST_SENTENCE, isSentence, missingSentences, proseIn, withMissingReported } from '../missing-sentences.js'
import { eachText } from './tree.js'
import { parseFragment } from './parse.js'

/** Patterns overflow the engine's stack on millions of attributes, so a tag with more of them is unsound. */
const MOST_ATTRIBUTES = 200
const DECLARATION = '!--[^]*?-->|!(?:DOCTYPE|ELEMENT|ATTLIST|ENTITY|NOTATION)\\b[^<>\\u2e80-\\uffef]*>'
/** Group 1: the slash of an end tag. Group 2: the name. Group 3: the slash of an empty element. */
const XML_TAG = new RegExp(
  `<(?:${DECLARATION}|!\\[CDATA\\[[^]*?\\]\\]>|\\?(?!xml\\s)[^]*?\\?>|\\?xml\\s[^<>]*>|` +
    `(/)([\\w:.-]+)\\s*>|([\\w:.-]+)(?:\\s+[\\w:.-]+\\s*=\\s*(?:"[^"<]*"|'[^'<]*')){0,${MOST_ATTRIBUTES}}\\s*(/?)>)`,
  'y',
)
const HTML_TAG = new RegExp(
  `<(?:${DECLARATION}|\\?[^<>\\u2e80-\\uffef]*>|/[a-z][^<>"'\\u2e80-\\uffef]*>|([a-z][\\w:.-]*)` +
    `(?:\\s+[^\\s"'<>=/\\u2e80-\\uffef]+(?:\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'<>=\`\\u2e80-\\uffef]+))?){0,${MOST_ATTRIBUTES}}\\s*(/?)>)`,
  'iy',
)

/** The most open elements; documents have fewer. */
const DEEPEST = 1000

/**
 * True for XML whose tags are sound, and closed in the order in which they were opened.
 * @param onText called for each text directly in an element, up to the next tag, with the names of the open elements
 */
export function hasNestedTags(
  xml: string,
  onText?: (elements: readonly string[], from: number, to: number) => void,
): boolean {
  const open: string[] = []
  for (let at = xml.indexOf('<'); at >= 0;) {
    XML_TAG.lastIndex = at
    const [whole, end, closed, name, empty] = XML_TAG.exec(xml) ?? []
    if (whole === undefined || (end !== undefined && open.pop() !== closed)) return false
    if (name !== undefined && empty === '' && open.push(name) > DEEPEST) return false
    const behind = at + whole.length
    const next = xml.indexOf('<', behind)
    const isCdata = whole.startsWith('<![')
    if (onText !== undefined && next >= 0) onText(open, isCdata ? at + CDATA : behind, isCdata ? behind : next)
    at = next
  }
  return open.length === 0
}

const CDATA = '<![CDATA['.length

/** Elements that contain only elements: text directly in one has lost its tag. */
const HOLDS_NO_TEXT = new Set(['rss', 'channel', 'rdf:RDF', 'feed', 'item', 'entry', 'en-export', 'note'])
/** Elements that are read as dates and addresses, so that prose in them would be lost. */
const VALUES = new Set('pubDate published updated dc:date date issued wp:post_date link created source-url'.split(' '))

/** Yields the articles of a feed, and after them a problem if prose of it is in none of them. */
export function* reportHidden(
  items: Iterable<Article | Problem>,
  xml: string,
  path: string,
): Iterable<Article | Problem> {
  const loose: string[] = []
  const isSound = hasNestedTags(xml, (elements, from, to) => {
    const isLoose = HOLDS_NO_TEXT.has(elements.at(-1) ?? '') || elements.some((name) => VALUES.has(name))
    const text = isLoose && to - from >= SHORTEST_SENTENCE ? xml.slice(from, to).trim() : ''
    if (isSentence(text)) loose.push(text)
  })
  if (isSound && loose.length === 0) yield* items
  else yield* withMissingReported(items, isSound ? loose.join('\n') : xml, path)
}

/** Elements whose text is not shown; a slash closes those that the parser does not read as raw text. */
const HIDES =
  '(script|style|title|textarea|template|noscript)|iframe|object|applet|svg|canvas|audio|video|map|button|select|' +
  'datalist|dialog'
const HIDDEN = new RegExp(`^(?:${HIDES})$`, 'i')
/** The sentences that unsound HTML says and its tree does not show; none if it is sound. */
export function hiddenProse(html: string): readonly string[] {
  const said = unsoundText(html)
  if (said === undefined) return []
  const shown: string[] = []
  eachText(parseFragment(html), (text) => shown.push(text) > 0)
  return missingSentences(shown.join(''), proseIn(said))
}

/** HTML without what is rightly hidden: comments, and elements that are closed; undefined if all of it is sound. */
function unsoundText(html: string): string | undefined {
  const kept: string[] = []
  const endless = new Set<string>()
  let from = 0
  let isSound = true
  for (let at = html.indexOf('<'); at >= 0;) {
    const { end, isLost } = markupAt(html, at, endless)
    if (isLost) isSound = false
    else if (end > at + 1) {
      kept.push(html.slice(from, at))
      from = end
    }
    at = html.indexOf('<', end)
  }
  return isSound ? undefined : [...kept, html.slice(from)].join('\n')
}

interface Markup {
  /** The place behind it; for a sign that begins none, behind the sign. */
  readonly end: number
  /** True if it is unsound, so that its text may be lost. */
  readonly isLost: boolean
}

/** The tag, comment or hidden element that begins here. */
function markupAt(html: string, at: number, endless: Set<string>): Markup {
  HTML_TAG.lastIndex = at
  const [whole, name = '', slash] = HTML_TAG.exec(html) ?? []
  if (whole === undefined) return { end: at + 1, isLost: /[a-z/!?]/i.test(html.charAt(at + 1)) }
  const end = at + whole.length
  // A comment that is opened again before its end was meant to end earlier.
  if (whole.startsWith('<!--')) return { end, isLost: whole.includes('<!--', 4) }
  const hidden = HIDDEN.exec(name)
  if (hidden === null || (slash === '/' && hidden[1] === undefined)) return { end, isLost: false }
  const close = endless.has(name) ? undefined : closingTag(html, name, end)
  if (close === undefined) return (endless.add(name), { end, isLost: true })
  // A title in which an element begins or ends was closed by mistake.
  const isLost = /^title$/i.test(name) && /<\/?[a-z]/i.test(html.slice(end, close.index))
  return { end: close.index + close[0].length, isLost }
}

/** As the parser finds it: to the parser, a slash is part of the name. */
function closingTag(html: string, name: string, from: number): RegExpExecArray | undefined {
  const close = new RegExp(`</${name}(?=[ \\t\\n\\f\\r>])[^<>"'\\u2e80-\\uffef]*>`, 'gi')
  close.lastIndex = from
  return close.exec(html) ?? undefined
}
