/**
 * A tree of HTML to blocks in reading order, by one walk without recursion. Here a Han run is kept whole: pieces of one
 * block are joined first and blanks collapsed after, so that an inline element set on lines of its own leaves no blank
 * inside a name; a line break between wide characters is no blank (CSS Text 4, segment break transformation).
 */
import type { Block, BlockKind, OnRemoved, Reason } from '../block.js'
import { decodeAgain } from './entities.js'
import { readNames } from './names.js'
import { isElement, isText } from './parse.js'
import type { AnyNode, Element } from './parse.js'

/** Never shown, or no text. */
const DROPPED = new Set(
  'script style noscript template iframe frame object embed applet svg canvas audio video map head title meta link button select textarea input datalist dialog rp rt rtc math-ml'.split(
    ' ',
  ),
)
const NAVIGATION = new Set(['nav', 'footer', 'menu'])
const BLOCKS = new Map<string, BlockKind>(
  (
    'address article aside blockquote body center dd details dir div dl dt fieldset figure footer form header hgroup html legend main ' +
    'ol p section summary table tbody tfoot thead ul hr frameset search'
  )
    .split(' ')
    .map((name) => [name, 'paragraph'] as const),
)
for (const name of ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']) BLOCKS.set(name, 'heading')
for (const name of ['li', 'dt', 'dd']) BLOCKS.set(name, 'item')
BLOCKS.set('tr', 'row')
BLOCKS.set('caption', 'caption')
  .set('figcaption', 'caption')
  .set('pre', 'code')
  .set('listing', 'code')
  .set('xmp', 'code')

const CENTRED = /text-align\s*:\s*center/i
const HIDDEN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|pt)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$))/i
const MUTED =
  /color\s*:\s*(?:#(?:[5-9a-c]{3}|[5-9a-c]{6})\b|gr[ae]y)|font-size\s*:\s*(?:1[0-4]px|small|0\.[5-9]|[5-9]\d%)/i
/** Between two of these a line break is no blank. */
const WIDE =
  /[\u2e80-\u303e\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\u2018-\u201d\u2026\u2014\ud840-\udbff\udc00-\udfff]/
const BLANKS = /[ \t\n\f\r\u00a0\u2028\u2029]+/g
const UNEVEN = /[\t\n\f\r\u00a0\u2028\u2029]| {2}/
const EDGES = /^[\s\u3000\u200b\u200c\u200d\u2060\ufeff]+|[\s\u3000\u200b\u200c\u200d\u2060\ufeff]+$/g

export interface HtmlText {
  readonly blocks: readonly Block[]
  /** Texts that images carry themselves, in order. */
  readonly alts: readonly string[]
}

export interface WalkOptions {
  readonly onRemoved?: OnRemoved | undefined
  /** Leave furniture named by class or id, and navigation, out. Default true. */
  readonly strict?: boolean
}

/** The state of one walk: what the open elements say about the text that comes. */
interface Walk {
  readonly blocks: Block[]
  readonly alts: string[]
  readonly onRemoved: OnRemoved | undefined
  text: string
  kind: BlockKind
  linked: number
  links: number
  centred: number
  pre: number
  captions: number
  styled: boolean
  afterImage: boolean
  imageInBlock: boolean
  /** Text outside removed pieces is at least this; bounds what a class name alone may remove. */
  readonly total: number
}

/** Collects the blocks under `root`, which itself counts as a plain container. */
export function htmlBlocks(root: AnyNode, options: WalkOptions = {}): HtmlText {
  const walk: Walk = {
    blocks: [],
    alts: [],
    onRemoved: options.onRemoved,
    text: '',
    kind: 'paragraph',
    linked: 0,
    links: 0,
    centred: 0,
    pre: 0,
    captions: 0,
    styled: false,
    afterImage: false,
    imageInBlock: false,
    total: textLength(root, Infinity),
  }
  let node = firstChild(root)
  while (node !== null) {
    if (enter(node, walk)) {
      const down = firstChild(node)
      if (down !== null) {
        node = down
        continue
      }
      leave(node, walk)
    }
    while (node.next === null) {
      const parent: AnyNode | null = node.parent
      if (parent === null || parent === root) {
        flush(walk)
        return { blocks: walk.blocks, alts: walk.alts }
      }
      node = parent
      leave(node, walk)
    }
    node = node.next
  }
  flush(walk)
  return { blocks: walk.blocks, alts: walk.alts }
}

function firstChild(node: AnyNode): AnyNode | null {
  return 'children' in node ? (node.children[0] ?? null) : null
}

/** @returns true where the node is open now: its children are to be read, and it is to be left */
function enter(node: AnyNode, walk: Walk): boolean {
  if (isText(node)) {
    if (walk.links > 0) walk.linked += node.data.length
    walk.text = walk.text === '' ? node.data : walk.text + node.data
    return false
  }
  if (!isElement(node)) return false
  const name = node.name
  if (DROPPED.has(name)) return dropped(node, walk)
  if (name === 'br') return lineBreak(walk)
  if (name === 'img' || name === 'image') return image(node, walk)
  if (name === 'td' || name === 'th') walk.text += ' '
  const kind = BLOCKS.get(name)
  const attributes = node.attribs
  let reason: Reason | undefined = NAVIGATION.has(name) ? 'navigation' : undefined
  let caption = false
  for (const key in attributes) {
    if (key === 'class' || key === 'id') {
      const named = readNames(attributes['class'], attributes['id'])
      caption = named.caption
      if (named.article < 0) reason ??= named.furniture
    } else if (key === 'hidden' || (key === 'style' && HIDDEN.test(attributes[key] ?? ''))) reason = 'hidden'
  }
  if (reason !== undefined && removable(node, reason, walk)) {
    if (kind !== undefined) flush(walk)
    return false
  }
  if (name === 'a') walk.links++
  if (kind === undefined && !caption) {
    if (attributes['style'] !== undefined && MUTED.test(attributes['style'])) walk.styled = true
    return true
  }
  open(node, caption || kind === 'caption' ? 'caption' : (kind ?? 'paragraph'), walk)
  return true
}

function open(node: Element, kind: BlockKind, walk: Walk): void {
  flush(walk)
  if (kind === 'code') walk.pre++
  if (kind === 'caption') walk.captions++
  if (isCentred(node)) walk.centred++
  if (kind !== 'paragraph') walk.kind = kind
  const style = node.attribs['style']
  walk.styled = style !== undefined && MUTED.test(style)
}

function leave(node: AnyNode, walk: Walk): void {
  if (!isElement(node)) return
  const name = node.name
  if (name === 'a') {
    if (walk.links > 0) walk.links--
    return
  }
  const kind = BLOCKS.get(name)
  const caption =
    kind === 'caption' ||
    ((node.attribs['class'] ?? node.attribs['id']) !== undefined &&
      readNames(node.attribs['class'], node.attribs['id']).caption)
  if (kind === undefined && !caption) return
  flush(walk)
  if (caption && walk.captions > 0) walk.captions--
  if (kind === 'code' && walk.pre > 0) walk.pre--
  if (walk.centred > 0 && isCentred(node)) walk.centred--
  walk.kind = 'paragraph'
}

function isCentred(node: Element): boolean {
  if (node.name === 'center') return true
  const { align, style } = node.attribs
  return (align !== undefined && align.toLowerCase() === 'center') || (style !== undefined && CENTRED.test(style))
}

function dropped(node: Element, walk: Walk): false {
  if (walk.onRemoved !== undefined && (node.name === 'script' || node.name === 'style')) {
    const text = textOf(node, 2000).trim()
    if (text !== '') walk.onRemoved({ reason: 'script' satisfies Reason, text })
  }
  return false
}

function lineBreak(walk: Walk): false {
  if (walk.pre > 0) walk.text += '\n'
  else flushKeepingKind(walk)
  return false
}

function image(node: Element, walk: Walk): false {
  const alt = node.attribs['alt'] ?? ''
  const title = node.attribs['title'] ?? ''
  if (alt !== '') walk.alts.push(alt)
  if (title !== '' && title !== alt) walk.alts.push(title)
  const { width, height } = node.attribs
  // Tracking pixels and inline emoji are no pictures that a caption could belong to.
  if (Number(width ?? 99) < 40 || Number(height ?? 99) < 40) return false
  if (walk.text.trim() === '') walk.afterImage = true
  else walk.imageInBlock = true
  return false
}

/** A name is a hint, not a proof: what holds much of the page's text is kept whatever its class says. */
function removable(node: Element, reason: Reason, walk: Walk): boolean {
  if (BLOCKS.get(node.name) === 'heading' || node.name === 'body' || node.name === 'html') return false
  const most = reason === 'hidden' ? walk.total / 2 : Math.max(40, walk.total / 4)
  const length = textLength(node, most + 1)
  if (length > most && walk.total > 40) return false
  if (walk.onRemoved !== undefined) {
    const text = textOf(node, 2000).replace(/\s+/g, ' ').trim()
    if (text !== '') walk.onRemoved({ reason, text })
  }
  return true
}

/** UTF-16 units of visible, not blank text under a node; stops counting past `most`. */
export function textLength(root: AnyNode, most: number): number {
  let length = 0
  eachText(root, (data) => {
    length += data.length > 64 || data.charCodeAt(0) > 32 ? data.length : data.trim().length
    return length <= most
  })
  return length
}

/** The raw text under a node, cut at `most` units. */
export function textOf(root: AnyNode, most: number): string {
  let text = ''
  eachText(
    root,
    (data) => {
      text += data
      return text.length < most
    },
    true,
  )
  return text.length > most ? text.slice(0, most) : text
}

function eachText(root: AnyNode, see: (data: string) => boolean, all = false): void {
  let node: AnyNode | null = root
  while (node !== null) {
    if (isText(node) && !see(node.data)) return
    const down: AnyNode | null =
      !all && node !== root && 'name' in node && DROPPED.has(node.name) ? null : firstChild(node)
    if (down !== null) {
      node = down
      continue
    }
    while (node !== root && node.next === null) {
      node = node.parent
      if (node === null) return
    }
    if (node === root) return
    node = node.next
  }
}

function flushKeepingKind(walk: Walk): void {
  const { kind, styled } = walk
  flush(walk)
  walk.kind = kind
  walk.styled = styled
}

function flush(walk: Walk): void {
  const raw = walk.text
  walk.text = ''
  const linked = walk.linked
  walk.linked = 0
  if (raw !== '') {
    if (walk.pre > 0) for (const line of raw.split(/\r\n?|\n/)) emit(line.replace(/\s+$/, ''), linked, walk)
    else emit(collapse(raw), linked, walk)
  }
  if (walk.imageInBlock) walk.afterImage = true
  walk.imageInBlock = false
}

function emit(text: string, linked: number, walk: Walk): void {
  if (text === '' || text.trim() === '') return
  const kind = walk.captions > 0 ? 'caption' : walk.pre > 0 ? 'code' : walk.kind
  const { styled, afterImage } = walk
  walk.blocks.push({
    kind,
    text: kind === 'code' ? text : decodeAgain(text),
    linked,
    centred: walk.centred > 0,
    styled,
    afterImage,
    gap: 0,
  })
  walk.afterImage = false
}

/** One line from the raw text of a block; see the head of this file. */
export function collapse(raw: string): string {
  const even = UNEVEN.test(raw) ? raw.replace(BLANKS, blank) : raw
  return even.replace(EDGES, '')
}

function blank(blanks: string, at: number, whole: string): string {
  if (!/[\n\r]/.test(blanks) || blanks.includes('\u00a0')) return ' '
  return WIDE.test(whole.charAt(at - 1)) && WIDE.test(whole.charAt(at + blanks.length)) ? '' : ' '
}
