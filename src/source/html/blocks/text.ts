/** Collects the text of a block, and ends the block with what the walk knows of it: its kind, style, links, images. */
import { decodeAgain } from '../entities.js'
import type { Element, AnyNode } from '../parse.js'
import { headlineKey } from '../../clean/lines.js'
import { markupLines, trimBlanks } from '../../lines.js'
import type { Block, BlockKind, OnRemoved, Reason, Removed } from '../../block.js'
import { withAncestors } from '../tree.js'

/* The state of a walk over an HTML tree. */

export interface WalkOptions {
  /** Leave out nothing because of its names or its style: the text of a source. */
  readonly keepsAll?: boolean
  readonly onRemoved?: OnRemoved | undefined
  /** The element that contains the article. */
  readonly main?: AnyNode | undefined
  /** Other posts of a thread, in order; no post contains another. */
  readonly replies?: readonly AnyNode[] | undefined
}

/** What one reason took of the article. */
export interface Taken {
  units: number
  sentences: number
  elements: number
  /** How many of the elements contain a time, as replies and lists of other articles do. */
  dated: number
}

/** The state of one walk: what the open elements say about the text that follows. */
export class Walk {
  readonly root: AnyNode
  /** Reasons that took too much. */
  readonly wrong: ReadonlySet<Reason>
  readonly keepsAll: boolean
  readonly blocks: Block[] = []
  alts: string[] = []
  /** What was left out; undefined if nobody asks. */
  readonly removed: Removed[] | undefined
  /** How much of the article each reason took. */
  readonly taken = new Map<Reason, Taken>()
  readonly main: AnyNode | undefined
  /** Undefined if there are no replies. */
  readonly replies: ReadonlySet<AnyNode> | undefined
  readonly ranges: (readonly [number, number])[] = []
  replyStart = 0
  /** The article, its replies and all their ancestors: these are never removed, whatever their names. */
  readonly around: ReadonlySet<AnyNode>
  start = 0
  end = Infinity
  behind = Infinity
  text = ''
  kind: BlockKind = 'paragraph'
  /** The id of the open heading. */
  anchor = ''
  linked = 0
  links = 0
  /** The offset in `text` at which the last link ended. */
  linkEnd = -1
  /** The text since the last link began. */
  sinceLink = ''
  /** True if the text before the last link contains punctuation of a sentence. */
  inSentence = false
  /** True if all of `text` is blank. */
  isBlank = true
  centred = 0
  pre = 0
  captions = 0
  /** The open element whose name is of navigation, though its text is the author's. */
  inset: AnyNode | undefined
  /** How many cells of the row that hold text were opened. */
  cells = 1
  /** Open elements that are captions, whatever kind of block they are otherwise. */
  readonly captioned: AnyNode[] = []
  /** How many elements of code are open, inline or block. */
  code = 0
  /** True if code in the block contains a character reference, which is meant as it is. */
  isVerbatim = false
  /** How many elements of grey, small or slanted type are open, and how many units of text lie in them. */
  muted = 0
  mutedUnits = 0
  afterImage = false
  imageInBlock = false
  /** True after an image and a line break in the same block. */
  underImage = false
  /** Units of visible text under the root, which limit what may be removed for a class name; -1 until computed. */
  total = -1
  /** The same for the article's element, and whether the walk is inside it. */
  mainTotal = -1
  inMain = false

  constructor(root: AnyNode, { keepsAll, onRemoved, main, replies }: WalkOptions, wrong: ReadonlySet<Reason>) {
    this.root = root
    this.wrong = wrong
    this.keepsAll = keepsAll === true
    this.main = main === root ? undefined : main
    this.removed = onRemoved === undefined ? undefined : []
    this.replies = replies === undefined ? undefined : new Set(replies)
    this.around = withAncestors([...(this.main === undefined ? [] : [this.main]), ...(replies ?? [])])
  }
}

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
/** Tested for every block, most of which have nothing to replace. */
const LOOSE = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029]| {2}/

/**
 * Turns the raw text of a block into one line: runs of whitespace become one space, control characters are removed, and
 * the ends are trimmed. A line break between wide characters is removed, so that inline markup on lines of its own
 * leaves no space inside a name.
 */
export function collapse(raw: string): string {
  return trimBlanks(LOOSE.test(raw) ? raw.replace(CONTROLS, '').replace(BLANKS, blank) : raw)
}

/** For preformatted text, whose whitespace stays. */
export function withoutControls(line: string): string {
  return line.replace(CONTROLS, '')
}

function blank(blanks: string, at: number, whole: string): string {
  if (!/[\n\r]/.test(blanks) || blanks.includes('\u00a0')) return ' '
  return WIDE.test(whole.charAt(at - 1)) && WIDE.test(whole.charAt(at + blanks.length)) ? '' : ' '
}
