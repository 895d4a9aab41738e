/**
 * Converts an HTML tree to blocks in reading order, in one walk without recursion. A run of Han that is spread over
 * several inline elements stays whole: the pieces of a block are joined first, and whitespace is collapsed afterwards.
 */
import type { Block, BlockKind, OnRemoved, Reason } from '../block.js'
import { collapse, withoutControls } from './collapse.js'
import { isCentred, isMuted, readAttributes } from './attributes.js'
import { BLOCKS, isDropped } from './elements.js'
import { decodeAgain } from './entities.js'
import { textLength, textOf } from './measure.js'
import { firstChild, withAncestors } from './tree.js'
import { isElement, isText } from './parse.js'
import type { AnyNode, Element } from './parse.js'
import { markupLines } from '../lines.js'
import { withoutZeroWidth } from '../zero-width.js'

export interface HtmlText {
  readonly blocks: readonly Block[]
  /** The `alt` and `title` texts of the images, in order; only of those in the main element if one was given. */
  readonly alts: readonly string[]
  /** The blocks [start, end) that lie in the main element; all blocks if none was given. */
  readonly start: number
  readonly end: number
  /** The blocks [start, end) of each reply. */
  readonly replies: readonly (readonly [number, number])[]
}

interface WalkOptions {
  readonly onRemoved?: OnRemoved | undefined
  /** The element that contains the article. */
  readonly main?: AnyNode | undefined
  /** Other posts of a thread, in order; no post contains another. */
  readonly replies?: readonly AnyNode[] | undefined
}

/** The state of one walk: what the open elements say about the text that follows. */
interface Walk {
  readonly blocks: Block[]
  alts: string[]
  readonly onRemoved: OnRemoved | undefined
  readonly main: AnyNode | undefined
  /** Undefined if there are no replies. */
  readonly replies: ReadonlySet<AnyNode> | undefined
  readonly ranges: (readonly [number, number])[]
  replyStart: number
  /** The article, its replies and all their ancestors: these are never removed, whatever their names. */
  readonly around: ReadonlySet<AnyNode>
  start: number
  end: number
  text: string
  kind: BlockKind
  linked: number
  links: number
  /** The offset in `text` at which the last link ended. */
  linkEnd: number
  /**
   * `sinceLink` is the text since the last link began; `inSentence` is true if the text before that contains
   * punctuation of a sentence; `isBlank` is true if all of `text` is blank.
   */
  sinceLink: string
  inSentence: boolean
  isBlank: boolean
  centred: number
  pre: number
  captions: number
  /** Open elements that are captions, whatever kind of block they are otherwise. */
  readonly captioned: AnyNode[]
  /** How many elements of code are open, inline or block. */
  code: number
  /** How many elements of grey, small or slanted type are open, and how many units of text lie in them. */
  muted: number
  mutedUnits: number
  afterImage: boolean
  imageInBlock: boolean
  /** True after an image and a line break in the same block. */
  underImage: boolean
  readonly root: AnyNode
  /**
   * Units of visible text under the root, which limit what may be removed for a class name alone; -1 until computed.
   */
  total: number
  /** The same for the article's element, and whether the walk is inside it. */
  mainTotal: number
  inMain: boolean
}

/** Collects the blocks under `root`, which itself counts as a plain container. */
export function htmlBlocks(root: AnyNode, options: WalkOptions = {}): HtmlText {
  const walk = startWalk(root, options)
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
    while (node !== null && node.next === null) {
      node = node.parent === root ? null : node.parent
      if (node !== null) leave(node, walk)
    }
    node = node?.next ?? null
  }
  flush(walk)
  const { blocks, alts, start, ranges } = walk
  return { blocks, alts, start, end: Math.min(walk.end, blocks.length), replies: ranges }
}

function startWalk(root: AnyNode, options: WalkOptions): Walk {
  const main = options.main === root ? undefined : options.main
  return {
    blocks: [],
    alts: [],
    onRemoved: options.onRemoved,
    main,
    replies: options.replies === undefined ? undefined : new Set(options.replies),
    ranges: [],
    replyStart: 0,
    around: withAncestors([...(main === undefined ? [] : [main]), ...(options.replies ?? [])]),
    start: 0,
    end: Infinity,
    text: '',
    kind: 'paragraph',
    linked: 0,
    links: 0,
    linkEnd: -1,
    sinceLink: '',
    inSentence: false,
    isBlank: true,
    centred: 0,
    pre: 0,
    captions: 0,
    captioned: [],
    code: 0,
    muted: 0,
    mutedUnits: 0,
    afterImage: false,
    imageInBlock: false,
    underImage: false,
    root,
    total: -1,
    mainTotal: -1,
    inMain: false,
  }
}

/** @returns true if the node is now open: the caller walks its children and then calls `leave` */
function enter(node: AnyNode, walk: Walk): boolean {
  if (isText(node)) {
    if (walk.links > 0) walk.linked += withoutZeroWidth(node.data).length
    if (walk.muted > 0) walk.mutedUnits += node.data.length
    append(node.data, walk)
    return false
  }
  if (!isElement(node)) return false
  const { name } = node
  if (isDropped(node)) return dropped(node, walk)
  if (name === 'br') return lineBreak(walk)
  if (name === 'img' || name === 'image') return image(node, walk)
  if (node === walk.main) enterMain(walk)
  if (walk.replies?.has(node) === true) {
    flush(walk)
    walk.replyStart = walk.blocks.length
  }
  const kind = BLOCKS.get(name)
  const { reason, caption } = readAttributes(node, walk.code > 0 || isCode(node))
  if (reason !== undefined && removable(node, reason, walk)) {
    if (kind !== undefined) flush(walk)
    return false
  }
  if (isCode(node)) walk.code++
  if (name === 'a') openLink(walk)
  if (isMuted(node)) walk.muted++
  if (name === 'td' || name === 'th') append(' ', walk)
  if (caption) walk.captioned.push(node)
  if (kind !== undefined || caption) open(node, caption ? 'caption' : (kind ?? 'paragraph'), walk)
  return true
}

