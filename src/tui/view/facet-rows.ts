/** The filters pane: author, tag and year with how many of the hits each would leave. */
import { fitRow, justify, span, type Row } from '../cells/spans.js'
import { layoutOf } from '../state/layout.js'
import type { State } from '../state/model.js'
import { facetAt, facetEntries, type FacetEntry } from '../state/panes/facets.js'
import { fill } from './hits-rows.js'
import type { Look } from './look.js'

export function facetRows(state: State, look: Look, columns: number): Row[] {
  const { bodyRows } = layoutOf(state)
  const { messages } = look
  const style = state.focus === 'facets' ? 'selected' : 'dim'
  const heading: Row = [span(` ${messages.facetsTitle} `, style)]
  const entries = facetEntries(state)
  const at = state.focus === 'facets' ? facetAt(entries, state.facetCursor) : -1
  const room = bodyRows - 1
  const first = Math.max(0, Math.min(entries.length - room, at - Math.floor(room / 2)))
  const rows = entries.slice(first, first + room).map((entry, i) => entryRow(entry, first + i === at, look, columns))
  const shown = entries.length === 0 ? [[span(` ${messages.facetsEmpty}`, 'dim')]] : rows
  return fill([heading, ...shown], bodyRows).map((row) => fitRow(row, columns, look.chrome.ellipsis))
}

function entryRow(entry: FacetEntry, isCurrent: boolean, { messages, chrome }: Look, columns: number): Row {
  if (entry.value === undefined) return [span(` ${messages.facets[entry.name]}`, 'title')]
  const bar = isCurrent ? span(chrome.chosen, 'accent') : span(' ')
  const box = span(`${entry.chosen ? chrome.checked : chrome.box} `, entry.chosen ? 'good' : 'dim')
  const name = span(entry.value, isCurrent ? 'title' : 'plain')
  return justify([bar, box, name], [span(`${messages.number(entry.count)} `, 'dim')], columns, chrome.ellipsis)
}
