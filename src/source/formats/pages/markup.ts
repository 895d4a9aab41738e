/**
 * Decides whether a text is HTML, Markdown, Org or plain text. The extensions of HTML and Org decide; otherwise the
 * content does, and the extension of Markdown only breaks ties.
 */
import { kindOf, unpackedName } from '../kinds.js'
import type { TextKind } from '../../clean/state.js'

export type Markup = 'html' | 'markdown' | 'org' | 'text'

const LEADING_TAG =
  /<(?:!doctype|\?xml|html|head|body|div|p|section|article|main|header|table|figure|center|h[1-6]|ul|ol|dl|blockquote|pre|span|img|a|strong|b|em|i|font|br|hr|iframe|video|script|style|link|meta)\b/iy
const TAGS =
  /<\/?(?:p|div|br|span|section|img|table|tr|td|li|ul|ol|h[1-6]|figure|article|strong|blockquote|a)\b[^<>]{0,2000}>/gi
const MARKDOWN_LINE =
  /^(?: {0,3}#{1,6} \S| {0,3}(?:```|~~~)| {0,3}> \S|!\[[^\]\n]{0,300}\]\(|[-*+] \S.*\n[-*+] \S|\|.+\|[^\S\n]*\n[^\S\n]*\|[\s:|-]+\|)/m
const MARKDOWN_INLINE = /\](?<=\[[^\]\n]{1,300}\])\(https?:\/\/[^)\s]{1,1000}\)|\*\*[^*\n]{1,200}\*\*/
const SAMPLE = 200_000

/** `source` is the text after front matter. */
export function markupOf(source: string, path: string): Markup {
  const kind = kindOf(unpackedName(path))?.name
  if (kind === 'html' || kind === 'org') return kind
  const sample = source.length > SAMPLE ? source.slice(0, SAMPLE) : source
  const tagged = sample.includes('<')
  const isMarkdown = kind === 'markdown'
  if (tagged && leadsWithTag(sample) && !mostlyOutsideTags(sample) && !(isMarkdown && holdsParagraph(sample)))
    return 'html'
  if (isMarkdown || MARKDOWN_LINE.test(sample) || MARKDOWN_INLINE.test(sample)) return 'markdown'
  if (tagged && isTagged(sample)) return sample.includes('\n\n') ? 'markdown' : 'html'
  return 'text'
}

/** Fewer tags are those that a text about HTML shows in its code. */
const FEWEST_TAGS = 3
const LINES_PER_TAG = 5

function isTagged(sample: string): boolean {
  const tags = sample.match(TAGS)?.length ?? 0
  return tags >= FEWEST_TAGS && tags * LINES_PER_TAG >= sample.split('\n').length
}

/**
 * True if a text begins with a tag, after any comments. Works by index, because a pattern that skips comments takes
 * exponential time on some texts.
 */
function leadsWithTag(sample: string): boolean {
  let at = skipBlanks(sample, 0)
  while (sample.startsWith('<!--', at)) {
    const end = sample.indexOf('-->', at + 4)
    if (end < 0) return false
    at = skipBlanks(sample, end + 3)
  }
  LEADING_TAG.lastIndex = at
  return LEADING_TAG.test(sample)
}

function skipBlanks(sample: string, from: number): number {
  let at = from
  while (at < sample.length && /[\s\ufeff]/.test(sample.charAt(at))) at++
  return at
}

/** True for Markdown that begins with a tag: most of its lines lie outside of elements. */
function mostlyOutsideTags(whole: string): boolean {
  const sample = withoutPre(whole)
  return MARKDOWN_LINE.test(sample) && (sample.match(TAGS)?.length ?? 0) < sample.split('\n').length / 2
}

/** Lines of code have no tags, and a comment of a program looks like a heading. */
function withoutPre(sample: string): string {
  const [first = '', ...pieces] = sample.split(/<pre\b/i)
  return first + pieces.map((piece) => piece.slice(Math.max(0, piece.search(/<\/pre/i)))).join('')
}

const PARAGRAPH = /\n[ \t\r]*\n(?=[^\s<])/
const BLOCK_OR_PARAGRAPH =
  /<(\/?)(?:p|div|section|article|main|header|table|figure|center|ul|ol|dl|blockquote|pre|script|style)\b[^<>]{0,2000}>|\n[ \t\r]*\n(?=[^\s<])/gi

