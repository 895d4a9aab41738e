/**
 * Sends the state's requests to the engine: hits, the chosen article, suggestions, more hits, and corrections of the
 * query once the reader pauses, because those may take 20 ms or more. One request runs at a time, always for the newest
 * state, and waiting keys are handled between two requests. So typing never waits for outdated answers, and hits,
 * preview and suggestions of one key press reach the screen in one frame. In a burst of keys, the preview and the
 * counts wait for its end. So do the newest articles if the line was only emptied to type another query. Nobody reads
 * them between two quick keys, and they are half of what is sent to the terminal for such a key.
 */
import { nextTurn } from '../../library/next-turn.js'
import type { SearchBackend as Index } from '../../library/types.js'
import type { Completer } from '../complete/completer.js'
import type { Messages } from '../../messages/tui.js'
import { layoutOf } from '../state/layout.js'
import type { Event } from '../state/event.js'
import type { State } from '../state/model.js'
import { selectedHit } from '../state/model.js'
import { pageSize } from '../state/paging.js'
import { mostFullHits } from '../state/full-hits.js'
import { linesKey, wantsMoreLines } from '../state/lines.js'
import { overviewKey } from '../state/overview.js'
import {
  engineQuery,
  isAnswered,
  isBrowsing,
  isByRelevance,
  previewKey,
  searchKey,
  searchOptions,
  wantsMore,
} from '../state/query.js'
import { countOverview } from './count-overview.js'
import { createBursts } from './bursts.js'
import { createOccurrences } from './occurrences.js'
import { reasonOf } from './library.js'
import type { Store } from './store.js'

export interface Requests {
  /** Checks whether the state needs anything; cheap if it doesn't. */
  readonly check: () => void
}

const pauseMs = 250
const mostCorrections = 3
/** A correction is offered only if it matches more than this many times the articles with every word as typed. */
const muchMore = 10

/** Undefined: the answer is no longer wanted. */
type Request = () => Promise<Event | undefined>

/** The last request of each kind: an answer that would change nothing is not requested again. */
interface LastRequested {
  readonly preview?: string
  readonly completion?: string
  readonly more?: string
  readonly correction?: string
  readonly lines?: string
  readonly overview?: string
  readonly whole?: string
}

