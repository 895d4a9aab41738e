/**
 * What is at the place of a click, other than hits and preview: a hint, a chosen filter, a value to filter by, a bar of
 * the timeline.
 */
import { layoutOf, leftOfList } from '../state/layout.js'
import type { State } from '../state/model.js'
import type { Target } from '../state/mouse.js'
import { facetEntries } from '../state/panes/facets.js'
import { timeBars } from '../state/panes/times.js'
import { firstEntry } from './rows/facet-rows.js'
import { filterRow } from './rows/filter-row.js'
import type { Look } from './look.js'
import { placedHints } from './rows/status-row.js'

export function targetAt(state: State, look: Look, x: number, y: number): Target | undefined {
  const layout = layoutOf(state)
  if (layout.tiny) return undefined
  const within = <T extends { readonly start: number; readonly end: number }>(parts: readonly T[]): T | undefined =>
    parts.find(({ start, end }) => x >= start && x < end)
  if (y === state.rows - 1) {
    const hint = within(placedHints(state, look))
    return hint && { kind: 'command', command: hint.command }
  }
  if (y === layout.filtersTop) {
    const chip = within(filterRow(state, look).chips)
    return chip && { kind: 'filter', filter: chip.filter }
  }
  if (x < layout.facetColumns && y > layout.bodyTop) return facetTarget(state, y - layout.bodyTop - 1)
  const listLeft = leftOfList(layout)
  const isTime = y >= layout.bodyTop && y < layout.bodyTop + layout.timesRows
  return isTime && x < listLeft + layout.listColumns
    ? timeTarget(state, x - listLeft - 1, layout.listColumns)
    : undefined
}

function facetTarget(state: State, row: number): Target | undefined {
  const entry = facetEntries(state)[firstEntry(state) + row]
  return entry?.value === undefined ? undefined : { kind: 'facet', entry }
}

function timeTarget(state: State, column: number, columns: number): Target | undefined {
  let end = 0
  for (const { first, last, width } of timeBars(state, columns)) {
    end += width
    if (column < end) return column < 0 ? undefined : { kind: 'time', first, last }
  }
  return undefined
}
