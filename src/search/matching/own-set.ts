/**
 * Filters by fields that the collection defines: numbers and dates by range, keywords as a whole, texts by substring.
 */
import type { OwnNode, QueryNode } from '../../query/index.js'
import { operandsOf } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import type { Leaf } from '../leaf.js'
import type { Bitset } from './bitset.js'
import { createBitset, setBit } from './bitset.js'
import { valueMatcher } from './value-set.js'

const dayMs = 86_400_000

/** Articles with a value that matches. */
export function ownSet(leaf: Leaf, { field, type, value, range }: OwnNode): Bitset {
  const set = createBitset(leaf.reader.articles)
  const { numbers, texts } = leaf.own(field, type)
  if (range !== undefined) {
    const unit = type === 'date' ? dayMs : 1
    for (let article = 0; article < numbers.length; article++) {
      const number = unit === 1 ? numbers[article]! : Math.floor(numbers[article]! / unit)
      if (number >= range.from && number <= range.to) setBit(set, article)
    }
    return set
  }
  if (value === undefined) return set
  const matches = type === 'keyword' ? keywordMatcher(value) : valueMatcher(value)
  const known = new Map<string, boolean>()
  const isMatch = (text: string): boolean => {
    let found = known.get(text)
    if (found === undefined) known.set(text, (found = matches(normalize(text).text)))
    return found
  }
  for (const [article, own] of texts.entries()) if (own.some(isMatch)) setBit(set, article)
  return set
}

/** A keyword is compared as a whole, with a prefix by its beginning; operators combine as elsewhere. */
function keywordMatcher(node: QueryNode): (value: string) => boolean {
  const parts = operandsOf(node).map(keywordMatcher)
  if (node.kind === 'or') return (value) => parts.some((matches) => matches(value))
  if (node.kind === 'not') return (value) => !parts[0]!(value)
  if (parts.length > 0 || !('text' in node)) return (value) => parts.every((matches) => matches(value))
  const text = normalize(node.text).text.trim()
  return node.kind === 'prefix' ? (value) => value.startsWith(text) : (value) => value.trim() === text
}
