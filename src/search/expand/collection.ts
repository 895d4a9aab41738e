/** What expansion needs from a collection: which characters are adjacent, and how many articles contain a string. */
import type { SecondSums } from '../../storage/segment/pairs/reader.js'
import type { Spellings } from '../../text/analysis/tokenizer.js'
import type { Alternatives } from './query.js'

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
  isWord(text: string): boolean
  /** Words of the segmenter's dictionary, if it can be scanned. */
  readonly spellings: readonly Spellings[] | undefined
  readonly memory: ExpansionMemory
}

/** Words by their second unit, as ascending chains. Words of one unit are in no chain. */
export interface WordOrder {
  /** By unit: its first word, −1 for none. */
  readonly firsts: Int32Array
  /** By word: the next word with the same unit, −1 after the last. */
  readonly next: Int32Array
  /** By word: the start of its spelling. */
  readonly starts: Int32Array
}

/** From the last word to the first: one or two milliseconds for 350,000 words, at the first query that needs it. */
export function orderBySecond({ units, lengths }: Spellings): WordOrder {
  const firsts = new Int32Array(65536).fill(-1)
  const next = new Int32Array(lengths.length)
  const starts = new Int32Array(lengths.length)
  for (let word = lengths.length - 1, at = units.length; word >= 0; word--) {
    at -= lengths[word]!
    starts[word] = at
    if (lengths[word] === 1) continue
    const unit = units[at + 1]!
    next[word] = firsts[unit]!
    firsts[unit] = word
  }
  return { firsts, next, starts }
}

/** The characters that follow a character, in no order. */
export interface Successors {
  readonly units: Uint16Array
  readonly articles: Int32Array
  /** By position in `units`: 1 if both characters form a word, 2 if they don't, 0 if unknown so far. */
  readonly words: Uint8Array
}

interface ExpansionMemory {
  readonly successors: Map<number, Successors>
  /** The expansion of a text in Latin letters; undefined if there is none. */
  readonly readings: Map<string, Alternatives | undefined>
  readonly wordOrders: Map<Spellings, WordOrder>
}

export function createExpansionMemory(): ExpansionMemory {
  return { successors: new Map(), readings: new Map(), wordOrders: new Map() }
}
