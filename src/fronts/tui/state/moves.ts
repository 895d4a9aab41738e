/** Moves through hits and occurrences; each keeps what is chosen on the screen. */
import type { Hit } from '../../../library/types.js'
import { layoutOf } from './layout.js'
import { selectLine } from './lines.js'
import type { State } from './model.js'
import { atMatch, textColumns } from './preview-moves.js'

/** To a hit, or in the concordance to an occurrence. */
export function moveTo(state: State, index: number): State {
  return state.view === 'lines' ? selectLine(state, index) : select(state, index)
}

export function moveBy(state: State, by: number): State {
  return moveTo(state, (state.view === 'lines' ? state.lineAt : state.selected) + by)
}

export function select(state: State, index: number): State {
  const count = state.results?.hits.length ?? 0
  const selected = Math.max(0, Math.min(count - 1, index))
  return { ...state, selected, top: topFor(state, selected) }
}

/** The first hit shown, moved as little as needed. */
function topFor(state: State, selected: number): number {
  const shown = layoutOf(state).hitsShown
  const last = Math.max(0, (state.results?.hits.length ?? 0) - shown)
  return Math.max(0, Math.min(last, Math.max(selected - shown + 1, Math.min(state.top, selected))))
}

/** After a change of size or of panes: the chosen hit stays in sight, the preview at its match. */
export function refit(before: State, after: State): State {
  const fitted = selectLine(select(after, after.selected), after.lineAt)
  const preview = fitted.preview
  if (preview === undefined || textColumns(before) === textColumns(fitted)) return fitted
  return { ...fitted, preview: atMatch(fitted, preview, preview.match) }
}

/** Marks or unmarks; an article is marked by its id, so marks outlive queries. */
export function toggleMark(state: State, hit: Hit): State {
  const marked = state.marked.includes(hit.id) ? state.marked.filter((id) => id !== hit.id) : [...state.marked, hit.id]
  return { ...state, marked }
}
