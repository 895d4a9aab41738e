/** An engine to compare: how it is set up for Chinese, how it builds, how it answers. */

export interface Contender {
  /** Its name in tables. */
  readonly name: string
  /** npm packages that it needs, the engine first. */
  readonly packages: readonly string[]
  /** How and why it is set up in this way, in one sentence. */
  readonly setup: string
  readonly storesText: boolean
  /** Has a query for exact strings, rather than for their pieces in any place. */
  readonly findsPhrases: boolean
  /** The index is on disk and is opened; otherwise it is in memory and is built each time. */
  readonly isOnDisk: boolean
  /** With more articles than this it takes longer or more memory than a benchmark may. */
  readonly mostArticles?: number
  /** It is a program that we start, so its own cold start isn't that of the process that measures. */
  readonly isProgram?: boolean
  /**
   * Builds the index of a file of articles.
   * @param dir an empty folder for what is kept on disk
   * @param most articles to take at most
   * @returns the engine, if the index is in memory; what another process used, if that has built it
   */
  readonly build: (file: string, dir: string, most: number) => Promise<Engine | Used | undefined>
  /** Opens what `build` left in `dir`. */
  readonly open: (dir: string) => Promise<Engine>
}

/** What building took. */
export interface Used {
  /** Processor seconds of all threads. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
  /** Largest resident memory of the process. */
  readonly peakBytes: number
}

/** Milliseconds so far: elapsed, and of the processor in all threads. */
export interface Clock {
  readonly elapsed: () => number
  readonly processor: () => number
}

/** The process of an engine that doesn't answer in the calling one. */
export interface Apart {
  readonly pid: number
  /** Counts the work on answers alone, without the way to it and back. */
  readonly clock: Clock
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

/** An open index. Every answer is what a user would get: IDs with the articles' texts, never only numbers. */
export interface Engine {
  /** The ten best articles that hold all the words, best first. */
  readonly allWords: (query: string) => Promise<readonly Answer[]>
  /** Ids of the articles that hold the string, as far as the engine can tell: all, or the first `most`. */
  readonly phrase: (text: string, most?: number) => Promise<readonly string[]>
  /** Ids of the best articles for a question, ten if `most` isn't given; none of its words must be there. */
  readonly question: (text: string, most?: number) => Promise<readonly string[]>
  /** As `allWords`, with a marked passage; absent if the engine makes none. */
  readonly passages?: (query: string) => Promise<readonly Passage[]>
  /** As `allWords`, IDs alone; absent if that is no different. */
  readonly bare?: (query: string) => Promise<readonly string[]>
  readonly apart?: Apart
  /** Writes what is in memory to a folder, for `open`; absent if the engine can't. */
  readonly save?: (dir: string) => Promise<void>
  readonly close: () => void
}
