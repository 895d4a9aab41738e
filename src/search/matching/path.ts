/** `path:` looks for its text anywhere in the path, as it is written there; operators inside combine as elsewhere. */
import type { Leaf } from '../leaf.js'
import { operandsOf } from '../../query/index.js'
import type { QueryNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import type { Bitset } from './bitset.js'
import { createBitset, setBit } from './bitset.js'

/** Articles whose file's path answers the node. */
export function pathSet({ reader: segment, paths: files }: Leaf, node: QueryNode): Bitset {
  const matches = pathMatcher(node)
  const { paths, fileOf } = files
  const wanted = paths.map(matches)
  const set = createBitset(segment.articles)
  if (!wanted.includes(true)) return set
  for (let article = 0; article < segment.articles; article++)
    if (wanted[fileOf[article]!] === true) setBit(set, article)
  return set
}

type PathMatcher = (path: string) => boolean

function pathMatcher(node: QueryNode): PathMatcher {
  switch (node.kind) {
    case 'or': {
      const any = node.operands.map(pathMatcher)
      return (path) => any.some((matches) => matches(path))
    }
    case 'not': {
      const matches = pathMatcher(node.operand)
      return (path) => !matches(path)
    }
    case 'date':
      return () => true
    case 'prefix': {
      const text = normalize(node.text).text
      return (path) => path.startsWith(text) || path.includes(`/${text}`)
    }
    default: {
      if (!('text' in node)) {
        const all = operandsOf(node).map(pathMatcher)
        return (path) => all.every((matches) => matches(path))
      }
      const text = normalize(node.text).text.trim()
      return (path) => path.includes(text)
    }
  }
}
