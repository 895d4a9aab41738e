/**
 * The changes since the last commit: articles added and removed by ID. A transaction holds the write lock from the
 * first change to the commit. Until then, nothing of the last commit changes. Files that a crash leaves behind are
 * removed by the next commit.
 */
import { join } from '#system/path'
import { openAnalyzer, type AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import { commitSegments, fileNumbers, removeAfterFailure, removeLeftovers } from '../../storage/commit/commit.js'
import type { CommitContext, PendingSegment } from '../../storage/commit/commit.js'
import type { OpenCommit, OpenSegments } from '../../storage/commit/open-segments.js'
import { XunzhangError } from '../../base/errors.js'
import type { Manifest } from '../../storage/segment/manifest.js'
import type { Article } from '../../source/article.js'
import type { FieldTypes } from '../../text/schema.js'
import type { FileSystem } from '../../storage/store/file-system.js'
import { acquireLock } from '../../storage/store/lock.js'
import {
  applyArticleChanges,
  liveSegments,
  newSegment,
  createArticleChanges,
  hasNoChanges,
  markDeleted,
  newDeletions,
} from '../scan/old-articles.js'
import { mergeUntilStable, type MergeContext } from '../merging.js'
import { batchBytes } from '../scan/batches.js'
import { contentHash } from '../tasks/indexable.js'
import type { TaskRunner } from '../threads/runner.js'

interface Pending {
  readonly batch: Batch
  /** The article's number in the batch. */
  readonly at: number
  /** Whether the last commit has an article with the same ID. */
  readonly isUpdate: boolean
}

type Place = ReturnType<OpenCommit['find']>[number]

/** Articles that become one segment. */
interface Batch {
  /** Emptied once the articles are in a segment. */
  articles: Article[]
  bytes: number
  readonly deleted: Set<number>
  count: number
  segment?: PendingSegment
}

export interface TransactionPlace {
  readonly fs: FileSystem
  readonly dir: string
  readonly files: OpenSegments
}

export class Transaction {
  readonly #context: CommitContext
  readonly #last: OpenCommit
  readonly #analyzer: AnalyzerConfig
  readonly #changes = createArticleChanges()
  /** Articles of the last commit that this transaction deletes, as `segment:article`. */
  readonly #gone = new Set<string>()
  readonly #pending = new Map<string, Pending>()
  readonly #batches: Batch[] = []
  #open = newBatch()
  readonly counts = { added: 0, updated: 0, removed: 0, unchanged: 0 }

  /** @throws XunzhangError INDEX_LOCKED, INDEX_MISSING, INDEX_DAMAGED, INDEX_ANALYZER */
  constructor({ fs, dir, files }: TransactionPlace) {
    const lock = acquireLock(fs, dir)
    let last: OpenCommit | undefined
    try {
      last = this.#last = files.openLatest()
      const { manifest, words, lexicon: shared } = this.#last
      this.#context = { fs, dir, lock, nextFile: fileNumbers(fs, dir, manifest) }
      const { tokenizer, lexicon } = manifest
      this.#analyzer = { tokenizer: tokenizer as AnalyzerConfig['tokenizer'], lexicon, words, shared }
      requireAnalyzer(this.#analyzer, manifest, dir)
    } catch (error) {
      last?.release()
      lock.release()
      throw error
    }
  }

  get fields(): FieldTypes | undefined {
    return this.#last.manifest.fields
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0 && hasNoChanges(this.#changes)
  }

  get isFull(): boolean {
    return this.#open.bytes >= batchBytes
  }

  /** Puts an article into the open batch. It replaces the article with the same ID, unless nothing has changed. */
  add(article: Article): void {
    const { id } = article
    const before = this.#pending.get(id)
    const places = before === undefined ? this.#last.find(id) : []
    if (places.length === 1 && !this.#isGone(places[0]!) && this.#isSame(places[0]!, article)) {
      this.counts.unchanged++
      return
    }
    const isUpdate = before?.isUpdate ?? places.length > 0
    if (before !== undefined) before.batch.deleted.add(before.at)
    else if (isUpdate && !this.#delete(places)) this.counts.removed--
    if (before === undefined) this.counts[isUpdate ? 'updated' : 'added']++
    const batch = this.#open
    this.#pending.set(id, { batch, at: batch.count++, isUpdate })
    batch.articles.push(article)
    batch.bytes += article.origin.end
  }

  /** @returns whether there was such an article */
  remove(id: string): boolean {
    const pending = this.#pending.get(id)
    if (pending === undefined) {
      const isThere = this.#delete(this.#last.find(id))
      if (isThere) this.counts.removed++
      return isThere
    }
    pending.batch.deleted.add(pending.at)
    this.#pending.delete(id)
    this.counts[pending.isUpdate ? 'updated' : 'added']--
    if (pending.isUpdate) this.counts.removed++
    return true
  }

  /**
   * Indexes the open batch. If this fails, the commit tries again.
   * @throws XunzhangError INPUT_TOO_LARGE, DISK_FULL, NOT_WRITABLE, INTERRUPTED
   */
  async flush(runner: TaskRunner): Promise<void> {
    const batch = this.#open
    if (batch.count === 0) return
    this.#open = newBatch()
    this.#batches.push(batch)
    await this.#build(batch, runner)
  }

  /** Commits everything and releases the lock. */
  async commit(context: Pick<MergeContext, 'runner' | 'options'>): Promise<Manifest> {
    await this.flush(context.runner)
    for (const batch of this.#batches) if (batch.segment === undefined) await this.#build(batch, context.runner)
    const { manifest, segments } = this.#last
    const live = [
      ...applyArticleChanges(liveSegments({ manifest, segments }), segments, this.#changes),
      ...this.#batches.map(segmentOf),
    ]
    const merged = await mergeUntilStable({ ...this.#context, ...context }, live)
    const committed = commitSegments(this.#context, merged, manifest)
    removeLeftovers(this.#context.fs, this.#context.dir, committed)
    this.#end()
    return committed
  }

  /** Discards all changes, removes the files that were written for them, and releases the lock. */
  rollback(): void {
    removeAfterFailure(this.#context)
    this.#end()
  }

  async #build(batch: Batch, runner: TaskRunner): Promise<void> {
    const name = `${this.#context.nextFile()}.seg`
    const output = join(this.#context.dir, name)
    const { segment, stopped } = await runner.build(
      { ...noUnits, given: batch.articles, output, analyzer: this.#analyzer },
      () => undefined,
    )
    if (stopped !== undefined) throw new XunzhangError('GIVEN_STOP_THREAD', { count: batch.count })
    batch.articles = []
    batch.segment = newSegment(name, segment!)
  }

  #end(): void {
    this.#last.release()
    this.#context.lock.release()
  }

  #isGone(place: Place): boolean {
    return this.#gone.has(keyOf(place))
  }

  #isSame({ segment, article }: Place, given: Article): boolean {
    const { contentHash: known } = this.#last.segments[segment]!.record(article)
    const [low, high] = contentHash(given)
    return known[0] === low && known[1] === high
  }

  /** @returns whether any of them had not been deleted yet */
  #delete(places: readonly Place[]): boolean {
    const left = places.filter((place) => !this.#isGone(place))
    for (const place of left) {
      this.#gone.add(keyOf(place))
      markDeleted(this.#changes, place.segment, place.article)
    }
    return left.length > 0
  }
}

const noUnits = { units: [], clean: false, known: new Map(), repeatedLines: new Map() } as const

const newBatch = (): Batch => ({ articles: [], bytes: 0, deleted: new Set(), count: 0 })

const keyOf = ({ segment, article }: Place): string => `${segment}:${article}`

function segmentOf({ segment, deleted, count }: Batch): PendingSegment {
  if (deleted.size === 0) return segment!
  return { ...segment!, deleted: newDeletions({ articles: count, deleted: undefined }, deleted) }
}

/** @throws XunzhangError INDEX_ANALYZER if this program analyses texts differently from the one that built the index */
export function requireAnalyzer(config: AnalyzerConfig, { analyzer }: Manifest, where: string): void {
  const { id } = openAnalyzer(config)
  if (id !== analyzer)
    throw new XunzhangError('ANALYZER_DIFFERS', { what: 'index', found: analyzer, expected: id }, { where })
}
