/** Events from the session: answers, progress, a new size. Outdated answers are dropped. */
import type { MarkedArticle } from '../../library/types.js'
import { articleLayout } from './article-rows.js'
import { layoutOf } from './layout.js'
import { selectedHit, type Answer, type Completion, type Event, type Results, type State } from './model.js'
import { atMatch, refit, select } from './moves.js'
import { keepFacet } from './panes/facets.js'
import { unfolded } from './panes/unfolding.js'
import { isSameQuestion, previewKey, searchKey } from './query.js'

export function happened(state: State, event: Event): State {
  switch (event.type) {
    case 'resized':
      return resized(state, event)
    case 'opened':
      return { ...state, phase: { kind: 'ready' }, articles: event.articles, generation: state.generation + 1 }
    case 'unavailable':
      return unavailable(state, event)
    case 'answered':
      return event.key === searchKey(state) ? answered(state, event) : state
    case 'cleared':
      return { ...state, results: undefined, preview: undefined, problem: undefined, selected: 0, top: 0 }
    case 'refused':
      return event.key === searchKey(state)
        ? { ...state, results: undefined, preview: undefined, problem: { key: event.key, reason: event.reason } }
        : state
    case 'previewed':
      return event.key === previewKey(state) ? previewed(state, event) : state
    case 'completed':
      return { ...state, completions: [...correctionsIn(state), ...event.completions], completion: 0 }
    case 'corrected':
      return event.key === searchKey(state) ? corrected(state, event) : state
    case 'unfolded':
      return unfolded(state, event)
    case 'copiesOffered':
      return { ...state, copies: { id: event.id, texts: event.texts } }
    case 'historyLoaded':
      return { ...state, history: event.history, saved: event.saved }
    case 'noticed':
      return { ...state, notice: event.notice }
    case 'progressed':
      return { ...state, building: event.progress }
    case 'built':
      return { ...state, building: undefined, notice: event.notice }
  }
}

/** The offer to build replaces the panes and receives their keys. */
function unavailable(state: State, { reason, damaged }: Event & { type: 'unavailable' }): State {
  return { ...state, phase: { kind: 'missing', reason, damaged }, results: undefined, focus: 'query' }
}

/** A pane that no longer fits gives the focus back. */
function resized(state: State, { columns, rows }: Event & { type: 'resized' }): State {
  const after = { ...state, columns, rows }
  return refit(state, layoutOf(after).tiny ? { ...after, focus: 'query' } : after)
}

function answered(state: State, { key, result, offset, next }: Answer): State {
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
    facets: result.facets ?? before?.facets ?? {},
  }
  const preview = results.hits.length === 0 ? undefined : state.preview
  const after = keepFacet(state, { ...state, results, preview, problem: undefined })
  return select(after, placeIn(results, state))
}

/** The new position of the chosen hit; the same position if it is gone, or if the request changed. */
function placeIn({ key, hits }: Results, state: State): number {
  const { results, selected } = state
  const chosen = selectedHit(state)?.id
  if (results === undefined || hits[selected]?.id === chosen || !isSameQuestion(key, results.key)) return selected
  const at = hits.findIndex(({ id }) => id === chosen)
  return at === -1 ? selected : at
}

function previewed(state: State, event: Event & { type: 'previewed' }): State {
  if (event.marked === undefined) return { ...state, preview: undefined }
  const { key, marked } = event
  if (state.preview !== undefined && isSameText(state.preview.marked, marked))
    return { ...state, preview: { ...state.preview, key, marked } }
  const rowsAt = articleLayout(marked)
  return { ...state, preview: atMatch(state, { key, marked, rowsAt, scroll: 0, match: 0 }, 0) }
}

/** The same text with the same marks: whoever reads it stays where they are. */
function isSameText(before: MarkedArticle, { article, bodyHighlights }: MarkedArticle): boolean {
  const { id, title, body } = before.article
  if (id !== article.id || title !== article.title || body !== article.body) return false
  return JSON.stringify(before.bodyHighlights) === JSON.stringify(bodyHighlights)
}

/** Corrections apply to the whole line, wherever its cursor is; a change of the line removes them. */
function correctionsIn({ completions }: State): Completion[] {
  return completions.filter(({ kind }) => kind === 'correction')
}

/** Corrections are accepted like suggestions and precede them; each is a whole query. */
function corrected(state: State, { corrections }: Event & { type: 'corrected' }): State {
  const end = state.editor.text.length
  const offered = corrections.map(({ query }): Completion => ({ text: query, kind: 'correction', start: 0, end }))
  const others = state.completions.filter(({ kind }) => kind !== 'correction')
  return { ...state, completions: [...offered, ...others], completion: 0 }
}
