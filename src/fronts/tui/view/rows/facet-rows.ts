/** The filters pane: author, tag and date as check boxes, with how many of the hits each would leave. */
import { grounded, justify, span, type Row } from '../../cells/spans.js'
import { type State } from '../../state/model.js'
import { facetAt, facetEntries, type FacetEntry } from '../../state/panes/facets.js'
import { filterLabel } from './top-rows.js'
import { type Look } from '../look.js'

export function facetRows(state: State, look: Look, columns: number): Row[] {
  const { messages } = look
  const style = state.focus === 'facets' ? 'selected' : 'dim'
  const heading: Row = [span(` ${messages.facetsTitle} `, style)]
  const entries = facetEntries(state)
  const first = firstEntry(state)
  const at = state.focus === 'facets' ? facetAt(entries, state.facetCursor) : -1
  const rows = entries
    .slice(first, first + state.panes.body.rows - 1)
    .map((entry, i) => entryRow(entry, first + i === at, look, columns))
  const empty = state.overview === undefined ? messages.facetsCounting : messages.facetsEmpty
  const shown = entries.length === 0 ? [[span(` ${empty}`, 'dim')]] : rows
  return [heading, ...shown]
}

/** The first entry that is shown: the entry at the cursor is in the middle of a longer list. */
export function firstEntry(state: State): number {
  const entries = facetEntries(state)
  const at = state.focus === 'facets' ? facetAt(entries, state.facetCursor) : -1
  const room = state.panes.body.rows - 1
  return Math.max(0, Math.min(entries.length - room, at - Math.floor(room / 2)))
}

function entryRow(entry: FacetEntry, isCurrent: boolean, look: Look, columns: number): Row {
  const { messages, chrome } = look
  if (entry.value === undefined) return [span(` ${headingOf(entry.name, look)}`, 'title')]
  const bar = isCurrent ? span(chrome.chosen, 'accent') : span(' ')
  if (entry.more === true) return [bar, span(messages.facetsMore(entry.count ?? 0), isCurrent ? 'title' : 'accent')]
  const box = span(`${entry.chosen ? chrome.checked : chrome.box} `, entry.chosen ? 'good' : 'dim')
  const text = filterLabel({ name: entry.name, value: entry.value }, look)
  const count = span(entry.count === undefined ? '' : `${messages.number(entry.count)} `, 'dim')
  const indent = entry.isBelow === true ? [span('  ')] : []
  const row = justify(
    [bar, ...indent, box, span(text, isCurrent ? 'title' : 'plain')],
    [count],
    columns,
    chrome.ellipsis,
  )
  return isCurrent ? grounded(row) : row
}

export function headingOf(name: string, { messages }: Look): string {
  const known: Readonly<Record<string, string>> = messages.facets
  return known[name] ?? name
}
