/** Builds a tree from the parser's callbacks, in less memory than the library's own builder takes. */
import { DomHandler, Parser } from 'htmlparser2'
import { BoundedTokenizer } from './bounded-tokenizer.js'

/** A node while it is added to the tree. */
interface OpenNode {
  children: OpenNode[]
  parent: OpenNode | null
  prev: OpenNode | null
  next: OpenNode | null
}

/** The members of {@link DomHandler} that its types do not expose. */
interface Builder {
  readonly tagStack: readonly OpenNode[]
  lastNode: unknown
  addNode: (node: OpenNode) => void
}

/**
 * Builds a tree in which the list of an only child has room for one node. Most elements of a page have one child, and
 * the engine allocates room for 17 at the first `push`; that made a page of tiny paragraphs take a quarter more time.
 */
export function buildTree(text: string, xmlMode: boolean): DomHandler['root'] {
  const options = { xmlMode, decodeEntities: true }
  const handler = new DomHandler(undefined, options)
  const builder = handler as unknown as Builder
  builder.addNode = (node) => {
    const parent = builder.tagStack.at(-1)!
    const last = parent.children.at(-1)
    if (last === undefined) parent.children = [node]
    else {
      parent.children.push(node)
      node.prev = last
      last.next = node
    }
    node.parent = parent
    builder.lastNode = null
  }
  new Parser(handler, { ...options, Tokenizer: BoundedTokenizer }).end(text)
  return handler.root
}
