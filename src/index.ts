/**
 * xunzhang as a library: build an index from a folder of Chinese articles, open it, search it.
 *
 * @example
 * import { buildIndex, openIndex } from 'xunzhang'
 * await buildIndex({ paths: ['./articles'], dir: './index' })
 * const index = await openIndex('./index')
 * const { total, hits } = await index.search('"托卡耶夫" 贸易', { limit: 5 })
 */
export { XunzhangError, isXunzhangError } from './base/errors.js'
export type { ErrorCode, ErrorDetails, Fault, ParametersOf, Reason } from './base/errors.js'
import * as tokenizing from './text/analyzers/tokenizing.js'
import * as embedding from './optional/models/embed/embed-index.js'
import * as meaning from './optional/models/embed/with-embeddings.js'
import * as building from './indexing/build-index.js'
import * as compacting from './indexing/compact-index.js'
import * as pushing from './indexing/push/push-collection.js'
import * as suggesting from './indexing/user-words/suggest.js'
import * as teaching from './indexing/user-words/teach.js'
import * as checking from './library/check.js'
import * as opening from './library/open-index.js'
import * as syncing from './library/sync-folder.js'
import * as reranking from './optional/models/rerank/with-reranker.js'
import type { SuggestedWord, SuggestOptions } from './indexing/user-words/suggest.js'
import type { LexiconReport } from './indexing/user-words/teach.js'
import type { TextTokenizer } from './text/analyzers/tokenizing.js'
import type { EmbedArticlesOptions, EmbedReport } from './optional/models/embed/embed-index.js'
import type { EmbedOptions } from './optional/models/embed/with-embeddings.js'
import type { RerankOptions } from './optional/models/rerank/with-reranker.js'
import type {
  BuildOptions,
  BuildReport,
  CheckReport,
  CreateOptions,
  FieldTypes,
  Index,
  LocalIndex,
  NoFields,
  OpenOptions,
  PushOptions,
  PushReport,
  SearchBackend,
  SyncOptions,
  SyncReport,
  TokenizerName,
} from './library/types.js'

export type { SuggestedWord, SuggestOptions } from './indexing/user-words/suggest.js'
export type { LexiconReport, TaughtWord } from './indexing/user-words/teach.js'
export type { EmbedArticlesOptions, EmbedProgress, EmbedReport } from './optional/models/embed/embed-index.js'
export type { EmbedOptions } from './optional/models/embed/with-embeddings.js'
export type { EmbedEndpoint } from './optional/models/endpoint/embedder.js'
export type { RerankEndpoint } from './optional/models/rerank/endpoint.js'
export type { RerankOptions } from './optional/models/rerank/with-reranker.js'
export type { TextTokenizer } from './text/analyzers/tokenizing.js'
export type * from './library/types.js'
export { suggestionKinds } from './library/types.js'
export { CHINESE_FIELDS, QUERY_FIELDS } from './query/field.js'
export { facetNames } from './text/facets/index.js'
export { checkTokenizer } from './text/tokenizers/given.js'
export { sortOrders } from './search/scoring/top-k.js'

/**
 * Builds the index in `options.dir`, or brings it up to date with the given paths.
 * @throws XunzhangError INDEX_LOCKED, INPUT_MISSING, NOT_WRITABLE, DISK_FULL, INTERRUPTED, LEXICON_INVALID,
 * INDEX_DAMAGED
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  return building.buildIndex(options)
}

/**
 * Opens the index in a folder, to which a program adds articles with `add`, and creates it if there is none. `:memory:`
 * creates an index that exists only in memory, as long as its object.
 * @throws XunzhangError INDEX_LOCKED, NOT_WRITABLE, DISK_FULL, LEXICON_INVALID; as {@link openIndex} if there is one
 */
export async function createIndex<const Fields extends FieldTypes = NoFields>(
  dir: string | URL,
  options: CreateOptions<Fields> = {},
): Promise<LocalIndex<Fields>> {
  return (await opening.createIndex(dir, options)) as unknown as LocalIndex<Fields>
}

/**
 * Brings the index up to date with these folders and files, and with no others. Articles of files that are no longer in
 * any of them are removed, and the report names them. Articles that a program added are left alone.
 * @throws XunzhangError as {@link buildIndex}; USAGE for an empty list, for uncommitted changes, and on clusters
 */
export async function syncFolder<Fields extends FieldTypes>(
  index: Index<Fields>,
  paths: string | URL | readonly (string | URL)[],
  options: SyncOptions = {},
): Promise<SyncReport> {
  return syncing.syncFolder(index, paths, options)
}

/**
 * Wraps an index so that a reranking model, at the user's own endpoint, orders its best hits. Otherwise it searches and
 * reads as the given index does. If the endpoint fails, hits keep their order and `rerankFailure` says why.
 * @throws XunzhangError USAGE for an address, a weight or a key that can't be used
 */
