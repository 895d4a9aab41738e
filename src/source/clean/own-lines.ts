/**
 * Lines that are the author's by their place. Where a page names the element of its article, what stands in it under a
 * heading, in a list or in a table was written by the author, even where it reads like a credit: «来源：朋友送的二手书».
 */
import type { Block } from '../block.js'
import type { Fields } from '../fields/map.js'
import { headlineKey } from './lines.js'

/** Credits and buttons that a page sets below the last section are looked at by the rules all the same. */
const FOOT = 2

/** @returns the blocks that no rule for lines may take */
export function findOwn(blocks: readonly Block[], fields: Fields, sure: boolean): ReadonlySet<number> {
  const own = new Set<number>()
  if (!sure) return own
  const title = headlineKey(fields.title)
  let inSection = false
  for (let i = 0; i < blocks.length; i++) {
    const { kind, text } = blocks[i]!
    const isHeading = kind === 'heading' && headlineKey(text) !== title
    inSection ||= isHeading
    if (isHeading || kind === 'item' || kind === 'row' || (inSection && i < blocks.length - FOOT)) own.add(i)
  }
  return own
}
