/**
 * HTML to a tree, by cheerio's slim build (htmlparser2). Its parser keeps open elements in a list whose handling is
 * quadratic in the depth (200,000 nested elements took 21 s), so depth is bounded before: tags beyond it vanish, as in
 * browsers, and their text stays.
 */
import { load } from 'cheerio/slim'
import type { CheerioAPI } from 'cheerio/slim'
import { LIMITS } from '../limits.js'

export type Tree = CheerioAPI
/** cheerio's node types, without naming the package that it takes them from. */
export type AnyNode = Exclude<Parameters<typeof load>[0], string | Buffer | unknown[]>
export type Element = Extract<AnyNode, { attribs: Record<string, string> }>
type Text = Extract<AnyNode, { data: string }>

/** cheerio's node kinds are an enum of a package of its own; these compare their plain names. */
export function isText(node: AnyNode): node is Text {
  return (node.type as string) === 'text'
}

export function isElement(node: AnyNode): node is Element {
  return 'name' in node && (node.type as string) !== 'directive'
}

/** Elements that HTML closes by itself, or that hold nothing: they never nest deeply. */
const SHALLOW = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th'.split(' '),
)
const TAG_NAME = /^(\/?)([a-zA-Z][a-zA-Z0-9:-]*)/

const OPTIONS = { xml: { xmlMode: false, decodeEntities: true } }

/** Parses a whole page; never throws, never runs anything. */
export function parseHtml(html: string): Tree {
  return load(boundDepth(html), OPTIONS, false)
}

const WRAPPER = 'x-fragment'
let shared: Tree | undefined

/**
 * Parses the body of a post: only the tree, without a query function of its own, which costs cheerio more time than
 * parsing 3 KB does.
 * @returns one node that holds the whole fragment
 */
export function parseFragment(html: string): AnyNode {
  shared ??= load('', OPTIONS, false)
  const nodes = shared(`<${WRAPPER}>${boundDepth(html)}</${WRAPPER}>`)
  const [only] = nodes
  // A fragment that closes the wrapper itself falls apart.
  return nodes.length === 1 && only !== undefined ? only : parseHtml(html).root()[0]!
}

/** Parses XML (a feed, a package file); entities beyond XML's own are never expanded. */
export function parseXml(xml: string): Tree {
  return load(boundDepth(xml), { xml: { xmlMode: true, decodeEntities: true } }, false)
}

/** What a tag takes of memory in a tree, in references and signs that are text. */
const TAG_PARTS = 8

/**
 * Where the part of a text ends that a tree of `tags` tags can be made of, eight references counted as one; -1 where that is
 * all of it.
 */
export function afterTags(html: string, tags: number): number {
  if (html.length < 2 * tags) return -1
  const most = tags * TAG_PARTS
  let parts = 0
  for (let at = 0; at < html.length; at++) {
    const unit = html.charCodeAt(at)
    if (unit !== 0x3c && unit !== 0x26) continue
    parts += unit === 0x3c && isTag(html.charCodeAt(at + 1)) ? TAG_PARTS : 1
    if (parts > most) return at
  }
  return -1
}

/** A comment is as large in the tree as an element is. */
function isTag(next: number): boolean {
  const letter = next | 0x20
  return next === 0x2f || next === 0x21 || next === 0x3f || (letter >= 0x61 && letter <= 0x7a)
}

/** Takes the tags away that stand deeper than {@link LIMITS.nesting}; returns the same string where none do. */
function boundDepth(html: string): string {
  return html.length > 4 * LIMITS.nesting && deepest(html) > LIMITS.nesting ? flatten(html) : html
}

/** An upper bound of the depth: counts tags by their first letters alone, for speed. */
function deepest(html: string): number {
  let depth = 0
  let most = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const c = html.charCodeAt(at + 1)
    if (c === 0x2f) {
      if (depth > 0) depth--
    } else if ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a && ++depth > most) most = depth
  }
  return most
}

/** One pass: a tag ends at the next `>`, whatever it holds. */
function flatten(html: string): string {
  const kept: string[] = []
  let from = 0
  let depth = 0
  let beyond = 0
  let next = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', next)) {
    const end = html.indexOf('>', at)
    if (end < 0) break
    const name = TAG_NAME.exec(html.slice(at + 1, at + 40))
    next = name === null ? at + 1 : end + 1
    if (name === null || html[end - 1] === '/' || SHALLOW.has((name[2] ?? '').toLowerCase())) continue
    const closing = name[1] === '/'
    if (closing ? beyond > 0 : depth >= LIMITS.nesting) {
      beyond += closing ? -1 : 1
      kept.push(html.slice(from, at))
      from = next
    } else depth = Math.max(0, depth + (closing ? -1 : 1))
  }
  kept.push(html.slice(from))
  return kept.join('')
}