export async function withReranker<Backend extends SearchBackend>(
  index: Backend,
  options: RerankOptions,
): Promise<Backend> {
  return reranking.withReranker(index, options)
}

/**
 * Gives articles of an index the vectors that they lack. The beginning of each article is sent to the user's own
 * embedding model. If the endpoint fails, the report says how many articles have no vector, and the next call requests
 * those.
 * @throws XunzhangError USAGE for an address or a key that can't be used, for uncommitted changes, and on clusters;
 *   INDEX_LOCKED, INDEX_DAMAGED, NOT_WRITABLE, DISK_FULL, INTERRUPTED
 */
export async function embedArticles<Fields extends FieldTypes>(
  index: Index<Fields>,
  options: EmbedArticlesOptions,
): Promise<EmbedReport> {
  return embedding.embedArticles(index, options)
}

/**
 * Wraps an index so that it also finds by meaning, with the vectors of {@link embedArticles}. The vector of each query
 * is requested from the user's own endpoint. If that fails, the answer is by words alone and `embedFailure` says why.
 * @throws XunzhangError USAGE for an address, a weight or a key that can't be used
 */
export async function withEmbeddings<Backend extends SearchBackend>(
  index: Backend,
  options: EmbedOptions,
): Promise<Backend> {
  return meaning.withEmbeddings(index, options)
}

/**
 * Opens an index, or a collection on a cluster (`opensearch://…`), at the latest commit. Several folders are searched as
 * one collection, which can't be changed.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION, INDEX_ANALYZER; BACKEND and USAGE for clusters
 */
export async function openIndex<Fields extends FieldTypes = NoFields>(
  dir: string | URL | readonly (string | URL)[],
  options: OpenOptions = {},
): Promise<Index<Fields>> {
  const opened: unknown = await opening.openIndex(dir, options)
  return opened as Index<Fields>
}

/**
 * Verifies every checksum and cross-reference of an index; the report lists what is wrong.
 * @throws XunzhangError INDEX_MISSING
 */
export async function checkIndex(dir: string | URL): Promise<CheckReport> {
  return checking.checkIndex(opening.folderOf(dir))
}

/**
 * Opens a tokenizer, which cuts texts as articles are cut for the index.
 * @throws XunzhangError LEXICON_INVALID, INPUT_MISSING, UNAVAILABLE
 */
export async function openTokenizer(
  options: { tokenizer?: TokenizerName; lexicon?: string } = {},
): Promise<TextTokenizer> {
  return tokenizing.openTokenizer(options)
}

/**
 * Merges an index into one segment and drops deleted articles for good.
 * @throws XunzhangError INDEX_MISSING, INDEX_LOCKED, INDEX_DAMAGED, DISK_FULL, NOT_WRITABLE
 */
export async function compactIndex(
  dir: string | URL,
  options: Omit<BuildOptions, 'paths' | 'dir'> = {},
): Promise<BuildReport> {
  return compacting.compactIndex(opening.folderOf(dir), options)
}

/**
 * Brings a collection on a cluster up to date with the given paths.
 * @throws XunzhangError BACKEND, INPUT_MISSING, INTERRUPTED, LEXICON_INVALID, INDEX_ANALYZER
 */
export async function pushCollection(options: PushOptions): Promise<PushReport> {
  return pushing.pushCollection(options)
}

/**
 * Teaches words to an index. The next `commit` or `buildIndex` re-tokenizes the articles that contain them.
 * @param words words of Han characters, each optionally followed by a frequency as in a line of a lexicon
 * @throws XunzhangError LEXICON_INVALID, INDEX_MISSING, INDEX_DAMAGED, INDEX_LOCKED, NOT_WRITABLE, DISK_FULL
 */
export async function addWords(dir: string | URL, words: readonly string[]): Promise<LexiconReport> {
  return teaching.addWords(
    opening.folderOf(dir),
    words.map((word) => teaching.readWord(word)),
  )
}

/**
 * Removes words that were taught to the index. The next `commit` or `buildIndex` applies this.
 * @throws XunzhangError as {@link addWords}
 */
export async function removeWords(dir: string | URL, words: readonly string[]): Promise<LexiconReport> {
  return teaching.removeWords(
    opening.folderOf(dir),
    words.map((word) => teaching.readWord(word).word),
  )
}

/**
 * Lists the words that were taught to an index.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED
 */
export async function listWords(dir: string | URL): Promise<LexiconReport> {
  return teaching.listWords(opening.folderOf(dir))
}

/**
 * Suggests new words of a collection, names first, to choose from and teach.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, USAGE if the index is tokenized without a dictionary
 */
export async function suggestWords(dir: string, options: SuggestOptions = {}): Promise<SuggestedWord[]> {
  return suggesting.suggestWords(dir, options)
}
