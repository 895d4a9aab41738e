/**
 * The words of the lexicon that the build used, ascending, so that queries are segmented as the articles were. All
 * words are exported: without those that the collection doesn't contain, one query in six was segmented and ranked
 * differently.
 */
import type { Lexicon } from '../../text/lexicon/index.js'
import { listedCount } from './format/characters.js'
import type { LexiconCount } from './format/keys.js'
import { orderOfKey } from './key-order.js'

export interface LexiconWord {
  readonly key: string
  readonly word: LexiconCount
}

export interface LexiconWords {
  /** Words of one unit that the table of characters has, by unit: occurrences + 1, or {@link listedCount}. */
  readonly singles: Uint32Array
  /** The words in list files: longer ones, and characters that the collection doesn't have. */
  readonly words: readonly LexiconWord[]
  /** Units of the longest. */
  readonly longest: number
}

/** @param isKnown whether the table of characters has a unit */
export function readWords(lexicon: Lexicon, isKnown: (unit: number) => boolean): LexiconWords {
  const singles = new Uint32Array(0x10000)
  const words: LexiconWord[] = []
  for (let id = 0; id < lexicon.wordCount; id++) {
    const weight = lexicon.weights[id]!
    if (weight === -Infinity) continue
    const key = lexicon.spelling(id)
    const word = countOf(weight, lexicon.total)
    const isInTable = key.length === 1 && isKnown(key.charCodeAt(0))
    if (isInTable) singles[key.charCodeAt(0)] = 'count' in word ? word.count + 1 : listedCount
    if (!isInTable || !('count' in word)) words.push({ key, word })
  }
  const sorted = sortByKey(words)
  // A word that occurs twice was given another weight later. The later one counts.
  const kept = sorted.filter(({ key }, i) => key !== sorted[i + 1]?.key)
  return { singles, words: kept, longest: kept.reduce((most, { key }) => Math.max(most, key.length), 1) }
}

/** Sorts by numbers first, because comparing strings takes a call. Only words with equal numbers are then compared. */
function sortByKey(words: readonly LexiconWord[]): LexiconWord[] {
  if (words.length > placeRange) return [...words].sort(byKey)
  const places = Float64Array.from(words, ({ key }, i) => orderOfKey(key) * placeRange + i).sort()
  const sorted = Array.from(places, (place) => words[place - Math.floor(place / placeRange) * placeRange]!)
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    const order = orderOfKey(sorted[start]!.key)
    while (end < sorted.length && orderOfKey(sorted[end]!.key) === order) end++
    if (end - start < 2) continue
    for (const [i, word] of sorted.slice(start, end).sort(byKey).entries()) sorted[start + i] = word
  }
  return sorted
}

/** For indexes below this, `order * placeRange + index` is an exact integer. */
const placeRange = 2 ** 21

const byKey = (a: LexiconWord, b: LexiconWord): number => (a.key < b.key ? -1 : Number(a.key > b.key))

function countOf(weight: number, total: number): LexiconCount {
  const count = Math.round(Math.exp(weight) * total)
  return Math.fround(Math.log(count / total)) === weight ? { count } : { weight }
}
