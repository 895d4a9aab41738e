/** The index behind the screens: opened, watched for newer commits, and built if it is missing. */
import { sourcesChangedSince } from '../../../library/results/freshness.js'
import type { BuildOptions, BuildReport, SearchBackend as Index, Suggestion } from '../../../library/types.js'
import { isXunzhangError, type ErrorCode } from '../../../base/errors.js'
import type { Completer } from '../complete/completer.js'
import type { Messages } from '../../messages/tui.js'
import type { Event } from '../state/event.js'

export type OpenIndex = (dir: string) => Promise<Index>

/** Builds or updates the index; `force` if the one on disk can't be read. */
export type BuildIndex = (
  options: Required<Pick<BuildOptions, 'onProgress' | 'signal' | 'force'>>,
) => Promise<BuildReport>

export interface Library {
  readonly open: () => Promise<void>
  /** Runs a question on the open index and keeps it open meanwhile. */
  readonly ask: <T>(question: (index: Index) => Promise<T>) => Promise<T>
  readonly build: () => Promise<void>
  readonly cancelBuild: () => void
  readonly close: () => Promise<void>
}

export interface LibraryOptions {
  readonly dir: string
  readonly open: OpenIndex
  readonly build: BuildIndex | undefined
  /** What a first build would read, a line each; requested once the index is found missing. */
  readonly plan?: (() => Promise<readonly string[]>) | undefined
  readonly messages: Messages
  readonly completer: Completer
  readonly tell: (event: Event) => void
}

const watchEveryMs = 1000

/** Errors that only a rebuild resolves; some appear at the first request, not on opening. */
const unusable: readonly ErrorCode[] = ['INDEX_DAMAGED', 'INDEX_VERSION', 'INDEX_ANALYZER']
const progressEveryMs = 100

interface Opened {
  readonly index: Index
  users: number
  isReplaced: boolean
}

export function createLibrary({ dir, open, build, plan, messages, completer, tell }: LibraryOptions): Library {
  let current: Opened | undefined
  let timer: NodeJS.Timeout | undefined
  let building: AbortController | undefined
  let isDamaged = false
  let isClosed = false

  const release = (opened: Opened): void => {
    if (opened.isReplaced && opened.users === 0) void opened.index.close().catch(() => undefined)
  }

  const ask: Library['ask'] = async (question) => {
    const opened = current
    if (opened === undefined) throw new Error(messages.opening)
    opened.users++
    try {
      return await question(opened.index)
    } catch (error) {
      if (opened === current && isXunzhangError(error) && unusable.includes(error.code)) tellUnusable(error)
      throw error
    } finally {
      opened.users--
      release(opened)
    }
  }

  const tellUnusable = (error: unknown): void => {
    isDamaged = true
    tell({ type: 'unavailable', reason: reasonOf(error, messages), damaged: true })
  }

  const take = (index: Index): void => {
    const before = current
    current = { index, users: 0, isReplaced: false }
    if (before !== undefined) {
      before.isReplaced = true
      release(before)
    }
    isDamaged = false
    const [hasTimes, hasLines] = [index.timeline !== undefined, index.kwic !== undefined]
    tell({ type: 'opened', articles: index.articleCount, hasTimes, hasLines })
    void suggestionsOf(index)
      .then((all) => completer.load(all))
      .then(() => tell({ type: 'suggestionsLoaded' }))
      .catch(() => undefined)
  }

  const openFirst = async (): Promise<void> => {
    try {
      take(await open(dir))
      void noticeOldSources()
    } catch (error) {
      const isMissing = isXunzhangError(error) && error.code === 'INDEX_MISSING'
      if (isMissing) tellMissing()
      else tellUnusable(error)
    }
    watch()
  }

  const tellMissing = (): void => {
    tell({ type: 'unavailable', reason: dir, damaged: false })
    void plan?.().then(
      (lines) => tell({ type: 'planned', plan: lines }),
      () => undefined,
    )
  }

  const watch = (): void => {
    clearTimeout(timer)
    if (isClosed) return
    timer = setTimeout(() => void look().finally(watch), watchEveryMs)
    timer.unref()
  }

  const look = async (): Promise<void> => {
    if (building !== undefined) return
    if (current === undefined) {
      const index = await open(dir).catch(() => undefined)
      if (index !== undefined) take(index)
    } else if (await current.index.isStale().catch(() => false)) {
      await reload()
    }
  }

  const reload = async (): Promise<void> => {
    try {
      const index = await open(dir)
      take(index)
      tell({ type: 'noticed', notice: { text: messages.reloaded(index.articleCount), tone: 'good' } })
    } catch (error) {
      tell({ type: 'noticed', notice: { text: messages.reloadFailed(reasonOf(error, messages)), tone: 'error' } })
    }
  }

  const noticeOldSources = async (): Promise<void> => {
    if (build === undefined) return
    const isOld = await ask(async (index) => sourcesChangedSince(await index.stats(), index.dir)).catch(() => false)
    if (isOld) tell({ type: 'noticed', notice: { text: messages.sourcesChanged, tone: 'good' } })
  }

  const runBuild = async (): Promise<void> => {
    if (build === undefined || building !== undefined) return
    building = new AbortController()
    const { signal } = building
    let last = 0
    try {
      const report = await build({
        signal,
        force: isDamaged,
        onProgress: (progress) => {
          const now = Date.now()
          if (now - last < progressEveryMs) return
          last = now
          tell({ type: 'progressed', progress })
        },
      })
      take(await open(dir))
      const text = messages.built(report.articles, report.seconds.toFixed(1), report.failed)
      tell({ type: 'built', notice: { text, tone: report.failed === 0 ? 'good' : 'error' } })
    } catch (error) {
      const notice = signal.aborted
        ? ({ text: messages.buildCancelled, tone: 'good' } as const)
        : ({ text: messages.buildFailed(reasonOf(error, messages)), tone: 'error' } as const)
      tell({ type: 'built', notice })
    } finally {
      building = undefined
    }
  }

  return {
    open: openFirst,
    ask,
    build: runBuild,
    cancelBuild: () => building?.abort(),
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      building?.abort()
      await current?.index.close().catch(() => undefined)
    },
  }
}

const mostRanked = 1000

/** Values that many articles have are sorted before others, so that they are offered first after `tag:`. */
async function suggestionsOf(index: Index): Promise<readonly Suggestion[]> {
  const all = await index.suggestions()
  const authors = (await index.terms?.('author', { limit: mostRanked })) ?? []
  const tags = (await index.terms?.('tag', { limit: mostRanked })) ?? []
  const ranks = new Map([authors, tags].flatMap((terms) => terms.map(({ value }, i) => [value, i] as const)))
  const rank = ({ text, kind }: Suggestion): number => (kind === 'title' ? 0 : (ranks.get(text) ?? Infinity))
  return [...all].sort((a, b) => (a.kind === b.kind ? (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0) : 0))
}

export function reasonOf(error: unknown, messages: Messages): string {
  if (isXunzhangError(error)) return messages.fault(error)
  return error instanceof Error ? error.message : String(error)
}
