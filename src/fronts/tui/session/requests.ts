/**
 * Sends the state's requests to the engine: hits, the chosen article, suggestions, more hits, and corrections of the
 * query once the reader pauses, because those may take 20 ms or more. One request runs at a time, always for the newest
 * state, and waiting keys are handled between two requests. So typing never waits for outdated answers, and hits,
 * preview and suggestions of one key press reach the screen in one frame. In a burst of keys, the preview and the
 * counts wait for its end. So do the newest articles if the line was only emptied to type another query. Nobody reads
 * them between two quick keys, and they are half of what is sent to the terminal for such a key.
 */
import { nextTurn } from '../../../library/clock.js'
import { suggestionKinds, type KwicLine, type SearchBackend as Index } from '../../../library/types.js'
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { isXunzhangError, type XunzhangError } from '../../../base/errors.js'
import { type Completer } from '../complete/completer.js'
import { type Event } from '../state/event.js'
import { layoutOf } from '../state/layout.js'
import { noFilters } from '../state/filters.js'
import { structureOf } from '../state/article-rows.js'
import { selectedHit, type Completion, type State } from '../state/model.js'
import { linesKey, wantsMoreLines } from '../state/moves.js'
import { countOverview, overviewKey } from '../state/overview.js'
import {
  composedQuery,
  engineQuery,
  isAnswered,
  isBrowsing,
  isByRelevance,
  mostFullHits,
  previewKey,
  searchKey,
  searchOptions,
  wantsMore,
} from '../state/query.js'
import { type Store } from '../state/update.js'
import { Bursts } from './bursts.js'
import { reasonOf, type Ask } from './library.js'

/** Each hit that is requested again costs a passage, about half a millisecond. */
const mostAgain = 500
/** The passages of this many hits don't keep a key waiting. */
const laterPage = 20
/** Hits requested beyond what the list shows, because equal articles are folded and a missing hit would leave a gap. */
const spare = 2

/** As many hits as are visible, so that the answer is quick; all loaded ones if the reader has moved. */
export function pageSize(state: State, offset: number): number {
  if (offset > 0) return laterPage
  const seen = Math.min(mostAgain, layoutOf(state).hitsShown + spare)
  return state.selected === 0 ? seen : Math.max(seen, Math.min(mostAgain, state.results?.next ?? 0))
}

/** The longest sentence that the list shows as a title, and that its rows then leave out. */
const titleLength = 80

/** Characters that fill two rows of Latin letters; of Han, more, from which the list takes those around the match. */
export function passageLength(columns: number): number {
  return 2 * columns + titleLength
}

const pauseMs = 250
const mostCorrections = 3
/** A correction is offered only if it matches more than this many times the articles with every word as typed. */
const muchMore = 10

/** Fields, fuzzy words, boosts and operators: everything else is searched as it stands. */
const mayBeWrong = /[:：~^*]|NEAR/
/** A quote or bracket to close, a value or an operand to type. */
const unfinished = ['unclosed', 'missing', 'unfinished', 'empty', 'operand', 'exclusion']

const whatOf = ({ parameters }: XunzhangError): string => ('what' in parameters ? String(parameters.what) : '')

/** Undefined: the answer is no longer wanted. */
type Request = () => Promise<Event | undefined>
type Kind =
  'preview' | 'completion' | 'more' | 'correction' | 'lines' | 'lineCounts' | 'overview' | 'whole' | 'structure'

interface RequestOptions {
  readonly completer: Completer
  readonly ask: Ask
  readonly messages: Messages
}

export class Requests {
  readonly #occurrences: Occurrences
  /** The key of the last request of each kind: an answer that would change nothing is not requested again. */
  #requested: { [kind in Kind]?: string } = {}
  #isRunning = false
  /** The reader pauses: there is time for corrections. */
  #isQuiet = false
  #pause: NodeJS.Timeout | undefined
  readonly #bursts = new Bursts(() => void this.#run())

  readonly #store: Store
  readonly #options: RequestOptions

  constructor(store: Store, options: RequestOptions) {
    this.#store = store
    this.#options = options
    this.#occurrences = new Occurrences(options.ask)
  }

