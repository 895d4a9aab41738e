/** Inline Org to HTML: links, emphasis, footnotes. https://orgmode.org/worg/org-syntax.html, "Objects". */
import { escapeHtml } from '../markdown/escape.js'
import { isSentence } from '../missing-sentences.js'

const LINK = /\[\[([^[\]\n]{1,2000})\](?:\[([^\n]{1,1000}?)\])?\]/g
const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?)$/i
/** A reference is removed; the text of an inline footnote is kept. */
const FOOTNOTE = /\[fn:[-\p{L}\p{N}_]{0,60}(?::([^\][]{1,1000}))?\]/gu
const TARGET = /<<<?([^<>\n]{1,200})>>>?/g
const MACRO = /\{\{\{[^{}\n]{1,500}\}\}\}/g
/** Emphasis, with the characters that Org allows before and after it. Next to Han, no blank is needed. */
const EMPHASIS =
  /(?<=^|[\s\-–—({'"\u200b]|\p{Script=Han}|\p{P})([*/_=~+])(?=\S)([^\n]{0,300}?\S)\1(?=$|[^\p{L}\p{N}]|\p{Script=Han})/gu

export function orgInline(text: string): string {
  if (!/[[*/_=~+<{]/.test(text)) return escapeHtml(text)
  const kept: string[] = []
  const keep = (html: string): string => `\ue000${kept.push(html) - 1}\ue001`
  const marked = text
    .replace(LINK, (_whole, address: string, shown?: string) => keep(link(address, shown)))
    .replace(FOOTNOTE, (_whole, note?: string) => (note === undefined ? '' : `（${note}）`))
    .replace(TARGET, '$1')
    .replace(MACRO, (macro) => (isSentence(macro) ? macro : ''))
  return escapeHtml(withoutEmphasis(marked)).replace(
    /\ue000(\d{1,7})\ue001/g,
    (whole, n: string) => kept[Number(n)] ?? whole,
  )
}

function link(address: string, shown: string | undefined): string {
  // Prose in place of an address is a mistake, and is kept.
  if (isSentence(address)) return `<a>${escapeHtml(withoutEmphasis(`${shown ?? ''} ${address}`.trim()))}</a>`
  if (shown !== undefined) return `<a>${escapeHtml(withoutEmphasis(shown))}</a>`
  if (PICTURE.test(address)) return '<img alt="">'
  return `<a>${escapeHtml(address.replace(/^(?:file|id|roam|attachment):/, '').replace(/::.*$/, ''))}</a>`
}

/** Applied twice, because emphasis may contain emphasis. */
function withoutEmphasis(text: string): string {
  if (!/[*/_=~+]/.test(text)) return text
  const once = text.replace(EMPHASIS, '$2')
  return once === text ? text : once.replace(EMPHASIS, '$2')
}
