/** The state of a walk over an HTML tree. */
import type { Block, BlockKind, OnRemoved, Reason, Removed } from '../../block.js'
import type { AnyNode } from '../parse.js'
import { withAncestors } from '../tree.js'

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
