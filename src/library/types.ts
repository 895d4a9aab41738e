/**
 * The inputs and results of searching, for front ends and users of the library.
 * Results are plain JSON objects; every offset is in UTF-16 units of the accompanying string.
 */
import type { AddOptions, AddReport, Articles, CommitOptions, CommitReport } from '../indexing/types.js'
import type { FieldType, FieldTypes } from '../text/schema.js'
import type { TokenizerFunction } from '../text/tokenizers/given.js'
import type { TokenizerName } from '../text/tokenizers/index.js'
import type { ArticleFields, FacetValue, FileHit, Ranges } from '../base/answers.js'
import type { Fault } from '../base/errors.js'
import type { LibraryOptions } from '../base/options/places.js'
import type { AlternativeText, QueryExpansion } from '../search/expand/query.js'
import type { Correction } from '../search/expand/suggest/index.js'
import { storedFacets, type FacetName, type StoredFacet } from '../text/facets/index.js'
import type { IndexStats } from '../storage/segment/manifest.js'
import type { MatchMode } from '../search/planning/plan.js'
import type { ScorePart } from '../search/scoring/explain.js'
import type { EmbeddedFigures } from '../search/search-relaxing.js'
import type { SortOrder } from '../search/scoring/top-k.js'
import type {
  Collocate,
  CollocatesOptions,
  FieldTerm,
  KwicLine,
  KwicOptions,
  OccurrenceCounts,
  ReadingOptions,
  TermField,
  TermsOptions,
  Timeline,
  TimelineOptions,
} from './reading/types.js'
import type { DuplicateGroup } from '../search/similar/equal-articles.js'

export type { Correction } from '../search/expand/suggest/index.js'
export { CHINESE_FIELDS, QUERY_FIELDS } from '../query/field.js'
export { facetNames } from '../text/facets/index.js'
export type { NearDetails, TermDetails } from '../search/scoring/explain.js'
export type { IndexPart } from '../storage/segment/manifest.js'
export { sortOrders } from '../search/scoring/top-k.js'
export type { TokenizedTerm } from '../text/analyzers/tokenizing.js'
export type { FieldType, FieldTypes, TokenizerFunction }
export type {
  AlternativeText,
  DuplicateGroup,
  EmbeddedFigures,
  QueryExpansion,
  FacetName,
  IndexStats,
  MatchMode,
  ScorePart,
  SortOrder,
  TokenizerName,
}
export type * from '../base/answers.js'
export type * from '../indexing/types.js'
export type * from './reading/types.js'

/** The fields of a collection that declares none. */
export type NoFields = Readonly<Record<never, FieldType>>

/** The values of a collection's own fields, by their declared types. */
export type FieldValues<Fields extends FieldTypes> = {
  readonly [Name in keyof Fields]?: FieldValue<Fields[Name]>
}

/** The value of a field in a result. Dates are ISO 8601 strings. */
export type FieldValue<Type extends FieldType> = Type extends 'number'
  ? number
  : Type extends 'date' | 'text'
    ? string
    : Type extends 'keyword'
      ? string | readonly string[]
      : unknown

/** The names of the fields that have one of the types. */
type FieldsOfType<Fields extends FieldTypes, Type extends FieldType> = {
  [Name in keyof Fields & string]: Fields[Name] extends Type ? Name : FieldType extends Fields[Name] ? Name : never
}[keyof Fields & string]

export type KeywordsOf<Fields extends FieldTypes> = FieldsOfType<Fields, 'keyword'>

export type FieldOrder<Fields extends FieldTypes> =
  FieldsOfType<Fields, 'number' | 'date'> | `${FieldsOfType<Fields, 'number' | 'date'>}:${'asc' | 'desc'}`

/** Those of the table of options; what the library takes more widely than the API is declared in {@link SearchOptions}. */
type TableOptions = Omit<LibraryOptions<'/api/search'>, 'sort' | 'facets' | 'fold'>

