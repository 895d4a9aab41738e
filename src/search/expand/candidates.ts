/**
 * Strings of a collection that fit a pattern: dictionary words that occur in it, and unknown strings in which all
 * neighbouring characters are bigrams of the index. The likeliest unknown strings are then counted in the texts.
 */
import { wordsThatFit } from './dictionary.js'
import type { Collection } from './collection.js'
import { likelyPaths, type Path } from './paths.js'
import type { Pattern } from './pattern.js'

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
