/** The request to the engine: the typed words, narrowed by the chosen filters, and the keys that identify a request. */
import { everyArticle } from '../../../library/every-article.js'
import { type SearchOptions, type SortOrder } from '../../../library/types.js'
import { filterClauses, noFilters, type Filters } from './filters.js'
import { selectedHit, type State } from './model.js'

/**
 * The query with its filters in front, each a field clause. The typed part may be half a query, with an open quotation
 * mark or bracket, so nothing can follow it. The bracket before alternatives also stays open; lenient parsing closes it
 * at the end.
 */
export function composedQuery(text: string, filters: Filters): string {
  const clauses = filterClauses(filters)
  if (clauses.length === 0) return text
  const words = text.trim()
  const typed = /[|｜]|\bOR\b/.test(words) ? `(${words}` : words
  return `${clauses.join(' ')} ${typed}`.trim()
}

export function engineQuery(state: State, filters: Filters = state.filters): string {
  const query = composedQuery(state.editor.text, filters)
  return query.trim() === '' ? everyArticle : query
}

/** True while nothing was typed or chosen: the newest articles are shown, with a way to begin. */
export function isBrowsing({ editor, filters }: { editor: Pick<State['editor'], 'text'>; filters: Filters }): boolean {
  return editor.text.trim() === '' && filters === noFilters
}

/** Without words all articles are equally relevant, so they are sorted by date. */
function orderOf(state: State): SortOrder {
  return state.editor.text.trim() === '' && state.sort === 'score' ? 'date' : state.sort
}

/** True if hits with every word precede those with some of them. */
export function isByRelevance(state: State): boolean {
  const order = orderOf(state)
  return order === 'score' || order === 'recent'
}

/** Identifies the request whose answer the state wants. Undefined: nothing to request. */
export function searchKey(state: State): string | undefined {
  if (state.phase.kind !== 'ready') return undefined
  return JSON.stringify([state.generation, state.match, orderOf(state), engineQuery(state)])
}

/** True for keys that differ only in the index: the reader keeps the place. */
export function isSameQuestion(key: string, other: string): boolean {
  return afterGeneration(key) === afterGeneration(other)
}

const afterGeneration = (key: string): string => key.slice(key.indexOf(','))

export function searchOptions(
  state: State,
  page: { readonly offset: number; readonly limit: number },
  snippetLength: number,
): SearchOptions {
  return {
    ...page,
    fold: 'similar',
    match: state.match,
    sort: orderOf(state),
    lenient: true,
    snippetLength,
  }
}

export function isAnswered(state: State, key: string | undefined = searchKey(state)): boolean {
  return key === undefined || state.results?.key === key || state.problem?.key === key
}

/** Identifies the article and query of the preview; undefined: nothing to show. */
export function previewKey(state: State): string | undefined {
  const hit = selectedHit(state)
  if (hit === undefined || state.results === undefined) return undefined
  return JSON.stringify([state.generation, hit.id, state.results.query])
}

export function wantsMore(state: State): boolean {
  const results = state.results
  if (results === undefined || results.key !== searchKey(state)) return false
  const seen = Math.max(state.selected + 15, state.top + Math.ceil(state.rows / state.density))
  return results.next < results.total && results.hits.length <= seen
}

/* Where the hits with every word of the query end and the hits with only some of the words begin. */

/** If more hits than this have every word, nobody looks for their end. */
export const mostFullHits = 300

/** The count that is shown: hits with every word if only some hits have every word, else all hits. */
export function countedHits(state: State): { readonly total: number; readonly areFull: boolean } {
  const full = fullCount(state)
  return full === undefined || full === 0
    ? { total: state.results?.total ?? 0, areFull: false }
    : { total: full, areFull: true }
}

/** The number of hits with every word; undefined if it isn't known or if all hits have every word. */
export function fullCount({ results, whole }: State): number | undefined {
  return results !== undefined && whole?.key === results.key && whole.count < results.total ? whole.count : undefined
}

/**
 * Position of the first hit with only some of the words; undefined if all hits are alike, or if the two kinds are
 * mixed, as for a question. Unfolded hits belong to the one above them.
 */
export function firstPartial({ results, whole }: State): number | undefined {
  if (results === undefined || whole?.key !== results.key || whole.ids === undefined) return undefined
  const { ids } = whole
  const isPartial = results.hits.map((hit) => hit.foldedInto === undefined && !ids.has(hit.id))
  const first = isPartial.indexOf(true)
  const isMixed = results.hits.some(({ id }, i) => i > first && ids.has(id))
  return first < 1 || isMixed ? undefined : first
}
