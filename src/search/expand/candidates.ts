/**
 * Strings of a collection that fit a pattern: dictionary words that occur in it, and unknown strings in which all
 * neighbouring characters are bigrams of the index. The likeliest unknown strings are then counted in the texts.
 */
import { orderBySecond, type Collection, type WordOrder } from './collection.js'
import { isAllowed, likelyPaths, type Path, type Pattern, type Place } from './paths.js'
import { textOf } from '../../text/units.js'
import type { Spellings } from '../../text/analysis/tokenizer.js'

/* Dictionary words of three or more characters that fit a pattern; they have posting lists of their own. */

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
  for (const spellings of collection.spellings)
    for (const word of scan(spellings, orderOf(collection, spellings), pattern, mostWords - words.length))
      words.push(word)
  for (const word of words) {
    const count = collection.termFrequency(word)
    if (count > 0) articles.set(word, count)
  }
  return articles
}

function fits(text: string, pattern: Pattern): boolean {
  return text.length === pattern.length && pattern.every(({ bits }, at) => isAllowed(bits, text.charCodeAt(at)))
}

function orderOf({ memory: { wordOrders } }: Collection, spellings: Spellings): WordOrder {
  const order = wordOrders.get(spellings) ?? orderBySecond(spellings)
  wordOrders.set(spellings, order)
  return order
}

/** Hot: visits the words whose second character is allowed. @returns the first `most` in the order of their first one */
function scan({ units, lengths }: Spellings, order: WordOrder, pattern: Pattern, most: number): string[] {
  const { firsts, next, starts } = order
  const found: { readonly word: number; readonly rank: number }[] = []
  const { length } = pattern
  const [first, second] = pattern as readonly [Place, Place]
  for (const unit of second.units) {
    for (let word = firsts[unit]!; word >= 0; word = next[word]!) {
      const at = starts[word]!
      if (lengths[word] !== length || !isAllowed(first.bits, units[at]!)) continue
      let place = 2
      while (place < length && isAllowed(pattern[place]!.bits, units[at + place]!)) place++
      if (place === length) found.push({ word, rank: first.units.indexOf(units[at]!) })
    }
  }
  found.sort((a, b) => a.rank - b.rank || a.word - b.word)
  return found.slice(0, most).map(({ word }) => textOf(units, starts[word]!, starts[word]! + length))
}

export interface Candidate {
  readonly text: string
  /** Approximate number of articles that contain it. */
  readonly articles: number
  readonly isWord: boolean
  /** Key for ordering candidates: number of articles, where a word counts more than a chance sequence of characters. */
  readonly score: number
}

/** Most unknown strings that are counted: each is searched in texts, which takes up to 0.2 ms. */
const mostCounted = 10
/** Weight of an unknown string: usually it is the end of one word and the beginning of the next. */
const strangerWeight = 0.08
/** Weight of an unknown string of two-character words: more often it is a phrase. */
const phraseWeight = 0.3

/**
 * The best `most` strings that fit, best first. Patterns of one position give none.
 * @param accepts called only for strings that may be among the best
 */
export function findCandidates(
  collection: Collection,
  pattern: Pattern,
  most: number,
  accepts: (text: string) => boolean,
): Candidate[] {
  const words = wordsThatFit(collection, pattern)
  const strangers: Path[] = []
  // If the dictionary has enough, unknown strings would come last anyway.
  const isEnough = pattern.length > 2 && words.size >= most
  for (const path of isEnough ? [] : likelyPaths(collection, pattern)) {
    if (words.has(path.text)) continue
    if (path.text.length === 2 && path.singles === 0) words.set(path.text, path.expected)
    else strangers.push(path)
  }
  const all = Array.from(words, ([text, articles]) => ({ text, isWord: true, articles, score: articles }))
  const known = firstOf(all.sort(byScore), most, ({ text }) => accepts(text))
  const least = known.length < most ? 0 : known.at(-1)!.score
  const counted = firstOf(strangers, mostCounted, ({ text }) => accepts(text)).map((path) =>
    countStranger(collection, path, least),
  )
  return [...known, ...counted]
    .filter(({ articles }) => articles > 0)
    .sort(byScore)
    .slice(0, most)
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || (a.text < b.text ? -1 : 1)

function firstOf<T>(items: readonly T[], most: number, fits: (item: T) => boolean): T[] {
  const found: T[] = []
  for (const item of items) {
    if (found.length === most) break
    if (fits(item)) found.push(item)
  }
  return found
}

function countStranger(collection: Collection, { text, expected, singles }: Path, least: number): Candidate {
  const weight = singles === 0 ? phraseWeight : strangerWeight
  const articles = text.length === 2 ? expected : collection.articlesAbout(text, least / weight)
  return { text, isWord: false, articles, score: articles * weight }
}
