/**
 * Threads of forums: boxes of one kind, each with a post, and between them who wrote when. The first post is the article;
 * replies that are prose belong to it. Comments under an article are no thread, for its text comes before them.
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

/** Between two posts: a time, a day or the number of a floor. */
const POSTED = /\d[:：]\d{2}|\d{4}\s{0,3}[-/.年]\s{0,3}\d|\d\s{0,3}[楼樓#]/
/** A post may have two boxes, its text and its signature. */
const FEWEST_POSTED = 0.4
/** A sentence between the headline and the first post speaks for an article with comments. */
const SENTENCE = 12
const SHORTEST_HEADLINE = 5
const MOST_BOXES = 2000
/** Of the prose of the page that its posts hold at least. */
const FAIR = 0.5

/** @param title of the page @returns undefined where the page is none */
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

/** The name of a box and of the two around it; numbers don't count, for posts are numbered. */
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

/** All boxes of a kind that lie in no other of it, in order; none where one is a comment's by its name. */
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

/** Of boxes without a name only those that hold prose are known to be posts. */
function withoutNested(boxes: readonly AnyNode[]): Element[] {
  const all = new Set(boxes)
  return boxes.filter(isElement).filter((box) => nearestIn(all, box.parent) === undefined)
}

function isComment(box: Element): boolean {
  for (let node: AnyNode | null = box; node !== null && isElement(node); node = node.parent)
    if (readNames(node.attribs['class'], node.attribs['id']).furniture === 'comments') return true
  return false
}

/** True where who and when stands between the boxes, and no sentence before the first of them. */
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
