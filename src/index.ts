/**
 * xunzhang as a library: build an index from a folder of Chinese articles, open it, search it.
 *
 * @example
 * import { buildIndex, openIndex } from 'xunzhang'
 * await buildIndex({ paths: ['./articles'], dir: './index' })
 * const index = await openIndex('./index')
 * const { total, hits } = await index.search('"托卡耶夫" 贸易', { limit: 5 })
 */
export { XunzhangError, isXunzhangError } from './errors.js'
export type { ErrorCode, ErrorDetails, Fault, ParametersOf, Reason } from './errors.js'
import type { SuggestedWord, SuggestOptions } from './indexing/taught/suggest.js'
import type { LexiconReport } from './indexing/taught/teach.js'
import type { TextTokenizer } from './analyzers/tokenizing.js'
import type { EmbedArticlesOptions, EmbedReport } from './embed/embed-index.js'
import type { EmbedOptions } from './embed/with-embeddings.js'
import type { RerankOptions } from './rerank/with-reranker.js'
import type {
  BuildOptions,
  BuildReport,
  CheckReport,
  CreateOptions,
  FieldTypes,
  Index,
  NoFields,
  OpenOptions,
  PushOptions,
  PushReport,
  SearchBackend,
  SyncOptions,
  SyncReport,
  TokenizerName,
} from './library/types.js'

export type { SuggestedWord, SuggestOptions } from './indexing/taught/suggest.js'
export type { LexiconReport, TaughtWord } from './indexing/taught/teach.js'
export type { EmbedArticlesOptions, EmbedProgress, EmbedReport } from './embed/embed-index.js'
export type { EmbedOptions } from './embed/with-embeddings.js'
export type { EmbedEndpoint } from './endpoint/embedder.js'
export type { RerankEndpoint } from './rerank/endpoint.js'
export type { RerankOptions } from './rerank/with-reranker.js'
export type { TextTokenizer } from './analyzers/tokenizing.js'
export type * from './library/types.js'
export { suggestionKinds } from './library/types.js'
export { CHINESE_FIELDS, QUERY_FIELDS } from './query/node.js'
export { facetNames } from './search/facets.js'
export { sortOrders } from './search/scoring/sort-key.js'

// Each loads what it needs with its first call: a program that only searches never pays for the readers of formats, one
// that only builds never for ranking.

/**
 * Builds the index in `options.dir`, or brings it up to date with the given paths.
 * @throws XunzhangError INDEX_LOCKED, INPUT_MISSING, NOT_WRITABLE, DISK_FULL, INTERRUPTED, LEXICON_INVALID, INDEX_DAMAGED
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const engine = await import('./indexing/build-index.js')
  return engine.buildIndex(options)
}

/**
 * Opens the index in a folder for a program to fill with `add`; makes one where there is none. `:memory:` makes an index
 * that lives in memory and ends with the object.
 * @throws XunzhangError INDEX_LOCKED, NOT_WRITABLE, DISK_FULL, LEXICON_INVALID; of an index there as {@link openIndex}
 */
export async function createIndex<const Fields extends FieldTypes = NoFields>(
  dir: string | URL,
  options: CreateOptions<Fields> = {},
): Promise<Index<Fields>> {
  const engine = await import('./library/open-index.js')
  return (await engine.createIndex(dir, options)) as unknown as Index<Fields>
}

/**
 * Brings the index up to date with these folders and files, and with no others: articles of files that are in none of
 * them any more are removed, and the report names them. Articles that a program added are left alone.
 * @throws XunzhangError as {@link buildIndex}; USAGE for an empty list, for changes that are not committed, on clusters
 */
export async function syncFolder<Fields extends FieldTypes>(
  index: Index<Fields>,
  paths: string | URL | readonly (string | URL)[],
  options: SyncOptions = {},
): Promise<SyncReport> {
  const engine = await import('./library/sync-folder.js')
  return engine.syncFolder(index as unknown as Index, paths, options)
}

/**
 * An index that asks a reranking model to order its best hits: the user's own endpoint, never one of ours. It searches and
 * reads as the given index does. Where the endpoint fails, hits keep their order and `rerankFailure` says why.
 * @throws XunzhangError USAGE for an address, a weight or a key that can't be used
 */
export async function withReranker<Backend extends SearchBackend>(
  index: Backend,
  options: RerankOptions,
): Promise<Backend> {
  const engine = await import('./rerank/with-reranker.js')
  return engine.withReranker(index, options)
}

