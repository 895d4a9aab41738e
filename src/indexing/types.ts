/** The inputs and results of building an index and pushing a collection. */
import type { Fault, XunzhangError } from '../base/errors.js'
import type { GeneratorName } from '../source/choose/sites.js'
import type { LeftOut } from '../source/choose/why.js'
import type { SourceRules } from '../source/choose/chooser.js'
import type { GivenArticle } from '../source/given-article.js'
import type { FieldType, FieldTypes } from '../text/schema.js'
import type { BlocksLeftOut } from './tasks/block-tally.js'
import type { TokenizerName } from '../text/tokenizers/index.js'

export interface BuildProgress {
  readonly stage: 'scan' | 'read' | 'merge' | 'commit'
  readonly done: number
  readonly total: number
  /** Unit of `done` and `total`. */
  readonly unit: 'files' | 'bytes'
}

/** What is wrong with a file or a record, as data and in English. */
export interface BuildProblem extends Pick<Fault, 'reason' | 'parameters' | 'part'> {
  /** The name in the index, with the line if the problem has one. */
  readonly path: string
  /** The absolute path of the file; absent for records from a pipe. */
  readonly file?: string
  readonly message: string
  readonly remedy: string
}

/** Files that a list names. */
export interface FileList {
  /** The folder to which the names are relative. */
  readonly folder: string
  /** Paths below the folder, with '/' between their parts. */
  readonly files: readonly string[]
}

export type { SourceRules }

export interface BuildOptions {
  /**
   * Folders and files to index. They are added to the sources of the index, and only they are scanned. If the list is
   * empty, all sources of the index are scanned again.
   */
  readonly paths: readonly string[]
  /** Files to index that lists name. They are added to the sources as well. */
  readonly lists?: readonly FileList[]
  /** Records from a pipe: a file that contains them, and their name in the index. They replace those of that name. */
  readonly pipe?: { readonly file: string; readonly name: string }
  /** Remove everything from the index that is not in the given paths, lists and pipe. Default false. */
  readonly only?: boolean
  /** Indexed paths, or names of pipes, to remove from the index. */
  readonly forget?: readonly string[]
  /**
   * Which files of the given paths are read. The rules are recorded with the paths. Default: the recorded rules; for
   * new paths, all files except drafts.
   */
  readonly rules?: SourceRules
  /** The index folder. */
  readonly dir: string
  /**
   * Maximum number of threads, including the calling one. That one builds batches too and lets timers and signals run
   * about every 50 ms, or every 200 ms while it writes a batch. Default: the number of cores, limited by `memory`.
   */
  readonly jobs?: number
  /**
   * Bytes of memory for all threads together. Default 512 MiB. If it is given, it also limits the size of a file that
   * is one article, to about a ninth of the memory beyond the program's 160 MiB. Larger files are reported as problems,
   * and their articles in the index are kept.
   */
  readonly memory?: number
  readonly tokenizer?: TokenizerName
  /** A user lexicon in jieba's format. */
  readonly lexicon?: string
  /** Clean all texts as pages are cleaned, those of records, too. Default false. `rules.clean` says more. */
  readonly clean?: boolean
  /** The collection's own fields, which are recorded in the index. A new field rebuilds the index. */
  readonly fields?: FieldTypes
  /** Rebuild the index, whatever state it is in. Default false. */
  readonly force?: boolean
  readonly onProgress?: (progress: BuildProgress) => void
  /** Called once for each file or record that could not be read; never fatal. */
  readonly onProblem?: (problem: BuildProblem) => void
  /** Called with the ID of each article that was in the index and is no longer in any source. */
  readonly onRemoved?: (id: string) => void
  /** Stops the work within a second. The last commit stays as it is. */
  readonly signal?: AbortSignal
  /**
   * Makes V8 optimise later and less, which saves CPU time if the process ends soon after. This applies to the whole
   * process and remains in effect; it works only on Node 20. Default false.
   */
  readonly compileLess?: boolean
}

