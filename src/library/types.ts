/**
 * The inputs and results of searching, for front ends and users of the library.
 * Results are plain JSON objects; every offset is in UTF-16 units of the accompanying string.
 */
import type { AddOptions, AddReport, Articles, CommitOptions, CommitReport } from '../indexing/types.js'
import type { FieldType, FieldTypes } from '../text/own-fields.js'
import type { TokenizerName } from '../analyzers/analyzers.js'
import type { Fault } from '../errors.js'
import type { AlternativeText, QueryExpansion } from '../expand/query.js'
import type { CorrectedText } from '../expand/suggest/index.js'
import type { FacetName } from '../search/facets.js'
import { facetFields } from '../segment/facet-fields.js'
import type { StoredFacet } from '../segment/facet-fields.js'
import type { IndexStats } from '../segment/index-stats.js'
import type { MatchMode } from '../search/planning/plan.js'
import type { ScorePart } from '../search/scoring/explain.js'
import type { EmbeddedFigures } from '../search/search-relaxing.js'
import type { SortOrder } from '../search/scoring/sort-key.js'
import type { ArticleFields } from '../source/article.js'
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
} from './reading-types.js'
import type { DuplicateGroup, FoldedHit, SimilarArticle } from '../similar/types.js'

export { CHINESE_FIELDS, QUERY_FIELDS } from '../query/node.js'
export { facetNames } from '../search/facets.js'
export type { NearDetails, TermDetails } from '../search/scoring/explain.js'
export type { IndexPart } from '../segment/index-stats.js'
export { sortOrders } from '../search/scoring/sort-key.js'
export type { TokenizedTerm } from '../analyzers/tokenizing.js'
export type { FieldType, FieldTypes }
export type {
  AlternativeText,
  ArticleFields,
  DuplicateGroup,
  EmbeddedFigures,
  QueryExpansion,
  FacetName,
  IndexStats,
  MatchMode,
  ScorePart,
  SimilarArticle,
  SortOrder,
  TokenizerName,
}
export type * from '../indexing/types.js'
export type * from './reading-types.js'

/** Where no fields are declared. */
export type NoFields = Readonly<Record<never, FieldType>>

/** The values of a collection's own fields, by their declared types. */
export type FieldValues<Fields extends FieldTypes> = {
  readonly [Name in keyof Fields]?: FieldValue<Fields[Name]>
}

/** Dates come back as ISO 8601. */
export type FieldValue<Type extends FieldType> = Type extends 'number'
  ? number
  : Type extends 'date' | 'text'
    ? string
    : Type extends 'keyword'
      ? string | readonly string[]
      : unknown

/** Names of fields of some types. */
type FieldsOfType<Fields extends FieldTypes, Type extends FieldType> = {
  [Name in keyof Fields & string]: Fields[Name] extends Type ? Name : FieldType extends Fields[Name] ? Name : never
}[keyof Fields & string]

export type KeywordsOf<Fields extends FieldTypes> = FieldsOfType<Fields, 'keyword'>

export type FieldOrder<Fields extends FieldTypes> =
  FieldsOfType<Fields, 'number' | 'date'> | `${FieldsOfType<Fields, 'number' | 'date'>}:${'asc' | 'desc'}`

