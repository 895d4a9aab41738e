/** What expanding asks of a collection: which characters stand side by side, how many articles hold a string. */
export interface Collection {
  /** Calls `each` for every pair that begins with a unit, once a list that holds it; `articles` are of that list. */
  forEachSecond(first: number, each: (second: number, articles: number) => void): void
  /** Calls `each` for every dictionary word of three characters and more that begins with a character, once a list. */
  forEachTerm(first: string, each: (term: string, articles: number) => void): void
  /** Articles that hold a character, at most. */
  characterFrequency(unit: number): number
  /** Articles that hold a pair, at most. */
  pairFrequency(first: number, second: number): number
  /** Articles that hold a Latin word, or a dictionary word of three characters and more, as a word. */
  termFrequency(term: string): number
  /** Live articles that hold a string, wherever it stands. Looks at texts. */
  articlesWith(text: string): number
  /** Whether the segmenter takes a Han text as one word. */
  isWord(text: string): boolean
}