  /** Checks whether the state needs anything; cheap if it doesn't. */
  readonly check = (): void => {
    this.#isQuiet = false
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => {
      this.#isQuiet = true
      void this.#run()
    }, pauseMs).unref()
    this.#bursts.see(this.#store.latest().editor.text)
    void this.#run()
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      await nextTurn()
      for (let request = this.#next(); request !== undefined; request = this.#next()) {
        const event = await request()
        if (event !== undefined) this.#store.send([event], true)
        await nextTurn()
      }
    } finally {
      this.#isRunning = false
      this.#store.flush()
    }
  }

  /** The most urgent request of the newest state; undefined if it needs nothing. */
  #next(): Request | undefined {
    const state = this.#store.latest()
    const key = searchKey(state)
    if (key === undefined) return this.#completion(state)
    if (!isAnswered(state, key))
      return this.#bursts.isOn && isEmptied(state) ? this.#completion(state) : this.#first(state, key)
    if (this.#bursts.isOn)
      return this.#lines(state) ?? this.#completion(state) ?? (isFilled(state) ? undefined : this.#more(state, key))
    return (
      this.#lines(state) ??
      this.#lineCounts(state) ??
      this.#preview(state) ??
      this.#completion(state) ??
      this.#more(state, key) ??
      this.#whole(state, key) ??
      this.#overview(state) ??
      (this.#isQuiet ? (this.#structure(state) ?? this.#correction(state, key)) : undefined)
    )
  }

  #once(kind: Kind, key: string, request: Request): Request | undefined {
    if (this.#requested[kind] === key) return undefined
    this.#requested[kind] = key
    return request
  }

  /** The state keeps nothing of an earlier answer, even to the same query: everything else is requested again. */
  #first(state: State, key: string): Request {
    this.#requested = {}
    return () => this.#search(state, key, 0)
  }

  async #search(state: State, key: string, offset: number): Promise<Event> {
    const length = passageLength(state.panes.list.columns)
    const limit = pageSize(state, offset)
    const options = searchOptions(state, { offset, limit }, length)
    try {
      const result = await this.#options.ask((index) => index.search(engineQuery(state), options))
      return { type: 'answered', key, result, offset, next: offset + limit }
    } catch (error) {
      return { type: 'refused', key, reason: reasonOf(error, this.#options.messages) }
    }
  }

  /** The answer, or undefined if there is none: the screen does without it. */
  #ask<T>(question: (index: Index) => Promise<T>): Promise<T | undefined> {
    return this.#options.ask(question).catch(() => undefined)
  }

  #preview(state: State): Request | undefined {
    const key = previewKey(state)
    const hit = selectedHit(state)
    const isWanted = hit !== undefined && layoutOf(state).previewColumns > 0
    if (!isWanted || key === undefined || key === state.preview?.key) return undefined
    const query = state.results?.query ?? ''
    return this.#once('preview', key, async () => {
      return { type: 'previewed', key, marked: await this.#ask((index) => index.mark(hit.id, query)) }
    })
  }

  /** Reads the article's file, so it waits until the reader pauses. */
  #structure({ preview }: State): Request | undefined {
    if (preview === undefined || preview.structure !== undefined) return undefined
    const { article } = preview.marked
    return this.#once('structure', preview.key, async () => {
      const { formatArticle } = await import('../../../library/results/formatted.js')
      const nodes = formatArticle(article, [])
      return nodes && { type: 'structured', id: article.id, structure: structureOf(article.body, nodes) }
    })
  }

  #completion(state: State): Request | undefined {
    const { editor, history, generation, suggestionsLoaded } = state
    const { text, cursor } = editor
    const key = `${cursor} ${history.length} ${generation} ${suggestionsLoaded} ${text}`
    return this.#once('completion', key, async () => {
      const offered = this.#options.completer.complete(text, cursor, history)
      const finds = await Promise.all(offered.map((one) => this.#finds(state, one)))
      return { type: 'completed', completions: offered.filter((_, i) => finds[i]) }
    })
  }

  /** False for the value of a field that no article has together with the rest of the query. */
  async #finds(state: State, { kind, start, end, text }: Completion): Promise<boolean> {
    const { editor, filters, match } = state
    const isAlone = start === 0 && end === editor.text.length && filters === noFilters
    if (isAlone || kind === 'title' || !suggestionKinds.some((known) => known === kind)) return true
    const query = composedQuery(editor.text.slice(0, start) + text + editor.text.slice(end), filters)
    const found = await this.#ask((index) => index.search(query, { match, lenient: true, countOnly: true }))
    return found === undefined || found.total > 0
  }

  #more(state: State, key: string): Request | undefined {
    const offset = state.results?.next ?? 0
    if (!wantsMore(state)) return undefined
    return this.#once('more', `${offset} ${key}`, () => this.#search(state, key, offset))
  }

  #lines(state: State): Request | undefined {
    const key = linesKey(state)
    if (key === undefined || !wantsMoreLines(state)) return undefined
    const known = state.lines?.key === key ? state.lines.items.length : 0
    return this.#once('lines', `${known} ${key}`, () => this.#occurrences.next(key, state))
  }

  #lineCounts(state: State): Request | undefined {
    const key = linesKey(state)
    if (key === undefined || state.lines?.key !== key) return undefined
    const options = { match: state.match, lenient: true } as const
    return this.#once('lineCounts', key, async () => {
      const counts = await this.#ask(async (index) => index.countOccurrences?.(engineQuery(state), options))
      return counts && { type: 'linesCounted', key, counts }
    })
  }

  #overview(state: State): Request | undefined {
    const key = overviewKey(state)
    if (key === undefined || key === state.overview?.key) return undefined
    const none = { key, facets: {}, times: undefined }
    const isWanted = async (): Promise<boolean> => {
      await nextTurn()
      return overviewKey(this.#store.latest()) === key
    }
    return this.#once('overview', key, async () => {
      const { ask } = this.#options
      const overview = await ask((index) => countOverview(index, state, key, isWanted)).catch(() => none)
      if (overview !== undefined) return { type: 'overviewed', overview }
      delete this.#requested.overview
      return undefined
    })
  }

  /**
   * Hits may contain only some of a query's words, so the number of hits with all of them is shown beside the total. It
   * is requested before the overview, because the overview counts the same hits.
   */
  #whole(state: State, key: string): Request | undefined {
    const total = state.results?.total ?? 0
    const isPart = state.match === 'auto' && !isBrowsing(state) && total > 0
    if (!isPart || state.editor.text.trim() === '') return undefined
    const options = { match: 'all', lenient: true, countOnly: true } as const
    return this.#once('whole', key, async () => {
      const result = await this.#ask((index) => index.search(engineQuery(state), options))
      const count = result?.total ?? total
      const isKnowable = count > 0 && count < total && count <= mostFullHits && isByRelevance(state)
      const ids = isKnowable ? await this.#idsOf(state, count) : undefined
      return { type: 'wholeCounted', whole: { key, count, ids } }
    })
  }

  async #idsOf(state: State, limit: number): Promise<ReadonlySet<string> | undefined> {
    const options = { match: 'all', lenient: true, snippets: false, limit } as const
    const result = await this.#ask((index) => index.search(engineQuery(state), options))
    return result && new Set(result.hits.map(({ id }) => id))
  }

  #correction(state: State, key: string): Request | undefined {
    if (state.results === undefined || isBrowsing(state)) return undefined
    const options = { match: state.match, lenient: true, countOnly: true, suggest: true }
    return this.#once('correction', key, async () => {
      const result = await this.#ask((index) => index.search(state.editor.text, options))
      const found = state.whole?.key === key ? state.whole.count : 0
      const better = (result?.suggestions ?? []).filter(({ articles }) => articles > found * muchMore)
      return {
        type: 'corrected',
        key,
        corrections: better.slice(0, mostCorrections),
        mistake: await this.#mistake(state),
      }
    })
  }

  /** What the query language objects to, told once the reader pauses; what is only not finished is no mistake. */
  async #mistake({ editor, match }: State): Promise<string | undefined> {
    if (!mayBeWrong.test(editor.text)) return undefined
    const { ask, messages } = this.#options
    try {
      const { hints } = await ask((index) => index.search(editor.text, { match, countOnly: true }))
      return hints?.[0] && messages.fault(hints[0])
    } catch (error) {
      const isWrong = isXunzhangError(error) && !unfinished.includes(whatOf(error))
      return isWrong ? reasonOf(error, messages) : undefined
    }
  }
}

