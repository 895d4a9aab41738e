/**
 * Lines that are the author's because of their place. If a page names the element of its article, text in it under a
 * heading, in a list or in a table was written by the author, even if it reads like a credit: «来源：朋友送的二手书».
 */
import type { Block } from '../block.js'
import type { Fields } from '../fields/map.js'
import { headlineKey } from './lines.js'
import { ruleFor } from './rule-match.js'
import { LINE_RULES } from './rules/index.js'

/** @returns the blocks that no rule for lines may remove */
export function findOwn(
  blocks: readonly Block[],
  plain: readonly string[],
  fields: Fields,
  hasArticleElement: boolean,
): ReadonlySet<number> {
  const own = new Set<number>()
  if (!hasArticleElement) return own
  const title = headlineKey(fields.title)
  // Below the last sentence, a page has its credits and buttons, with or without a heading.
  const foot =
    blocks.findLastIndex(({ kind, text }) => kind === 'code' || (kind !== 'heading' && /[。！？…”]$/.test(text))) + 1
  let inSection = false
  for (let i = 0; i < blocks.length; i++) {
    const { kind, text } = blocks[i]!
    // Below the text, a heading that a rule matches, such as «分享到：», belongs to the page, and so does all that follows.
    if (kind === 'heading' && i >= foot && ruleFor(plain[i]!, LINE_RULES) !== undefined) break
    const isHeading = kind === 'heading' && headlineKey(text) !== title
    inSection ||= isHeading
    if (kind === 'item' && isButtons(blocks, plain, i)) continue
    if (isHeading || kind === 'item' || kind === 'row' || (inSection && i < foot)) own.add(i)
  }
  return own
}

/** Items of a row of buttons are never longer. */
const BUTTON = 12

/** A list of short items that begins with a button, such as «分享到：», belongs to the page. */
function isButtons(blocks: readonly Block[], plain: readonly string[], at: number): boolean {
  let first = at
  while (first > 0 && blocks[first - 1]!.kind === 'item') first--
  if (ruleFor(plain[first]!, LINE_RULES) === undefined) return false
  for (let i = first; i < blocks.length && blocks[i]!.kind === 'item'; i++) if (plain[i]!.length > BUTTON) return false
  return true
}
