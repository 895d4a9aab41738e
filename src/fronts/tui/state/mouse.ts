/** Clicks and the wheel, if the settings turn the mouse on. */
import { focused, openHit } from './commands.js'
import { layoutOf, leftOfList, type Layout } from './layout.js'
import { type Step } from './event.js'
import { type Focus, type State } from './model.js'
import { moveBy, moveTo, scrollPreview } from './moves.js'

const pointed: readonly Focus[] = ['query', 'preview', 'facets', 'times']

/** False if something covers the panes, because the reader can't see what a click or the wheel would choose. */
export function isWithinReach({ phase, focus }: State): boolean {
  return phase.kind === 'ready' && pointed.includes(focus)
}

/** A click chooses the hit under it, or gives the pane under it the focus; a double click opens the hit. */
export function clicked(state: State, x: number, y: number, isDouble: boolean): Step {
  const layout = layoutOf(state)
  if (y < layout.bodyTop || y >= layout.bodyTop + layout.bodyRows) return [focused(state, 'query'), []]
  const listLeft = leftOfList(layout)
  if (x < listLeft) return [focused(state, 'facets'), []]
  if (x >= listLeft + layout.listColumns) return [focused(state, 'preview'), []]
  const lines = state.view === 'lines'
  const row = withoutRule(state.top, layout, y - layout.bodyTop - layout.timesRows - layout.introRows)
  const index = (lines ? state.lineTop : state.top) + Math.floor(row / layout.rowsPerHit)
  const count = (lines ? state.lines?.items.length : state.results?.hits.length) ?? 0
  if (row < 0 || index >= count) return [state, []]
  const chosen = focused(moveTo(state, index), 'query')
  return isDouble ? openHit(chosen, 'editor') : [chosen, []]
}

/** A row of the list, not counting the rule between hits; the rule itself belongs to the hit above it. */
function withoutRule(top: number, { rowsPerHit, ruleBefore }: Layout, row: number): number {
  if (ruleBefore === undefined || ruleBefore <= top || rowsPerHit === 4) return row
  return row < (ruleBefore - top) * rowsPerHit ? row : row - 1
}

export function wheeled(state: State, x: number, by: 1 | -1): State {
  const layout = layoutOf(state)
  const isOverPreview = layout.previewColumns > 0 && x >= leftOfList(layout) + layout.listColumns
  return isOverPreview ? scrollPreview(state, by * 3) : moveBy(state, by)
}
