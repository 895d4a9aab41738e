/**
 * WXR, WordPress' own export: a feed whose items also give their type. Format: wp-admin/includes/export.php. Published
 * posts and pages are articles; attachments, menus, revisions, drafts and deleted posts are not.
 */
import { plainText } from '../../fields/map.js'
import { wholeText } from '../../html/measure.js'
import type { Element, Tree } from '../../html/parse.js'

export function isWordPress(head: string): boolean {
  return head.includes('xmlns:wp=')
}

/** The names of authors by their login names. */
export function authorNames($: Tree): ReadonlyMap<string, string> {
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

export type LeftOutPost = 'draft' | 'other'

/** Why a post is not an article; undefined for one that is. */
export function skipReason(type: string, status: string): LeftOutPost | undefined {
  if (NO_ARTICLES.test(type)) return 'other'
  return UNPUBLISHED.test(status) ? 'draft' : undefined
}

/** `<category domain="post_tag">` is a tag, any other a category. */
export function splitTerms(terms: readonly Element[]): { tags: Element[]; categories: Element[] } {
  const isTag = ({ attribs }: Element): boolean => /tag$/.test(attribs['domain'] ?? '')
  return { tags: terms.filter(isTag), categories: terms.filter((term) => !isTag(term)) }
}

const CAPTION = /\[(?:wp_)?caption\b[^\]]{0,1000}\]((?:[^[]|\[(?!\/?(?:wp_)?caption)){0,5000}?)\[\/(?:wp_)?caption\]/g
const SHORTCODE =
  /\[\/?(?:gallery|embed|audio|video|playlist|contact-form-7|toc|ads?|vc_\w{1,40}|et_pb_\w{1,40}|fusion_\w{1,40})(?:\s[^\]]{0,1000})?\/?\]/g
const CODE = /\[(\/?)(?:sourcecode|code|crayon|php|python|bash|html|css|javascript|js)(?:\s[^\][]{0,300})?\]/g
const BLOCK = /<(?:p|div|h[1-6]|ul|ol|table|blockquote|pre|figure|section|!--)\b/i

/** The text as WordPress shows it: captions of images, and paragraphs where the editor left blank lines. */
export function shownContent(content: string): string {
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
