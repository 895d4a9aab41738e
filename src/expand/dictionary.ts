/** Dictionary words of three or more characters that fit a pattern; they have posting lists of their own. */
import { textOf } from '../text/units.js'
import type { Spellings } from '../text/analysis/tokenizer.js'
import type { Collection } from './collection.js'
import { isAllowed } from './pattern.js'
import type { Pattern } from './pattern.js'
import { orderByFirst } from './word-order.js'
import type { WordOrder } from './word-order.js'

/** Up to this many first characters, the terms of the collection are read; beyond that, the dictionary is scanned. */
const fewCharacters = 4
/** Most words of the dictionary that are looked up in the collection. */
const mostWords = 400

/** Articles by word. */
export function wordsThatFit(collection: Collection, pattern: Pattern): Map<string, number> {
  const articles = new Map<string, number>()
  if (pattern.length < 3) return articles
  const firsts = pattern[0]!.units
  if (firsts.length <= fewCharacters || collection.spellings === undefined) {
    for (const first of firsts) {
      collection.forEachTerm(String.fromCharCode(first), (term, count) => {
        if (fits(term, pattern)) articles.set(term, (articles.get(term) ?? 0) + count)
      })
    }
    return articles
  }
  const words: string[] = []
  for (const spellings of collection.spellings) scan(spellings, orderOf(collection, spellings), pattern, words)
  for (const word of words) {
    const count = collection.termFrequency(word)
    if (count > 0) articles.set(word, count)
  }
  return articles
}

function fits(text: string, pattern: Pattern): boolean {
  return text.length === pattern.length && pattern.every(({ bits }, at) => isAllowed(bits, text.charCodeAt(at)))
}

function orderOf({ memory }: Collection, spellings: Spellings): WordOrder {
  let order = memory.wordOrders.get(spellings)
  if (order === undefined) memory.wordOrders.set(spellings, (order = orderByFirst(spellings)))
  return order
}

/** Hot: each word of the first characters is visited once. */
function scan({ units, lengths }: Spellings, order: WordOrder, pattern: Pattern, found: string[]): void {
  const length = pattern.length
  const second = pattern[1]!.bits
  const { firsts, next, starts } = order
  for (const first of pattern[0]!.units) {
    for (let word = firsts[first]!; word >= 0; word = next[word]!) {
      const at = starts[word]!
      if (lengths[word] !== length || !isAllowed(second, units[at + 1]!)) continue
      let place = 2
      while (place < length && isAllowed(pattern[place]!.bits, units[at + place]!)) place++
      if (place < length) continue
      found.push(textOf(units, at, at + length))
      if (found.length === mostWords) return
    }
  }
}
