/** Did you mean: the query with a text that hardly any article contains replaced by one that some contain. */
import { correct, correctLatin, correctLayout } from '../../search/expand/suggest/index.js'
import type { QueryExpansion } from '../../search/expand/query.js'
import { isOrigin, operandsOf } from '../../query/index.js'
import type { QueryNode, TextNode } from '../../query/index.js'
import type { Collection } from '../../search/expand/collection.js'
import { normalize } from '../../text/normalize.js'
import { pinyinTable } from './expanding.js'
import type { Correction } from '../types.js'

/** Most texts of a query that are looked up. */
const mostTexts = 6

/** @param expansions texts that got alternatives need no correction */
export function suggestCorrections(
  node: QueryNode | undefined,
  query: string,
  expansions: readonly QueryExpansion[],
  collection: Collection,
): Correction[] {
  if (node === undefined) return []
  const expanded = expansions.map(({ text }) => text).join(' ')
  const texts = textsOf(node).filter(({ text }) => !expanded.includes(text))
  const context = { collection, table: pinyinTable }
  const isLatin = texts.every(({ text }) => /^[\x20-\x7e]+$/.test(text) && collection.termFrequency(text) === 0)
  if (isLatin) {
    const meant = correctLayout(query, context).map((correction) => ({
      query: correction.text,
      replaces: query,
      ...correction,
    }))
    if (meant.length > 0) return meant
  }
  return texts.slice(0, mostTexts).flatMap(({ text, span: [start, end] }) => {
    const normalized = normalize(text).text
    const corrections = hasHan(text) ? correct(normalized, context) : correctLatin(normalized, collection)
    return corrections.map((correction) => ({
      query: query.slice(0, start) + correction.text + query.slice(end),
      replaces: text,
      ...correction,
    }))
  })
}

// Common characters first: an expression over the whole script takes half a millisecond to compile.
const hasHan = (text: string): boolean => /[\u4e00-\u9fff]/.test(text) || /\p{Script=Han}/u.test(text)

function textsOf(node: QueryNode): readonly TextNode[] {
  if (node.kind === 'text') return [node]
  const isExempt = node.kind === 'not' || (node.kind === 'field' && isOrigin(node.field))
  return isExempt ? [] : operandsOf(node).flatMap(textsOf)
}
