/**
 * Inline Markdown to HTML. Every quantifier is bounded, and what it repeats can match in one way only, so that no input
 * makes a pattern run long. (With two ways, a label that contained 40 images never finished.)
 */
import { isSentence } from '../missing-sentences.js'
import { escapeHtml, ANY_TAG, type OwnTags } from './own-tags.js'

const SPECIAL = /[*_`[\]!<\\~=]/
const TOKENS = new RegExp(
  [
    '(?<!`)(`{2,9})(?!`)([^\\n]{1,500}?)(?<!`)\\1(?!`)|`([^`]{1,2000})`', // 1 mark, 2 and 3 code
    '(\\$\\$[^$]{1,2000}\\$\\$|\\$(?=\\S)[^$\\n`]{1,300}(?<=\\S)\\$(?!\\d)|https?://[^\\s<>()*`\\[\\]\\u2e80-\\uffef]{1,1000})', // 4 mathematics, an address
    '<((?:https?|ftp|mailto):[^<>\\s]{1,1000})>', // 5 autolink
    '(<!--(?:[^<-]|-(?!->)|<(?!!--)){0,4000}-->|' + ANY_TAG + ')', // 6 a comment, a tag
    '!\\[([^[\\]]{0,500})\\](?:\\(((?:[^()\\s]|\\([^()\\s]{0,200}\\)){0,2000})(?:\\s+["\'(]([^"\']{0,300})["\')])?\\s*\\)|\\[[^\\]]{0,200}\\])', // 7 alt, 8 src, 9 title
    '\\[\\^[^\\]\\s]{1,60}\\]', // footnote reference
    '\\[((?:[^\\[\\]!]|!(?!\\[[^\\]]{0,200}\\]\\([^()]{0,500}\\))|\\[[^\\[\\]]{0,200}\\]|!\\[[^\\]]{0,200}\\]\\([^()]{0,500}\\)){1,1000})\\](?:\\(<?((?:[^()\\s<>]|\\([^()\\s]{0,200}\\)){0,2000})>?(?:\\s+["\'(][^"\'\\n]{0,300}["\')])?\\s*\\)(?:\\{(?:[:.#]|[\\w-]+=)[^}]{0,100}\\})?|\\[([^\\]]{0,200})\\])', // 10 text, 11 address, 12 label
    '\\\\([!-/:-@[-`{-~])', // 13 escaped
  ].join('|'),
  'g',
)

/** `[[page]]`, `[[page|as shown]]` and `![[embedded]]` of note keepers. */
const WIKI = /(!?)\[\[([^[\]|\n]{1,300})(?:\|([^[\]\n]{1,300}))?\]\]/g
const wikiText = (_whole: string, embedded: string, page: string, shown?: string): string =>
  embedded === '' ? (shown ?? page) : ''

/** What the whole document says about its links and tags. */
export interface Document {
  /** The labels of links and footnotes that are defined, in lower case. */
  readonly defined: ReadonlySet<string>
  readonly tags: OwnTags
  /** True to keep emphasis and addresses, which only a reader needs. */
  readonly isRich: boolean
}

/** Links, images, code and emphasis of one block; HTML tags inside stay. */
export const inlineHtml = (text: string, document: Document): string => inline(text, document, 0)

function inline(text: string, document: Document, depth: number): string {
  if (!SPECIAL.test(text)) return text
  // The HTML of a token is replaced by a private-use mark, so that the emphasis patterns do not touch it.
  const kept: string[] = []
  const { isRich } = document
  const keep = (html: string): string => `\ue000${kept.push(html) - 1}\ue001`
  const address = (name: string, value: string | undefined): string =>
    isRich && value !== undefined ? ` ${name}="${escapeHtml(value)}"` : ''
  const marked = text.replace(TOKENS, (...found: (string | undefined)[]) => {
    const [whole = '', , quoted, plain, verbatim, link, tag, alt, src, title, label, href, reference, escaped] = found
    const code = quoted ?? plain
    if (code !== undefined) return keep(`<code>${escapeHtml(code)}</code>`)
    if (verbatim !== undefined && isRich && SCHEME.test(verbatim)) return keep(linkHtml(verbatim))
    if (verbatim !== undefined) return isVerbatim(verbatim) ? keep(escapeHtml(verbatim)) : verbatim
    if (link !== undefined) return keep(isRich ? linkHtml(link) : `<a>${escapeHtml(link)}</a>`)
    if (tag !== undefined) return keep(document.tags.html(tag))
    if (alt !== undefined || src !== undefined)
      return keep(
        `<img${address('src', src)} alt="${escapeHtml(alt ?? '')}" title="${escapeHtml(title ?? '')}">${proseOf(src)}`,
      )
    if (label !== undefined) {
      const inner = depth < 3 ? inline(label, document, depth + 1) : escapeHtml(label)
      const isLink = reference === undefined || document.defined.has((reference || label).trim().toLowerCase())
      return isLink
        ? keep(`<a${address('href', href)}>${inner}</a>${proseOf(href)}`)
        : keep(`[${inner}][${escapeHtml(reference)}]`)
    }
    if (escaped !== undefined) return keep(escapeHtml(escaped))
    return document.defined.has(whole.slice(1, -1).toLowerCase()) ? '' : whole
  })
  const linked = marked.includes('[[') ? marked.replace(WIKI, wikiText) : marked
  const emphasised = stripEmphasis(linked, isRich ? emphasise : undefined).replace(OPENING, '&lt;')
  const plain = isRich ? emphasised.replace(/[\ue002-\ue005]/g, (mark) => EMPHASIS[mark]!) : emphasised
  if (kept.length === 0) return plain
  return plain.replace(/\ue000(\d{1,7})\ue001/g, (whole, n: string) => kept[Number(n)] ?? whole)
}

