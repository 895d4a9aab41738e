/** The whole screen as rows of exactly the window's width, and the position of the cursor. */
import { fitRow, span, type Row } from '../cells/spans.js'
import { layoutOf, type Layout } from '../state/layout.js'
import type { State } from '../state/model.js'
import type { Cursor } from '../terminal/painter.js'
import { facetRows } from './rows/facet-rows.js'
import { introRows } from './rows/intro-rows.js'
import { filterRow } from './rows/filter-row.js'
import { fill, hitRows, wrapped } from './rows/hits-rows.js'
import { linesRows } from './rows/lines-rows.js'
import { timesRows } from './rows/times-rows.js'
import { isBrowsing } from '../state/query.js'
import { noticeRows } from './rows/notice-rows.js'
import { infoRow } from './rows/info-row.js'
import type { Look } from './look.js'
import { overlayOf } from './rows/overlay-rows.js'
import { previewRows } from './rows/preview-rows.js'
import { queryRow } from './rows/query-row.js'
import { statusRow } from './rows/status-row.js'

/** Where the real cursor goes: into the line being edited, so that an input method opens there; hidden elsewhere. */
export function cursorOf(state: State, look: Look): Cursor | undefined {
  if (state.phase.kind !== 'ready') return undefined
  if (state.focus === 'query' && !state.reading) return { x: queryRow(state, look).cursor, y: 0 }
  const inOverlay = overlayOf(state, look)?.cursor
  return inOverlay && { x: inOverlay.x, y: layoutOf(state).bodyTop + inOverlay.y }
}

export function topRows(state: State, look: Look): Row[] {
  const query = fitRow(queryRow(state, look).row, state.columns, '')
  const { tiny, filtersTop } = layoutOf(state)
  if (tiny) return [query]
  return [query, infoRow(state, look), ...(filtersTop < 0 ? [] : [filterRow(state, look).row])]
}

export function bottomRows(state: State, look: Look): Row[] {
  return [...noticeRows(state, look), ...(layoutOf(state).tiny ? [] : [statusRow(state, look)])]
}

/** The panes side by side, row by row: joined here, not by Ink's boxes, so that a border never shifts. */
export function bodyRows(state: State, look: Look): Row[] {
  const overlay = overlayOf(state, look)
  if (overlay !== undefined) return [...overlay.rows]
  const layout = layoutOf(state)
  const panes: (readonly Row[])[] = []
  if (layout.facetColumns > 0) panes.push(facetRows(state, look, layout.facetColumns))
  if (layout.listColumns > 0) panes.push(listRows(state, look, layout))
  if (layout.previewColumns > 0) panes.push(previewRows(state, look, layout.previewColumns))
  const border = span(look.chrome.vertical, 'border')
  return Array.from({ length: layout.bodyRows }, (_, y) =>
    panes.flatMap((pane, i) => (i === 0 ? [...pane[y]!] : [border, ...pane[y]!])),
  )
}

/** The list pane: the timeline, the introduction, then hits or occurrences. */
function listRows(
  state: State,
  look: Look,
  { listColumns, bodyRows: height, timesRows: times, introRows: intro }: Layout,
): Row[] {
  const rows = state.view === 'lines' && !isBrowsing(state) ? linesRows : hitRows
  return [
    ...timesRows(state, look, listColumns, times),
    ...introRows(state, look, listColumns, intro),
    ...rows(state, look, listColumns, Math.max(0, height - times - intro)),
  ]
}

/** What is shown instead of the body while there is no index to search: the reason and the offer to build one. */
export function offerRows(state: State, look: Look): Row[] {
  const { messages } = look
  const { bodyRows: count } = layoutOf(state)
  if (state.phase.kind === 'opening') return fill([[span(` ${messages.opening}`, 'dim')]], count)
  if (state.phase.kind !== 'missing') return fill([], count)
  const reason = state.phase.damaged ? state.phase.reason : messages.indexMissing(state.phase.reason)
  const columns = Math.max(10, state.columns - 2)
  const plan = (state.phase.plan ?? []).flatMap((line) => wrapped(`  ${line}`, columns, 'plain'))
  const rows: Row[] = [
    ...wrapped(reason, columns, 'title'),
    [],
    ...(plan.length === 0 || !state.canBuild ? [] : [[span(` ${messages.plan}`, 'dim')], ...plan, []]),
    ...wrapped(state.canBuild ? messages.offerBuild : messages.noBuild, columns, 'accent'),
  ]
  return fill(rows, count)
}
