/**
 * Strings of a collection that fit a pattern, a set of characters a place: every two neighbours must be a pair of the
 * index. Paths through the pairs are followed from left to right; of each length those are kept that a model of pairs
 * expects in most articles (Markov: articles of the first pair, then the share of each next pair among those of its
 * first character). The best are then counted exactly.
 */
import type { Collection } from './collection.js'

/** The characters that may stand at each place. */
export type Pattern = readonly ReadonlySet<string>[]

export interface Candidate {
  readonly text: string
  /** Live articles that hold it; for two characters an upper bound. */
  readonly articles: number
  readonly isWord: boolean
  /** Orders candidates: articles, where a word counts more than a chance meeting of characters. */
  readonly score: number
}

interface Path {
  readonly text: string
  readonly expected: number
}

const mostPaths = 800
const mostCounted = 32
/** What no dictionary knows counts a fraction: mostly it is the end of one word and the beginning of the next. */
const strangerWeight = 0.08

/**
 * The best `most` strings that fit, best first. Patterns of one place give none.
 * @param accepts asked about each finished string before it is counted
 */
export function findCandidates(
  collection: Collection,
  pattern: Pattern,
  most: number,
  accepts: (text: string) => boolean,
): Candidate[] {
  let paths = firstPairs(collection, pattern)
  for (let place = 2; place < pattern.length && paths.length > 0; place++) {
    paths = best(extend(collection, paths, pattern[place]!), mostPaths)
  }
  return count(collection, paths, most, accepts)
}

function firstPairs(collection: Collection, [first, second]: Pattern): Path[] {
  if (first === undefined || second === undefined) return []
  const paths: Path[] = []
  for (const character of first) {
    for (const [next, articles] of seconds(collection, character, second)) {
      paths.push({ text: character + next, expected: articles })
    }
  }
  return best(paths, mostPaths)
}

/** The characters of a set that follow a character, with the articles of the pair. */
function seconds(collection: Collection, first: string, allowed: ReadonlySet<string>): Map<string, number> {
  const units = unitsOf(allowed)
  const found = new Map<string, number>()
  collection.forEachSecond(first.charCodeAt(0), (second, articles) => {
    if (units[second] !== 1) return
    const character = String.fromCharCode(second)
    found.set(character, (found.get(character) ?? 0) + articles)
  })
  return found
}

const flags = new WeakMap<ReadonlySet<string>, Uint8Array>()

function unitsOf(characters: ReadonlySet<string>): Uint8Array {
  let units = flags.get(characters)
  if (units === undefined) {
    units = new Uint8Array(65536)
    for (const character of characters) units[character.charCodeAt(0)] = 1
    flags.set(characters, units)
  }
  return units
}

function extend(collection: Collection, paths: readonly Path[], allowed: ReadonlySet<string>): Path[] {
  const following = new Map<string, Map<string, number>>()
  const extended: Path[] = []
  for (const { text, expected } of paths) {
    const last = text.at(-1)!
    let next = following.get(last)
    if (next === undefined) following.set(last, (next = seconds(collection, last, allowed)))
    const all = Math.max(1, collection.characterFrequency(last.charCodeAt(0)))
    for (const [character, articles] of next) {
      extended.push({ text: text + character, expected: expected * Math.min(1, articles / all) })
    }
  }
  return extended
}

function best(paths: Path[], most: number): Path[] {
  if (paths.length <= most) return paths
  return paths.sort((a, b) => b.expected - a.expected || (a.text < b.text ? -1 : 1)).slice(0, most)
}

function count(
  collection: Collection,
  paths: readonly Path[],
  most: number,
  accepts: (text: string) => boolean,
): Candidate[] {
  const judged = paths
    .filter(({ text }) => accepts(text))
    .map(({ text, expected }) => {
      const isWord = collection.isWord(text)
      const known = isWord ? (text.length > 2 ? collection.termFrequency(text) : expected) : expected * strangerWeight
      return { text, isWord, promise: known, expected }
    })
    .sort((a, b) => b.promise - a.promise || (a.text < b.text ? -1 : 1))
  const found: Candidate[] = []
  for (const { text, isWord, expected } of judged.slice(0, mostCounted)) {
    const articles = text.length === 2 ? expected : collection.articlesWith(text)
    if (articles === 0) continue
    found.push({ text, isWord, articles, score: isWord ? articles : articles * strangerWeight })
  }
  return found.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1)).slice(0, most)
}
