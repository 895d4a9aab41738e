/** Parses HTML into a tree of bounded depth, with cheerio's slim build (htmlparser2). */
import { load, type CheerioAPI } from 'cheerio/slim'
import { DomHandler, Parser, Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { LIMITS } from '../limits.js'

export type Tree = CheerioAPI
/** cheerio's node types, without naming the package that defines them. */
export type AnyNode = Exclude<Parameters<typeof load>[0], string | Buffer | unknown[]>
export type Element = Extract<AnyNode, { attribs: Record<string, string> }>
type Text = Extract<AnyNode, { data: string }>

/** cheerio's node kinds are an enum of another package; these functions compare the plain names instead. */
export function isText(node: AnyNode): node is Text {
  return (node.type as string) === 'text'
}

export function isElement(node: AnyNode): node is Element {
  const type = node.type as string
  return type === 'tag' || type === 'script' || type === 'style'
}

/** Parses a whole page; never throws, never runs anything. */
export function parseHtml(html: string): Tree {
  return load(buildTree(html, false), { xml: { xmlMode: false, decodeEntities: true } }, false)
}

/** Moves content after a stray `</body>` or `</html>` into the body, as browsers do. */
export function completeBody($: Tree, body: Element): void {
  const behind: AnyNode[] = []
  for (let node: AnyNode | null = body; node !== null; node = node.parent)
    for (let next = node.next; next !== null; next = next.next) behind.push(next)
  if (behind.some(isShown)) $(body).append(behind)
}

function isShown(node: AnyNode): boolean {
  if (isText(node)) return node.data.trim() !== ''
  return isElement(node) && node.name !== 'script' && node.name !== 'style' && node.name !== 'noscript'
}

const WRAPPER = 'x-fragment'

/**
 * Parses the body of a post into a tree without cheerio's query function, whose creation takes longer than parsing 3
 * KB.
 * @returns one node that contains the whole fragment
 */
export function parseFragment(html: string): AnyNode {
  const { children } = buildTree(`<${WRAPPER}>${html}</${WRAPPER}>`, false)
  const [only] = children
  // A fragment that closes the wrapper itself has several children; it is parsed again without one.
  return children.length === 1 && only !== undefined ? only : buildTree(html, false)
}

/** Parses XML (a feed, a package file); entities beyond XML's own are never expanded. */
export function parseXml(xml: string): Tree {
  return load(buildTree(xml, true), { xml: { xmlMode: true, decodeEntities: true } }, false)
}

/** The memory that a tag takes in a tree, where a character reference, or a `<` that is text, takes 1. */
const TAG_PARTS = 8

/**
 * The end of the longest beginning of a text whose tree has at most `tags` tags, where eight character references count
 * as one tag; -1 if the whole text has no more.
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

/** True for a tag, and for a comment, which is as large in the tree as an element. */
function isTag(next: number): boolean {
  const letter = next | 0x20
  return next === 0x2f || next === 0x21 || next === 0x3f || (letter >= 0x61 && letter <= 0x7a)
}

/** Builds a tree of bounded depth. */
export function buildTree(text: string, xmlMode: boolean): DomHandler['root'] {
  const options = { xmlMode, decodeEntities: true }
  const handler = new DomHandler(undefined, options)
  new Parser(handler, { ...options, Tokenizer: BoundedTokenizer }).end(text)
  return handler.root
}

/** Elements that HTML closes implicitly, and void elements: they separate paragraphs and cells even at the bound. */
const SHALLOW = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th'.split(' '),
)
/** How many levels beyond the bound these elements may reach. */
const SHALLOW_LEVELS = 8

/** The part of the parser that its tokenizer calls. */
interface CallbackParser extends TokenizerCallbacks {
  /** The names of the open elements. */
  readonly stack: readonly string[]
  getSlice(start: number, end: number): string
}

class BoundedTokenizer extends Tokenizer {
  constructor(options: ConstructorParameters<typeof Tokenizer>[0], callbacks: TokenizerCallbacks) {
    super(options, callbacks)
    boundDepth(callbacks as CallbackParser)
  }
}

function boundDepth(parser: CallbackParser): void {
  const open = parser.onopentagname.bind(parser)
  const close = parser.onclosetag.bind(parser)
  const isShallow = (start: number, end: number): boolean => SHALLOW.has(parser.getSlice(start, end).toLowerCase())
  /** How many elements whose start tags were dropped are not closed yet. */
  let beyond = 0
  parser.onopentagname = (start, end) => {
    if (parser.stack.length < LIMITS.nesting) return open(start, end)
    if (!isShallow(start, end)) beyond++
    else if (parser.stack.length < LIMITS.nesting + SHALLOW_LEVELS) open(start, end)
  }
  parser.onclosetag = (start, end) => {
    if (beyond === 0 || isShallow(start, end)) close(start, end)
    else beyond--
  }
}
