/** From the parser's calls to a tree, in less memory than its own builder takes. */
import { DomHandler, Parser } from 'htmlparser2'
import { BoundedTokenizer } from './bounded-tokenizer.js'

/** A node while it is put into its tree. */
interface OpenNode {
  children: OpenNode[]
  parent: OpenNode | null
  prev: OpenNode | null
  next: OpenNode | null
}

/** What {@link DomHandler} has of a builder, which its types keep to themselves. */
interface Builder {
  readonly tagStack: readonly OpenNode[]
  lastNode: unknown
  addNode: (node: OpenNode) => void
}

/**
 * Builds a tree in which an only child takes the room of one. Most elements of a page have one, and the engine takes
 * room for 17 where it pushes a first value: without it a page of tiny paragraphs took a quarter more time.
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