const linkHtml = (address: string): string => `<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`

/** Stand for tags until signs of text that look like tags are escaped. */
const EMPHASIS: Readonly<Record<string, string>> = {
  '\ue002': '<strong>',
  '\ue003': '</strong>',
  '\ue004': '<em>',
  '\ue005': '</em>',
}

type Emphasise = (mark: string, text: string) => string

const emphasise: Emphasise = (mark, text) =>
  /^(?:\*\*|__)/.test(mark) ? `\ue002${text}\ue003` : mark.length === 1 ? `\ue004${text}\ue005` : text

/** A sign that would begin a tag, but none ends it. */
const OPENING = /<(?=[a-zA-Z/!?])/g

/** Signs of money are text. Mathematics has signs that would be marks elsewhere. */
const isVerbatim = (text: string): boolean => !text.startsWith('$') || /[\\_^<*{}=]/.test(text)

const SCHEME = /^[a-z]{2,20}:/i

/** Words in place of an address are text. Nearly every address has a scheme, which is tested first. */
const proseOf = (address: string | undefined): string =>
  address === undefined || SCHEME.test(address) || !isProse(address) ? '' : escapeHtml(`(${address})`)

const isProse = (address: string): boolean =>
  isSentence(address) || (/\p{Script=Han}/u.test(address) && !/[./#%:]/.test(address))

interface Pairs {
  readonly open: RegExp
  /** By mark: where it may close, or the line ends. */
  readonly close: Readonly<Record<string, RegExp>>
}

const STRONG: Pairs = {
  open: /(?:\*{2,3}|~~|(?<![\w)\]'"=!<>])==)(?=[^\s*~=])/g,
  close: {
    '***': /(?<=\S)\*{3}|\n/g,
    '**': /(?<=\S)\*\*|\n/g,
    '~~': /(?<=\S)~~|\n/g,
    '==': /(?<=\S)==|\n/g,
  },
}
const UNDERSCORES: Pairs = {
  open: /(?<![\p{L}\p{N}_])__?(?=[^\s_])/gu,
  close: {
    __: /(?<=[^\s_])__(?![\p{L}\p{N}_])|\n/gu,
    _: /(?<=[^\s_])_(?![\p{L}\p{N}_])|\n/gu,
  },
}

const MARK = /[*_~=]/

/** @param put what stands for an emphasised text; by default the text alone */
export function stripEmphasis(text: string, put: Emphasise = (_mark, inner) => inner): string {
  if (!MARK.test(text)) return text
  const plain = stripPairs(stripPairs(text, STRONG, put), UNDERSCORES, put)
  if (!plain.includes('*')) return plain
  return plain.replace(/(?<![*\\])\*(?=[^\s*])([^*\n]{0,1000}?[^\s*])\*(?!\*)/g, (_whole, inner: string) =>
    put('*', inner),
  )
}

/** The most UTF-16 units between two marks. */
const LONGEST = 1001

function stripPairs(text: string, { open, close }: Pairs, put: Emphasise): string {
  const known: Record<string, Close> = {}
  let plain = ''
  let done = 0
  for (let at = 0; ;) {
    open.lastIndex = at
    const found = open.exec(text)
    if (found === null) return done === 0 ? text : plain + text.slice(done)
    const [mark] = found
    const from = found.index + mark.length
    const { at: end, isLineEnd } = (known[mark] = nextClose(text, close[mark]!, from, known[mark]))
    at = found.index + 1
    if (isLineEnd || end - from > LONGEST) continue
    plain += text.slice(done, found.index) + put(mark, text.slice(from, end))
    at = done = end + mark.length
  }
}

interface Close {
  readonly at: number
  readonly isLineEnd: boolean
}

function nextClose(text: string, pattern: RegExp, from: number, known: Close | undefined): Close {
  if (known !== undefined && known.at >= from) return known
  pattern.lastIndex = from
  const found = pattern.exec(text)
  return { at: found?.index ?? text.length, isLineEnd: found === null || found[0] === '\n' }
}