/** True if a paragraph without tags lies outside of all elements, as below a picture or a player that opens a post. */
function holdsParagraph(sample: string): boolean {
  if (!PARAGRAPH.test(sample)) return false
  let depth = 0
  for (const [found, closing] of sample.matchAll(BLOCK_OR_PARAGRAPH)) {
    if (closing === undefined) {
      if (depth === 0) return true
    } else if (!found.endsWith('/>')) depth = Math.max(0, depth + (closing === '' ? 1 : -1))
  }
  return false
}

/** True for a page with a head, false for the fragment that a feed or a post carries. */
export function isWholePage(source: string): boolean {
  return /<(?:html|head|body|!doctype\s+html)\b/i.test(source.slice(0, 4096))
}

/*
 * Decides what a text is taken for before it is cleaned: a source, which its author wrote as it is, or a page, saved or
 * mirrored. The body decides, because mirrors of feeds keep somebody's HTML in `.txt` and `.md`.
 */

/**
 * How much may be left out of texts: `auto` decides for each text; `pages` cleans HTML only; `all` cleans sources as
 * pages, too; `none` leaves out nothing.
 */
export type Cleaning = 'auto' | 'pages' | 'all' | 'none'

export interface TextTraits {
  readonly path: string
  readonly markup: Markup
  /** True if fields precede the text. */
  readonly hasFields: boolean
  /** True for documents and notes, whose HTML is only their format. */
  readonly isDocument?: boolean | undefined
}

/** @param body the text after its front matter */
export function textKind(body: string, { path, markup, hasFields, isDocument }: TextTraits, mode: Cleaning): TextKind {
  if (mode === 'none') return 'whole'
  if (markup === 'text') return mode === 'auto' ? 'text' : mode === 'all' ? 'pasted' : 'source'
  if (isDocument === true) return mode === 'all' ? 'post' : 'source'
  if (markup === 'html' && isWholePage(body)) return 'page'
  const { name } = kindOf(unpackedName(path)) ?? {}
  if (mode === 'all' || (markup === 'html' && name === 'html')) return 'post'
  if (mode === 'pages') return 'source'
  if (markup === 'html' && name !== 'markdown') return 'post'
  return hasFields && isMostlyHtml(body) ? 'post' : 'source'
}

/** A title that links to the page that a mirror was made from; a picture that is a link is none. */
export const LINKED_HEADING =
  /^(\s*(?:<!--[^>]{0,200}-->\s*)*)\[((?!!\[)[^\n]{1,500})\]\((https?:[^\s)]{1,2000})\)[ \t]*\r?\n(?:[-=]{3,}[ \t]*(?:\r?\n|$)|(?=\r?\n))/

/** Of a heading that is a link, at the beginning. */
const HASHES = /^\s*#{1,2}[ \t]+(?=\[)/
const FENCE = /^ {0,3}(```|~~~)[^]*?^ {0,3}\1/gm
const TAG =
  /<(?:(\/?)(?:p|div|section|article|main|header|table|figure|blockquote|center|ul|ol|dl|h[1-6])\b)?[^<>]{0,2000}>/iy
const MARKDOWN_BLOCK = /\n(?:#{1,6} \S|[-*+] \S|> \S|\d{1,3}\. \S)/g
/** The share of the text that lies inside elements of blocks. */
const MOSTLY = 0.8
const FEWEST_ELEMENTS = 2
const HTML_SAMPLE = 6_000

/** True if nearly all of a text lies inside elements, as in a mirror, and hardly any in blocks of Markdown. */
export function isMostlyHtml(body: string): boolean {
  if (!body.includes('</')) return false
  const head = body.slice(0, HTML_SAMPLE).replace(HASHES, '').replace(LINKED_HEADING, '')
  const sample = head.includes('```') || head.includes('~~~') ? head.replace(FENCE, '') : head
  let [depth, elements, inside, outside] = [0, 0, 0, 0]
  for (let at = 0; at < sample.length;) {
    const open = sample.indexOf('<', at)
    const units = sample.slice(at, open < 0 ? sample.length : open).trim().length
    if (depth > 0) inside += units
    else outside += units
    if (open < 0) break
    TAG.lastIndex = open
    const [tag = '<', closing] = TAG.exec(sample) ?? []
    at = open + tag.length
    if (closing === undefined) continue
    depth = Math.max(0, depth + (closing === '/' ? -1 : tag.endsWith('/>') ? 0 : 1))
    if (closing === '') elements++
  }
  if (elements < FEWEST_ELEMENTS || inside < (inside + outside) * MOSTLY) return false
  return (`\n${sample}`.match(MARKDOWN_BLOCK)?.length ?? 0) * 2 < elements
}
