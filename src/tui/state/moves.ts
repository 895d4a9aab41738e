/** Moves through hits and through the preview; each keeps what is chosen on the screen. */
import type { Hit } from '../../library/types.js'
import type { ArticleRows } from './article-rows.js'
import { layoutOf } from './layout.js'
import type { Preview, State } from './model.js'

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
  const fitted = select(after, after.selected)
  const preview = fitted.preview
  if (preview === undefined || textColumns(before) === textColumns(fitted)) return fitted
  return { ...fitted, preview: atMatch(fitted, preview, preview.match) }
}

/** Columns of the article's text inside the preview pane: one blank at each side. */
function textColumns(state: State): number {
  return Math.max(2, layoutOf(state).previewColumns - 2)
}

export function previewRowsOf(state: State, preview: Preview): ArticleRows {
  return preview.rowsAt(textColumns(state))
}

export function scrollPreview(state: State, rows: number): State {
  const preview = state.preview
  if (preview === undefined) return state
  return { ...state, preview: { ...preview, scroll: clampScroll(state, preview, preview.scroll + rows) } }
}

export function scrollPreviewTo(state: State, where: 'start' | 'end'): State {
  return scrollPreview(state, where === 'start' ? -Infinity : Number.MAX_SAFE_INTEGER)
}

export function pageOf(state: State): number {
  return Math.max(1, layoutOf(state).previewRows - 1)
}

/** To the next or previous match, around the ends. */
export function stepMatch(state: State, by: 1 | -1): State {
  const preview = state.preview
  if (preview === undefined) return state
  const count = previewRowsOf(state, preview).matchRows.length
  if (count === 0) return state
  return { ...state, preview: atMatch(state, preview, (preview.match + by + count) % count) }
}

/** A fresh preview: at the first match, a third of the pane from the top; short distances keep the title in sight. */
export function atMatch(state: State, preview: Preview, match: number): Preview {
  const row = previewRowsOf(state, preview).matchRows[match] ?? 0
  const height = layoutOf(state).previewRows
  const scroll = row < height - 2 ? 0 : row - Math.floor(height / 3)
  return { ...preview, match, scroll: clampScroll(state, preview, scroll) }
}

function clampScroll(state: State, preview: Preview, scroll: number): number {
  const last = previewRowsOf(state, preview).total - layoutOf(state).previewRows
  return Math.max(0, Math.min(last, scroll))
}

/** Marks or unmarks; an article is marked by its id, so marks outlive queries. */
export function toggleMark(state: State, hit: Hit): State {
  const marked = state.marked.includes(hit.id) ? state.marked.filter((id) => id !== hit.id) : [...state.marked, hit.id]
  return { ...state, marked }
}
