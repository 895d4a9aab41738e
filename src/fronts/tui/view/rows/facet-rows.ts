/** The filters pane: author, tag and date as check boxes, with how many of the hits each would leave. */
import { grounded, justify, span, type Row } from '../../cells/spans.js'
import { type State } from '../../state/model.js'
import { facetAt, facetEntries, type FacetEntry } from '../../state/panes/facets.js'
import { filterLabel } from './top-rows.js'
import { type Look } from '../look.js'

export function facetRows(state: State, look: Look, columns: number): Row[] {
  const { messages } = look
  const hasFocus = state.focus === 'facets'
  const heading: Row = [span(` ${messages.facetsTitle} `, hasFocus ? 'selected' : 'dim')]
  const entries = facetEntries(state)
  const empty = state.overview === undefined ? messages.facetsCounting : messages.facetsEmpty
  if (entries.length === 0) return [heading, [span(` ${empty}`, 'dim')]]
  const current = hasFocus ? facetAt(entries, state.facetCursor) : undefined
  // The entry at the cursor is in the middle of a longer list.
  const room = state.panes.body.rows - 1
  const at = current === undefined ? 0 : entries.indexOf(current)
  const first = Math.max(0, Math.min(entries.length - room, at - Math.floor(room / 2)))
  const shown = entries.slice(first, first + room)
  return [heading, ...shown.map((entry) => entryRow(entry, entry === current, look, columns))]
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
