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
export interface Walk {
  readonly keepsAll: boolean
  readonly blocks: Block[]
  alts: string[]
  /** What was left out; undefined if nobody asks. */
  readonly removed: Removed[] | undefined
  /** How much of the article each reason took. */
  readonly taken: Map<Reason, Taken>
  /** Reasons that took too much. */
  readonly wrong: ReadonlySet<Reason>
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
  /** The open element whose name is of navigation, though its text is the author's. */
  inset: AnyNode | undefined
  /** How many cells of the row that hold text were opened. */
  cells: number
  /** Open elements that are captions, whatever kind of block they are otherwise. */
  readonly captioned: AnyNode[]
  /** How many elements of code are open, inline or block. */
  code: number
  /** True if code in the block contains a character reference, which is meant as it is. */
  isVerbatim: boolean
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

export function startWalk(root: AnyNode, options: WalkOptions, wrong: ReadonlySet<Reason>): Walk {
  const main = options.main === root ? undefined : options.main
  return {
    keepsAll: options.keepsAll === true,
    blocks: [],
    alts: [],
    removed: options.onRemoved === undefined ? undefined : [],
    taken: new Map(),
    wrong,
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
    inset: undefined,
    cells: 1,
    captioned: [],
    code: 0,
    isVerbatim: false,
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
