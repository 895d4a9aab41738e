/**
 * Strings of a collection that fit a pattern: dictionary words of the collection, and strings that no dictionary knows,
 * of which every two neighbours are a pair of the index. The likeliest are then counted exactly.
 */
import { wordsThatFit } from './dictionary.js'
import type { Collection } from './collection.js'
import { likelyPaths } from './paths.js'
import type { Path } from './paths.js'
import type { Pattern } from './pattern.js'

export interface Candidate {
  readonly text: string
  /** Articles that hold it, about. */
  readonly articles: number
  readonly isWord: boolean
  /** Orders candidates: articles, where a word counts more than a chance meeting of characters. */
  readonly score: number
}

/** Strings that no dictionary knows are looked for in texts, which takes up to a fifth of a millisecond each. */
const mostCounted = 10
/** What no dictionary knows counts a fraction: mostly it is the end of one word and the beginning of the next. */
const strangerWeight = 0.08
/** Words side by side are a phrase more often. */
const phraseWeight = 0.3

/**
 * The best `most` strings that fit, best first. Patterns of one place give none.
 * @param accepts asked about each string that may be among them
 */
export function findCandidates(
  collection: Collection,
  pattern: Pattern,
  most: number,
  accepts: (text: string) => boolean,
): Candidate[] {
  const words = wordsThatFit(collection, pattern)
  const strangers: Path[] = []
  // Where the dictionary has enough, what it doesn't know would come last.
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
