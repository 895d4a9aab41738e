/**
 * Gives the articles of an index the vectors that they lack: their texts are sent to the user's own model, in batches.
 * Search by words works as before, whatever happens here. If the endpoint fails, the next call requests what is
 * missing.
 */
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  commitVectors,
  fileNumbers,
  putVectors,
  removeAfterFailure,
  removeLeftovers,
  type CommitContext,
} from '../../../storage/commit/commit.js'
import { explainWriteError, interrupted, requireFolder } from '../../../storage/commit/write-errors.js'
import { missingIndex, openSegments, openVectors, readManifest } from '../../../storage/commit/snapshot.js'
import { checkEndpoint } from '../endpoint/post.js'
import type { EmbedEndpoint } from '../endpoint/embedder.js'
import { callback, signal, text } from '../../../base/options/spec.js'
import { checkOptions, checkValue } from '../../../base/options/options.js'
import type { Fault } from '../../../base/errors.js'
import { countArticles, type Manifest, type SegmentEntry } from '../../../storage/segment/manifest.js'
import type { SegmentReader } from '../../../storage/segment/reader.js'
import { countRows, hasRow, putRow, rowBytes } from '../../../storage/segment/vectors/codec.js'
import { nodeFileSystem, type FileSystem } from '../../../storage/store/file-system.js'
import { acquireLock, type Lock } from '../../../storage/store/lock.js'
import { askInBatches } from './ask-in-batches.js'
import { Field } from '../../../storage/segment/fields.js'
import { FolderIndex } from '../../../library/folder-index.js'
import type { Index } from '../../../library/types.js'

/* What a model reads of an article: its title and beginning, no more than fits in the window of small models. */

/** Characters. In the usual models for Chinese a token is one or more, and the smaller models take 512 tokens. */
export const mostEmbedded = 500

/** '' for an article without a text. */
function embeddedText(segment: SegmentReader, article: number): string {
  const title = segment.text(article, Field.title)
  const body = segment.text(article, Field.body)
  return beginningOf((title === '' ? body : `${title}\n${body}`).trim())
}

/** A character is never cut in two. */
function beginningOf(text: string): string {
  return text.slice(0, mostEmbedded).replace(/[\uD800-\uDBFF]$/, '')
}

export interface EmbedArticlesOptions extends EmbedEndpoint {
  /** Called after each batch. */
  readonly onProgress?: (progress: EmbedProgress) => void
  /** Stops within a second; vectors received by then are kept. */
  readonly signal?: AbortSignal | undefined
}

/** In articles. */
export interface EmbedProgress {
  readonly done: number
  readonly total: number
}

export interface EmbedReport {
  /** '' if none was named. */
  readonly model: string
  /** 0 if no article has a vector. */
  readonly dimensions: number
  /** Articles that have a vector now. */
  readonly articles: number
  /** Articles that got their vector in this call. */
  readonly added: number
  /** Articles with a text but no vector; the next call requests them. */
  readonly missing: number
  /** Why some are missing. */
  readonly failure?: Pick<Fault, 'reason' | 'parameters'>
}

/** Reads the time and waits; tests replace it. */
export interface EmbedClock {
  readonly now: () => number
  readonly pause: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>
}

const clock: EmbedClock = {
  now: () => performance.now(),
  pause: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}

/** At most as long as a manifest allows. */
const modelName = { ...text, isRight: (value: unknown) => typeof value === 'string' && /^[^\0]{0,1000}$/.test(value) }

/** Milliseconds of work that a crash can cost. */
const saveEvery = 60_000

/** @throws XunzhangError USAGE, INDEX_MISSING, INDEX_LOCKED, INDEX_DAMAGED, DISK_FULL, NOT_WRITABLE, INTERRUPTED */
export async function embedFolder(
  dir: string,
  options: EmbedArticlesOptions,
  fs: FileSystem = nodeFileSystem,
  time: EmbedClock = clock,
): Promise<EmbedReport> {
  checkEndpoint(options)
  checkValue('model', options.model ?? '', modelName)
  const folder = resolve(dir)
  if (readManifest(fs, folder) === undefined) throw missingIndex(dir)
  let lock: Lock | undefined
  try {
    lock = acquireLock(fs, folder)
    const manifest = readManifest(fs, folder)!
    const context = { fs, dir: folder, lock, nextFile: fileNumbers(fs, folder, manifest) }
    try {
      return await new Embedding(context, manifest, options, time).run()
    } catch (error) {
      removeAfterFailure(context)
      throw error
    }
  } catch (error) {
    throw explainWriteError(error, dir)
  } finally {
    lock?.release()
  }
}

/** One call of {@link embedFolder}, which commits the manifest step by step. */
class Embedding {
  readonly #context: CommitContext
  readonly #options: EmbedArticlesOptions
  readonly #time: EmbedClock
  readonly #model: string
  #manifest: Manifest
  #entries: readonly SegmentEntry[]
  /** Of the vectors that are kept, otherwise of the first one received; 0 until then. */
  #dimensions: number
  #saved: number
  #added = 0
  #blank = 0

