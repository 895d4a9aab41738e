/** When the first post of a thread was written. */
import { readByline } from '../../clean/byline.js'
import { eachText, textOf } from '../measure.js'
import type { AnyNode, Element } from '../parse.js'
import { isInside, withAncestors } from '../tree.js'

const CLOCK = /\d[:：]\d{2}/
const LONGEST = 80

/**
 * The date of a time that is shown with the post: in the largest ancestor that contains no other post, but outside of
 * the post's text. '' if there is none.
 */
export function dateOfPost(first: AnyNode, replies: readonly Element[]): string {
  const others = withAncestors(replies)
  let box = first
  while (box.parent !== null && !others.has(box.parent)) box = box.parent
  let date = ''
  eachText(box, (data, holder) => {
    if (data.length > LONGEST || !CLOCK.test(data) || isInside(holder, first)) return true
    date = readByline(textOf(holder, LONGEST).trim())?.date ?? ''
    return date === ''
  })
  return date
}
