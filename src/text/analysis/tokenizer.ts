/**
 * The interface of all segmenters of Han text. A tokenizer receives only normalised runs of Han; everything else
 * (letters, numbers, kana, blanks) is segmented by rules in `analysis.ts`.
 */

/** Words concatenated in the order of their IDs: 350,000 are scanned in a millisecond. */
export interface Spellings {
  readonly units: Uint16Array
  /** In units. */
  readonly lengths: Uint8Array
}

export interface Tokenizer {
  /** Changes whenever a segmentation could change: `native:` and the lexicon's hash, `bigram`, `jieba:…`, `intl:…`. */
  readonly id: string
  /** Word ids lie in [0, wordCount). */
  readonly wordCount: number
  /** IDs from here on are words of the user's lexicon; absent if there is none. */
  readonly firstUserWord?: number
  /**
   * Writes the normalised spelling of a word to the start of `into`, which has room for 255 units.
   * @returns how many
   */
  spell(id: number, into: Uint16Array): number
  /** All words, for scanning; absent if they aren't known in advance. */
  readonly spellings?: readonly Spellings[]
  /**
   * Cuts the run units[start, end) of Han into words.
   * Writes, from index `at` on, each word's exclusive end and its id (−1: not in the dictionary) and returns the index
   * after the last. Both arrays have room for end − start entries. Words never split a surrogate pair.
   */
  cut(units: Uint16Array, start: number, end: number, ends: Int32Array, ids: Int32Array, at: number): number
}