/** @param ask runs a question on the open index, which stays open meanwhile */
export function createRequests(
  store: Store,
  completer: Completer,
  ask: <T>(question: (index: Index) => Promise<T>) => Promise<T>,
  messages: Messages,
): Requests {
  const occurrences = createOccurrences(ask)
  const bursts = createBursts(
    () => performance.now(),
    () => void run(),
  )
  let isRunning = false
  let requested: LastRequested = {}
  let isQuiet = false
  let pause: NodeJS.Timeout | undefined

  const next = (state: State): Request | undefined => {
    const key = searchKey(state)
    if (key === undefined) return completion(state)
    if (!isAnswered(state, key)) return isEmptiedInPassing(state) ? completion(state) : first(state, key)
    if (bursts.isOn()) return moreLines(state) ?? completion(state) ?? (isFilled(state) ? undefined : more(state, key))
    return (
      moreLines(state) ??
      preview(state) ??
      completion(state) ??
      more(state, key) ??
      whole(state, key) ??
      overview(state) ??
      correction(state, key)
    )
  }

  /** True if hits fill the window; nobody needs those below it between two quick keys. */
  const isFilled = (state: State): boolean =>
    (state.results?.hits.length ?? 0) >= state.top + layoutOf(state).hitsShown && state.openWhenAnswered === undefined

  /**
   * True if the line was emptied within a burst: a whole screen of the newest articles would flash up between two
   * queries.
   */
  const isEmptiedInPassing = (state: State): boolean =>
    bursts.isOn() && isBrowsing(state) && state.results !== undefined && state.openWhenAnswered === undefined

  /** The state keeps nothing of an earlier answer, even to the same query: everything else is requested again. */
  const first = (state: State, key: string): Request => {
    requested = {}
    return () => search(state, key, 0)
  }

  const search = async (state: State, key: string, offset: number): Promise<Event> => {
    const length = Math.max(40, layoutOf(state).listColumns - 4)
    const query = engineQuery(state)
    try {
      const limit = pageSize(state, offset)
      const result = await ask((index) => index.search(query, searchOptions(state, { offset, limit }, length)))
      return { type: 'answered', key, result, offset, next: offset + limit }
    } catch (error) {
      return { type: 'refused', key, reason: reasonOf(error, messages) }
    }
  }

  const preview = (state: State): Request | undefined => {
    const key = previewKey(state)
    const hit = selectedHit(state)
    const isWanted = hit !== undefined && layoutOf(state).previewColumns > 0
    if (!isWanted || key === undefined || key === state.preview?.key || key === requested.preview) return undefined
    return async () => {
      requested = { ...requested, preview: key }
      const query = state.results?.query ?? ''
      const marked = await ask((index) => index.mark(hit.id, query)).catch(() => undefined)
      return { type: 'previewed', key, marked }
    }
  }

  const completion = (state: State): Request | undefined => {
    const { text, cursor } = state.editor
    const key = `${cursor} ${state.history.length} ${state.generation} ${state.suggestionsLoaded} ${text}`
    if (key === requested.completion) return undefined
    return async () => {
      requested = { ...requested, completion: key }
      return { type: 'completed', completions: completer.complete(text, cursor, state.history) }
    }
  }

  const more = (state: State, key: string): Request | undefined => {
    const offset = state.results?.next ?? 0
    if (!wantsMore(state) || requested.more === `${offset} ${key}`) return undefined
    requested = { ...requested, more: `${offset} ${key}` }
    return () => search(state, key, offset)
  }

  const moreLines = (state: State): Request | undefined => {
    const key = linesKey(state)
    const step = `${state.lines?.key === key ? state.lines?.items.length : 0} ${key}`
    if (key === undefined || !wantsMoreLines(state) || step === requested.lines) return undefined
    requested = { ...requested, lines: step }
    return () => occurrences.next(key, state)
  }

  const overview = (state: State): Request | undefined => {
    const key = overviewKey(state)
    if (key === undefined || key === state.overview?.key || key === requested.overview) return undefined
    requested = { ...requested, overview: key }
    const none = { key, facets: {}, times: undefined }
    return async () => {
      const overview = await ask((index) => countOverview(index, state, key, pauseWhile(key))).catch(() => none)
      if (overview !== undefined) return { type: 'overviewed', overview }
      requested = { ...requested, overview: '' }
      return undefined
    }
  }

  const pauseWhile = (key: string) => async (): Promise<boolean> => {
    await nextTurn()
    return overviewKey(store.latest()) === key
  }

  /**
   * Hits may contain only some of a query's words, so the number of hits with all of them is shown beside the total. It
   * is requested before the overview, because the overview counts the same hits.
   */
  const whole = (state: State, key: string): Request | undefined => {
    const isPart = state.match === 'auto' && !isBrowsing(state) && (state.results?.total ?? 0) > 0
    if (!isPart || state.editor.text.trim() === '' || key === requested.whole) return undefined
    requested = { ...requested, whole: key }
    const options = { match: 'all', lenient: true, countOnly: true } as const
    return async () => {
      const total = state.results?.total ?? 0
      const result = await ask((index) => index.search(engineQuery(state), options)).catch(() => undefined)
      const count = result?.total ?? total
      const isKnowable = count > 0 && count < total && count <= mostFullHits && isByRelevance(state)
      return { type: 'wholeCounted', whole: { key, count, ids: isKnowable ? await idsOf(state, count) : undefined } }
    }
  }

  const idsOf = async (state: State, limit: number): Promise<ReadonlySet<string> | undefined> => {
    const options = { match: 'all', lenient: true, snippets: false, limit } as const
    const result = await ask((index) => index.search(engineQuery(state), options)).catch(() => undefined)
    return result && new Set(result.hits.map(({ id }) => id))
  }

  const correction = (state: State, key: string): Request | undefined => {
    if (!isQuiet || key === requested.correction || state.results === undefined || isBrowsing(state)) return undefined
    requested = { ...requested, correction: key }
    const options = { match: state.match, lenient: true, countOnly: true, suggest: true }
    return async () => {
      const result = await ask((index) => index.search(state.editor.text, options)).catch(() => undefined)
      const found = state.whole?.key === key ? state.whole.count : 0
      const better = (result?.suggestions ?? []).filter(({ articles }) => articles > found * muchMore)
      return { type: 'corrected', key, corrections: better.slice(0, mostCorrections) }
    }
  }

  const run = async (): Promise<void> => {
    if (isRunning) return
    isRunning = true
    try {
      await nextTurn()
      for (let request = next(store.latest()); request !== undefined; request = next(store.latest())) {
        const event = await request()
        if (event !== undefined) store.send([event], true)
        await nextTurn()
      }
    } finally {
      isRunning = false
      store.flush()
    }
  }

  const waitForPause = (): void => {
    isQuiet = false
    clearTimeout(pause)
    pause = setTimeout(() => {
      isQuiet = true
      void run()
    }, pauseMs)
    pause.unref()
  }

  return {
    check: () => {
      waitForPause()
      bursts.see(store.latest().editor.text)
      void run()
    },
  }
}
