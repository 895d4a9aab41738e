/**
 * What every kind of markup is turned into before cleaning: a flat list of blocks, in reading order. Rules see only these.
 */

export type BlockKind = 'paragraph' | 'heading' | 'item' | 'row' | 'code' | 'caption'

export interface Block {
  readonly kind: BlockKind
  /** One line, except in nothing: blanks collapsed, ends trimmed, never empty. */
  readonly text: string
  /** UTF-16 units of `text` that stand in links, about. */
  readonly linked: number
  /** True where it stands in the middle of its column. */
  readonly centred: boolean
  /** True where it is set in grey or small type, or is all of another style. */
  readonly styled: boolean
  /** True where the block before it, or its own beginning, is an image. */
  readonly afterImage: boolean
  /** True where only a line break stands between an image and it, in one block. */
  readonly underImage: boolean
  /** Blank lines before it in text without markup; 0 elsewhere. */
  readonly gap: number
  /** Pieces set apart by wide blanks in text without markup, as in a menu; 1 elsewhere. */
  readonly columns: number
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
  readonly text: string
}

export type OnRemoved = (block: Removed) => void
