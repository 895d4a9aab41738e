/** What a child process does for a benchmark, and what it reports: plain data, one JSON object each way. */

interface JobOf<Kind extends string> {
  readonly kind: Kind
  /** Name of the contender. */
  readonly contender: string
  readonly file: string
  readonly dir: string
  /** Articles to take at most. */
  readonly most: number
}

export interface BuildJob extends JobOf<'build'> {
  /** Also write what is in memory to `dir`. */
  readonly save: boolean
}

export interface BuildOutcome {
  /** Processor seconds of all threads, from the first article to the finished index. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
  /** Largest resident memory of the process. */
  readonly peakBytes: number
  /** Memory of the finished index, after garbage collection; 0 for indexes on disk. */
  readonly heldBytes: number
  /** Size on disk; undefined if nothing was or could be written. */
  readonly diskBytes?: number
}

export interface AnswerJob extends JobOf<'answer'> {
  /** JSON of `Asked`. */
  readonly asked: string
  readonly rounds: number
  /** Seconds that each kind of question may take. */
  readonly seconds: number
}

export interface Timed {
  /**
   * Elapsed time by question, one list for each round. Every engine answers in one thread, from the page cache; programs
   * report their own time, without the way to them.
   */
  readonly milliseconds: readonly (readonly number[])[]
  /**
   * Processor milliseconds for a question, one number for each round: all threads, with compiling and garbage
   * collection.
   */
  readonly processor: readonly number[]
}

export interface AnswerOutcome {
  readonly openMs: number
  readonly phrases: Timed & {
    readonly asked: number
    /** Questions whose answer is the true set. */
    readonly exact: number
    /** Mean shares over the questions. */
    readonly recall: number
    readonly precision: number
  }
  readonly log: Timed & {
    readonly asked: number
    /** Questions whose hits, up to ten and as many as there are, all contain all words. */
    readonly right: number
  }
  readonly bare?: Timed
  readonly passages?: Timed & {
    /** Share of articles with all words whose passage marks something, and share of marks that are in the query. */
    readonly marked: number
    readonly true: number
  }
  /** The ten best ids by question id. */
  readonly questions: Readonly<Record<string, readonly string[]>>
  readonly peakBytes: number
}

export interface FirstJob extends JobOf<'first'> {
  readonly query: string
}

export interface FirstOutcome {
  readonly openMs: number
  readonly queryMs: number
  readonly found: number
}

/** Asks every text once; the first {@link FreshJob.warmUp} aren't measured. */
export interface FreshJob extends JobOf<'fresh'> {
  /** JSON of a list of texts. */
  readonly asked: string
  readonly way: 'allWords' | 'passages' | 'bare' | 'phrase'
  readonly warmUp: number
}

/** Empty if the engine makes no passages and they are asked for. */
export interface FreshOutcome {
  readonly milliseconds: readonly number[]
  /** The IDs that each text found. */
  readonly found: readonly (readonly string[])[]
  /** Processor milliseconds for a text, all threads. */
  readonly processor: number
  /** Memory that isn't a view of a file, after the last answer; known on Linux alone. */
  readonly ownBytes: number | undefined
}

export type Job = BuildJob | AnswerJob | FirstJob | FreshJob
export type OutcomeOf<J extends Job> = J extends BuildJob
  ? BuildOutcome
  : J extends AnswerJob
    ? AnswerOutcome
    : J extends FirstJob
      ? FirstOutcome
      : FreshOutcome
