/**
 * Finds the threads of forums: similar elements with one post each, and between them the author and time of each post.
 * The first post is the article, and its replies belong to it. Comments under an article are not a thread, because the
 * text of the article precedes them.
 */
import { headlineKey, isProse } from '../../clean/lines.js'
import { containerOf } from './containers.js'
import { eachText, textLength } from '../measure.js'
import { firstChild, nearestIn, nextBehind } from '../tree.js'
import { readNames } from '../names.js'
import { isElement } from '../parse.js'
import type { AnyNode, Element } from '../parse.js'

export interface Thread {
  readonly first: Element
  readonly replies: readonly Element[]
}

/** What stands between two posts: a time, a day or the number of the post (楼). */
const POSTED = /\d[:：]\d{2}|\d{4}\s{0,3}[-/.年]\s{0,3}\d|\d\s{0,3}[楼樓#]/
/** The smallest share of posts that such a mark precedes. A post may have two boxes, its text and its signature. */
const FEWEST_POSTED = 0.4
/** Units of a sentence. A sentence between the headline and the first post suggests an article with comments. */
const SENTENCE = 12
const SHORTEST_HEADLINE = 5
const MOST_BOXES = 2000
/** The smallest share of the page's prose that its posts contain. */
const FAIR = 0.5

/** @param title of the page @returns undefined if the page is not a thread */
export function findThread(root: AnyNode, title: string): Thread | undefined {
  const kinds = new Map<string, { prose: number; boxes: Set<AnyNode> }>()
  let prose = 0
  eachText(root, (data, holder) => {
    const text = data.trim()
    if (!isProse(text)) return true
    prose += text.length
    const box = containerOf(holder)
    const kind = kinds.get(kindOf(box)) ?? { prose: 0, boxes: new Set() }
    kind.prose += text.length
    kind.boxes.add(box)
    kinds.set(kindOf(box), kind)
    return kinds.size <= MOST_BOXES
  })
  for (const [kind, { prose: held, boxes }] of kinds) {
    if (boxes.size < 2 || held < prose * FAIR) continue
    const posts = isNamed(kind) ? boxesOf(root, kind) : withoutNested([...boxes])
    const [first, ...replies] = posts
    if (first !== undefined && replies.length > 0 && isThread(root, posts, headlineKey(title)))
      return { first, replies }
  }
  return undefined
}

/** The names of a box and of the two elements around it. Digits don't count, because posts are numbered. */
function kindOf(box: AnyNode): string {
  let kind = ''
  let node: AnyNode | null = box
  for (let up = 0; up < 3 && node !== null && isElement(node); up++) {
    const { class: className = '', id = '' } = node.attribs
    kind += `${node.name} ${className} ${id}<`.replace(/[\d\s]+/g, ' ')
    node = node.parent
  }
  return kind
}

/**
 * All boxes of a kind in order, without those inside another one. Empty if the name of one says that it is a comment.
 */
function boxesOf(root: AnyNode, kind: string): Element[] {
  const boxes: Element[] = []
  for (let node: AnyNode | null = root; node !== null && boxes.length < MOST_BOXES;) {
    const isBox: boolean = isElement(node) && kindOf(node) === kind
    if (isBox) boxes.push(node as Element)
    node = (isBox ? null : firstChild(node)) ?? nextBehind(node, root)
  }
  return boxes.some(isComment) ? [] : boxes
}

const isNamed = (kind: string): boolean => kind.split('<').some((part) => part.trim().includes(' '))

/** For boxes without a class or an id: only those that contain prose are known to be posts. */
function withoutNested(boxes: readonly AnyNode[]): Element[] {
  const all = new Set(boxes)
  return boxes.filter(isElement).filter((box) => nearestIn(all, box.parent) === undefined)
}

function isComment(box: Element): boolean {
  for (let node: AnyNode | null = box; node !== null && isElement(node); node = node.parent)
    if (readNames(node.attribs['class'], node.attribs['id']).furniture === 'comments') return true
  return false
}

/**
 * True if the author and time stand between the posts, and no sentence stands between the headline and the first post.
 */
function isThread(root: AnyNode, posts: readonly Element[], title: string): boolean {
  const all = new Set<AnyNode>(posts)
  let current: AnyNode | undefined
  let between = ''
  let posted = 0
  let isArticle = false
  eachText(root, (data, holder) => {
    const post = nearestIn(all, holder)
    if (post === undefined) {
      if (current === undefined) isArticle = isHeadlineOf(title, data) ? false : isArticle || isSentence(data.trim())
      else if (between.length < 2000) between += ` ${data}`
    } else if (post !== current) {
      if (current !== undefined && POSTED.test(between)) posted++
      current = post
      between = ''
    }
    return current === undefined || !isArticle
  })
  return !isArticle && posted >= FEWEST_POSTED * (posts.length - 1)
}

function isHeadlineOf(title: string, data: string): boolean {
  const key = headlineKey(data.trim())
  return key.length >= SHORTEST_HEADLINE && title.includes(key)
}

function isSentence(text: string): boolean {
  return text.length >= SENTENCE && /[。！？…]$/.test(text)
}

/** A shorter reply is thanks or a greeting. */
const SHORTEST_REPLY = 36

/** True for a reply that says something. */
export function isAnswer(reply: Element): boolean {
  return textLength(reply, SHORTEST_REPLY) >= SHORTEST_REPLY
}
