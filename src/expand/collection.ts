/** What expanding asks of a collection: which characters stand side by side, how many articles hold a string. */
import type { SecondSums } from '../segment/pairs/reader.js'
import type { Spellings } from '../text/tokenizer.js'
import type { ExpansionMemory } from './memory.js'

export interface Collection {
  /** No pair that begins with a unit has more articles; 0 for most of the characters of a reading. */
  articlesAtMost(unit: number): number
  /** Adds up in how many articles a unit stands before which others, list by list. */
  addSeconds(first: number, sums: SecondSums): void
  /** Calls `each` for every dictionary word of three characters and more that begins with a character, once a list. */
  forEachTerm(first: string, each: (term: string, articles: number) => void): void
  /** Articles that hold a character, at most. */
  characterFrequency(unit: number): number
  /** Articles that hold a pair, at most. */
  pairFrequency(first: number, second: number): number
  /** Articles that hold a Latin word, or a dictionary word of three characters and more, as a word. */
  termFrequency(term: string): number
  /** Whether more than so many live articles hold a string, wherever it stands. Looks at texts until that is plain. */
  isInMoreThan(articles: number, text: string): boolean
  /** The same, about, at a bounded cost; 0 where it is less than `least`. */
  articlesAbout(text: string, least: number): number
  /** Whether the segmenter takes a Han text as one word. */
  isWord(text: string): boolean
  /** Words of the segmenter's dictionary, where it has one that can be scanned. */
  readonly spellings: readonly Spellings[] | undefined
  /** What expansion has computed of this collection. */
  readonly memory: ExpansionMemory
}
