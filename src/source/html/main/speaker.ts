/** Who wrote each post of a thread: the name that stands with it, outside of its text. */
import { readByline } from '../../clean/byline.js'
import { eachText, textOf } from '../measure.js'
import { isElement } from '../parse.js'
import type { AnyNode } from '../parse.js'
import { nearestIn } from '../tree.js'

/** A text outside of all posts, and the element that holds it. */
interface Beside {
  readonly text: string
  readonly holder: AnyNode
}

/** The first texts of a box are enough. */
const MOST_BESIDE = 200

/** The names of those who wrote the posts, in their order; '' for a post without one. */
export function speakersOf(root: AnyNode, posts: readonly AnyNode[]): readonly string[] {
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
  let node: AnyNode | null = holder
  for (let up = 0; up < LEVELS && node !== null && node !== box && isElement(node); up++, node = node.parent) {
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
