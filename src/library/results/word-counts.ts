/** Shows why a query finds nothing: which of its words occur, and in how many articles. */
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import { wordsOf } from '../../text/analyzers/tokenizing.js'
import { operandsOf, readQuery, type QueryNode } from '../../query/index.js'
import type { Index } from '../types.js'

export interface WordCount {
  readonly word: string
  readonly articles: number
}

const mostWords = 12

/** Counts each word of a query's texts by itself, in their order, without filters and excluded parts. */
export async function countWords(index: Index, query: string): Promise<readonly WordCount[]> {
  const { node } = readQuery(query, index.fields)
  const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '', isForQueries: true })
  const texts = node === undefined ? [] : textsOf(node)
  const words = new Set(texts.flatMap((text) => wordsOf(analyzer, text)).filter((word) => /[\p{L}\p{N}]/u.test(word)))
  const counted = [...words].slice(0, mostWords).map(async (word) => {
    const { total } = await index.search(`"${word.replaceAll('"', '')}"`, { countOnly: true, lenient: true })
    return { word, articles: total }
  })
  return Promise.all(counted)
}

function textsOf(node: QueryNode): readonly string[] {
  if ('text' in node) return [node.text]
  return node.kind === 'not' ? [] : operandsOf(node).flatMap(textsOf)
}