export interface SearchOptions<Fields extends FieldTypes = FieldTypes> {
  /** Hits to return. Default 10, at most 10,000. */
  readonly limit?: number
  /** Hits to skip from the start. Default 0. */
  readonly offset?: number
  /** Default `auto`. */
  readonly match?: MatchMode
  /** Default `score`. A number or date field with `:asc` (the default) or `:desc`; articles without a value come last. */
  readonly sort?: SortOrder | FieldOrder<Fields>
  /** Facets and keyword fields to count over all matching articles. Default none. */
  readonly facets?: readonly (FacetName | KeywordsOf<Fields>)[]
  /** Read a half-typed query as far as it makes sense instead of refusing it. Default false. */
  readonly lenient?: boolean
  /** Make passages. Default true. */
  readonly snippets?: boolean
  /** Approximate length of a passage, in columns or characters. Default 120 UTF-16 units. */
  readonly snippetLength?: number
  /**
   * Show articles with equal bodies once and list the others in `duplicates`. With `similar`, also fold articles that
   * share most of their text with a better hit, and list them in its `similar`. Applies to the hits of one page.
   * Default false.
   */
  readonly fold?: boolean | 'similar'
  /** Find where each passage stands in its file, for editors: reads the files. Default false; not on clusters. */
  readonly locate?: boolean
  /** Only count: `hits` stays empty. Default false. */
  readonly countOnly?: boolean
  /** Explain where each point of a score comes from. Default false. */
  readonly explain?: boolean
  /** Also read Latin words as pinyin: tuokayefu, tkyf, zhong医. Default true; without effect on clusters. */
  readonly pinyin?: boolean
  /** Path of a synonym file in Solr's format. Default none; without effect on clusters, like the next two. */
  readonly synonyms?: string
  /** Also search for the words used in other regions: 软件 and 軟體. Default false. */
  readonly variants?: boolean
  /**
   * Find articles similar to the one with this ID, by its heaviest terms; that article is left out. The query may be
   * empty.
   */
  readonly like?: string
  /** Suggest corrections of texts that hardly any article contains. Default false. */
  readonly suggest?: boolean
  /**
   * The query's own embedding, where the index has vectors: the nearest articles are found as well, among those that meet
   * what the query demands. Without effect with `like`, in another order than by score,
   * and on clusters. `withEmbeddings` asks for it.
   */
  readonly vector?: QueryVector
}

/** A query as an embedding model reads it. */
export interface QueryVector {
  /** As many as the vectors of the index have; of any length but 0. */
  readonly values: readonly number[] | Float32Array | Float64Array
  /** Name of its model; where given, it must be the one that the vectors of the index are from. */
  readonly model?: string
  /** Of the cosine, 0 to 1. Default 0.5; `xunzhang eval --embed URL --fit` finds it. */
  readonly weight?: number
  /** How many of the best articles by words, and by the vector, are ranked together. Default 100. */
  readonly depth?: number
}

/** What the vectors of an index are. */
export interface IndexVectors {
  /** Name of the model; '' where none was named. */
  readonly model: string
  readonly dimensions: number
}

/** A correction of a text of the query, suggested if hardly any article contains the text. */
export interface Correction extends CorrectedText {
  /** The query with the correction applied. */
  readonly query: string
  readonly replaces: string
}

/** An alternative that an article contains, and the text of the query that it replaces. */
export interface MatchedBy {
  readonly query: string
  readonly by: AlternativeText['by']
  readonly text: string
}

export interface Snippet {
  /** Plain text without control characters. */
  readonly text: string
  /** Marked ranges [start, end) of `text`, ascending, not overlapping. */
  readonly highlights: readonly (readonly [number, number])[]
}

export interface Hit<Fields extends FieldTypes = FieldTypes> extends FoldedHit {
  /** Of the collection's own fields, those that the article has; absent where none are declared. */
  readonly fields?: FieldValues<Fields>
  /** 1 is best. */
  readonly rank: number
  readonly score: number
  /** Cosine of its vector and the query's, −1 to 1; only where a vector was asked. */
  readonly similarity?: number
  readonly title: string
  /** What to show of an article without a title: its first sentence. */
  readonly heading?: string
  /** Marked ranges of `title`. */
  readonly titleHighlights: readonly (readonly [number, number])[]
  /** ISO 8601, or ''. */
  readonly date: string
  readonly author: string
  readonly tags: readonly string[]
  /** The file it came from, below `root`. */
  readonly path: string
  /** The folder that was given to `index`, or that of a file that was given, absolute; '' for what came through a pipe. */
  readonly root: string
  /** 1-based line in that file where the article begins. */
  readonly line: number
  readonly url: string
  /** Where the passage stands in the file as it is now; with `locate`. */
  readonly location?: PassageLocation
  /** The index that holds the article; only where several are searched together. */
  readonly index?: string
  readonly snippet: Snippet
  readonly explanation?: readonly ScorePart[]
  /** Alternatives of the query's texts that the article contains; absent if the query has none. */
  readonly matchedBy?: readonly MatchedBy[]
}

