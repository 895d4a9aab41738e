/** Clicks and the wheel, where the settings turn the mouse on. */
import { focused } from './commands.js'
import { layoutOf, type Layout } from './layout.js'
import type { Focus, State } from './model.js'
import { scrollPreview, select } from './moves.js'

const pointed: readonly Focus[] = ['query', 'preview', 'facets']

/** False where something lies over the panes: nobody sees there what a click or the wheel would choose. */
export function isWithinReach({ phase, focus }: State): boolean {
  return phase.kind === 'ready' && pointed.includes(focus)
}

/** A click chooses the hit under it, or gives the pane under it the focus. */
export function clicked(state: State, x: number, y: number): State {
  const layout = layoutOf(state)
  if (y < layout.bodyTop || y >= layout.bodyTop + layout.bodyRows) return focused(state, 'query')
  const listLeft = leftOfList(layout)
  if (x < listLeft) return focused(state, 'facets')
  if (x >= listLeft + layout.listColumns) return focused(state, 'preview')
  const index = state.top + Math.floor((y - layout.bodyTop) / layout.rowsPerHit)
  return index < (state.results?.hits.length ?? 0) ? focused(select(state, index), 'query') : state
}

/** The wheel scrolls the preview under it, and moves through the hits elsewhere. */
export function wheeled(state: State, x: number, by: 1 | -1): State {
  const layout = layoutOf(state)
  const isOverPreview = layout.previewColumns > 0 && x >= leftOfList(layout) + layout.listColumns
  return isOverPreview ? scrollPreview(state, by * 3) : select(state, state.selected + by)
}

function leftOfList({ facetColumns }: Layout): number {
  return facetColumns > 0 ? facetColumns + 1 : 0
}