export interface BuildReport {
  /** Articles in the index now. */
  readonly articles: number
  readonly added: number
  readonly updated: number
  readonly removed: number
  /** Files that were not read because they had not changed. */
  readonly skipped: number
  /** Files or records that could not be read or parsed. */
  readonly failed: number
  /** Bytes read from the source. */
  readonly bytes: number
  readonly seconds: number
  readonly indexBytes: number
  /** All sources of the index. */
  readonly roots: readonly RootReport[]
  /** What could not be read this time; the list contains at most 1,000 problems. */
  readonly problems: readonly BuildProblem[]
  /** Sites and vaults that were recognised this time. */
  readonly sites: readonly SiteReport[]
  /** What was found this time and left out. */
  readonly leftOut: readonly LeftOut[]
  /** What was left out of the articles that were read this time. */
  readonly blocksLeftOut: BlocksLeftOut
}

/** A source of an index. */
export interface RootReport {
  readonly kind: 'folder' | 'file' | 'list' | 'pipe'
  /** The absolute path; '-' for a pipe. */
  readonly path: string
  /** The beginning of its files' names in the index; for a file or a pipe, its whole name. */
  readonly name: string
}

/** A folder with the sources of a site, or a vault of notes. */
export interface SiteReport {
  readonly generator: GeneratorName
  /** The absolute path. */
  readonly folder: string
  /** The folders of its sources, below the folder; '' for the folder itself. */
  readonly sources: readonly string[]
}

/** How the files are read. */
export type SyncOptions = Pick<
  BuildOptions,
  'rules' | 'jobs' | 'memory' | 'clean' | 'onProgress' | 'onProblem' | 'signal'
>

export interface SyncReport extends BuildReport {
  /** IDs of the articles that were removed because they are no longer in any of the paths. */
  readonly removedIds: readonly string[]
}

export interface PushOptions extends Omit<BuildOptions, 'dir' | 'memory' | 'fields' | 'onRemoved'> {
  /** `opensearch://host:port[,host:port…]/collection`, or `opensearchs://` for TLS. */
  readonly to: string
  /** The number of shards of a new collection, which can't change later. Default 6. */
  readonly shards?: number
  /** Copies of each shard, for a new collection. Default 1. */
  readonly replicas?: number
  /** Copies that must confirm a write, for a new collection. Default 1. */
  readonly writeConsistency?: number
  /** Default: the environment variable OPENSEARCH_KEY. */
  readonly apiKey?: string
}

export interface PushReport extends Omit<BuildReport, 'indexBytes'> {
  /** Articles that had to be sent. They are fewer than were added if an unfinished push had already sent some. */
  readonly sent: number
}

export type { GivenArticle } from '../source/given-article.js'

/** A list of articles, or a stream, which is read only as fast as its articles are indexed. */
export type Articles<Fields extends FieldTypes = FieldTypes> =
  Iterable<GivenArticle & GivenFields<Fields>> | AsyncIterable<GivenArticle & GivenFields<Fields>>

/** The values of a collection's own fields in an article that is added. */
export type GivenFields<Fields extends FieldTypes> = {
  readonly [Name in keyof Fields]?: GivenValue<Fields[Name]> | null | undefined
}

type GivenValue<Type extends FieldType> = FieldType extends Type
  ? unknown
  : Type extends 'number'
    ? number | string
    : Type extends 'date'
      ? Date | string | number
      : Type extends 'keyword'
        ? string | number | boolean | readonly string[]
        : Type extends 'text'
          ? string
          : unknown

export interface AddOptions {
  /** Ends the call with an `AbortError`. Articles that were taken by then remain uncommitted changes. */
  readonly signal?: AbortSignal | undefined
  /** Called every few dozen articles, and once at the end. */
  readonly onProgress?: ((progress: AddProgress) => void) | undefined
  /** Called for each refused article. Without it, the first refused article ends the call. */
  readonly onProblem?: ((problem: XunzhangError) => void) | undefined
  /** Maximum number of threads for large batches, including the calling one. Default: the number of cores. */
  readonly jobs?: number | undefined
}

export interface AddProgress {
  /** Articles taken from the source so far. */
  readonly articles: number
}

export interface AddReport {
  readonly added: number
  /** Articles that replaced one with the same ID. */
  readonly updated: number
  /** Articles that were already in the index with the same content. */
  readonly unchanged: number
  /** Refused articles, see `onProblem`. */
  readonly failed: number
}

export interface CommitOptions {
  /** Ends the call with an `AbortError`; nothing is committed, and the changes stay. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined
  /** As in {@link AddOptions}. */
  readonly jobs?: number | undefined
}

/** What the commit changed. */
export interface CommitReport {
  readonly added: number
  readonly updated: number
  readonly removed: number
  readonly unchanged: number
}