export interface SearchOptions<Fields extends FieldTypes = FieldTypes> extends TableOptions {
  /** Hits to return. Default 10, at most 10,000. */
  readonly limit?: number
  /** Hits to skip from the start. Default 0. */
  readonly offset?: number
  /** Default `auto`. */
  readonly match?: MatchMode
  /**
   * An order, or a number or date field with `:asc` (the default) or `:desc`; articles without a value come last.
   * Default `score`.
   */
  readonly sort?: SortOrder | FieldOrder<Fields>
  /** Facets and keyword fields to count over all matching articles. Default none. */
  readonly facets?: readonly (FacetName | KeywordsOf<Fields>)[]
  /** Read a half-typed query as far as it makes sense instead of refusing it. Default false. */
  readonly lenient?: boolean
  /** Return passages. Default true. */
  readonly snippets?: boolean
  /** Approximate length of a passage in UTF-16 units; less than 20 counts as 20. Default 120. */
  readonly snippetLength?: number
  /**
   * Show articles with equal bodies once and list the others in `duplicates`. With `similar`, also fold articles that
   * share most of their text with a better hit, and list them in its `similar`. Applies to the hits of one page.
   * Default false.
   */
  readonly fold?: boolean | 'similar'
  /** Find the place of each passage in its file, for editors. This reads the files. Default false; not on clusters. */
  readonly locate?: boolean
  /** Only count: `hits` stays empty. Default false. */
  readonly countOnly?: boolean
  /** Explain where each point of a score comes from. Default false. */
  readonly explain?: boolean
  /**
   * Also read Latin words as pinyin: tuokayefu, tkyf, zhong医. Default true. In a collection of more than a million
   * articles on a cluster, pinyin isn't searched, and `true` is an error.
   */
  readonly pinyin?: boolean
  /** Path of a synonym file in Solr's format, or its lines: `['软件, 程序', '电脑 => 计算机']`. Default none. */
  readonly synonyms?: string | readonly string[]
  /** Also search for the words used in other regions: 软件 and 軟體. Default false. */
  readonly variants?: boolean
  /**
   * Find articles similar to the one with this ID, by its heaviest terms. That article itself is left out. The query
   * may be empty.
   */
  readonly like?: string
  /** Suggest corrections of texts that hardly any article contains. Default false; without effect on clusters. */
  readonly suggest?: boolean
  /**
   * The embedding of the query, for an index with vectors. The nearest articles are found as well, among those that
   * fulfil what the query demands. Without effect with `like`, with an order other than `score`, and on clusters.
   * `withEmbeddings` requests it from a model.
   */
  readonly vector?: QueryVector
  /**
   * Ends the search within some milliseconds: its promise is rejected with the signal's reason. With a signal, other
   * events are handled before and in the middle of the search. On clusters, it is looked at before and after.
   */
  readonly signal?: AbortSignal | undefined
}

/** The embedding of a query. */
export interface QueryVector {
  /** As many numbers as the vectors of the index have. The vector's length may be anything but 0. */
  readonly values: readonly number[] | Float32Array | Float64Array
  /** Name of its model. If given, it must be the model of the vectors in the index. */
  readonly model?: string
  /** Weight of the cosine, 0 to 1. Default 0.5. */
  readonly weight?: number
  /** How many of the best articles by words, and by the vector, are ranked together. Default 100. */
  readonly depth?: number
}

/** Describes the vectors of an index. */
export interface IndexVectors {
  /** Name of the model; '' if none was named. */
  readonly model: string
  readonly dimensions: number
}

/** An alternative that an article contains, and the text of the query that it replaces. */
export interface MatchedBy {
  readonly query: string
  readonly by: AlternativeText['by']
  readonly text: string
}

export interface Hit<Fields extends FieldTypes = FieldTypes> extends FileHit {
  /** The article's values of the collection's own fields; absent if none are declared. */
  readonly fields?: FieldValues<Fields>
  /** Cosine of the article's vector and the query's, −1 to 1; only if the query has a vector. */
  readonly similarity?: number
  /** The absolute path of the indexed folder, or of the folder of an indexed file; '' for articles without a file. */
  readonly root: string
  /** Where the passage is in the file as it is now; only with `locate`. */
  readonly location?: PassageLocation
  /** The index that contains the article; only if several are searched together. */
  readonly index?: string
  readonly explanation?: readonly ScorePart[]
  /** Alternatives of the query's texts that the article contains; absent if the query has none. */
  readonly matchedBy?: readonly MatchedBy[]
}

export interface PassageLocation {
  /** From 1: the line of the passage's first mark in Markdown, HTML and text files, else that of the article. */
  readonly line: number
  /** Column from 1, in bytes of UTF-8, as editors and grep count. */
  readonly column: number
  /** The text of that line; the text of the passage if only the article's beginning is known. */
  readonly text: string
}

