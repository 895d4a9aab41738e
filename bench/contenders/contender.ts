/** An engine to compare: how it is set up for Chinese, how it builds, what it answers. */

export interface Contender {
  /** As tables name it. */
  readonly name: string
  /** npm packages that it needs, the engine first. */
  readonly packages: readonly string[]
  /** How it is set up, and why so, in one sentence. */
  readonly setup: string
  readonly storesText: boolean
  /** Has a query for strings as they stand, rather than for their pieces in any place. */
  readonly findsPhrases: boolean
  /** The index lies on disk and is opened; otherwise it lives in memory and is built anew. */
  readonly isOnDisk: boolean
  /** More articles than this take it longer or more memory than a benchmark may. */
  readonly mostArticles?: number
  /**
   * Builds the index of a file of articles.
   * @param dir an empty folder for what is kept on disk
   * @param most articles to take at most
   * @returns the engine, where the index lives in memory
   */
  readonly build: (file: string, dir: string, most: number) => Promise<Engine | undefined>
  /** Opens what `build` left in `dir`. */
  readonly open: (dir: string) => Promise<Engine>
}

export interface Answer {
  readonly id: string
  /** Text of the article, or the passage of it. */
  readonly text: string
}

export interface Passage extends Answer {
  /** What the passage marks, piece by piece. */
  readonly marked: readonly string[]
}

/** An index that answers. Every answer is what a user would get: ids with the articles' texts, never only numbers. */
export interface Engine {
  /** The ten best articles that hold all the words, best first. */
  readonly allWords: (query: string) => Promise<readonly Answer[]>
  /** Ids of all articles that hold the string, as far as the engine can tell. */
  readonly phrase: (text: string) => Promise<readonly string[]>
  /** Ids of the ten best articles for a question; none of its words must be there. */
  readonly question: (text: string) => Promise<readonly string[]>
  /** As `allWords`, with the passage that answers and its marks; absent where the engine makes none. */
  readonly passages?: (query: string) => Promise<readonly Passage[]>
  /** As `allWords`, ids alone; absent where that is no different. */
  readonly bare?: (query: string) => Promise<readonly string[]>
  /** Writes what lives in memory to a folder, for `open`; absent where it cannot. */
  readonly save?: (dir: string) => Promise<void>
  readonly close: () => void
}
