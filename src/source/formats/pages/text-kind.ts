/**
 * Decides what a text is taken for before it is cleaned: a source, which its author wrote as it is, or a page, saved or
 * mirrored. The body decides, because mirrors of feeds keep somebody's HTML in `.txt` and `.md`.
 */
import type { TextKind } from '../../clean/state.js'
import { kindOf, unpackedName } from '../kinds.js'
import { isWholePage, type Markup } from './markup.js'

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
const SAMPLE = 6_000

/** True if nearly all of a text lies inside elements, as in a mirror, and hardly any in blocks of Markdown. */
export function isMostlyHtml(body: string): boolean {
  if (!body.includes('</')) return false
  const head = body.slice(0, SAMPLE).replace(HASHES, '').replace(LINKED_HEADING, '')
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
