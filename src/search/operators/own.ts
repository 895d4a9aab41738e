/** A field that the collection defines: numbers and dates by range, keywords as a whole, texts by substring. */
import { combine, type OwnNode, type QueryNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import { createBitset, setBit } from '../matching/bitset.js'
import { tests } from '../matching/value-set.js'
import type { Operator, ValueTest } from './operator.js'

const dayMs = 86_400_000

/** A collection on a cluster has no fields of its own, so no query there contains this node. */
export const own: Operator<OwnNode> = (all) => ({
  match: (leaf, { field, type, value, range }) => {
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
    const matches = type === 'keyword' ? combine(value, tests, keywordTest) : all.value(value)!
    const known = new Map<string, boolean>()
    const isMatch = (text: string): boolean => {
      let found = known.get(text)
      if (found === undefined) known.set(text, (found = matches(normalize(text).text)))
      return found
    }
    for (const [article, own] of texts.entries()) if (own.some(isMatch)) setBit(set, article)
    return set
  },
})

/** A keyword is compared as a whole, with a prefix by its beginning; operators combine as elsewhere. */
function keywordTest(node: QueryNode): ValueTest | undefined {
  if (!('text' in node)) return undefined
  const text = normalize(node.text).text.trim()
  return node.kind === 'prefix' ? (value) => value.startsWith(text) : (value) => value.trim() === text
}
