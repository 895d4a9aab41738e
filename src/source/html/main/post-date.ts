/** When a thread began. */
import { readByline } from '../../clean/byline.js'
import { eachText, textOf } from '../measure.js'
import type { AnyNode } from '../parse.js'
import { isInside } from '../tree.js'
import { ownBoxes } from './speaker.js'
import type { Thread } from './thread.js'

const TIME = /\d[:：]\d{2}|[发發编編答]\S?[于於][\s:：]{0,8}\d{4}/
const LONGEST = 80

/**
 * The date of a time that is shown with the first post, or for a question without one with its first answer. '' if there
 * is none.
 */
export function dateOfThread({ first, isQuestion, others }: Thread): string {
  const posts = [first, ...others]
  const boxes = ownBoxes(posts)
  return dateOfPost(first, boxes[0]!) || (isQuestion ? dateOfPost(others[0]!, boxes[1]!) : '')
}

/** The first date in the post's own box, but outside of its text. */
function dateOfPost(post: AnyNode, box: AnyNode): string {
  let date = ''
  eachText(box, (data, holder) => {
    if (data.length > LONGEST || !TIME.test(data) || isInside(holder, post)) return true
    date = readByline(textOf(holder, LONGEST).trim())?.date ?? ''
    return date === ''
  })
  return date
}
