/**
 * An open index in a folder or in memory. It answers from one commit, in this thread, until `refresh` or `commit` moves
 * it to a newer one. Changes are made by a writer, which is loaded with the first change.
 */
import { OpenSegments, type OpenCommit } from '../storage/commit/open-segments.js'
import { XunzhangError } from '../base/errors.js'
import type { ArticleWriter } from '../indexing/writer/writer.js'
import { countArticles } from '../storage/segment/manifest.js'
import { Completer } from '../search/completer.js'
import type { Leaf } from '../search/leaf.js'
import { inOneGo } from '../search/searcher.js'
import { duplicateGroups } from '../search/similar/near-duplicates.js'
import type { FileSystem } from '../storage/store/file-system.js'
import { Deadline } from '../storage/store/deadline.js'
import { closedIndex } from '../storage/store/damage.js'
import type { FieldTypes } from '../text/schema.js'
import type { AnswerRequest, AnswerThreads } from './threads/answer-threads.js'
import { checkAdding, checkCommitting, checkCompleting, checkIds, checkSearch } from './check-request.js'
import { checkedId } from '../base/options/options.js'
import { milliseconds, nextTurn } from './clock.js'
import { pinyinTable } from './expansion/expanding.js'
import { answer, findArticle, markArticle, OpenIndex, frequentWords, suggestions, type Place } from './answer-query.js'
import { storedArticle } from './results/present.js'
import { collocatesOf, kwicLines, occurrenceCounts, termsOf, timelineOf } from './reading/reading.js'
import { indexStats, sumStats } from './results/stats.js'
import type * as Types from './types.js'
import type { Index, LocalIndex, ReadingOptions } from './types.js'
import { answerWithVector } from './results/with-vector.js'

interface OpenedWith {
  /** In messages; default: the folders. The folder of an index in memory is not its name. */
  readonly name?: string
  /** Milliseconds that an answer may take here; default: any time, or a moment if there are threads. */
  readonly timeout?: number | undefined
  /** That of an engine, compiled, which its caller gives. */
  readonly lexicon?: Uint8Array | undefined
  /** They compute the answers that take longer. */
  readonly threads?: AnswerThreads | undefined
}

interface Parts {
  readonly fs: FileSystem
  readonly name: string
  /** Of each index that is searched. */
  readonly folders: readonly OpenSegments[]
  readonly deadline: Deadline
  readonly threads: AnswerThreads | undefined
}

/** Milliseconds that a piece of an answer with a signal takes at most, but for the last one. */
const piece = 8

/** @returns when the next piece begins */
async function pause(signal: AbortSignal | undefined): Promise<number> {
  await nextTurn()
  signal?.throwIfAborted()
  return milliseconds()
}

/** Milliseconds for which an answer is computed in the main thread, before another thread begins it anew. */
const patience = 25

export class FolderIndex implements LocalIndex {
  readonly dir: string
  readonly #parts: Parts
  #current: OpenIndex
  #writer: ArticleWriter | undefined
  /** Changes run one after the other. */
  #turn: Promise<unknown> = Promise.resolve()
  #isOpen = true

  /** @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION; INDEX_ANALYZER if it is not the lexicon given */
  static open(fs: FileSystem, dirs: readonly string[], given: OpenedWith = {}): FolderIndex {
    const { name = dirs.join(', '), threads, timeout = threads === undefined ? Infinity : patience } = given
    const deadline = new Deadline(timeout, milliseconds)
    const folders = dirs.map((dir) => new OpenSegments(fs, dir, deadline.check, given.lexicon))
    const index = new FolderIndex({ fs, name, folders, deadline, threads }, [])
    if (given.lexicon !== undefined) void index.#current.searcher
    return index
  }

  private constructor(parts: Parts, known: readonly Leaf[]) {
    this.dir = parts.name
    this.#parts = parts
    const opened = openAll(parts.folders, (folder) => folder.openLatest())
    this.#current = new OpenIndex(opened, known)
  }

  /**
   * Opens the newest commit as another index. Segments that both share are open only once. Each of the two has to be
   * closed.
   * @throws as {@link open}
   */
  reopened(): FolderIndex {
    return new FolderIndex(this.#parts, this.#opened().leaves)
  }

  get articleCount(): number {
    return this.#current.parts.reduce((sum, { manifest }) => sum + countArticles(manifest), 0)
  }

  /** The number of the commit that is open. */
  get generation(): number {
    return this.#current.parts[0]!.manifest.generation
  }

  get vectors(): Types.IndexVectors | undefined {
    const [first] = this.#current.parts.flatMap(({ manifest }) => manifest.vectors ?? [])
    return first
  }

  get fields(): FieldTypes {
    return this.#current.fields
  }

  async search(query: string, options: Types.SearchOptions = {}): Promise<Types.SearchResult> {
    const { signal, ...rest } = options
    if (signal !== undefined) return this.#abortable(query, rest, signal)
    return this.#compute('search', [query, options], (index) =>
      inOneGo(answer(index, query, options, answerWithVector)),
    )
  }

