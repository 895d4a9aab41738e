/** The state that the steps of cleaning share: the blocks, and for each the reason why it is not part of the body. */
import type { Block, OnRemoved, Reason } from '../block.js'
import type { Fields } from '../fields/map.js'

export interface CleanOptions {
  /** True for whole pages and page text, where head and foot are furniture; false for posts, which are all article. */
  readonly page: boolean
  /** True for HTML, where a paragraph that is one link leads to another article; in Markdown such lists are text. */
  readonly links?: boolean
  /** True for a page that names the element of its article. */
  readonly hasArticleElement?: boolean
  /** Lines that many articles of the collection share. */
  readonly repeatedLines?: { has(line: string): boolean } | undefined
  readonly onRemoved?: OnRemoved | undefined
}

export interface State {
  readonly blocks: readonly Block[]
  /** The texts of the blocks as rules see them. */
  readonly plain: readonly string[]
  readonly reasons: (Reason | 'caption' | undefined)[]
  /** Lines that look like credits of the article but are its text. */
  readonly spoken: ReadonlySet<number>
  /** Lines that are the author's because of their place; no rule removes them. */
  readonly own: ReadonlySet<number>
  readonly fields: Fields
  readonly options: CleanOptions
}