/** Inside these elements, class names come from a syntax highlighter. */
function isCode({ name }: Element): boolean {
  return name === 'pre' || name === 'code'
}

/** Inspects only the added text: scanning all text of a block for each link or image in it takes quadratic time. */
function append(text: string, walk: Walk): void {
  walk.text = walk.text === '' ? text : walk.text + text
  walk.sinceLink = walk.sinceLink === '' ? text : walk.sinceLink + text
  if (walk.isBlank) walk.isBlank = text.trim() === ''
}

/**
 * Adjacent links are items of a row, a menu or a list of tags, so a space separates them, except within a sentence and
 * after a link of one character.
 */
function openLink(walk: Walk): void {
  walk.links++
  const { text, sinceLink, linkEnd } = walk
  walk.inSentence ||= /[。！？，]/.test(sinceLink)
  if (linkEnd === text.length && !walk.inSentence && sinceLink.trim().length > 1) append(' ', walk)
  walk.sinceLink = ''
}

function enterMain(walk: Walk): void {
  walk.inMain = true
  flush(walk)
  walk.start = walk.blocks.length
  walk.alts = []
}

function open(node: Element, kind: BlockKind, walk: Walk): void {
  flush(walk)
  walk.underImage = false
  if (kind === 'code') walk.pre++
  if (kind === 'caption') walk.captions++
  if (isCentred(node)) walk.centred++
  if (kind !== 'paragraph') walk.kind = kind
}

function leave(node: AnyNode, walk: Walk): void {
  if (!isElement(node)) return
  if (node.name === 'a' && walk.links > 0) {
    walk.links--
    walk.linkEnd = walk.text.length
  }
  const kind = BLOCKS.get(node.name)
  if (isCode(node)) walk.code--
  const caption = walk.captioned.at(-1) === node
  if (caption) walk.captioned.pop()
  if (kind !== undefined || caption) {
    flush(walk)
    walk.underImage = false
    if (caption && walk.captions > 0) walk.captions--
    if (kind === 'code' && !caption && walk.pre > 0) walk.pre--
    if (walk.centred > 0 && isCentred(node)) walk.centred--
    walk.kind = 'paragraph'
  }
  if (walk.muted > 0 && isMuted(node)) walk.muted--
  if (walk.replies?.has(node) === true) {
    flush(walk)
    walk.ranges.push([walk.replyStart, walk.blocks.length])
  }
  if (node !== walk.main) return
  flush(walk)
  walk.end = walk.blocks.length
  walk.inMain = false
}

function dropped(node: Element, walk: Walk): false {
  if (walk.onRemoved !== undefined && (node.name === 'script' || node.name === 'style')) {
    const text = textOf(node, 2000).trim()
    if (text !== '') walk.onRemoved({ reason: 'script' satisfies Reason, text })
  }
  return false
}

function lineBreak(walk: Walk): false {
  if (walk.pre > 0) {
    append('\n', walk)
    return false
  }
  flush(walk)
  walk.underImage = walk.afterImage
  return false
}

function image(node: Element, walk: Walk): false {
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

/** A name is a hint, not a proof: an element with much of the page's text is kept, whatever its class says. */
function removable(node: Element, reason: Reason, walk: Walk): boolean {
  if (walk.around.has(node) || BLOCKS.get(node.name) === 'heading' || node.name === 'body' || node.name === 'html')
    return false
  if (walk.total < 0) walk.total = textLength(walk.root, Infinity)
  if (walk.inMain && walk.mainTotal < 0) walk.mainTotal = textLength(walk.main!, Infinity)
  const within = walk.inMain ? walk.mainTotal : walk.total
  const most = reason === 'hidden' ? walk.total / 2 : Math.max(40, within / 4)
  if (textLength(node, most + 1) > most && walk.total > 40) return false
  if (walk.onRemoved !== undefined) {
    const text = withoutZeroWidth(textOf(node, 2000)).replace(/\s+/g, ' ').trim()
    if (text !== '') walk.onRemoved({ reason, text })
  }
  return true
}

function flush(walk: Walk): void {
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
  walk.mutedUnits = 0
  if (walk.imageInBlock) walk.afterImage = true
  walk.imageInBlock = false
}

function emit(text: string, linked: number, walk: Walk): void {
  if (text === '' || text.trim() === '') return
  const kind = walk.captions > 0 ? 'caption' : walk.pre > 0 ? 'code' : walk.kind
  const { afterImage, underImage, mutedUnits } = walk
  const styled = mutedUnits > 0 && mutedUnits >= 0.8 * text.length
  const decoded = kind === 'code' ? text : decodeAgain(text)
  walk.blocks.push({
    kind,
    text: decoded,
    linked,
    centred: walk.centred > 0,
    styled,
    afterImage,
    underImage,
    gap: 0,
    columns: 1,
  })
  walk.afterImage = false
}
