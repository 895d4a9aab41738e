/** `path:` looks for its text anywhere in the path, as it is written there; operators inside combine as elsewhere. */
import type { SegmentReader } from '../segment/reader.js'
import type { QueryNode } from '../query/index.js'
import { normalize } from '../text/normalize.js'
import type { Bitset } from './bitset.js'
import { createBitset, fullBitset, setBit } from './bitset.js'

/** Articles whose file's path answers the node. Reads every record, unless all files or none answer. */
export function pathSet(segment: SegmentReader, node: QueryNode): Bitset {
  const matches = pathMatcher(node)
  const wanted = new Set(segment.files.flatMap((path, file) => (matches(normalize(path).text) ? [file] : [])))
  const set = createBitset(segment.articles)
  if (wanted.size === 0) return set
  if (wanted.size === segment.files.length) return fullBitset(segment.articles)
  for (let article = 0; article < segment.articles; article++) {
    if (wanted.has(segment.record(article).file)) setBit(set, article)
  }
  return set
}

type PathMatcher = (path: string) => boolean

function pathMatcher(node: QueryNode): PathMatcher {
  switch (node.kind) {
    case 'and': {
      const all = node.operands.map(pathMatcher)
      return (path) => all.every((matches) => matches(path))
    }
    case 'or': {
      const any = node.operands.map(pathMatcher)
      return (path) => any.some((matches) => matches(path))
    }
    case 'not': {
      const matches = pathMatcher(node.operand)
      return (path) => !matches(path)
    }
    case 'boost':
    case 'field':
      return pathMatcher(node.operand)
    case 'date':
      return () => true
    case 'prefix': {
      const text = normalize(node.text).text
      return (path) => path.startsWith(text) || path.includes(`/${text}`)
    }
    default: {
      const text = normalize(node.text).text.trim()
      return (path) => path.includes(text)
    }
  }
}
