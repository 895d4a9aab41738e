/** The state that the steps of cleaning share: the blocks, and for each the reason why it is not part of the body. */
import type { Block, OnRemoved, Reason } from '../block.js'
import type { Fields } from '../fields/map.js'

/**
 * What a text is taken for, which decides what may be left out of it.
 *
 * - `page`: a whole page; its head and foot are furniture.
 * - `pasted`: the text of a page without its markup.
 * - `post`: the body of somebody's page, as feeds and mirrors keep it; all of it is article but for a few lines.
 * - `text`: text without markup; `pasted` if its head and foot show the signs of a page, otherwise `source`.
 * - `source`: what an author wrote as it is; only its own title and lines repeated through its folder are left out.
 * - `whole`: nothing at all is left out.
 */
export type TextKind = 'page' | 'pasted' | 'post' | 'text' | 'source' | 'whole'

export interface CleanOptions {
  readonly kind: TextKind
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
  /** The name of the rule that set the reason, if a rule did. */
  readonly rules: (string | undefined)[]
  /** Lines that look like credits of the article but are its text. */
  readonly spoken: ReadonlySet<number>
  /** Lines that are the author's because of their place; no rule removes them. */
  readonly own: ReadonlySet<number>
  readonly fields: Fields
  readonly options: CleanOptions
  /** True for whole pages and page text. */
  readonly isPage: boolean
}

/** Sets a reason, unless the block already has one or nothing may take it. */
export function mark(state: State, i: number, reason: Reason, rule: string): void {
  if (state.reasons[i] !== undefined || isFixed(state, i)) return
  state.reasons[i] = reason
  state.rules[i] = rule
}

/** Code and rows of tables are the author's wherever they stand. In a page, tables are also its layout. */
export function isFixed({ blocks, isPage }: Pick<State, 'blocks' | 'isPage'>, i: number): boolean {
  const { kind } = blocks[i]!
  return kind === 'code' || (kind === 'row' && (!isPage || (isOfData(blocks[i]) && isBesideData(blocks, i))))
}

/** True for a row of several cells; a layout has one cell, or one beside a column of links. */
const isOfData = (block: Block | undefined): boolean => block?.kind === 'row' && block.columns > 1

const isBesideData = (blocks: readonly Block[], i: number): boolean =>
  isOfData(blocks[i - 1]) || isOfData(blocks[i + 1])

/** True for a block that is mostly a link, or an address. */
export function isMostlyLink({ text, linked }: Block): boolean {
  return linked * 2 > text.length || /^https?:\S+$/.test(text)
}

/** True for a link with a label of the author in front of it: «题目来源于：…». */
export function isLabelled({ text, linked }: Block): boolean {
  return linked < text.length && /^\p{Script=Han}{2,10}[:：]/u.test(text)
}