/**
 * Gives the articles of an index the vectors that they lack: the beginning of each is sent to the user's own embedding
 * model. What a failing endpoint leaves out is told, and asked for by the next call.
 * @throws XunzhangError USAGE for an address or a key that can't be used, for changes that are not committed, on clusters;
 *   INDEX_LOCKED, INDEX_DAMAGED, NOT_WRITABLE, DISK_FULL, INTERRUPTED
 */
export async function embedArticles<Fields extends FieldTypes>(
  index: Index<Fields>,
  options: EmbedArticlesOptions,
): Promise<EmbedReport> {
  const engine = await import('./embed/embed-articles.js')
  return engine.embedArticles(index as unknown as Index, options)
}

/**
 * An index that also finds by meaning, with the vectors of {@link embedArticles}: the user's own endpoint is asked for each
 * query's. Where it fails, the words alone answer and `embedFailure` says why.
 * @throws XunzhangError USAGE for an address, a weight or a key that can't be used
 */
export async function withEmbeddings<Backend extends SearchBackend>(
  index: Backend,
  options: EmbedOptions,
): Promise<Backend> {
  const engine = await import('./embed/with-embeddings.js')
  return engine.withEmbeddings(index, options)
}

/**
 * Opens an index, or a collection on a cluster (`qdrant://…`), at the commit that stands. Several folders are searched as
 * one collection, which takes no changes.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION, INDEX_ANALYZER; BACKEND and USAGE for clusters
 */
export async function openIndex<Fields extends FieldTypes = NoFields>(
  dir: string | URL | readonly (string | URL)[],
  options: OpenOptions = {},
): Promise<Index<Fields>> {
  const engine = await import('./library/open-index.js')
  return (await engine.openIndex(dir, options)) as unknown as Index<Fields>
}

/**
 * Verifies every checksum and cross-reference of an index; what is wrong is in the report.
 * @throws XunzhangError INDEX_MISSING
 */
export async function checkIndex(dir: string): Promise<CheckReport> {
  const engine = await import('./library/check.js')
  return engine.checkIndex(dir)
}

/**
 * Opens a tokenizer, to cut texts as articles are cut.
 * @throws XunzhangError LEXICON_INVALID, INPUT_MISSING, UNAVAILABLE
 */
export async function openTokenizer(
  options: { tokenizer?: TokenizerName; lexicon?: string } = {},
): Promise<TextTokenizer> {
  const engine = await import('./analyzers/tokenizing.js')
  return engine.openTokenizer(options)
}

/**
 * Merges an index into one segment and drops deleted articles for good.
 * @throws XunzhangError INDEX_MISSING, INDEX_LOCKED, INDEX_DAMAGED, DISK_FULL, NOT_WRITABLE
 */
export async function compactIndex(
  dir: string,
  options: Omit<BuildOptions, 'paths' | 'dir'> = {},
): Promise<BuildReport> {
  const engine = await import('./indexing/build-index.js')
  return engine.compactIndex(dir, options)
}

/**
 * Brings a collection on a cluster up to date with the given paths.
 * @throws XunzhangError BACKEND, INPUT_MISSING, INTERRUPTED, LEXICON_INVALID, INDEX_ANALYZER
 */
export async function pushCollection(options: PushOptions): Promise<PushReport> {
  const engine = await import('./indexing/push/push-collection.js')
  return engine.pushCollection(options)
}

/**
 * Teaches an index words, which the next `buildIndex` cuts by.
 * @param words of Han characters, as lines of a lexicon: a frequency may follow
 * @throws XunzhangError LEXICON_INVALID, INDEX_MISSING, INDEX_DAMAGED, INDEX_LOCKED, NOT_WRITABLE, DISK_FULL
 */
export async function addWords(dir: string, words: readonly string[]): Promise<LexiconReport> {
  const engine = await import('./indexing/taught/teach.js')
  return engine.addWords(
    dir,
    words.map((word) => engine.readWord(word)),
  )
}

/**
 * Takes words away that the index was taught, from the next `buildIndex` on.
 * @throws XunzhangError as {@link addWords}
 */
export async function removeWords(dir: string, words: readonly string[]): Promise<LexiconReport> {
  const engine = await import('./indexing/taught/teach.js')
  return engine.removeWords(
    dir,
    words.map((word) => engine.readWord(word).word),
  )
}

/**
 * The words that an index was taught.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED
 */
export async function listWords(dir: string): Promise<LexiconReport> {
  const engine = await import('./indexing/taught/teach.js')
  return engine.listWords(dir)
}

/**
 * New words of a collection, names first, to choose from and teach.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, USAGE where the index is cut without a dictionary
 */
export async function suggestWords(dir: string, options: SuggestOptions = {}): Promise<SuggestedWord[]> {
  const engine = await import('./indexing/taught/suggest.js')
  return engine.suggestWords(dir, options)
}