export interface SearchResult<Fields extends FieldTypes = FieldTypes> {
  readonly query: string
  /** Number of matching articles, exact. */
  readonly total: number
  readonly tookMs: number
  readonly hits: readonly Hit<Fields>[]
  /**
   * Quoted strings, as typed, that the hits need not contain, because no article contains everything that the query
   * requires. Absent if all are required.
   */
  readonly relaxed?: readonly string[]
  /** How the query was expanded; absent if only the query itself was searched. */
  readonly expansions?: readonly QueryExpansion[]
  /** Corrections, likeliest first; absent if none were requested or found. */
  readonly suggestions?: readonly Correction[]
  /** Parts that were searched as typed but probably meant differently: an unknown field, a `*` inside a word. */
  readonly hints?: readonly Pick<Fault, 'reason' | 'parameters' | 'column'>[]
  /** Why the reranker failed; the hits are in their usual order. */
  readonly rerankFailure?: RerankFailure
  /** Present if the query had a vector: hits are ranked by words and vector, and facets count what the words match. */
  readonly embedded?: EmbeddedFigures
  /** Why the embedding model failed; the answer is by words alone. */
  readonly embedFailure?: RerankFailure
  /** The values of each requested facet. */
  readonly facets?: Readonly<Partial<Record<FacetName | KeywordsOf<Fields>, readonly FacetValue[]>>>
  /** Shards of a cluster that could not be reached; only with `allowPartial`. */
  readonly missingShards?: readonly string[]
}

/** Why a model could not be used. */
export type RerankFailure = Pick<Fault, 'reason' | 'parameters'>

/** An article as stored: every field in its original spelling. */
export interface StoredArticle<Fields extends FieldTypes = FieldTypes> extends ArticleFields {
  /** As in {@link Hit}. */
  readonly fields?: FieldValues<Fields>
  /** The file, below `root`. */
  readonly path: string
  /** The absolute path of the indexed folder, or of the folder of an indexed file; '' for articles without a file. */
  readonly root: string
  readonly line: number
}

/** An article with every match of a query marked, for previews. */
export interface MarkedArticle<Fields extends FieldTypes = FieldTypes> {
  readonly article: StoredArticle<Fields>
  readonly titleHighlights: Ranges
  readonly bodyHighlights: Ranges
}

/** The source of completions: titles, and the values of facets. */
export const suggestionKinds = [...storedFacets.map(({ name }) => name), 'title'] as const
export type SuggestionKind = 'title' | StoredFacet

export interface Suggestion {
  readonly text: string
  readonly kind: SuggestionKind
  /** For titles: the article. */
  readonly id?: string
}

export interface CompleteOptions {
  /** How many at most. Default 8. */
  readonly limit?: number
  /** Also by the readings of characters: `tuokayefu`, `tkyf`. Default false; true for an engine that was given them. */
  readonly pinyin?: boolean | undefined
}

/** A title, an author, a tag or a category with its kind, or a word of the texts. */
export interface Completion {
  readonly text: string
  readonly kind: SuggestionKind | 'word'
  /** For titles: the article. */
  readonly id?: string
}

/** `create` is for folders, `allowPartial` and `apiKey` are for clusters, `timeout` is for both. */
export interface OpenOptions {
  /** Create an index without articles if there is none. Default false. */
  readonly create?: boolean
  /** If shards can't be reached, answer without them and report it, instead of failing. Default false. */
  readonly allowPartial?: boolean
  /**
   * Milliseconds. On a cluster, the limit for one request including retries; default 10,000, error BACKEND. In a
   * folder, the limit for computing one answer; default none, error TIME_EXCEEDED.
   */
  readonly timeout?: number
  /** The function that the index was created with. */
  readonly tokenizer?: TokenizerFunction
  /** Default: the environment variable OPENSEARCH_KEY. */
  readonly apiKey?: string
}

/**
 * Any fields. It is `any`, because TypeScript then takes an `Index` with declared fields for one without; what a
 * program passes is checked at run time.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyFields = any

/** Its fields for options and results, which have the usual types where any fields may be. */
type Known<Fields extends FieldTypes> = 0 extends 1 & Fields ? FieldTypes : Fields

