/** Moves through hits and occurrences; each keeps what is chosen on the screen. */
import { passageAt } from '../../../library/results/places.js'
import { type KwicLine, type MarkedArticle } from '../../../library/types.js'
import { layoutOf } from './layout.js'
import { type State, type Preview, selectedHit, type ShownHit } from './model.js'
import { type ArticleRows } from './article-rows.js'
import { isBrowsing, searchKey } from './query.js'
import { type EventOf, type Outcome } from './event.js'

export function moveTo(state: State, index: number): State {
  return state.view === 'lines' ? selectLine(state, index) : select(state, index)
}

export function moveBy(state: State, by: number): State {
  return moveTo(state, (state.view === 'lines' ? state.lineAt : state.selected) + by)
}

export function select(state: State, index: number): State {
  const count = state.results?.hits.length ?? 0
  const selected = Math.max(0, Math.min(count - 1, index))
  return { ...state, selected, top: topFor(state, state.top, selected, count) }
}

/** The first of `count` rows to show so that `chosen` is visible: moved from `top` as little as needed. */
function topFor(state: State, top: number, chosen: number, count: number): number {
  const shown = layoutOf(state).hitsShown
  const last = Math.max(0, count - shown)
  return Math.max(0, Math.min(last, Math.max(chosen - shown + 1, Math.min(top, chosen))))
}

/** After a change of size or of panes: the chosen hit stays in sight, the preview at its match. */
export function refit(before: State, after: State): State {
  const fitted = selectLine(select(after, after.selected), after.lineAt)
  const preview = fitted.preview
  if (preview === undefined || textColumns(before) === textColumns(fitted)) return fitted
  return { ...fitted, preview: atMatch(fitted, preview, preview.match) }
}

/* Moves through the article of the preview. */

const widestText = 96

/** Columns of the article's text in the preview pane, without margins and the scroll bar. */
export function textColumns(state: State): number {
  const room = state.panes.preview.columns - 3
  return Math.max(2, state.reading ? Math.min(widestText, room) : room)
}

export function previewRowsOf(state: State, preview: Preview): ArticleRows {
  return preview.rowsAt(textColumns(state))
}

export function scrollPreview(state: State, rows: number): State {
  const preview = state.preview
  if (preview === undefined) return state
  return { ...state, preview: { ...preview, scroll: clampScroll(state, preview, preview.scroll + rows) } }
}

export function pageOf(state: State): number {
  return Math.max(1, state.panes.preview.rows - 1)
}

export function stepMatch(state: State, by: 1 | -1): State {
  const preview = state.preview
  if (preview === undefined) return state
  const count = previewRowsOf(state, preview).matchRows.length
  if (count === 0) return state
  return { ...state, preview: atMatch(state, preview, (preview.match + by + count) % count) }
}

/** Scrolls to a match, a third of the pane from the top; for a match near the beginning the title stays visible. */
export function atMatch(state: State, preview: Preview, match: number): Preview {
  const row = previewRowsOf(state, preview).matchRows[match] ?? 0
  const height = state.panes.preview.rows
  const scroll = row < height - 2 ? 0 : row - Math.floor(height / 3)
  return { ...preview, match, scroll: clampScroll(state, preview, scroll) }
}

function clampScroll(state: State, preview: Preview, scroll: number): number {
  const last = previewRowsOf(state, preview).total - state.panes.preview.rows
  return Math.max(0, Math.min(last, scroll))
}

/* The concordance: each occurrence of the query in its context, as a second view of the hits. */

/** Identifies the occurrences that the state wants; undefined in the view of hits, and if nothing was typed. */
export function linesKey(state: State): string | undefined {
  const key = state.view === 'hits' || isBrowsing(state) ? undefined : searchKey(state)
  return key === undefined ? undefined : JSON.stringify([key, state.lineSort])
}

/** Occurrences known beyond the chosen one before more are fetched. */
const ahead = 60

export function wantsMoreLines(state: State): boolean {
  const { lines } = state
  const key = linesKey(state)
  if (key === undefined) return false
  return lines?.key !== key || (!lines.isEnd && (state.lineGoal ?? state.lineAt) + ahead > lines.items.length)
}

export function linesFound(state: State, key: string, items: readonly KwicLine[], isEnd: boolean): State {
  if (key !== linesKey(state)) return state
  const before = state.lines?.key === key ? state.lines : undefined
  const next = { ...state, lines: { ...before, key, items: [...(before?.items ?? []), ...items], isEnd } }
  return before === undefined ? selectLine(next, state.lineGoal ?? 0) : selectLine(next, state.lineGoal ?? state.lineAt)
}

export function selectLine(state: State, index: number): State {
  const count = state.lines?.items.length ?? 0
  const lineGoal = index >= count && state.lines?.isEnd === false ? index : undefined
  const lineAt = Math.max(0, Math.min(count - 1, index))
  return following({ ...state, lineAt, lineTop: topFor(state, state.lineTop, lineAt, count), lineGoal })
}

export function following(state: State): State {
  const { preview, view } = state
  if (view === 'hits' || preview === undefined || preview.marked.article.id !== selectedHit(state)?.id) return state
  return { ...state, preview: atMatch(state, preview, passageMatch(state, preview.marked)) }
}

/** Number of the mark at which the preview begins: that of the occurrence, or of the passage in the list. */
export function passageMatch(state: State, { article, bodyHighlights }: MarkedArticle): number {
  const hit = selectedHit(state)
  const at = hit?.id === article.id ? passageAt(hit, article.body) : -1
  return at < 0
    ? 0
    : Math.max(
        0,
        bodyHighlights.findIndex(([, end]) => end > at),
      )
}

/* Similar articles are folded behind their best hit; unfolded, they are hits of their own below it. */

/** Articles folded behind a hit, with their similarity; equal bodies first. */
export function foldedUnder(hit: ShownHit): { id: string; similarity: number }[] {
  const equal = (hit.duplicates ?? []).map((id) => ({ id, similarity: 1 }))
  return [...equal, ...(hit.similar ?? [])]
}

export function toggleFold(state: State): Outcome {
  const hit = selectedHit(state)
  if (hit === undefined || state.results === undefined) return state
  const leader = hit.foldedInto?.id ?? hit.id
  const hits = state.results.hits.filter((other) => other.foldedInto?.id !== leader)
  if (hits.length < state.results.hits.length) {
    const at = hits.findIndex(({ id }) => id === leader)
    return select({ ...state, results: { ...state.results, hits } }, at)
  }
  return [state, foldedUnder(hit).length === 0 ? [] : [{ type: 'unfold', hit, key: state.results.key }]]
}

export function unfolded(state: State, { key, id, hits }: EventOf<'unfolded'>): State {
  const { results } = state
  const at = results?.hits.findIndex((hit) => hit.id === id) ?? -1
  if (results?.key !== key || at < 0 || results.hits.some(({ foldedInto }) => foldedInto?.id === id)) return state
  const shift = state.selected > at ? hits.length : 0
  const all = [...results.hits.slice(0, at + 1), ...hits, ...results.hits.slice(at + 1)]
  return select({ ...state, results: { ...results, hits: all } }, state.selected + shift)
}
