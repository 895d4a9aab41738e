/** Whole HTML pages: the fields that its head, its structured data and its byline give, and the text of its article. */
import type { Block, OnRemoved } from '../block.js'
import { takeByline } from '../clean/head.js'
import type { Fields } from '../fields/map.js'
import { htmlBlocks } from './blocks.js'
import type { HtmlText } from './blocks.js'
import { findMain } from './main.js'
import { readMarkedFields } from './page-fields.js'
import { parseHtml } from './parse.js'

/** A byline stands near its text: not more lines above or below it than these. */
const ABOVE = 20
const BELOW = 3

/** Reads a page; fills fields that are still empty. */
export function readPage(
  html: string,
  fields: Fields,
  onRemoved: OnRemoved | undefined,
): Pick<HtmlText, 'blocks' | 'alts'> {
  const $ = parseHtml(html)
  const root = $('body')[0] ?? $.root()[0]!
  const { blocks, alts, start, end } = htmlBlocks(root, { onRemoved, main: findMain($) })
  readMarkedFields($, fields)
  for (let i = start - 1; i >= Math.max(0, start - ABOVE); i--) takeByline({ fields }, blocks[i]!.text)
  for (let i = end; i < Math.min(blocks.length, end + BELOW); i++) takeByline({ fields }, blocks[i]!.text)
  if (onRemoved !== undefined)
    for (const block of outside(blocks, start, end)) onRemoved({ reason: 'page furniture', text: block.text })
  return { blocks: blocks.slice(start, end), alts }
}

function outside(blocks: readonly Block[], start: number, end: number): Block[] {
  return [...blocks.slice(0, start), ...blocks.slice(end)]
}
