/** `path:` looks for its text anywhere in the path, as it is written there; operators inside combine as elsewhere. */
import type { SegmentReader } from '../../segment/reader.js'
import type { QueryNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import type { Bitset } from './bitset.js'
import { createBitset, setBit } from './bitset.js'

/** Articles whose file's path answers the node. */
export function pathSet(segment: SegmentReader, node: QueryNode): Bitset {
  const matches = pathMatcher(node)
  const { paths, fileOf } = filesOf(segment)
  const wanted = paths.map(matches)
  const set = createBitset(segment.articles)
  if (!wanted.includes(true)) return set
  for (let article = 0; article < segment.articles; article++)
    if (wanted[fileOf[article]!] === true) setBit(set, article)
  return set
}

interface Files {
  /** Normalised, by file. */
  readonly paths: readonly string[]
  readonly fileOf: Int32Array
}

const known = new WeakMap<SegmentReader, Files>()

/** Read from the records at the first path query, kept while the segment is open. */
function filesOf(segment: SegmentReader): Files {
  let files = known.get(segment)
  if (files === undefined) {
    const fileOf = Int32Array.from({ length: segment.articles }, (_, article) => segment.fileOf(article))
    known.set(segment, (files = { paths: segment.files.map((path) => normalize(path).text), fileOf }))
  }
  return files
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
