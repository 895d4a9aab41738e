/** Clicks and the wheel, if the settings turn the mouse on. */
import { focused } from './commands.js'
import { layoutOf, type Layout } from './layout.js'
import { type Step } from './event.js'
import { type Focus, type Rect, type State } from './model.js'
import { moveBy, moveTo, scrollPreview } from './moves.js'

const pointed: readonly Focus[] = ['query', 'preview', 'facets', 'times']

/** False if something covers the panes, because the reader can't see what a click or the wheel would choose. */
export function isWithinReach({ phase, focus }: State): boolean {
  return phase.kind === 'ready' && pointed.includes(focus)
}

const isIn = ({ x, y, columns, rows }: Rect, at: Point): boolean =>
  at.x >= x && at.x < x + columns && at.y >= y && at.y < y + rows

interface Point {
  readonly x: number
  readonly y: number
}

/** A click chooses the hit under it, or gives the pane under it the focus. */
export function clicked(state: State, at: Point): Step {
  const { panes, view } = state
  if (!isIn(panes.body, at)) return [focused(state, 'query'), []]
  const layout = layoutOf(state)
  const isBefore = layout.facetColumns > 0 && (!layout.hasList || at.x < panes.list.x)
  if (isBefore) return [focused(state, 'facets'), []]
  if (!layout.hasList || at.x >= panes.list.x + panes.list.columns) return [focused(state, 'preview'), []]
  const top = view === 'lines' ? state.lineTop : state.top
  const index = top + Math.floor(withoutRule(top, layout, at.y - panes.list.y) / layout.rowsPerHit)
  const count = (view === 'lines' ? state.lines?.items.length : state.results?.hits.length) ?? 0
  if (at.y < panes.list.y || index >= count) return [state, []]
  return [focused(moveTo(state, index), 'query'), []]
}

/** A row of the list, not counting the rule between hits; the rule itself belongs to the hit above it. */
function withoutRule(top: number, { rowsPerHit, ruleBefore }: Layout, row: number): number {
  if (ruleBefore === undefined || ruleBefore <= top || rowsPerHit === 4) return row
  return row < (ruleBefore - top) * rowsPerHit ? row : row - 1
}

export function wheeled(state: State, at: Point, by: 1 | -1): State {
  const isOverPreview = layoutOf(state).previewColumns > 0 && at.x >= state.panes.preview.x
  return isOverPreview ? scrollPreview(state, by * 3) : moveBy(state, by)
}
