/** Clicks, where the settings turn the mouse on. */
import { focused } from './commands.js'
import { layoutOf } from './layout.js'
import type { State } from './model.js'
import { select } from './moves.js'

/** A click chooses the hit under it, or gives the pane under it the focus. */
export function clicked(state: State, x: number, y: number): State {
  const layout = layoutOf(state)
  if (y < layout.bodyTop || y >= layout.bodyTop + layout.bodyRows) return focused(state, 'query')
  const listLeft = layout.facetColumns > 0 ? layout.facetColumns + 1 : 0
  if (x < listLeft) return focused(state, 'facets')
  if (x >= listLeft + layout.listColumns) return focused(state, 'preview')
  const index = state.top + Math.floor((y - layout.bodyTop) / layout.rowsPerHit)
  return index < (state.results?.hits.length ?? 0) ? focused(select(state, index), 'query') : state
}
