/** Dictionary words of three or more characters that fit a pattern; they have posting lists of their own. */
import { textOf } from '../../text/units.js'
import type { Spellings } from '../../text/analysis/tokenizer.js'
import { orderBy, type Collection, type WordOrder } from './collection.js'
import { isAllowed, type Pattern } from './pattern.js'

/** Up to this many first characters, the terms of the collection are read; beyond that, the dictionary is scanned. */
const fewCharacters = 4
/** Most dictionary words that are looked up in the collection. */
const mostWords = 400

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
  for (const spellings of collection.spellings) {
    const find = isSecondNarrow(pattern) ? findBySecond : findByFirst
    for (const word of find(spellings, collection, pattern, mostWords - words.length)) words.push(word)
  }
  for (const word of words) {
    const count = collection.termFrequency(word)
    if (count > 0) articles.set(word, count)
  }
  return articles
}

/** If nearly any character may come first, the chains of the second character are a hundred times shorter. */
function isSecondNarrow([first, second]: Pattern): boolean {
  const { length } = second!.units
  return length > 0 && length * 16 <= first!.units.length
}

function fits(text: string, pattern: Pattern): boolean {
  return text.length === pattern.length && pattern.every(({ bits }, at) => isAllowed(bits, text.charCodeAt(at)))
}

function orderOf({ memory }: Collection, place: 0 | 1, spellings: Spellings): WordOrder {
  const orders = memory.wordOrders[place]
  let order = orders.get(spellings)
  if (order === undefined) orders.set(spellings, (order = orderBy(place, spellings)))
  return order
}

function findByFirst(spellings: Spellings, collection: Collection, pattern: Pattern, most: number): string[] {
  const order = orderOf(collection, 0, spellings)
  return scan(spellings, order, 0, pattern, most).map((word) => spelling(spellings, order, word))
}

/** The words are in the order of {@link findByFirst}. */
function findBySecond(spellings: Spellings, collection: Collection, pattern: Pattern, most: number): string[] {
  const order = orderOf(collection, 1, spellings)
  const rankOf = (word: number): number => pattern[0]!.units.indexOf(spellings.units[order.starts[word]!]!)
  return scan(spellings, order, 1, pattern, Infinity)
    .map((word) => ({ word, rank: rankOf(word) }))
    .sort((a, b) => a.rank - b.rank || a.word - b.word)
    .slice(0, most)
    .map(({ word }) => spelling(spellings, order, word))
}

function spelling({ units, lengths }: Spellings, { starts }: WordOrder, word: number): string {
  return textOf(units, starts[word]!, starts[word]! + lengths[word]!)
}

/** Hot: visits each word in the chains of the characters allowed at `chained` once. @returns at most `most` words */
function scan(
  { units, lengths }: Spellings,
  { firsts, next, starts }: WordOrder,
  chained: 0 | 1,
  pattern: Pattern,
  most: number,
): number[] {
  const found: number[] = []
  const length = pattern.length
  const other = pattern[1 - chained]!.bits
  for (const unit of pattern[chained]!.units) {
    for (let word = firsts[unit]!; word >= 0 && found.length < most; word = next[word]!) {
      const at = starts[word]!
      if (lengths[word] !== length || !isAllowed(other, units[at + 1 - chained]!)) continue
      let place = 2
      while (place < length && isAllowed(pattern[place]!.bits, units[at + place]!)) place++
      if (place === length) found.push(word)
    }
  }
  return found
}