export interface PassageLocation {
  /** From 1: the passage's first mark in Markdown, HTML and text files; where the article begins in all others. */
  readonly line: number
  /** From 1, in bytes of UTF-8, as editors and grep count. */
  readonly column: number
  /** That line; the passage where the file has no lines of its own. */
  readonly text: string
}

export interface FacetValue {
  readonly value: string
  readonly count: number
}

export interface SearchResult<Fields extends FieldTypes = FieldTypes> {
  readonly query: string
  /** Number of matching articles, exact. */
  readonly total: number
  readonly tookMs: number
  readonly hits: readonly Hit<Fields>[]
  /**
   * Quoted strings of a sentence that the hits need not contain, as typed: no article holds everything that the query
   * requires. Absent if all are required.
   */
  readonly relaxed?: readonly string[]
  /** Absent if nothing but the query itself was searched. */
  readonly expansions?: readonly QueryExpansion[]
  /** Likeliest first; absent if none were requested or found. */
  readonly suggestions?: readonly Correction[]
  /** What was searched as it stands, though something else was likely meant: a field that is none, a `*` inside a word. */
  readonly hints?: readonly Pick<Fault, 'reason' | 'parameters' | 'column'>[]
  /** The reranker that was asked failed: hits stand in their usual order. */
  readonly rerankFailure?: RerankFailure
  /** A vector was asked: hits are ranked by words and by it, and facets count what the words match. */
  readonly embedded?: EmbeddedFigures
  /** The embedding model that was asked failed: the answer is of words alone. */
  readonly embedFailure?: RerankFailure
  /** Of each facet that was asked for. */
  readonly facets?: Readonly<Partial<Record<FacetName | KeywordsOf<Fields>, readonly FacetValue[]>>>
  /** `total` is a lower bound: a cluster counts a question's matches up to 100,000. */
  readonly totalIsAtLeast?: true
  /** Shards of a cluster that could not be reached; only with `allowPartial`. */
  readonly missingShards?: readonly string[]
}

/** Why a model could not be used. */
export type RerankFailure = Pick<Fault, 'reason' | 'parameters'>

/** An article as stored: every field in its original spelling. */
export interface StoredArticle<Fields extends FieldTypes = FieldTypes> extends ArticleFields {
  /** As of {@link Hit}. */
  readonly fields?: FieldValues<Fields>
  /** The file, below `root`. */
  readonly path: string
  /** The folder that was given to `index`, or that of a file that was given, absolute; '' for what came through a pipe. */
  readonly root: string
  readonly line: number
}

/** An article with every match of a query marked, for previews. */
export interface MarkedArticle<Fields extends FieldTypes = FieldTypes> {
  readonly article: StoredArticle<Fields>
  readonly titleHighlights: readonly (readonly [number, number])[]
  readonly bodyHighlights: readonly (readonly [number, number])[]
}

/** The source of completions: titles, and the values of facets. */
export const suggestionKinds = [...facetFields.map(({ name }) => name), 'title'] as const
export type SuggestionKind = 'title' | StoredFacet

export interface Suggestion {
  readonly text: string
  readonly kind: SuggestionKind
  /** For titles: the article. */
  readonly id?: string
}

/** All but `create` are for collections on a cluster. */
export interface OpenOptions {
  /** Make an index without articles where there is none. Default false. */
  readonly create?: boolean
  /** If shards can't be reached, answer without them and report it, instead of failing. Default false. */
  readonly allowPartial?: boolean
  /**
   * Milliseconds: of one request to a cluster, retries included, by default 10,000; in a folder, of computing one answer,
   * by default without a limit. What takes longer ends in an error, BACKEND or TIME_EXCEEDED.
   */
  readonly timeout?: number
  /** Default: QDRANT_API_KEY of the environment. */
  readonly apiKey?: string
}

