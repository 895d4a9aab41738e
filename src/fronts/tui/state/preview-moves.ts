/** Moves through the article of the preview. */
import type { ArticleRows } from './article-rows.js'
import { layoutOf } from './layout.js'
import type { Preview, State } from './model.js'

/** The widest text that is comfortable to read. */
const widestText = 96
const numberColumns = 5

/**
 * Columns of the article's text inside the preview pane, without a blank at each side, the scroll bar and line numbers.
 */
export function textColumns(state: State): number {
  const room = layoutOf(state).previewColumns - 3 - (state.lineNumbers ? numberColumns : 0)
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
  return Math.max(1, layoutOf(state).previewRows - 1)
}

/** Goes to the next or previous match, wrapping around at the ends. */
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
  const height = layoutOf(state).previewRows
  const scroll = row < height - 2 ? 0 : row - Math.floor(height / 3)
  return { ...preview, match, scroll: clampScroll(state, preview, scroll) }
}

function clampScroll(state: State, preview: Preview, scroll: number): number {
  const last = previewRowsOf(state, preview).total - layoutOf(state).previewRows
  return Math.max(0, Math.min(last, scroll))
}
