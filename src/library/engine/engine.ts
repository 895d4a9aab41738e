/**
 * `xunzhang/engine`: the search engine without Node and without a dependency, over any storage. It is the index of the
 * library on files in memory: the same format and the same answers, so that the command line can search what an engine
 * wrote, and the other way round.
 *
 * @example
 * const engine = await createEngine({ storage: await opfsStorage('notes'), lexicon: '/lexicon.bin' })
 * await engine.add([{ id: 1, title: '渡口', text: '渡船每天往返两次。' }])
 * await engine.commit()
 * const { hits } = await engine.search('渡船')
 */
import { XunzhangError } from '../../base/errors.js'
import type { FacetValue } from '../../base/answers.js'
import { makeIndex } from '../../indexing/writer/create.js'
import { FolderIndex } from '../folder-index.js'
import type * as Types from '../types.js'
import { hasDataFile, provideDataFile } from '../../text/analyzers/data-files.js'
import type { FieldTypes } from '../../text/schema.js'
import { checkOptions } from '../../base/options/options.js'
import { object, text, texts, whole } from '../../base/options/spec.js'
import { isTokenizerFunction } from '../../text/tokenizers/given.js'
import { checking, creationRules, searchRules } from '../check-request.js'
import { lexiconBytes, type LexiconSource } from './lexicon.js'
import type { FileSystem } from '../../storage/store/file-system.js'
import { readManifest } from '../../storage/commit/snapshot.js'
import { tokenizerOf } from '../../text/tokenizers/index.js'
import { memoryStorage, type Storage } from './storages/storage.js'
import { folder, StoredFiles } from './stored-files.js'
import { toHtml } from './to-html.js'
import { hashText } from '../../storage/store/hash-chains.js'

export interface EngineOptions {
  /** Where the files are. Default: in memory, as long as the engine. */
  readonly storage?: Storage
  /** The words of the language. Without it, runs of Han are cut into pairs of characters: larger, and ranked worse. */
  readonly lexicon?: LexiconSource | undefined
  /** The readings of characters (`dist/data/pinyin.txt`), for queries and completion in pinyin. */
  readonly pinyin?: LexiconSource | undefined
  /** Cuts runs of Han in place of the lexicon. It is given each time the index is opened. */
  readonly tokenizer?: Types.TokenizerFunction | undefined
  /** User words of a new index that has a lexicon, each optionally with a frequency. */
  readonly words?: readonly string[] | undefined
  /** Own fields of a new index, as for `createIndex`. */
  readonly fields?: FieldTypes | undefined
  /** Milliseconds that one answer may take; default none, error TIME_EXCEEDED. */
  readonly timeout?: number | undefined
}

export interface EngineSearchOptions extends Omit<Types.SearchOptions, 'locate' | 'synonyms'> {
  /** Lines in Solr's format: `['软件, 程序', '电脑 => 计算机']`. */
  readonly synonyms?: readonly string[]
  /** The `cursor` of the page before, in place of `offset`. It is valid for the same search until the next commit. */
  readonly cursor?: string | undefined
}

export interface EngineResult extends Types.SearchResult {
  /** Leads to the next page; absent on the last. */
  readonly cursor?: string
}

/** @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION, LEXICON_INVALID; what the storage or the address throws */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  checkEngine(options)
  const { storage = memoryStorage(), lexicon, pinyin, fields, words, timeout } = options
  const compiled = lexicon === undefined ? undefined : await lexiconBytes(lexicon)
  if (pinyin !== undefined) provideDataFile('pinyin.txt', await lexiconBytes(pinyin))
  const files = new StoredFiles(storage)
  await files.pull()
  const { tokenizer = compiled === undefined ? 'bigram' : 'native' } = options
  makeIndex(files.fs, folder, { tokenizer, fields, words, compiled })
  if (compiled === undefined) requireNoLexicon(files.fs, storage.name)
  const index = FolderIndex.open(files.fs, [folder], { name: storage.name, lexicon: compiled, timeout })
  return new Engine(storage, files, index)
}

/** @throws XunzhangError USAGE, which is clearer than the first search's failure */
function requireNoLexicon(fs: FileSystem, where: string): void {
  const tokenizer = readManifest(fs, folder)?.tokenizer
  if (tokenizer !== undefined && tokenizerOf(tokenizer)?.usesLexicon === true)
    throw new XunzhangError('INDEX_UNFIT', { what: 'lexicon' }, { where })
}

/** An open index. Searches answer from the last commit; `commit` makes changes durable and visible. */
export class Engine {
  readonly #storage: Storage
  readonly #files: StoredFiles
  readonly #index: FolderIndex
  /** Commits and refreshes run one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  /** Use {@link createEngine}. */
  constructor(storage: Storage, files: StoredFiles, index: FolderIndex) {
    this.#storage = storage
    this.#files = files
    this.#index = index
  }

  get articleCount(): number {
    return this.#index.articleCount
  }

  /** An article whose ID exists replaces the earlier one. @throws XunzhangError INPUT_UNREADABLE */
  add(articles: Types.Articles, options: Omit<Types.AddOptions, 'jobs'> = {}): Promise<Types.AddReport> {
    return this.#index.add(articles, options)
  }

  /** @returns how many of the articles existed */
  remove(ids: Iterable<string | number>): Promise<number> {
    return this.#index.remove(ids)
  }