/** True if hits fill the window; nobody needs those below it between two quick keys. */
function isFilled(state: State): boolean {
  const seen = state.top + layoutOf(state).hitsShown
  return (state.results?.hits.length ?? 0) >= seen && state.openWhenAnswered === undefined
}

/** True if the line was emptied: within a burst, the newest articles would flash up between two queries. */
function isEmptied(state: State): boolean {
  return isBrowsing(state) && state.results !== undefined && state.openWhenAnswered === undefined
}

const linesAtOnce = 100
/** When the reader has jumped to the end. */
const linesOnTheWay = 5000
/** Characters on each side; the screen cuts what it has no room for. */
const context = 60

/** Fetches occurrences a screenful at a time: a query may have a million of them. */
export class Occurrences {
  #open: { readonly key: string; readonly lines: AsyncIterator<KwicLine, unknown> } | undefined

  readonly #ask: Ask

  constructor(ask: Ask) {
    this.#ask = ask
  }

  /** The next occurrences for the state's query, or the first ones if the query has changed. */
  async next(key: string, state: State): Promise<Event> {
    const most = state.lineGoal === undefined ? linesAtOnce : linesOnTheWay
    const items = await this.#ask((index) => this.#take(index, key, state, most)).catch((): readonly KwicLine[] => [])
    return { type: 'linesFound', key, items, isEnd: items.length < most }
  }

  async #take(index: Index, key: string, state: State, most: number): Promise<readonly KwicLine[]> {
    if (this.#open?.key !== key) {
      await this.#open?.lines.return?.()
      const options = { match: state.match, sort: state.lineSort, lenient: true, context } as const
      const lines = index.kwic?.(engineQuery(state), options)[Symbol.asyncIterator]()
      this.#open = lines && { key, lines }
    }
    const items: KwicLine[] = []
    while (this.#open !== undefined && items.length < most) {
      const next = await this.#open.lines.next()
      if (next.done === true) break
      items.push(next.value)
    }
    return items
  }
}
