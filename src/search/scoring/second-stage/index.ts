/**
 * The second stage: scans the text of the best articles of the first stage once (about 3 µs for 700 characters) for
 * what posting lists don't record: how closely the query's pairs and characters stand together, whether neighbouring
 * words keep their order, and single-character words.
 *
 * score = first / T + a·window + c·characters + o·order + d·single, each a share between 0 and about 1.
 */
import type { TextUnits } from '../../../storage/segment/articles/recent-texts.js'
import type { WeightedTerm } from '../statistics.js'
import type { Weighing } from '../../planning/weighing.js'
import type { QueryWord } from '../../planning/words.js'
import { bestWindow, orderKept, singlesFound } from './features.js'
import { createPattern } from './pattern.js'
import type { Pattern, Unit } from './pattern.js'
import { characterHits, markCharacters, pairHits, scanTexts, unitHits, unmarkCharacters } from './scan.js'

/** Names of the parts of a score, in the order in which {@link SecondStage.score} writes them. */
export const partNames = ['window', 'characters', 'order', 'single'] as const

export interface SecondStage {
  /** The most points that a text can add. */
  readonly most: number
  /**
   * The most points that a text can add if `parts` are those of its sketch.
   * @param pairs the bigrams that the sketch shows
   */
  ceiling(parts: Float64Array, pairs: ReadonlySet<string>): number
  /** Writes the points that title and body add to first / T, one number for each part. */
  score(texts: TextUnits, parts: Float64Array): void
  /**
   * Position of the first bigram or Latin word of the query in the text that was scored last, in units of the title, a
   * line break, and the body; −1 if there is none.
   */
  firstSeen(): number
  /** Call after the last text. */
  release(): void
}

/**
 * Prepares the second stage of a query.
 * @param terms those that are searched in title and body
 * @returns undefined if there is nothing to search for
 */
export function prepareSecondStage(
  words: readonly QueryWord[],
  terms: readonly WeightedTerm[],
  weighing: Weighing,
): SecondStage | undefined {
  const [only] = words
  if (only === undefined || terms.length === 0) return undefined
  // A single bigram, character or Latin word is equally close to itself in every article.
  if (words.length === 1 && (only.latin || only.text.length <= 2)) return undefined
  const pattern = createPattern(words, terms, weighing.statistics)
  markCharacters(pattern)
  return {
    most: mostPoints(pattern, weighing),
    ceiling: (parts, pairs) => ceilingOf(parts, pairs, pattern, weighing),
    score: (texts, parts) => {
      scanTexts(texts, pattern)
      scoreHits(pattern, weighing, parts)
    },
    firstSeen: () => (pairHits.count > 0 ? pairHits.position[0]! : -1),
    release: () => unmarkCharacters(pattern),
  }
}

function mostPoints({ neighbours, singles }: Pattern, { parameters, total }: Weighing): number {
  const { pairWindow, characterWindow, order, singleCharacter } = parameters
  const single = singles.reduce((sum, { idf }) => sum + idf, 0)
  const inOrder = neighbours.before.length > 0 ? order.weight : 0
  return pairWindow.weight + characterWindow.weight + inOrder + (singleCharacter * single) / total
}

/** The window of bigrams is exact in a sketch, and so is the order of words that consist of its bigrams. */
function ceilingOf(
  parts: Float64Array,
  pairs: ReadonlySet<string>,
  { units, neighbours, singles }: Pattern,
  { parameters, total }: Weighing,
): number {
  const { pairWindow, characterWindow, order, singleCharacter } = parameters
  const isSeen = ({ text, latin }: Unit): boolean =>
    !latin &&
    text.length > 1 &&
    Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)).every((pair) => pairs.has(pair))
  const window = units.some(({ latin }) => latin) ? pairWindow.weight : parts[0]!
  const inOrder = units.every(isSeen) ? parts[2]! : neighbours.before.length > 0 ? order.weight : 0
  const single = singles.reduce((sum, { idf }) => sum + idf, 0)
  return window + characterWindow.weight + inOrder + (singleCharacter * single) / total
}

function scoreHits(pattern: Pattern, { parameters, total }: Weighing, parts: Float64Array): void {
  const { pairWindow, characterWindow, order, singleCharacter } = parameters
  const { pairs, characters } = pattern
  parts[0] = (pairWindow.weight * bestWindow(pairHits, pairs.weight, pairWindow.length)) / pairs.total
  parts[1] =
    (characterWindow.weight * bestWindow(characterHits, characters.weight, characterWindow.length)) / characters.total
  parts[2] = (order.weight * orderKept(unitHits, pattern, order.gap)) / pattern.neighbours.total
  parts[3] = (singleCharacter * singlesFound(characterHits, pattern)) / total
}
