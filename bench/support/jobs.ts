/** What one child process does for a benchmark, and what it tells: plain data, one JSON object each way. */

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
  /** Also write what lives in memory to `dir`. */
  readonly save: boolean
}

export interface BuildOutcome {
  /** Processor seconds of all threads, from the first article to the finished index. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
  /** Largest resident memory of the process. */
  readonly peakBytes: number
  /** Memory that the index holds when built, after a collection of garbage; 0 for indexes on disk. */
  readonly heldBytes: number
  /** Size of what lies on disk; undefined where nothing was written or it could not be. */
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
  /** Elapsed, by question, one list a round. Every engine here answers in the calling thread, from the page cache. */
  readonly milliseconds: readonly (readonly number[])[]
  /** Processor milliseconds a question, one number a round: of all threads, so with compiling and collecting garbage. */
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
    /** Questions whose first articles all hold all words, as many as there are, up to ten. */
    readonly right: number
  }
  readonly bare?: Timed
  readonly passages?: Timed & {
    /** Shares of articles with all words whose passage marks something, and of marks that stand in the query. */
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

export type Job = BuildJob | AnswerJob | FirstJob
export type OutcomeOf<J extends Job> = J extends BuildJob
  ? BuildOutcome
  : J extends AnswerJob
    ? AnswerOutcome
    : FirstOutcome
