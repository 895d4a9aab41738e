/**
 * Inline Markdown to HTML. Every quantifier is bounded, and what it repeats can match in one way only, so that no input
 * makes a pattern run long. (With two ways, a label that contained 40 images never finished.)
 */
import { isSentence } from '../missing-sentences.js'
import { stripEmphasis } from './emphasis.js'

const SPECIAL = /[*_`[\]!<\\~=]/
const TOKENS = new RegExp(
  [
    '(``)(?!`)([^\\n]{1,500}?)``(?!`)|`([^`]{1,2000})`', // 1 mark, 2 and 3 code
    '<((?:https?|ftp|mailto):[^<>\\s]{1,1000})>', // 4 autolink
    '(<[a-zA-Z/!][^<>]{0,4000}>)', // 5 a tag
    '!\\[([^[\\]]{0,500})\\](?:\\(((?:[^()\\s]|\\([^()\\s]{0,200}\\)){0,2000})(?:\\s+["\'(]([^"\']{0,300})["\')])?\\s*\\)|\\[[^\\]]{0,200}\\])', // 6 alt, 7 src, 8 title
    '\\[\\^[^\\]\\s]{1,60}\\]', // footnote reference
    '\\[((?:[^\\[\\]!]|!(?!\\[[^\\]]{0,200}\\]\\([^()]{0,500}\\))|\\[[^\\[\\]]{0,200}\\]|!\\[[^\\]]{0,200}\\]\\([^()]{0,500}\\)){1,1000})\\](?:\\(<?((?:[^()\\s<>]|\\([^()\\s]{0,200}\\)){0,2000})>?(?:\\s+["\'(][^"\'\\n]{0,300}["\')])?\\s*\\)(?:\\{[^}]{0,100}\\})?|\\[[^\\]]{0,200}\\])', // 9 text, 10 address
    '\\\\([!-/:-@[-`{-~])', // 11 escaped
  ].join('|'),
  'g',
)

/** `[[page]]`, `[[page|as shown]]` and `![[embedded]]` of note keepers. */
const WIKI = /(!?)\[\[([^[\]|\n]{1,300})(?:\|([^[\]\n]{1,300}))?\]\]/g
const wikiText = (_whole: string, embedded: string, page: string, shown?: string): string =>
  embedded === '' ? (shown ?? page) : ''

/** UTF-16 units of a block that are converted at once. No link or emphasis extends beyond them. */
const STRETCH = 64 * 1024

/** Links, images, code and emphasis of one block; HTML tags inside stay. */
export function inlineHtml(text: string): string {
  if (text.length <= STRETCH) return inline(text, 0)
  const parts: string[] = []
  for (let at = 0; at < text.length;) {
    const end = at + STRETCH >= text.length ? text.length : gapBefore(text, at, at + STRETCH)
    parts.push(inline(text.slice(at, end), 0))
    at = end
  }
  return parts.join('')
}

/**
 * The position after the last line break of a stretch, otherwise after its last blank, otherwise its end. Never splits
 * a surrogate pair.
 */
function gapBefore(text: string, from: number, to: number): number {
  const gap = text.lastIndexOf('\n', to - 1) + 1
  const end = gap > from ? gap : Math.max(text.lastIndexOf(' ', to - 1) + 1, from)
  if (end > from) return end
  const unit = text.charCodeAt(to - 1)
  return unit >= 0xd800 && unit <= 0xdbff ? to - 1 : to
}

function inline(text: string, depth: number): string {
  if (!SPECIAL.test(text)) return text
  // The HTML of a token is replaced by a private-use mark, so that the emphasis patterns do not touch it.
  const linked = text.includes('[[') ? text.replace(WIKI, wikiText) : text
  const kept: string[] = []
  const keep = (html: string): string => `\ue000${kept.push(html) - 1}\ue001`
  const marked = linked.replace(
    TOKENS,
    (
      whole,
      _mark?: string,
      quoted?: string,
      plain?: string,
      link?: string,
      tag?: string,
      alt?: string,
      src?: string,
      title?: string,
      label?: string,
      href?: string,
      escaped?: string,
    ) => {
      const code = quoted ?? plain
      if (code !== undefined) return keep(`<code>${escapeHtml(code)}</code>`)
      if (link !== undefined) return keep(`<a>${escapeHtml(link)}</a>`)
      if (tag !== undefined) return keep(tag)
      if (alt !== undefined || src !== undefined)
        return keep(`<img alt="${escapeHtml(alt ?? '')}" title="${escapeHtml(title ?? '')}">${proseOf(src)}`)
      if (label !== undefined)
        return keep(`<a>${depth < 3 ? inline(label, depth + 1) : escapeHtml(label)}</a>${proseOf(href)}`)
      if (escaped !== undefined) return keep(escapeHtml(escaped))
      return whole.startsWith('[^') ? '' : whole
    },
  )
  const plain = stripEmphasis(marked)
  if (kept.length === 0) return plain
  return plain.replace(/\ue000(\d{1,7})\ue001/g, (whole, n: string) => kept[Number(n)] ?? whole)
}

export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'))
    : text
}

const SCHEME = /^[a-z]{2,20}:/i

/** Prose in place of an address is a mistake and is kept. Nearly every address has a scheme, which is tested first. */
const proseOf = (address: string | undefined): string =>
  address === undefined || SCHEME.test(address) || !isSentence(address) ? '' : escapeHtml(address)
