/** What building an index and pushing a collection take and give. */
import type { Fault } from '../errors.js'
import type { TokenizerName } from '../analyzers/analyzers.js'

export interface BuildProgress {
  readonly stage: 'scan' | 'read' | 'merge' | 'commit'
  readonly done: number
  readonly total: number
  /** Unit of `done` and `total`. */
  readonly unit: 'files' | 'bytes'
}

/** What is wrong with a file or a record, as data and in English. */
export interface BuildProblem extends Pick<Fault, 'reason' | 'parameters' | 'part'> {
  /** With the line, where the trouble has one. */
  readonly path: string
  readonly message: string
  readonly remedy: string
}

export interface BuildOptions {
  /** Folders and files to index. */
  readonly paths: readonly string[]
  /** The index folder. */
  readonly dir: string
  /**
   * Threads to work with, this one included: it builds batches too, and lets timers and signals in every 50 ms or so,
   * 200 while it writes one. Default: the number of cores, bounded by `memory`.
   */
  readonly jobs?: number
  /** Bytes for all threads together. Default 512 MiB. */
  readonly memory?: number
  readonly tokenizer?: TokenizerName
  /** A user lexicon in jieba's format. */
  readonly lexicon?: string
  /** Clean the text of JSONL records as pages are cleaned. Default false. */
  readonly clean?: boolean
  /** Build anew, whatever is there. Default false. */
  readonly force?: boolean
  readonly onProgress?: (progress: BuildProgress) => void
  /** Called once for each file or record that could not be read; never fatal. */
  readonly onProblem?: (problem: BuildProblem) => void
  /** Stops within a second; the last commit stands. */
  readonly signal?: AbortSignal
  /**
   * Lets V8 optimise later and less, which saves CPU where the process ends soon after. It stays so, for the whole
   * process and on Node 20 alone. Default false.
   */
  readonly compileLess?: boolean
}

export interface BuildReport {
  /** Articles in the index now. */
  readonly articles: number
  readonly added: number
  readonly updated: number
  readonly removed: number
  /** Files left alone because nothing changed. */
  readonly skipped: number
  /** Files or records that could not be read or parsed. */
  readonly failed: number
  /** Bytes read from the source. */
  readonly bytes: number
  readonly seconds: number
  readonly indexBytes: number
}

export interface PushOptions extends Pick<
  BuildOptions,
  'paths' | 'jobs' | 'tokenizer' | 'lexicon' | 'clean' | 'force' | 'onProgress' | 'onProblem' | 'signal' | 'compileLess'
> {
  /** `qdrant://host:port[,host:port…]/collection`, or `qdrants://` for TLS. */
  readonly to: string
  /** For a new collection; fixed for its life. Default 6. */
  readonly shards?: number
  /** Copies of each shard, for a new collection. Default 1. */
  readonly replicas?: number
  /** Copies that must confirm a write, for a new collection. Default 1. */
  readonly writeConsistency?: number
  /** Default: QDRANT_API_KEY of the environment. */
  readonly apiKey?: string
}

export interface PushReport extends Omit<BuildReport, 'indexBytes'> {
  /** Articles that had to be sent: fewer than were added where an unfinished push had sent some. */
  readonly sent: number
}
