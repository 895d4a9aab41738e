/**
 * Converts an HTML tree to blocks in reading order, in one walk without recursion. A run of Han that is spread over
 * several inline elements stays whole: the pieces of a block are joined first, and whitespace is collapsed afterwards.
 */
import type { Block, BlockKind } from '../../block.js'
import { withoutZeroWidth } from '../../zero-width.js'
import { isCentred, isMuted, readAttributes } from '../attributes.js'
import { BLOCKS, isDropped } from '../elements.js'
import { isElement, isText } from '../parse.js'
import type { AnyNode, Element } from '../parse.js'
import { firstChild } from '../tree.js'
import { dropped, removable, wrongReasons } from './removal.js'
import { Walk } from './state.js'
import type { WalkOptions } from './state.js'
import { append, flush, image, lineBreak, openCell, openLink } from './text.js'

export interface HtmlText {
  readonly blocks: readonly Block[]
  /** The `alt` and `title` texts of the images, in order; only of those in the main element if one was given. */
  readonly alts: readonly string[]
  /** The blocks [start, end) that lie in the main element; all blocks if none was given. */
  readonly start: number
  readonly end: number
  /** The blocks [start, end) of each reply. */
  readonly replies: readonly (readonly [number, number])[]
}

/** Collects the blocks under `root`, which itself counts as a plain container. */
export function htmlBlocks(root: AnyNode, options: WalkOptions = {}): HtmlText {
  let walk = walkOver(root, options, new Set())
  const wrong = wrongReasons(walk)
  if (wrong.size > 0) walk = walkOver(root, options, wrong)
  for (const block of walk.removed ?? []) options.onRemoved?.(block)
  const { blocks, alts, start, ranges } = walk
  return { blocks, alts, start, end: Math.min(walk.end, blocks.length), replies: ranges }
}

function walkOver(root: AnyNode, options: WalkOptions, wrong: Walk['wrong']): Walk {
  const walk = new Walk(root, options, wrong)
  let node = firstChild(root)
  while (node !== null) {
    if (enter(node, walk)) {
      const down = firstChild(node)
      if (down !== null) {
        node = down
        continue
      }
      leave(node, walk)
    }
    while (node !== null && node.next === null) {
      node = node.parent === root ? null : node.parent
      if (node !== null) leave(node, walk)
    }
    node = node?.next ?? null
  }
  flush(walk)
  return walk
}

/** @returns true if the node is now open: the caller walks its children and then calls `leave` */
function enter(node: AnyNode, walk: Walk): boolean {
  if (isText(node)) {
    if (walk.links > 0) walk.linked += withoutZeroWidth(node.data).length
    if (walk.code > 0 && node.data.includes('&')) walk.isVerbatim = true
    if (walk.muted > 0) walk.mutedUnits += node.data.length
    append(node.data, walk)
    return false
  }
  if (!isElement(node)) return false
  const { name } = node
  if (isDropped(node)) return dropped(node, walk)
  if (name === 'br') return lineBreak(walk)
  if (name === 'img' || name === 'image') return image(node, walk)
  if (node === walk.main) enterMain(walk)
  if (walk.replies?.has(node) === true) {
    flush(walk)
    walk.replyStart = walk.blocks.length
  }
  const kind = BLOCKS.get(name)
  const { reason, caption } = readAttributes(node, walk.code > 0 || isCode(node))
  if (reason !== undefined && removable(node, reason, walk)) {
    if (kind !== undefined) flush(walk)
    return false
  }
  if (isCode(node)) walk.code++
  if (name === 'a') openLink(walk)
  if (isMuted(node)) walk.muted++
  if (name === 'td' || name === 'th') openCell(walk)
  if (caption) walk.captioned.push(node)
  if (kind !== undefined || caption) open(node, caption ? 'caption' : (kind ?? 'paragraph'), walk)
  return true
}

/** Inside these elements, class names come from a syntax highlighter. */
function isCode({ name }: Element): boolean {
  return name === 'pre' || name === 'code'
}

function enterMain(walk: Walk): void {
  walk.inMain = true
  flush(walk)
  walk.start = walk.blocks.length
  walk.alts = []
}

function open(node: Element, kind: BlockKind, walk: Walk): void {
  flush(walk)
  walk.underImage = false
  if (kind === 'code') walk.pre++
  if (kind === 'caption') walk.captions++
  if (isCentred(node)) walk.centred++
  if (kind !== 'paragraph') walk.kind = kind
}

function leave(node: AnyNode, walk: Walk): void {
  if (!isElement(node)) return
  if (node.name === 'a' && walk.links > 0) {
    walk.links--
    walk.linkEnd = walk.text.length
  }
  const kind = BLOCKS.get(node.name)
  if (isCode(node)) walk.code--
  const caption = walk.captioned.at(-1) === node
  if (caption) walk.captioned.pop()
  if (kind !== undefined || caption) {
    flush(walk)
    walk.underImage = false
    if (caption && walk.captions > 0) walk.captions--
    if (kind === 'code' && !caption && walk.pre > 0) walk.pre--
    if (walk.centred > 0 && isCentred(node)) walk.centred--
    walk.kind = 'paragraph'
  }
  if (walk.muted > 0 && isMuted(node)) walk.muted--
  if (walk.replies?.has(node) === true) {
    flush(walk)
    walk.ranges.push([walk.replyStart, walk.blocks.length])
  }
  if (node === walk.inset) walk.inset = undefined
  if (node !== walk.main) return
  flush(walk)
  walk.end = walk.blocks.length
  walk.inMain = false
}
