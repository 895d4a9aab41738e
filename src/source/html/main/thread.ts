/**
 * Finds threads: similar elements with one post each, and between them the author and time of each post. The first post
 * is the article, and its replies belong to it. Comments under an article are not a thread, because the text of the
 * article precedes them; answers under a question are one, and the description of the question is the first post.
 */
import { headlineKey, isProse } from '../../clean/lines.js'
import { containerOf } from './dense.js'
import { eachText, elementsFrom, textLength, textOf, firstChild, isInside, nearestIn, nextBehind } from '../tree.js'
import { readNames } from '../names.js'
import { isElement, type AnyNode, type Element } from '../parse.js'
import { readByline } from '../../clean/byline.js'

export interface Thread {
  readonly first: AnyNode
  /** Who wrote the first post; '' if the page doesn't say. */
  readonly author: string
  /** True if the first post describes a question, and the others answer it. */
  readonly isQuestion: boolean
  /** All other posts. */
  readonly others: readonly AnyNode[]
  /** Those of them that say something, with the names of their authors. */
  readonly replies: readonly Reply[]
}

interface Reply {
  readonly post: AnyNode
  readonly author: string
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
  let mayBeAnswered = false
  eachText(root, (data, holder) => {
    const text = data.trim()
    mayBeAnswered ||= text.length < SENTENCE && OF_ANSWERS.test(text)
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
    if ((boxes.size < 2 && !mayBeAnswered) || held < prose * FAIR) continue
    const posts = isNamed(kind) ? boxesOf(root, kind) : withoutNested([...boxes])
    const thread = posts.length === 0 ? undefined : threadOf(root, posts, headlineKey(title))
    if (thread !== undefined) return thread
  }
  return undefined
}

function threadOf(root: AnyNode, posts: readonly AnyNode[], title: string): Thread | undefined {
  const { lead, isAnswered, posted } = surroundings(root, posts, title)
  const question = isAnswered ? descriptionOf(lead, posts) : undefined
  if (question === undefined && (posts.length < 2 || lead.some(({ isSentence }) => isSentence))) return undefined
  if (posted < FEWEST_POSTED * (posts.length - 1)) return undefined
  const isQuestion = question !== undefined
  const [first, ...others] = isQuestion ? [question, ...posts] : posts
  const [author, ...authors] = speakersOf(root, [first!, ...others])
  const all = others.map((post, i) => ({ post, author: authors[i]! }))
  const replies = isAnswered ? all : all.filter(({ post }) => textLength(post, SHORTEST_REPLY) >= SHORTEST_REPLY)
  return { first: first!, author: author!, isQuestion, others, replies }
}

/** A shorter reply is thanks or a greeting. */
const SHORTEST_REPLY = 36

/** Classes that say in which state an element is: «is-collapsed». */
const STATES = /(?<![\w-])(?:is|has)-[\w-]+/g

/**
 * The names of a box and of the two elements around it. Digits don't count, because posts are numbered, nor do states.
 */
function kindOf(box: AnyNode): string {
  let kind = ''
  for (const { name, attribs } of elementsFrom(box, 3))
    kind += `${name} ${(attribs['class'] ?? '').replace(STATES, '')} ${attribs['id'] ?? ''}<`.replace(/[\d\s]+/g, ' ')
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
function withoutNested(boxes: readonly AnyNode[]): AnyNode[] {
  const all = new Set(boxes)
  return boxes.filter(isElement).filter((box) => nearestIn(all, box.parent) === undefined)
}

const isComment = (box: Element): boolean =>
  [...elementsFrom(box)].some(({ attribs }) => readNames(attribs['class'], attribs['id']).furniture === 'comments')

/** A text between the headline and the first post. */
interface Lead {
  readonly holder: AnyNode
  readonly isSentence: boolean
}

interface Surroundings {
  readonly lead: readonly Lead[]
  /** True if a line above the first post counts the answers. */
  readonly isAnswered: boolean
  /** After how many posts an author or a time stands. */
  readonly posted: number
}

const ANSWERS = /^(?:共|全部)?\s{0,8}\d[\d,]{0,12}\s{0,8}(?:个|条)?\s{0,8}(?:回答|答案|Answers?)$/i
const OF_ANSWERS = /(?:回答|答案|Answers?)$/i
const MOST_BETWEEN = 2000

/** What stands above the first post and between the posts. */
function surroundings(root: AnyNode, posts: readonly AnyNode[], title: string): Surroundings {
  const all = new Set(posts)
  let current: AnyNode | undefined
  let between = ''
  let line: AnyNode | undefined
  let posted = 0
  let isAnswered = false
  let lead: Lead[] = []
  eachText(root, (data, holder) => {
    const post = nearestIn(all, holder)
    if (post !== undefined) {
      if (post !== current && current !== undefined && POSTED.test(between)) posted++
      current = post
      between = ''
    } else if (current !== undefined) {
      if (between.length < MOST_BETWEEN) between += ` ${data}`
    } else if (isHeadlineOf(title, data)) lead = []
    else {
      if (holder !== line) isAnswered ||= ANSWERS.test(textOf(holder, MOST_BETWEEN).trim())
      line = holder
      if (data.trim() !== '') lead.push({ holder, isSentence: isSentence(data.trim()) })
    }
    return current === undefined || isAnswered || !lead.some(({ isSentence }) => isSentence)
  })
  return { lead, isAnswered, posted }
}

/** The element that describes a question: it holds the sentences between the headline and the answers. */
function descriptionOf(lead: readonly Lead[], posts: readonly AnyNode[]): AnyNode | undefined {
  const told = lead.filter(({ holder, isSentence }) => isSentence || isText(holder))
  let box = told[0] === undefined ? undefined : containerOf(told[0].holder)
  while (box !== undefined && box.parent !== null && !told.every(({ holder }) => isInside(holder, box!)))
    box = box.parent
  return box === undefined || posts.some((post) => isInside(post, box)) ? undefined : box
}

/** True for a text in an element that is named like that of an article. */
const isText = (holder: AnyNode): boolean =>
  [...elementsFrom(holder, 3)].some(({ attribs }) => readNames(attribs['class'], attribs['id']).article >= 0)

function isHeadlineOf(title: string, data: string): boolean {
  const key = headlineKey(data.trim())
  return key.length >= SHORTEST_HEADLINE && title.includes(key)
}

function isSentence(text: string): boolean {
  return text.length >= SENTENCE && /[。！？…]$/.test(text)
}

/* Who wrote each post of a thread: the name that stands with it, outside of its text. */

/** A text outside of all posts, and the element that holds it. */
interface Beside {
  readonly text: string
  readonly holder: AnyNode
}

/** The first texts of a box are enough. */
const MOST_BESIDE = 200

/** The names of those who wrote the posts, in their order; '' for a post without one. */
function speakersOf(root: AnyNode, posts: readonly AnyNode[]): readonly string[] {
  const boxes = ownBoxes(posts)
  const all = new Set(posts)
  const before = new Map<AnyNode, readonly Beside[]>()
  let between: Beside[] = []
  eachText(root, (data, holder) => {
    const post = nearestIn(all, holder)
    if (post !== undefined) {
      if (!before.has(post)) before.set(post, between)
      between = []
    } else add(between, data, holder)
    return before.size < posts.length
  })
  return posts.map((post, i) => {
    const box = boxes[i]!
    // In a box of its own a post begins with the name; without one, the name is the last before it.
    return box === post ? nameIn((before.get(post) ?? []).toReversed(), root) : nameIn(textsBeside(post, box), box)
  })
}

/** For each post the largest ancestor that contains no other post. */
export function ownBoxes(posts: readonly AnyNode[]): readonly AnyNode[] {
  const held = new Map<AnyNode, number>()
  for (const post of posts)
    for (let up: AnyNode | null = post; up !== null; up = up.parent) held.set(up, (held.get(up) ?? 0) + 1)
  return posts.map((post) => {
    let box = post
    while (box.parent !== null && held.get(box.parent) === 1) box = box.parent
    return box
  })
}

function textsBeside(post: AnyNode, box: AnyNode): Beside[] {
  const texts: Beside[] = []
  const see = (data: string, holder: AnyNode): boolean => add(texts, data, holder)
  eachText(box, see, false, new Set([post]))
  return texts
}

function add(texts: Beside[], data: string, holder: AnyNode): boolean {
  const text = data.trim()
  if (text !== '' && texts.length < MOST_BESIDE) texts.push({ text, holder })
  return texts.length < MOST_BESIDE
}

function nameIn(texts: readonly Beside[], box: AnyNode): string {
  return (
    first(texts, ({ text, holder }) => (isOfPerson(holder, box) ? asName(text) : '')) ||
    first(texts, ({ holder }) => asName(readByline(textOf(holder, LONGEST_LINE).trim())?.author ?? '')) ||
    first(texts, ({ text, holder }) => (isElement(holder) && SET_APART.has(holder.name) ? asName(text) : ''))
  )
}

function first(texts: readonly Beside[], read: (text: Beside) => string): string {
  for (const each of texts) {
    const name = read(each)
    if (name !== '') return name
  }
  return ''
}

const LONGEST_LINE = 80
const SET_APART = new Set(['b', 'strong', 'cite', 'dt'])
/** How far above a name the element lies that is named after it. */
const LEVELS = 4
const PERSONS = /^(?:auth(?:or|i)|user(?:name)?|nick(?:name)?|poster|postauthor|member|writer|name)$/i

function isOfPerson(holder: AnyNode, box: AnyNode): boolean {
  for (const node of elementsFrom(holder, LEVELS)) {
    if (node === box) break
    const { class: className = '', itemprop = '' } = node.attribs
    const words = `${className} ${itemprop}`.slice(0, 200).split(/[\s_-]+|(?<=[a-z])(?=[A-Z])/)
    if (words.some((word) => PERSONS.test(word))) return true
  }
  return false
}

const LABEL = /^(?:作\s*者|楼主|发帖人|回答者|By|由)\s*[:：]?\s*/i
/** Counters, times, labels, sentences and buttons. */
const NO_NAME =
  /[:：。！？，»#]|^[\d\s.,]+$|\d{4}[-/.年]|^\S?(?:发表|回复|引用|编辑|举报|关注|私信|收藏|信息|搜索|好友|只看|楼主|沙发|管理员|版主|会员|匿名$|注册|登录|UID|帖子|主题)/

function asName(text: string): string {
  const name = text.replace(LABEL, '').trim()
  return name.length < 2 || name.length > 20 || NO_NAME.test(name) ? '' : name
}
