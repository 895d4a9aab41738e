/**
 * Sends the state's requests to the engine: hits, the chosen article, suggestions, more hits, and corrections of the
 * query once the reader pauses, because those may take 20 ms or more. One request runs at a time, always for the newest
 * state, and waiting keys are handled between two requests. So typing never waits for outdated answers, and hits,
 * preview and suggestions of one key press reach the screen in one frame.
 */
import type { SearchBackend as Index } from '../../library/types.js'
import type { Completer } from '../complete/completer.js'
import type { Messages } from '../../messages/tui.js'
import { layoutOf } from '../state/layout.js'
import type { Event, State } from '../state/model.js'
import { selectedHit } from '../state/model.js'
import { composedQuery, isAnswered, previewKey, searchKey, searchOptions, wantsMore } from '../state/query.js'
import { reasonOf } from './library.js'
import type { Store } from './store.js'

export interface Inquiries {
  /** Checks whether the state needs anything; cheap if it doesn't. */
  readonly check: () => void
}

const pauseMs = 250
const mostCorrections = 3

type Question = () => Promise<Event>

/** The last request of each kind: an answer that would change nothing is not requested again. */
interface Asked {
  readonly preview?: string
  readonly completion?: string
  readonly more?: string
  readonly correction?: string
}

/** @param ask runs a question on the open index, which stays open meanwhile */
export function createInquiries(
  store: Store,
  completer: Completer,
  ask: <T>(question: (index: Index) => Promise<T>) => Promise<T>,
  messages: Messages,
): Inquiries {
  let isRunning = false
  let asked: Asked = {}
  let isQuiet = false
  let pause: NodeJS.Timeout | undefined

  const next = (state: State): Question | undefined => {
    const key = searchKey(state)
    if (key === undefined)
      return state.results === undefined && state.problem === undefined ? completion(state) : cleared
    if (!isAnswered(state, key)) return first(state, key)
    return preview(state) ?? completion(state) ?? more(state, key) ?? correction(state, key)
  }

  /** The state keeps nothing of an earlier answer, even to the same query: everything else is requested again. */
  const first = (state: State, key: string): Question => {
    asked = {}
    return () => search(state, key, 0)
  }

  const search = async (state: State, key: string, offset: number): Promise<Event> => {
    const length = Math.max(40, layoutOf(state).listColumns - 4)
    const query = composedQuery(state.editor.text, state.filters)
    try {
      const options = searchOptions(state, offset, length)
      const result = await ask((index) => index.search(query, options))
      return { type: 'answered', key, result, offset, next: offset + options.limit }
    } catch (error) {
      return { type: 'refused', key, reason: reasonOf(error, messages) }
    }
  }

  const preview = (state: State): Question | undefined => {
    const key = previewKey(state)
    const hit = selectedHit(state)
    const isWanted = hit !== undefined && layoutOf(state).previewColumns > 0
    if (!isWanted || key === undefined || key === state.preview?.key || key === asked.preview) return undefined
    return async () => {
      asked = { ...asked, preview: key }
      const query = state.results?.query ?? ''
      const marked = await ask((index) => index.mark(hit.id, query)).catch(() => undefined)
      return { type: 'previewed', key, marked }
    }
  }

  const completion = (state: State): Question | undefined => {
    const { text, cursor } = state.editor
    const key = `${cursor} ${state.history.length} ${state.generation} ${text}`
    if (key === asked.completion) return undefined
    return async () => {
      asked = { ...asked, completion: key }
      return { type: 'completed', completions: completer.complete(text, cursor, state.history) }
    }
  }

  const more = (state: State, key: string): Question | undefined => {
    const offset = state.results?.next ?? 0
    if (!wantsMore(state) || asked.more === `${offset} ${key}`) return undefined
    asked = { ...asked, more: `${offset} ${key}` }
    return () => search(state, key, offset)
  }

  const correction = (state: State, key: string): Question | undefined => {
    if (!isQuiet || key === asked.correction || state.results === undefined) return undefined
    asked = { ...asked, correction: key }
    const options = { match: state.match, lenient: true, countOnly: true, suggest: true }
    return async () => {
      const result = await ask((index) => index.search(state.editor.text, options)).catch(() => undefined)
      return { type: 'corrected', key, corrections: result?.suggestions?.slice(0, mostCorrections) ?? [] }
    }
  }

  const run = async (): Promise<void> => {
    if (isRunning) return
    isRunning = true
    try {
      await turn()
      for (let question = next(store.latest()); question !== undefined; question = next(store.latest())) {
        store.send([await question()], true)
        await turn()
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
      void run()
    },
  }
}

const cleared: Question = async () => ({ type: 'cleared' })

/** Lets waiting keys be read first. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