  /**
   * Writes all changes to the storage. If the storage fails, the changes are visible here and the next `commit` writes
   * them.
   * @throws XunzhangError INDEX_LOCKED if another program has committed or is writing; what the storage throws
   */
  commit(options: Omit<Types.CommitOptions, 'jobs'> = {}): Promise<Types.CommitReport> {
    return this.#inTurn(async () => {
      const release = await this.#storage.lock?.()
      try {
        await this.#files.requireOwn()
        const report = await this.#index.commit(options)
        await this.#files.push()
        return report
      } finally {
        release?.()
      }
    })
  }

  /** Discards all changes since the last commit. */
  rollback(): Promise<void> {
    return this.#index.rollback()
  }

  /**
   * Reads what other programs have committed.
   * @returns whether there was anything
   * @throws XunzhangError USAGE if there are changes that are not committed
   */
  refresh(): Promise<boolean> {
    return this.#inTurn(() => this.#index.whileUnchanged(() => this.#files.pull()))
  }

  /** @param query as on the command line, without regular expressions; `*` stands for every article */
  async search(query: string, options: EngineSearchOptions = {}): Promise<EngineResult> {
    checkEngineSearch(query, options)
    const { cursor, offset, ...rest } = options
    const { limit = 10, signal: _, ...same } = rest
    const set = Object.entries(same).filter(([, value]) => value !== undefined)
    const search = hashText(JSON.stringify([query, limit, set.sort(([a], [b]) => (a < b ? -1 : 1))]))
    const from = cursor === undefined ? (offset ?? 0) : this.#offsetOf(cursor, search, offset)
    const pinyin = rest.pinyin ?? hasDataFile('pinyin.txt')
    const result = await this.#index.search(query, { ...rest, offset: from, pinyin })
    const next = from + limit
    const isLast = next >= result.total || limit === 0 || rest.countOnly === true
    return { ...result, query, ...(!isLast && { cursor: `${this.#index.generation}.${search}.${next}` }) }
  }

  /** @returns undefined if there is no such article */
  get(id: string | number): Promise<Types.StoredArticle | undefined> {
    return this.#index.get(id)
  }

  /** The whole article with the query's matches marked. */
  mark(id: string | number, query: string): Promise<Types.MarkedArticle | undefined> {
    return this.#index.mark(id, query)
  }

  /** Every article of the last commit, also while others follow. */
  articles(): AsyncGenerator<Types.StoredArticle> {
    return this.#index.articles()
  }

  /** The IDs of all articles, which reads no texts. */
  ids(): AsyncGenerator<string> {
    return this.#index.ids()
  }

  /** What may be meant by the beginning of a text: titles, names and words. The first call reads them. */
  complete(typed: string, options: Types.CompleteOptions = {}): Promise<readonly Types.Completion[]> {
    return this.#index.complete(typed, { pinyin: hasDataFile('pinyin.txt'), ...options })
  }

  /** Every occurrence in its context. */
  kwic(query: string, options: Types.KwicOptions = {}): AsyncGenerator<Types.KwicLine> {
    return this.#index.kwic(query, options)
  }

  /** The values of facets or keyword fields, with the number of articles that match and have them. */
  async facets(names: readonly string[], query = '*'): Promise<Readonly<Record<string, readonly FacetValue[]>>> {
    const { facets = {} } = await this.search(query, { countOnly: true, facets: names })
    return facets as Readonly<Record<string, readonly FacetValue[]>>
  }

  timeline(queries: string | readonly string[], options: Types.TimelineOptions = {}): Promise<Types.Timeline> {
    return this.#index.timeline(queries, options)
  }

  collocates(query: string, options: Types.CollocatesOptions = {}): Promise<readonly Types.Collocate[]> {
    return this.#index.collocates(query, options)
  }

  /** Near-duplicates, the largest groups first. */
  duplicates(): Promise<readonly Types.DuplicateGroup[]> {
    return this.#index.duplicates()
  }

  readonly toHtml = toHtml

  /** Changes that are not committed are lost. */
  close(): Promise<void> {
    return this.#index.close()
  }

  #offsetOf(cursor: string, search: number, offset: number | undefined): number {
    const [generation, of, next] = String(cursor).split('.').map(Number)
    const fits = generation === this.#index.generation && of === search && Number.isSafeInteger(next)
    if (fits && offset === undefined) return next!
    throw new XunzhangError('INDEX_UNFIT', { what: 'cursor' }, { where: 'cursor' })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}

const isFile = (value: unknown): boolean =>
  typeof value === 'string' || [Uint8Array, ArrayBuffer, URL].some((type) => value instanceof type)

const isStorage = (value: unknown): boolean =>
  ['read', 'write', 'rename', 'list', 'remove'].every(
    (name) => typeof (Object(value) as Record<string, unknown>)[name] === 'function',
  )

const { lexicon: _, ...creation } = creationRules

/** @throws XunzhangError USAGE */
const checkEngine = (options: EngineOptions): void =>
  checkOptions<EngineOptions>(options, {
    ...creation,
    storage: object(isStorage),
    lexicon: object(isFile),
    pinyin: object(isFile),
    tokenizer: object(isTokenizerFunction),
    timeout: whole(1),
  })

const { locate: __, ...portable } = searchRules

/** @throws XunzhangError USAGE */
const checkEngineSearch = checking<string, EngineSearchOptions>('query', text, {
  ...portable,
  synonyms: texts,
  cursor: text,
})