/** A searchable collection, in a folder or on a cluster: a snapshot of the last commit. */
export interface SearchBackend<Fields extends FieldTypes = AnyFields> {
  /** The folder or the address; several folders are joined by commas. */
  readonly dir: string
  readonly articleCount: number
  /** Undefined if no article has a vector, and for collections on a cluster. */
  readonly vectors?: IndexVectors | undefined
  /** The collection's own fields, by name. Absent for collections on a cluster, which have none. */
  readonly fields?: FieldTypes
  search(query: string, options?: SearchOptions<Known<Fields>>): Promise<SearchResult<Known<Fields>>>
  /** @returns undefined if there is no such article */
  get(id: string | number): Promise<StoredArticle<Known<Fields>> | undefined>
  /** The whole article with the query's matches marked; undefined if there is no such article. */
  mark(id: string | number, query: string): Promise<MarkedArticle<Known<Fields>> | undefined>
  stats(): Promise<IndexStats>
  /** The data for completion: all titles, tags and authors, without duplicates. */
  suggestions(): Promise<readonly Suggestion[]>
  /**
   * Titles, authors, tags and categories that contain what was typed, beginnings first, then words that begin with it:
   * as many as there is room for, at least half. The first call after a commit reads them. Absent for collections on a
   * cluster.
   */
  complete?(typed: string, options?: CompleteOptions): Promise<readonly Completion[]>
  /** Near-duplicates, the largest groups first: about 15 µs an article. Absent for collections on a cluster. */
  duplicates?(): Promise<readonly DuplicateGroup[]>
  /** Every occurrence of a query in its context, as found. */
  kwic?(query: string, options?: KwicOptions): AsyncIterable<KwicLine>
  /** The number of lines that {@link kwic} returns, and of articles that contain them. */
  countOccurrences?(query: string, options?: ReadingOptions): Promise<OccurrenceCounts>
  /** Articles and occurrences by year, month, week or day, for one query or several. */
  timeline?(queries: string | readonly string[], options?: TimelineOptions): Promise<Timeline>
  /** The values of a field with the number of articles that have them; also for the collection's own keyword fields. */
  terms?(field: TermField | (string & {}), options?: TermsOptions): Promise<readonly FieldTerm[]>
  /**
   * Words that occur near a query's occurrences more often than by chance, the most significant first. Absent for
   * collections on a cluster.
   */
  collocates?(query: string, options?: CollocatesOptions): Promise<readonly Collocate[]>
  /** Whether there is a newer commit. Open the index again, or refresh it, to see it. */
  isStale(): Promise<boolean>
  /** May be called again; an index in a folder refuses later requests (USAGE). */
  close(): Promise<void>
}

/**
 * An open index. Searches answer from one commit, and changes become visible with `commit`. The write lock is held from
 * the first change to the commit; uncommitted changes are lost when the process ends. In a collection on a cluster,
 * changes are refused (USAGE).
 */
export interface Index<Fields extends FieldTypes = AnyFields> extends SearchBackend<Fields> {
  /**
   * Adds articles. An article whose ID exists replaces the earlier article. Calls wait for each other.
   * @throws XunzhangError INPUT_UNREADABLE for an article that is refused, INDEX_LOCKED, DISK_FULL, NOT_WRITABLE
   */
  add(articles: Articles<Known<Fields>>, options?: AddOptions): Promise<AddReport>
  /** Removes articles by ID. @returns how many of them existed */
  remove(ids: Iterable<string | number>): Promise<number>
  /** Makes all changes durable and visible, here and to all readers that refresh. */
  commit(options?: CommitOptions): Promise<CommitReport>
  /** Discards all changes since the last commit. */
  rollback(): Promise<void>
  /** Every article of the last commit, also while others follow. */
  articles(): AsyncIterable<StoredArticle<Known<Fields>>>
  /** The IDs of all articles of the last commit, which reads no texts. */
  ids(): AsyncIterable<string>
  /**
   * Moves to the newest commit, whichever process made it. Segments that it shares with the earlier commit stay open.
   * @returns whether there was a newer one
   */
  refresh(): Promise<boolean>
  /** Closes the index, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** An index in a folder or in memory: it has all that a collection on a cluster may lack. */
export type LocalIndex<Fields extends FieldTypes = AnyFields> = Index<Fields> &
  Required<
    Pick<
      Index<Fields>,
      'complete' | 'duplicates' | 'kwic' | 'countOccurrences' | 'timeline' | 'terms' | 'collocates' | 'fields'
    >
  >

/** The settings of a new index; an existing index keeps its own. */
export interface CreateOptions<Fields extends FieldTypes = FieldTypes> {
  /** The collection's own fields, which can't be changed later: `{ outlet: 'keyword', price: 'number' }`. */
  readonly fields?: Fields | undefined
  /** Default `native`. A function is given each time the index is opened. */
  readonly tokenizer?: TokenizerName | TokenizerFunction | undefined
  /** User words, each optionally with a frequency as in a line of a lexicon. */
  readonly words?: readonly string[] | undefined
  /** A user lexicon in jieba's format. */
  readonly lexicon?: string | undefined
}

export interface CheckReport {
  readonly ok: boolean
  readonly files: number
  readonly bytes: number
  readonly articles: number
  /** One line for each finding: the file, what was expected, what was found, the remedy. */
  readonly problems: readonly string[]
}
