/** Decides which elements are left out with all that is in them, and reports their text. */
import type { Reason } from '../../block.js'
import { withoutZeroWidth } from '../../zero-width.js'
import { BLOCKS } from '../elements.js'
import { textLength, textOf } from '../measure.js'
import type { Element } from '../parse.js'
import type { Walk } from './state.js'

/** Reports the text of a script or a style sheet; other elements without text are left out silently. */
export function dropped(node: Element, walk: Walk): false {
  if (walk.onRemoved !== undefined && (node.name === 'script' || node.name === 'style')) {
    const text = textOf(node, 2000).trim()
    if (text !== '') walk.onRemoved({ reason: 'script' satisfies Reason, text })
  }
  return false
}

/** A name is a hint, not a proof: an element with much of the page's text is kept, whatever its class says. */
export function removable(node: Element, reason: Reason, walk: Walk): boolean {
  if (walk.around.has(node) || BLOCKS.get(node.name) === 'heading' || node.name === 'body' || node.name === 'html')
    return false
  if (walk.total < 0) walk.total = textLength(walk.root, Infinity)
  if (walk.inMain && walk.mainTotal < 0) walk.mainTotal = textLength(walk.main!, Infinity)
  const within = walk.inMain ? walk.mainTotal : walk.total
  const most = reason === 'hidden' ? walk.total / 2 : Math.max(40, within / 4)
  if (textLength(node, most + 1) > most && walk.total > 40) return false
  if (walk.onRemoved !== undefined) {
    const text = withoutZeroWidth(textOf(node, 2000)).replace(/\s+/g, ' ').trim()
    if (text !== '') walk.onRemoved({ reason, text })
  }
  return true
}
