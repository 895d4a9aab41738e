/** Events from the session: answers, progress, a new size. Outdated answers are dropped. */
import { type MarkedArticle } from '../../../library/types.js'
import { articleLayout } from './article-rows.js'
import { layoutOf } from './layout.js'
import { atMatch, following, linesFound, passageMatch, select, unfolded } from './moves.js'
import { overviewKey } from './overview.js'
import { type Event, type EventOf } from './event.js'
import { type Completion, type Overview, type Results, type State } from './model.js'
import { keepFacet } from './panes/facets.js'
import { timeBuckets } from './panes/times.js'
import { isSameQuestion, previewKey, searchKey } from './query.js'

const reducers: { readonly [T in Event['type']]: (state: State, event: EventOf<T>) => State } = {
  resized,
  measured: (state, { panes }) => ({ ...state, panes }),
  opened,
  unavailable,
  answered,
  refused: (state, { key, reason }) => ({ ...state, results: undefined, preview: undefined, problem: { key, reason } }),
  suggestionsLoaded: (state) => ({ ...state, suggestionsLoaded: state.suggestionsLoaded + 1 }),
  overviewed: (state, { overview }) => overviewed(state, overview),
  linesFound: (state, { key, items, isEnd }) => linesFound(state, key, items, isEnd),
  linesCounted: (state, { key, counts }) =>
    state.lines?.key === key ? { ...state, lines: { ...state.lines, counts } } : state,
  densityLoaded: (state, { density }) => ({ ...state, density }),
  planned: (state, { plan }) =>
    state.phase.kind === 'missing' ? { ...state, canBuild: plan.length > 0, phase: { ...state.phase, plan } } : state,
  previewed: (state, event) => (event.key === previewKey(state) ? previewed(state, event) : state),
  structured: (state, { id, structure }) =>
    state.preview?.marked.article.id === id ? { ...state, preview: { ...state.preview, structure } } : state,
  completed: (state, { completions }) => {
    const others = state.completions.filter(({ kind }) => kind === 'correction')
    return { ...state, completions: [...others, ...completions], completion: 0, lastCompletions: [] }
  },
  wholeCounted: (state, { whole }) => (whole.key === searchKey(state) ? { ...state, whole } : state),
  corrected,
  unfolded,
  copiesOffered: (state, { id, texts }) => ({ ...state, copies: { id, texts } }),
  historyLoaded: (state, { history }) => ({ ...state, history }),
  noticed: (state, { notice }) => ({ ...state, notice }),
  progressed: (state, { progress }) => ({ ...state, building: progress }),
  built: (state, { notice }) => ({ ...state, building: undefined, notice }),
}

/** Answers to these apply only to the request that the state still wants. */
const ofRequest: readonly Event['type'][] = ['answered', 'refused', 'corrected']

export function applyEvent(state: State, event: Event): State {
  if (ofRequest.includes(event.type) && 'key' in event && event.key !== searchKey(state)) return state
  const reduce = reducers[event.type] as (state: State, event: Event) => State
  return reduce(state, event)
}

function opened(state: State, { articles, hasTimes, hasLines }: EventOf<'opened'>): State {
  return { ...state, phase: { kind: 'ready' }, articles, hasTimes, hasLines, generation: state.generation + 1 }
}

/** The offer to build replaces the panes and receives their keys. */
function unavailable(state: State, { reason, damaged }: EventOf<'unavailable'>): State {
  return { ...state, phase: { kind: 'missing', reason, damaged }, results: undefined, focus: 'query' }
}

/** A pane that no longer fits gives the focus back. */
function resized(state: State, { columns, rows }: EventOf<'resized'>): State {
  const after = { ...state, columns, rows }
  const { tiny, timesRows } = layoutOf(after)
  const isLost = tiny || (state.focus === 'times' && timesRows === 0)
  return isLost ? { ...after, focus: 'query' } : after
}

function answered(state: State, { key, result, offset, next }: EventOf<'answered'>): State {
  const before = offset > 0 && state.results?.key === key ? state.results : undefined
  if ((before?.next ?? 0) !== offset) return state
  const results: Results = {
    key,
    query: state.editor.text,
    hits: [...(before?.hits ?? []), ...result.hits],
    next,
    total: result.total,
    tookMs: result.tookMs,
    expansions: result.expansions ?? before?.expansions ?? [],
    relaxed: result.relaxed ?? [],
  }
  const preview = results.hits.length === 0 ? undefined : state.preview
  return select({ ...state, results, preview, problem: undefined }, placeIn(results, state))
}

/** An outdated overview is dropped only if the current one is already there. */
function overviewed(state: State, overview: Overview): State {
  if (overview.key !== overviewKey(state) && state.overview?.key === overviewKey(state)) return state
  const lastTime = Math.max(0, timeBuckets({ overview }).length - 1)
  return keepFacet(state, { ...state, overview, timeCursor: Math.min(state.timeCursor, lastTime) })
}

/** The new position of the chosen hit; the same position if it is gone, or if the request changed. */
function placeIn({ key, hits }: Results, state: State): number {
  const { results, selected } = state
  const chosen = results?.hits[selected]?.id
  if (results === undefined || hits[selected]?.id === chosen || !isSameQuestion(key, results.key)) return selected
  const at = hits.findIndex(({ id }) => id === chosen)
  return at === -1 ? selected : at
}

function previewed(state: State, event: EventOf<'previewed'>): State {
  if (event.marked === undefined) return { ...state, preview: undefined }
  const { key, marked } = event
  if (state.preview !== undefined && isSameText(state.preview.marked, marked))
    return following({ ...state, preview: { ...state.preview, key, marked } })
  const rowsAt = articleLayout(marked)
  const preview = { key, marked, rowsAt, scroll: 0, match: 0 }
  return { ...state, preview: atMatch(state, preview, passageMatch(state, marked)) }
}

/** True for the same text with the same marks: the reader then stays at the same place. */
function isSameText(before: MarkedArticle, { article, bodyHighlights }: MarkedArticle): boolean {
  const { id, title, body } = before.article
  if (id !== article.id || title !== article.title || body !== article.body) return false
  return JSON.stringify(before.bodyHighlights) === JSON.stringify(bodyHighlights)
}

/** Corrections are accepted like suggestions and precede them; each is a whole query, wherever the cursor is. */
function corrected(state: State, { key, corrections, mistake }: EventOf<'corrected'>): State {
  const end = state.editor.text.length
  const offered = corrections.map(({ query }): Completion => ({ text: query, kind: 'correction', start: 0, end }))
  const others = state.completions.filter(({ kind }) => kind !== 'correction')
  const told = mistake === undefined ? undefined : { key, reason: mistake }
  return { ...state, completions: [...offered, ...others], completion: 0, mistake: told }
}