  constructor(context: CommitContext, manifest: Manifest, options: EmbedArticlesOptions, time: EmbedClock) {
    const { vectors, segments } = manifest
    this.#context = context
    this.#manifest = manifest
    this.#time = time
    this.#saved = time.now()
    this.#model = options.model ?? vectors?.model ?? ''
    this.#options = { ...options, model: this.#model }
    const isSame = vectors?.model === this.#model
    this.#dimensions = isSame ? vectors.dimensions : 0
    // Vectors of another model can't be compared with the new ones, so the first commit removes them.
    this.#entries = isSame ? segments : segments.map(({ vectors: _, ...entry }) => entry)
  }

  async run(): Promise<EmbedReport> {
    const { fs, dir } = this.#context
    const { signal } = this.#options
    const segments = openSegments(fs, dir, this.#manifest, 'window')
    try {
      const lacking = segments.map((segment, i) => this.#lacking(segment, i))
      const total = lacking.reduce((sum, { length }) => sum + length, 0)
      let failure: EmbedReport['failure']
      for (const [i, segment] of segments.entries())
        if (failure === undefined) failure = await this.#embed(i, segment, lacking[i]!, total)
      if (signal?.aborted === true) throw interrupted(signal)
      const articles = countArticles(this.#manifest) - total + this.#added
      const dimensions = articles === 0 ? 0 : this.#dimensions
      const missing = total - this.#added - this.#blank
      return { model: this.#model, dimensions, articles, added: this.#added, missing, ...(failure && { failure }) }
    } finally {
      for (const segment of segments) segment.close()
    }
  }

  /** @returns why it stopped before the end, if it did */
  async #embed(at: number, segment: SegmentReader, articles: readonly number[], total: number) {
    if (articles.length === 0) return undefined
    let rows = this.#rowsOf(at)
    let isNew = false
    const take = (article: number, vector: Float32Array): void => {
      this.#dimensions = vector.length
      rows ??= new Uint8Array(segment.articles * rowBytes(vector.length))
      putRow(rows, article, vector)
      isNew = true
      this.#added++
    }
    const save = (): void => {
      if (isNew) this.#save(at, segment, rows!)
      isNew = false
    }
    const afterBatch = (): void => {
      this.#options.onProgress?.({ done: this.#added, total })
      if (this.#time.now() - this.#saved >= saveEvery) save()
    }
    const texts = articles.map((article) => ({ article, text: () => embeddedText(segment, article) }))
    const { signal } = this.#options
    const pause = (ms: number): Promise<unknown> => this.#time.pause(ms, signal)
    const asked = { endpoint: this.#options, expected: () => this.#dimensions, pause, signal }
    const { failure, blank } = await askInBatches(texts, asked, take, afterBatch)
    this.#blank += blank
    save()
    return failure
  }

  #save(at: number, segment: SegmentReader, rows: Uint8Array): void {
    const { fs, dir } = this.#context
    const count = countRows(rows, segment.articles, rowBytes(this.#dimensions))
    const vectors = putVectors(this.#context, rows, count)
    this.#entries = this.#entries.map((entry, i) => (i === at ? { ...entry, vectors } : entry))
    const meaning = { model: this.#model, dimensions: this.#dimensions }
    this.#manifest = commitVectors(this.#context, this.#entries, meaning, this.#manifest)
    removeLeftovers(fs, dir, this.#manifest)
    this.#saved = this.#time.now()
  }

  #rowsOf(at: number): Uint8Array | undefined {
    const { fs, dir } = this.#context
    const what = { model: this.#model, dimensions: this.#dimensions }
    const vectors = openVectors(fs, dir, this.#entries[at]!, what)
    try {
      return vectors?.bytes()
    } finally {
      vectors?.close()
    }
  }

  /** Live articles without a vector. */
  #lacking(segment: SegmentReader, at: number): number[] {
    const rows = this.#rowsOf(at)
    const bytes = rowBytes(this.#dimensions)
    const lacking: number[] = []
    for (let article = 0; article < segment.articles; article++)
      if (!segment.isDeleted(article) && !(rows && hasRow(rows, article, bytes))) lacking.push(article)
    return lacking
  }
}

/** @throws XunzhangError as {@link embedFolder}; USAGE for changes that are not committed, and on clusters */
export async function embedArticles(index: Index, options: EmbedArticlesOptions): Promise<EmbedReport> {
  checkOptions(options, { url: text, model: text, key: text, onProgress: callback, signal })
  if (!(index instanceof FolderIndex)) {
    requireFolder(index.dir)
    throw new TypeError('not an index')
  }
  return index.whileUnchanged((fileSystem, dir) => embedFolder(dir, options, fileSystem))
}
