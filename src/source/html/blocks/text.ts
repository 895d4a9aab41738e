/** Collects the text of a block, and ends the block with what the walk knows of it: its kind, style, links, images. */
import { decodeAgain } from '../entities.js'
import type { Element } from '../parse.js'
import { headlineKey } from '../../clean/lines.js'
import { markupLines } from '../../lines.js'
import type { Walk } from './state.js'
import { trimBlanks } from '../../trim.js'

/** Inspects only the added text: scanning all text of a block for each link or image in it takes quadratic time. */
export function append(text: string, walk: Walk): void {
  walk.text = walk.text === '' ? text : walk.text + text
  walk.sinceLink = walk.sinceLink === '' ? text : walk.sinceLink + text
  if (walk.isBlank) walk.isBlank = text.trim() === ''
}

/**
 * Adjacent links are items of a row, a menu or a list of tags, so a space separates them, except within a sentence and
 * after a link of one character.
 */
export function openLink(walk: Walk): void {
  walk.links++
  const { text, sinceLink, linkEnd } = walk
  walk.inSentence ||= /[。！？，]/.test(sinceLink)
  if (linkEnd === text.length && !walk.inSentence && sinceLink.trim().length > 1) append(' ', walk)
  walk.sinceLink = ''
}

export function openCell(walk: Walk): void {
  if (!walk.isBlank) walk.cells++
  append(' ', walk)
}

export function lineBreak(walk: Walk): false {
  if (walk.pre > 0) {
    append('\n', walk)
    return false
  }
  flush(walk)
  walk.underImage = walk.afterImage
  return false
}

export function image(node: Element, walk: Walk): false {
  const { alt = '', title = '', width, height } = node.attribs
  if (walk.end === Infinity) {
    if (alt !== '') walk.alts.push(alt)
    if (title !== '' && title !== alt) walk.alts.push(title)
  }
  // Tracking pixels and inline emoji are not pictures that a caption could belong to.
  if (Number(width ?? 99) < 40 || Number(height ?? 99) < 40) return false
  if (walk.isBlank) walk.afterImage = true
  else walk.imageInBlock = true
  return false
}

/** Ends the block; what follows is another one. */
export function flush(walk: Walk): void {
  const { text: raw, linked, isBlank } = walk
  walk.text = ''
  walk.sinceLink = ''
  walk.inSentence = false
  walk.isBlank = true
  walk.linked = 0
  walk.linkEnd = -1
  if (!isBlank) {
    if (walk.pre > 0) for (const line of markupLines(raw)) emit(withoutControls(line).trimEnd(), linked, walk)
    else emit(collapse(raw), linked, walk)
  }
  walk.cells = 1
  walk.mutedUnits = 0
  walk.isVerbatim = false
  if (walk.imageInBlock) walk.afterImage = true
  walk.imageInBlock = false
}

function emit(text: string, linked: number, walk: Walk): void {
  if (text === '' || text.trim() === '') return
  const kind = walk.captions > 0 ? 'caption' : walk.pre > 0 ? 'code' : walk.kind
  const { afterImage, underImage, mutedUnits } = walk
  const styled = mutedUnits > 0 && mutedUnits >= 0.8 * text.length
  const decoded = kind === 'code' || walk.isVerbatim ? text : decodeAgain(text)
  walk.blocks.push({
    kind,
    text: decoded,
    linked,
    centred: walk.centred > 0,
    styled,
    afterImage,
    underImage,
    gap: 0,
    columns: kind === 'row' ? walk.cells : 1,
    ...(kind === 'heading' && isAnchor(walk.anchor, decoded) && { anchored: true }),
  })
  walk.afterImage = false
}

/** Ids of Latin words are not compared: themes also write `<h2 id="related">Related</h2>`. */
function isAnchor(id: string, text: string): boolean {
  return /\p{Script=Han}/u.test(id) && headlineKey(id.replace(/-\d{1,3}$/, '')) === headlineKey(text)
}

/** A line break between two of these characters is removed (CSS Text 4, segment break transformation). */
const WIDE =
  /[\u2e80-\u303e\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\u2018-\u201d\u2026\u2014\ud840-\udbff\udc00-\udfff]/
/** Control characters, which a numeric reference may smuggle in; they belong to no text. */
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g
const BLANKS = /[ \t\n\f\r\u00a0\u2028\u2029]+/g

/**
 * Turns the raw text of a block into one line: runs of whitespace become one space, control characters are removed, and
 * the ends are trimmed. A line break between wide characters is removed, so that inline markup on lines of its own
 * leaves no space inside a name.
 */
export function collapse(raw: string): string {
  return trimBlanks(isCollapsed(raw) ? raw : raw.replace(CONTROLS, '').replace(BLANKS, blank))
}

/** For preformatted text, whose whitespace stays. */
export function withoutControls(line: string): string {
  return line.replace(CONTROLS, '')
}

/** True if nothing has to be replaced. A loop, because it runs over every character of every article. */
function isCollapsed(raw: string): boolean {
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i)
    if (unit > 0xa0 ? unit === 0x2028 || unit === 0x2029 : unit < 0x20 || unit >= 0x7f) return false
    if (unit === 0x20 && raw.charCodeAt(i + 1) === 0x20) return false
  }
  return true
}

function blank(blanks: string, at: number, whole: string): string {
  if (!/[\n\r]/.test(blanks) || blanks.includes('\u00a0')) return ' '
  return WIDE.test(whole.charAt(at - 1)) && WIDE.test(whole.charAt(at + blanks.length)) ? '' : ' '
}