  /** Answers in pieces: other events are handled first, and between pieces. */
  async #abortable(query: string, options: Types.SearchOptions, signal: AbortSignal): Promise<Types.SearchResult> {
    checkSearch(query, { ...options, signal })
    await nextTurn()
    signal.throwIfAborted()
    const opened = this.#opened()
    let release: (() => void) | undefined
    try {
      const attempt = <T>(work: () => T) => this.#parts.deadline.attempt(work, piece)
      const pieces = this.#parts.deadline.withinParts(answer(opened, query, options, answerWithVector, attempt))
      for (let began = milliseconds(); ;) {
        const { done, value } = pieces.next()
        if (done === true) return value
        if (milliseconds() - began < piece / 2) continue
        release ??= this.#hold(opened)
        began = await pause(signal)
      }
    } finally {
      release?.()
    }
  }

  async get(id: string | number): Promise<Types.StoredArticle | undefined> {
    const opened = this.#opened()
    const place = findArticle(opened, checkedId(id))
    return place && storedArticle(place.segment, place.article, opened.partOf(place.segment).manifest)
  }

  async mark(id: string | number, query: string): Promise<Types.MarkedArticle | undefined> {
    const opened = this.#opened()
    const place = findArticle(opened, checkedId(id))
    return place && this.#compute('mark', [String(id), query], (index) => markArticle(index, place, query))
  }

  /** Every article of the commit that is open now, whichever commits follow. */
  articles(): AsyncGenerator<Types.StoredArticle> {
    return this.#each((opened, { segment, article }) =>
      storedArticle(segment, article, opened.partOf(segment).manifest),
    )
  }

  ids(): AsyncGenerator<string> {
    return this.#each((_, { segment, article }) => segment.record(article).id)
  }

  async *#each<T>(of: (opened: OpenIndex, place: Place) => T): AsyncGenerator<T> {
    const opened = this.#opened()
    const release = this.#hold(opened)
    try {
      for (const segment of opened.segments)
        for (let article = 0; article < segment.articles; article++)
          if (!segment.isDeleted(article)) yield of(opened, { segment, article })
    } finally {
      release()
    }
  }

  async stats(): ReturnType<Index['stats']> {
    const { parts } = this.#opened()
    return sumStats(parts.map(({ dir, manifest, segments }) => indexStats(this.#parts.fs, dir, manifest, segments)))
  }

  async suggestions(): ReturnType<Index['suggestions']> {
    const opened = this.#opened()
    const release = this.#hold(opened)
    return suggestions(opened).finally(release)
  }

  async complete(typed: string, options: Types.CompleteOptions = {}): Promise<readonly Types.Completion[]> {
    checkCompleting(typed, options)
    const { limit = 8, pinyin = false } = options
    const opened = this.#opened()
    const completer = await (opened.completers[pinyin ? 1 : 0] ??= this.#openCompleter(pinyin))
    const names = completer.names(typed, limit)
    const room = Math.max(limit >> 1, limit - names.length)
    const words = completer.words(typed, room).filter((word) => names.every(({ text }) => text !== word))
    return [...names.slice(0, limit - words.length), ...words.map((text) => ({ text, kind: 'word' as const }))]
  }

  async duplicates(): ReturnType<NonNullable<Index['duplicates']>> {
    return this.#compute('duplicates', [], ({ segments }) => duplicateGroups(segments))
  }

  async *kwic(query: string, { signal, ...options }: Types.KwicOptions = {}): AsyncGenerator<Types.KwicLine> {
    if (signal !== undefined) await pause(signal)
    const opened = this.#opened()
    const release = this.#hold(opened)
    let count = 0
    let began = milliseconds()
    try {
      for (const line of this.#parts.deadline.withinParts(kwicLines(opened, query, options))) {
        count++
        yield line
        if (signal !== undefined && milliseconds() - began > piece) began = await pause(signal)
        this.#opened()
      }
    } catch (error) {
      if (this.#parts.threads === undefined) throw error
      yield* this.#parts.threads.takeOverLines(error, this.#request('kwic', [query, options]), count)
    } finally {
      release()
    }
  }

  async countOccurrences(query: string, options: ReadingOptions = {}): Promise<Types.OccurrenceCounts> {
    return this.#compute('countOccurrences', [query, options], (index) => occurrenceCounts(index, query, options))
  }

  async timeline(queries: string | readonly string[], options: Types.TimelineOptions = {}): Promise<Types.Timeline> {
    const asked = typeof queries === 'string' ? [queries] : queries
    return this.#compute('timeline', [asked, options], (index) => timelineOf(index, asked, options))
  }

  async collocates(query: string, options: Types.CollocatesOptions = {}): Promise<readonly Types.Collocate[]> {
    return this.#compute('collocates', [query, options], (index) => collocatesOf(index, query, options))
  }

  async terms(field: string, options: Types.TermsOptions = {}): Promise<readonly Types.FieldTerm[]> {
    return this.#compute('terms', [field, options], (index) => termsOf(index, field, options))
  }

  async isStale(): Promise<boolean> {
    return this.#isReplaced()
  }

  async refresh(): Promise<boolean> {
    const before = this.#opened()
    if (!this.#isReplaced()) return false
    const parts = openAll(this.#parts.folders, (folder) => folder.openLatest())
    this.#current = new OpenIndex(parts, before.leaves)
    for (const part of before.parts) part.release()
    return true
  }

  add(articles: Types.Articles, options: Types.AddOptions = {}): Promise<Types.AddReport> {
    return this.#inTurn(
      (writer) => writer.add(articles, options),
      () => checkAdding(articles, options),
    )
  }

  remove(ids: Iterable<string | number>): Promise<number> {
    return this.#inTurn(
      (writer) => writer.remove(ids),
      () => checkIds(ids),
    )
  }

  commit(options: Types.CommitOptions = {}): Promise<Types.CommitReport> {
    return this.#inTurn(
      async (writer) => {
        const report = await writer.commit(options)
        await this.refresh()
        return report
      },
      () => checkCommitting(options),
    )
  }

  rollback(): Promise<void> {
    return this.#inTurn(async (writer) => writer.rollback())
  }

  /**
   * Runs work that writes to the folder itself, after earlier changes.
   * @throws XunzhangError USAGE if there are uncommitted changes
   */
  async whileUnchanged<T>(work: (fs: FileSystem, folder: string) => Promise<T>): Promise<T> {
    return this.#inTurn(async (writer) => {
      writer.requireNoChanges()
      const result = await work(this.#parts.fs, this.#current.parts[0]!.dir)
      await this.refresh()
      return result
    })
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    await this.#turn.catch(() => undefined)
    this.#writer?.rollback()
    for (const part of this.#current.parts) part.release()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * The open index. Requests after closing are refused even if the data is still in memory, because whether they
   * succeed must not depend on earlier requests.
   */
  #opened(): OpenIndex {
    if (!this.#isOpen) throw closedIndex(this.dir)
    return this.#current
  }

  /** Computes an answer here, or in another thread if there are any and it takes long. */
  async #compute<T>(
    name: AnswerRequest['name'],
    given: AnswerRequest['given'],
    here: (index: OpenIndex) => T,
  ): Promise<T> {
    const opened = this.#opened()
    try {
      return this.#parts.deadline.within(() => here(opened))
    } catch (error) {
      if (this.#parts.threads === undefined) throw error
      return this.#parts.threads.takeOver(error, this.#request(name, given))
    }
  }

  async #openCompleter(pinyin: boolean): Promise<Completer<Types.Suggestion>> {
    const read = pinyin ? (word: string) => pinyinTable().readWord(word) : undefined
    const words = frequentWords(this.#opened())
    return new Completer(await this.suggestions(), words, read)
  }

  #request(name: AnswerRequest['name'], given: AnswerRequest['given']): Omit<AnswerRequest, 'timeout'> {
    return { dirs: this.#current.parts.map(({ dir }) => dir), name, given }
  }

  /** Keeps segments open while other requests run in between, of which one may be a refresh. @returns lets them go */
  #hold({ parts }: OpenIndex): () => void {
    const held = openAll(this.#parts.folders, (folder, i) => folder.open(parts[i]!.manifest))
    return () => {
      for (const part of held) part.release()
    }
  }

  async #inTurn<T>(work: (writer: ArticleWriter) => Promise<T>, check: () => void = () => undefined): Promise<T> {
    this.#opened()
    check()
    const turn = this.#turn.then(async () => work(await this.#loadWriter()))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #loadWriter(): Promise<ArticleWriter> {
    const [files] = this.#parts.folders
    if (this.#parts.folders.length > 1) throw new XunzhangError('INDEX_UNFIT', { what: 'several' }, { where: this.dir })
    const { ArticleWriter } = await import('./changes-door.js')
    return (this.#writer ??= new ArticleWriter({ fs: this.#parts.fs, dir: this.#current.parts[0]!.dir, files: files! }))
  }

  #isReplaced(): boolean {
    return this.#parts.folders.some((folder, i) => folder.isReplaced(this.#current.parts[i]!.manifest))
  }
}

/** Opens a commit of each folder. If one fails, those opened before are released. */
function openAll(folders: readonly OpenSegments[], open: (folder: OpenSegments, i: number) => OpenCommit) {
  const opened: OpenCommit[] = []
  try {
    for (const [i, folder] of folders.entries()) opened.push(open(folder, i))
    return opened
  } catch (error) {
    for (const part of opened) part.release()
    throw error
  }
}