/** A searchable collection, in a folder or on a cluster: a snapshot of the last commit. */
export interface SearchBackend<Fields extends FieldTypes = FieldTypes> {
  /** The folder, or the address; several folders joined by commas. */
  readonly dir: string
  readonly articleCount: number
  /** Undefined where no article has one, and for collections on a cluster. */
  readonly vectors?: IndexVectors | undefined
  search(query: string, options?: SearchOptions<Fields>): Promise<SearchResult<Fields>>
  /** @returns undefined if there is no such article */
  get(id: string): Promise<StoredArticle<Fields> | undefined>
  /** The whole article with the query's matches marked; undefined if there is no such article. */
  mark(id: string, query: string): Promise<MarkedArticle<Fields> | undefined>
  stats(): Promise<IndexStats>
  /** The data for completion: all titles, tags and authors, without duplicates. */
  suggestions(): Promise<readonly Suggestion[]>
  /** Near-duplicates, the largest groups first: about 15 µs an article. Absent for collections on a cluster. */
  duplicates?(): Promise<readonly DuplicateGroup[]>
  /** Every occurrence of a query in its context, as it is found. Absent for collections on a cluster, like the next four. */
  kwic?(query: string, options?: KwicOptions): AsyncIterable<KwicLine>
  /** How many lines {@link kwic} gives. */
  countOccurrences?(query: string, options?: ReadingOptions): Promise<OccurrenceCounts>
  /** Articles and occurrences by year, month, week or day, for one query or several. */
  timeline?(queries: string | readonly string[], options?: TimelineOptions): Promise<Timeline>
  /** The values of a field, one of the collection's own, too, with the number of articles that have them. */
  terms?(field: TermField | (string & {}), options?: TermsOptions): Promise<readonly FieldTerm[]>
  /** Words that stand near a query's occurrences more often than by chance, the most striking first. */
  collocates?(query: string, options?: CollocatesOptions): Promise<readonly Collocate[]>
  /** True when there is a newer commit: open again to see it. */
  isStale(): Promise<boolean>
  /** May be called again; an index in a folder refuses later requests (USAGE). */
  close(): Promise<void>
}

/**
 * An open index: searches answer from one commit, changes become visible with `commit`. Changes hold the writer's lock
 * from the first of them to the commit; those that are not committed are lost when the process ends. In a collection on
 * a cluster, changes are refused (USAGE).
 */
export interface Index<Fields extends FieldTypes = FieldTypes> extends SearchBackend<Fields> {
  /**
   * Adds articles; one with an ID that is there replaces the article before. Calls wait for each other.
   * @throws XunzhangError INPUT_UNREADABLE for an article that is refused, INDEX_LOCKED, DISK_FULL, NOT_WRITABLE
   */
  add(articles: Articles<Fields>, options?: AddOptions): Promise<AddReport>
  /** Removes articles by ID; returns how many there were. */
  remove(ids: Iterable<string | number>): Promise<number>
  /** Makes all changes durable and visible, here and to every reader that refreshes. */
  commit(options?: CommitOptions): Promise<CommitReport>
  /** Forgets all changes since the last commit. */
  rollback(): Promise<void>
  /**
   * Moves to the newest commit, whoever made it; segments that it shares with the one before stay open.
   * @returns whether there was a newer one
   */
  refresh(): Promise<boolean>
  /** Closes; for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Of a new index; an index that is there keeps its own. */
export interface CreateOptions<Fields extends FieldTypes = FieldTypes> {
  /** Fields of the collection's own, declared once: `{ outlet: 'keyword', price: 'number' }`. */
  readonly fields?: Fields | undefined
  /** Default `native`. */
  readonly tokenizer?: TokenizerName | undefined
  /** A user lexicon in jieba's format. */
  readonly lexicon?: string | undefined
}

export interface CheckReport {
  readonly ok: boolean
  readonly files: number
  readonly bytes: number
  readonly articles: number
  /** One line per finding: file, what was expected, what was found, the remedy. */
  readonly problems: readonly string[]
}
