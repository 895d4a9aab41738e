/**
 * What every kind of markup is turned into before cleaning: a flat list of blocks, in reading order. Rules see only
 * these.
 */

export type BlockKind = 'paragraph' | 'heading' | 'item' | 'row' | 'code' | 'caption'

export interface Block {
  readonly kind: BlockKind
  /** One line: blanks collapsed, ends trimmed, never empty. */
  readonly text: string
  /** Approximate number of UTF-16 units of `text` that are in links. */
  readonly linked: number
  /** True if it is centred in its column. */
  readonly centred: boolean
  /** True if it is set in grey or small type, or entirely in another style. */
  readonly styled: boolean
  /** True if the block before it, or its own beginning, is an image. */
  readonly afterImage: boolean
  /** True if only a line break separates it from an image in the same block. */
  readonly underImage: boolean
  /** Blank lines before it in text without markup; 0 elsewhere. */
  readonly gap: number
  /** Pieces separated by wide blanks in text without markup, cells with text in a row of a table; 1 elsewhere. */
  readonly columns: number
  /** True for a heading with its own words as its id: generators of sites write so for the sections of a text. */
  readonly anchored?: boolean
}

/** Why a piece of a page is left out. */
export type Reason =
  | 'hidden'
  | 'script'
  | 'advert'
  | 'navigation'
  | 'share'
  | 'promotion'
  | 'disclaimer'
  | 'recommendation'
  | 'comments'
  | 'editor'
  | 'original title'
  | 'title repeated'
  | 'byline'
  | 'statistics'
  | 'repeated line'
  | 'page furniture'

/** A piece that was left out. */
export interface Removed {
  readonly reason: Reason
  /** The rule that took it, if a rule for lines did; see clean/rules. */
  readonly rule?: string
  readonly text: string
}

export type OnRemoved = (block: Removed) => void
