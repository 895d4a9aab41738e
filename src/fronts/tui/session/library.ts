/** The index behind the screens: opened, watched for newer commits, and built if it is missing. */
import { isXunzhangError, type ErrorCode } from '../../../base/errors.js'
import { sourcesChangedSince } from '../../../library/results/freshness.js'
import {
  type BuildOptions,
  type BuildReport,
  type SearchBackend as Index,
  type Suggestion,
} from '../../../library/types.js'
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { type Completer } from '../complete/completer.js'
import { type Event } from '../state/event.js'
import { type Notice } from '../state/model.js'

export type OpenIndex = (dir: string) => Promise<Index>

/** Builds or updates the index; `force` if the one on disk can't be read. */
export type BuildIndex = (
  options: Required<Pick<BuildOptions, 'onProgress' | 'signal' | 'force'>>,
) => Promise<BuildReport>

export type Ask = <T>(question: (index: Index) => Promise<T>) => Promise<T>

export interface LibraryOptions {
  readonly dir: string
  readonly open: OpenIndex
  readonly build?: BuildIndex | undefined
  /** What a first build would read, a line each; requested once the index is found missing. */
  readonly plan?: (() => Promise<readonly string[]>) | undefined
  readonly messages: Messages
  readonly completer: Completer
  readonly tell: (event: Event) => void
}

const watchEveryMs = 1000
const progressEveryMs = 100

/** Errors that only a rebuild resolves; some appear at the first request, not on opening. */
const unusable: readonly ErrorCode[] = ['INDEX_DAMAGED', 'INDEX_VERSION', 'INDEX_ANALYZER']

interface Opened {
  readonly index: Index
  users: number
  isReplaced: boolean
}

export class Library {
  #current: Opened | undefined
  #timer: NodeJS.Timeout | undefined
  #building: AbortController | undefined
  #isDamaged = false
  #isClosed = false

  readonly #options: LibraryOptions

  constructor(options: LibraryOptions) {
    this.#options = options
  }

  async open(): Promise<void> {
    const { dir, open, tell, plan } = this.#options
    try {
      this.#take(await open(dir))
      void this.#noticeOldSources()
    } catch (error) {
      if (isXunzhangError(error) && error.code === 'INDEX_MISSING') {
        tell({ type: 'unavailable', reason: dir, damaged: false })
        const told = plan?.().then((lines) => tell({ type: 'planned', plan: lines }))
        told?.catch(() => undefined)
      } else this.#tellUnusable(error)
    }
    this.#watch()
  }

  readonly ask: Ask = async (question) => {
    const opened = this.#current
    if (opened === undefined) throw new Error(this.#options.messages.opening)
    opened.users++
    try {
      return await question(opened.index)
    } catch (error) {
      if (opened === this.#current && isXunzhangError(error) && unusable.includes(error.code)) this.#tellUnusable(error)
      throw error
    } finally {
      opened.users--
      release(opened)
    }
  }

  async build(): Promise<void> {
    const { build, open, dir, messages, tell } = this.#options
    if (build === undefined || this.#building !== undefined) return
    this.#building = new AbortController()
    const { signal } = this.#building
    let told = 0
    const onProgress: BuildOptions['onProgress'] & object = (progress) => {
      if (Date.now() - told < progressEveryMs) return
      told = Date.now()
      tell({ type: 'progressed', progress })
    }
    try {
      const { articles, seconds, failed } = await build({ signal, force: this.#isDamaged, onProgress })
      this.#take(await open(dir))
      this.#tellBuilt(messages.built(articles, seconds.toFixed(1), failed), failed === 0)
    } catch (error) {
      if (signal.aborted) this.#tellBuilt(messages.buildCancelled, true)
      else this.#tellBuilt(messages.buildFailed(reasonOf(error, messages)), false)
    } finally {
      this.#building = undefined
    }
  }

  cancelBuild(): void {
    this.#building?.abort()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#building?.abort()
    await this.#current?.index.close().catch(() => undefined)
  }

  #take(index: Index): void {
    const { tell, completer } = this.#options
    const before = this.#current
    this.#current = { index, users: 0, isReplaced: false }
    if (before !== undefined) {
      before.isReplaced = true
      release(before)
    }
    this.#isDamaged = false
    const [hasTimes, hasLines] = [index.timeline !== undefined, index.kwic !== undefined]
    tell({ type: 'opened', articles: index.articleCount, hasTimes, hasLines })
    void suggestionsOf(index)
      .then((all) => completer.load(all))
      .then(() => tell({ type: 'suggestionsLoaded' }))
      .catch(() => undefined)
  }

  #watch(): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#timer = setTimeout(() => void this.#look().finally(() => this.#watch()), watchEveryMs).unref()
  }

  async #look(): Promise<void> {
    if (this.#building !== undefined) return
    const { open, dir } = this.#options
    if (this.#current === undefined) {
      const index = await open(dir).catch(() => undefined)
      if (index !== undefined) this.#take(index)
    } else if (await this.#current.index.isStale().catch(() => false)) await this.#reload()
  }

  async #reload(): Promise<void> {
    const { open, dir, messages } = this.#options
    try {
      const index = await open(dir)
      this.#take(index)
      this.#notice(messages.reloaded(index.articleCount), 'good')
    } catch (error) {
      this.#notice(messages.reloadFailed(reasonOf(error, messages)), 'error')
    }
  }

  async #noticeOldSources(): Promise<void> {
    if (this.#options.build === undefined) return
    const question = async (index: Index) => sourcesChangedSince(await index.stats(), index.dir)
    if (await this.ask(question).catch(() => false)) this.#notice(this.#options.messages.sourcesChanged, 'good')
  }

  #notice(text: string, tone: Notice['tone']): void {
    this.#options.tell({ type: 'noticed', notice: { text, tone } })
  }

  #tellBuilt(text: string, isGood: boolean): void {
    this.#options.tell({ type: 'built', notice: { text, tone: isGood ? 'good' : 'error' } })
  }

  #tellUnusable(error: unknown): void {
    this.#isDamaged = true
    this.#options.tell({ type: 'unavailable', reason: reasonOf(error, this.#options.messages), damaged: true })
  }
}

function release({ index, users, isReplaced }: Opened): void {
  if (isReplaced && users === 0) void index.close().catch(() => undefined)
}

const mostRanked = 1000

/** Values that many articles have are sorted before others, so that they are offered first after `tag:`. */
async function suggestionsOf(index: Index): Promise<readonly Suggestion[]> {
  const all = await index.suggestions()
  const authors = (await index.terms?.('author', { limit: mostRanked })) ?? []
  const tags = (await index.terms?.('tag', { limit: mostRanked })) ?? []
  const ranks = new Map([authors, tags].flatMap((terms) => terms.map(({ value }, i) => [value, i] as const)))
  const rank = ({ text, kind }: Suggestion): number => (kind === 'title' ? 0 : (ranks.get(text) ?? mostRanked))
  return [...all].sort((a, b) => (a.kind === b.kind ? rank(a) - rank(b) : 0))
}

export function reasonOf(error: unknown, messages: Messages): string {
  if (isXunzhangError(error)) return messages.fault(error)
  return error instanceof Error ? error.message : String(error)
}
