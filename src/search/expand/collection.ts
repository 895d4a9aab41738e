/** What expansion needs from a collection: which characters are adjacent, and how many articles contain a string. */
import type { SecondSums } from '../../storage/segment/pairs/reader.js'
import type { Spellings } from '../../text/analysis/tokenizer.js'
import type { ExpansionMemory } from './memory.js'

export interface Collection {
  /** Upper bound of the articles of any bigram that begins with the unit; 0 for most characters of a reading. */
  articlesAtMost(unit: number): number
  /** Adds the number of articles of each bigram that begins with `first` to the sum of its second unit. */
  addSeconds(first: number, sums: SecondSums): void
  /**
   * Calls `each` for every dictionary word of three or more characters that begins with a character, once for each
   * list.
   */
  forEachTerm(first: string, each: (term: string, articles: number) => void): void
  /** Upper bound of the articles that contain a character. */
  characterFrequency(unit: number): number
  /** Upper bound of the articles that contain a bigram. */
  pairFrequency(first: number, second: number): number
  /** Articles that contain a Latin word, or a dictionary word of three or more characters, as a word. */
  termFrequency(term: string): number
  /** Whether more than this many live articles contain a string anywhere. Reads texts until this is certain. */
  isInMoreThan(articles: number, text: string): boolean
  /** Approximate number of live articles that contain a string, at a bounded cost; 0 if less than `least`. */
  articlesAbout(text: string, least: number): number
  /** Whether the segmenter takes a Han text as one word. */
  isWord(text: string): boolean
  /** Words of the segmenter's dictionary, if it can be scanned. */
  readonly spellings: readonly Spellings[] | undefined
  /** What expansion has computed of this collection. */
  readonly memory: ExpansionMemory
}
