/** What building an index and pushing a collection take and give. */
import type { Fault } from '../errors.js'
import type { GeneratorName } from '../source/choose/sites.js'
import type { LeftOut } from '../source/choose/why.js'
import type { SourceRules } from '../source/choose/source-rules.js'
import type { XunzhangError } from '../errors.js'
import type { GivenArticle } from '../source/given-article.js'
import type { FieldType, FieldTypes } from '../text/own-fields.js'
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
  /** Where it lies, absolute; absent for what came through a pipe. */
  readonly file?: string
  readonly message: string
  readonly remedy: string
}

/** Files that were named by a list. */
export interface FileList {
  /** What their names are relative to. */
  readonly folder: string
  /** Below the folder, '/' between parts. */
  readonly files: readonly string[]
}

export type { SourceRules }

export interface BuildOptions {
  /**
   * Folders and files to index. They are added to what the index holds, and only they are looked at; none: everything
   * that the index was made of is looked at again.
   */
  readonly paths: readonly string[]
  /** Files to index, named by lists; they are added as well. */
  readonly lists?: readonly FileList[]
  /** What came through a pipe: a file that holds it, and what it is to be called in the index. It replaces what had that name. */
  readonly pipe?: { readonly file: string; readonly name: string }
  /** The given paths, lists and pipe are all that the index is to hold. Default false. */
  readonly only?: boolean
  /** Paths that were indexed, or names of pipes, that are to be taken out. */
  readonly forget?: readonly string[]
  /** Which files of the given paths are read, recorded with them. Default: as recorded; of new ones, all that are no drafts. */
  readonly rules?: SourceRules
  /** The index folder. */
  readonly dir: string
  /**
   * Threads to work with, this one included: it builds batches too, and lets timers and signals in every 50 ms or so,
   * 200 while it writes one. Default: the number of cores, bounded by `memory`.
   */
  readonly jobs?: number
  /**
   * Bytes for all threads together. Default 512 MiB. Where it is given, a file of one article is read only if it fits, too:
   * about a ninth of what is left beside the 160 MiB of the program; larger ones are told, and keep what the index has.
   */
  readonly memory?: number
  readonly tokenizer?: TokenizerName
  /** A user lexicon in jieba's format. */
  readonly lexicon?: string
  /** Clean the text of JSONL records as pages are cleaned. Default false. */
  readonly clean?: boolean
  /** Fields of the collection's own, kept with the index; a new one builds it anew. */
  readonly fields?: FieldTypes
  /** Build anew, whatever is there. Default false. */
  readonly force?: boolean
  readonly onProgress?: (progress: BuildProgress) => void
  /** Called once for each file or record that could not be read; never fatal. */
  readonly onProblem?: (problem: BuildProblem) => void
  /** Called with the ID of each article that was in the index and is in no source any more. */
  readonly onRemoved?: (id: string) => void
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
  /** All that the index is made of. */
  readonly roots: readonly RootReport[]
  /** What could not be read this time; at most 1,000 are repeated here. */
  readonly problems: readonly BuildProblem[]
  /** Sites and vaults that were recognised this time. */
  readonly sites: readonly SiteReport[]
  /** What was met this time and left out. */
  readonly leftOut: readonly LeftOut[]
}

/** A root of an index. */
export interface RootReport {
  readonly kind: 'folder' | 'file' | 'list' | 'pipe'
  /** Absolute; '-' for a pipe. */
  readonly path: string
  /** What the names of its files begin with in the index; of a file or a pipe, its name. */
  readonly name: string
}

/** A folder with the sources of a site, or a vault. */
export interface SiteReport {
  readonly generator: GeneratorName
  /** Absolute. */
  readonly folder: string
  /** Where its sources lie, below it; '' for the folder itself. */
  readonly sources: readonly string[]
}

/** How the files are read. */
export type SyncOptions = Pick<
  BuildOptions,
  'rules' | 'jobs' | 'memory' | 'clean' | 'onProgress' | 'onProblem' | 'signal'
>

export interface SyncReport extends BuildReport {
  /** The articles that were removed, because they are in none of the paths any more. */
  readonly removedIds: readonly string[]
}

export interface PushOptions extends Pick<
  BuildOptions,
  | 'paths'
  | 'lists'
  | 'pipe'
  | 'only'
  | 'forget'
  | 'rules'
  | 'jobs'
  | 'tokenizer'
  | 'lexicon'
  | 'clean'
  | 'force'
  | 'onProgress'
  | 'onProblem'
  | 'signal'
  | 'compileLess'
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

export type { GivenArticle } from '../source/given-article.js'

/** A list, or a source that is read as fast as its articles are indexed. */
export type Articles<Fields extends FieldTypes = FieldTypes> =
  Iterable<GivenArticle & GivenFields<Fields>> | AsyncIterable<GivenArticle & GivenFields<Fields>>

/** The values of a collection's own fields as an article is given with them. */
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
  /** Ends the call with an `AbortError`. Articles taken by then stay among the changes: commit or roll back. */
  readonly signal?: AbortSignal | undefined
  /** Called every few dozen articles, and once at the end. */
  readonly onProgress?: ((progress: AddProgress) => void) | undefined
  /** Called for each article that is refused; without it, the first one ends the call. */
  readonly onProblem?: ((problem: XunzhangError) => void) | undefined
  /** Threads for large batches, this one included; 1: no other thread. Default: the number of cores. */
  readonly jobs?: number | undefined
}

export interface AddProgress {
  /** Taken from the source so far. */
  readonly articles: number
}

export interface AddReport {
  readonly added: number
  /** Replaced an article with the same ID. */
  readonly updated: number
  /** Equal to what the index holds: left as it is. */
  readonly unchanged: number
  /** Refused, see `onProblem`. */
  readonly failed: number
}

export interface CommitOptions {
  /** Ends the call with an `AbortError`; nothing is committed, and the changes stay. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined
  /** As of {@link AddOptions}. */
  readonly jobs?: number | undefined
}

/** What the commit changed. */
export interface CommitReport {
  readonly added: number
  readonly updated: number
  readonly removed: number
  readonly unchanged: number
}
