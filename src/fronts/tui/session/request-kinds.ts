/** What a state still needs from the engine: one request at a time, the most urgent first. */
import { nextTurn } from '../../../library/clock.js'
import type { SearchBackend as Index } from '../../../library/types.js'
import type { Completer } from '../complete/completer.js'
import type { Messages } from '../../messages/tui.js'
import { layoutOf } from '../state/layout.js'
import type { Event } from '../state/event.js'
import { type State, selectedHit } from '../state/model.js'
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
import { createOccurrences } from './occurrences.js'
import { reasonOf } from './library.js'

/* How many hits are requested at once. */

/** Each of them costs a passage, about half a millisecond. */
const mostAgain = 500

/** The passages of this many hits don't keep a key waiting. */
const laterPage = 20
/** Hits requested beyond what the list shows, because equal articles are folded and a missing hit would leave a gap. */
const spare = 2

/**
 * Hits requested at once: first as many as are visible, so that the answer is quick, or all loaded ones again if the
 * reader has moved.
 */
export function pageSize(state: State, offset: number): number {
  if (offset > 0) return laterPage
  const seen = Math.min(mostAgain, layoutOf(state).hitsShown + spare)
  return state.selected === 0 ? seen : Math.max(seen, Math.min(mostAgain, state.results?.next ?? 0))
}

const mostCorrections = 3
/** A correction is offered only if it matches more than this many times the articles with every word as typed. */
const muchMore = 10

/** Undefined: the answer is no longer wanted. */
type Request = () => Promise<Event | undefined>

/** How the reader types at the moment. */
interface Pace {
  /** In a burst of keys: the preview and the counts wait for its end. */
  readonly isBurst: boolean
  /** The reader pauses: there is time for corrections. */
  readonly isQuiet: boolean
}

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

export interface RequestOptions {
  readonly completer: Completer
  /** Runs a question on the open index, which stays open meanwhile. */
  readonly ask: <T>(question: (index: Index) => Promise<T>) => Promise<T>
  readonly messages: Messages
  /** The newest state. */
  readonly latest: () => State
}

/** @returns the next request of a state; undefined if it needs nothing */
export function createRequestKinds(options: RequestOptions): (state: State, pace: Pace) => Request | undefined {
  const { completer, ask, messages, latest } = options
  const occurrences = createOccurrences(ask)
  let requested: LastRequested = {}

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
    return overviewKey(latest()) === key
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
    if (key === requested.correction || state.results === undefined || isBrowsing(state)) return undefined
    requested = { ...requested, correction: key }
    const options = { match: state.match, lenient: true, countOnly: true, suggest: true }
    return async () => {
      const result = await ask((index) => index.search(state.editor.text, options)).catch(() => undefined)
      const found = state.whole?.key === key ? state.whole.count : 0
      const better = (result?.suggestions ?? []).filter(({ articles }) => articles > found * muchMore)
      return { type: 'corrected', key, corrections: better.slice(0, mostCorrections) }
    }
  }

  return (state, { isBurst, isQuiet }) => {
    const key = searchKey(state)
    if (key === undefined) return completion(state)
    if (!isAnswered(state, key)) return isBurst && isEmptied(state) ? completion(state) : first(state, key)
    if (isBurst) return moreLines(state) ?? completion(state) ?? (isFilled(state) ? undefined : more(state, key))
    return (
      moreLines(state) ??
      preview(state) ??
      completion(state) ??
      more(state, key) ??
      whole(state, key) ??
      overview(state) ??
      (isQuiet ? correction(state, key) : undefined)
    )
  }
}

/** True if hits fill the window; nobody needs those below it between two quick keys. */
function isFilled(state: State): boolean {
  return (
    (state.results?.hits.length ?? 0) >= state.top + layoutOf(state).hitsShown && state.openWhenAnswered === undefined
  )
}

/** True if the line was emptied: within a burst, the newest articles would flash up between two queries. */
function isEmptied(state: State): boolean {
  return isBrowsing(state) && state.results !== undefined && state.openWhenAnswered === undefined
}
