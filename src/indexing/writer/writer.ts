/**
 * Adds and removes articles that a program provides. Each open index that is written to has one writer, whose calls run
 * one after the other. The module is loaded with the first change, so that a program that only searches never loads it.
 */
import { availableParallelism } from '#system/os'
import { throwIfAborted, explainWriteError } from '../../storage/commit/write-errors.js'
import { isXunzhangError, XunzhangError } from '../../base/errors.js'
import { checkedId } from '../../base/options/options.js'
import { readGiven } from '../../source/given-article.js'
import { applyWords } from '#apply-words'
import { TaskRunner } from '#task-runner'
import { hasWaitingWords } from '../../storage/commit/lexicon-state.js'
import type { AddOptions, AddReport, Articles, CommitOptions, CommitReport } from '../types.js'
import { Transaction, type TransactionPlace } from './transaction.js'

/** After so many articles, the signal is checked and other work of this thread may run. */
const atOnce = 64

export class ArticleWriter {
  readonly #place: TransactionPlace
  #transaction: Transaction | undefined

  constructor(place: TransactionPlace) {
    this.#place = place
  }

  /** @throws XunzhangError USAGE */
  requireNoChanges(): void {
    if (this.#transaction !== undefined)
      throw new XunzhangError('INDEX_UNFIT', { what: 'pending' }, { where: this.#place.dir })
  }

  async add(articles: Articles, options: AddOptions): Promise<AddReport> {
    const { signal, onProgress, onProblem, jobs = availableParallelism() } = options
    return this.#explained(async () => {
      throwIfAborted(signal)
      const transaction = this.#begin()
      const before = { ...transaction.counts }
      let failed = 0
      let given = 0
      const take = (article: unknown): void => {
        try {
          transaction.add(readGiven(article, ++given, transaction.fields))
        } catch (error) {
          if (onProblem === undefined || !isXunzhangError(error) || error.reason !== 'ARTICLE_INVALID') throw error
          failed++
          onProblem(error)
        }
      }
      await withRunner(this.#place.fs, jobs, signal, (runner) => feed(articles, take, transaction, runner, options))
      onProgress?.({ articles: given })
      const { added, updated, unchanged } = transaction.counts
      return {
        added: added - before.added,
        updated: updated - before.updated,
        unchanged: unchanged - before.unchanged,
        failed,
      }
    })
  }

  /** @returns how many of the articles existed */
  async remove(ids: Iterable<string | number>): Promise<number> {
    return this.#explained(async () => {
      const wanted = Array.from(ids, (id) => checkedId(id).toWellFormed())
      const transaction = this.#begin()
      let removed = 0
      for (const id of wanted) if (transaction.remove(id)) removed++
      if (transaction.isEmpty) this.rollback()
      return removed
    })
  }

  /** Does nothing if nothing was changed, and no word was taught. */
  async commit(options: CommitOptions): Promise<CommitReport> {
    const report = await this.#commitArticles(options)
    const { fs, dir } = this.#place
    const { signal, jobs } = options
    if (hasWaitingWords(fs, dir))
      await applyWords(dir, { ...(signal && { signal }), ...(jobs && { jobs }) }, { fileSystem: fs })
    return report
  }

  async #commitArticles({ signal, onProgress, jobs = availableParallelism() }: CommitOptions): Promise<CommitReport> {
    const none = { added: 0, updated: 0, removed: 0, unchanged: 0 }
    const transaction = this.#transaction
    if (transaction === undefined) return none
    return this.#explained(async () => {
      throwIfAborted(signal)
      if (transaction.isEmpty) {
        this.rollback()
        return transaction.counts
      }
      const options = onProgress === undefined ? {} : { onProgress }
      await withRunner(this.#place.fs, jobs, signal, (runner) => transaction.commit({ runner, options }))
      this.#transaction = undefined
      return transaction.counts
    })
  }

  rollback(): void {
    this.#transaction?.rollback()
    this.#transaction = undefined
  }

  #begin(): Transaction {
    return (this.#transaction ??= new Transaction(this.#place))
  }

  async #explained<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw explainWriteError(error, this.#place.dir)
    }
  }
}

/**
 * Adds articles and builds their batches. A source that is faster than the builds has to wait, so that about `jobs`
 * batches are in progress at most.
 */
async function feed(
  articles: Articles,
  take: (article: unknown) => void,
  transaction: Transaction,
  runner: TaskRunner,
  { signal, onProgress, jobs = availableParallelism() }: AddOptions,
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  let given = 0
  const pause = async (): Promise<void> => {
    throwIfAborted(signal)
    if (given % atOnce === 0) onProgress?.({ articles: given })
    if (!transaction.isFull) return
    if (underWay.size === 0) runner.expectBuilds(jobs)
    const work = transaction.flush(runner).finally(() => underWay.delete(work))
    underWay.add(work)
    // A failure is rethrown below.
    work.catch(() => undefined)
    if (underWay.size > jobs) await Promise.race(underWay)
  }
  const takeAll = async (): Promise<void> => {
    if (Symbol.asyncIterator in articles) {
      for await (const article of articles) {
        take(article)
        given++
        await pause()
      }
    } else {
      for (const article of articles) {
        take(article)
        if (++given % atOnce === 0 || transaction.isFull) await pause()
      }
    }
    throwIfAborted(signal)
  }
  const taken = await Promise.allSettled([takeAll()])
  const ends = [...taken, ...(await Promise.allSettled(underWay))]
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

async function withRunner<T>(
  fs: TransactionPlace['fs'],
  jobs: number,
  signal: AbortSignal | undefined,
  work: (runner: TaskRunner) => Promise<T>,
): Promise<T> {
  const runner = new TaskRunner(jobs, signal, fs)
  try {
    return await work(runner)
  } finally {
    await runner.close()
  }
}
