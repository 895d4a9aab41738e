/** Lists laid over the whole body: help, past queries, the copy menu, the export. */
import { fitRow, span, type Row } from '../../cells/spans.js'
import { widthOf } from '../../cells/cells.js'
import { type Focus, type State, selectedHit } from '../../state/model.js'
import { historyEntries, copyKinds, exportFormats, exportName, mostExported } from '../../state/panes/overlays.js'
import { countedHits } from '../../state/query.js'
import { type Cursor } from '../../terminal/painter.js'
import { helpRows } from '../help.js'
import { type Look } from '../look.js'
import { wrapped } from './hits-rows.js'
import { editedRow } from './top-rows.js'

interface Overlay {
  readonly rows: readonly Row[]
  /** In the line that is edited. */
  readonly cursor?: Cursor
}

/** What covers the body, by what has the focus. */
export const overlays: Readonly<Partial<Record<Focus, (state: State, look: Look) => Overlay>>> = {
  help: (state, look) => ({ rows: helpRows(state, look) }),
  history: historyOverlay,
  copy: (state, look) => ({ rows: copyRows(state, look) }),
  export: (state, look) => ({ rows: exportRows(state, look) }),
}

function historyOverlay(state: State, look: Look): Overlay {
  const { messages, chrome } = look
  const filter = editedRow(state.historyEditor, state.columns - 1, ` ${chrome.prompt}`, messages.historyHint)
  const entries = historyEntries(state)
  const room = Math.max(1, state.panes.body.rows - 2)
  const first = Math.max(0, Math.min(entries.length - room, state.historyCursor - Math.floor(room / 2)))
  const rows = entries.slice(first, first + room).map((query, i): Row => {
    const isChosen = first + i === state.historyCursor
    const bar = isChosen ? span(chrome.chosen, 'accent') : span(' ')
    return [bar, span(' '), span(query, isChosen ? 'title' : 'plain')]
  })
  const list = rows.length === 0 ? [[span(` ${messages.historyEmpty}`, 'dim')]] : rows
  const title = [span(` ${messages.historyTitle}`, 'title')]
  return { rows: [title, filter.row, ...list], cursor: { x: filter.cursor, y: 1 } }
}

/** The letter of a line, after a bar if Enter takes that line. */
function menuKey(key: string, at: number, { menuAt }: State, chrome: Look['chrome']): Row {
  return [at === menuAt ? span(chrome.chosen, 'accent') : span(' '), span(`${key} `, 'key')]
}

function exportRows(state: State, { messages: m, chrome }: Look): Row[] {
  const { marked, view } = state
  const isMarked = marked.length > 0
  const hits = Math.min(mostExported, countedHits(state).total)
  const title = m.exportPress(exportTitle(state, m))
  const rows = exportFormats.map(([key, format], at): Row => [
    ...menuKey(key, at, state, chrome),
    span(m.exportFormats[format], at === state.menuAt ? 'title' : 'plain'),
  ])
  const hint = view === 'hits' && isMarked ? [[], [span(` ${m.exportHint(hits)}`, 'dim')]] : []
  const name = exportName(state.editor.text, exportFormats[state.menuAt]![1])
  const file = wrapped(m.exportTo(name), Math.max(10, state.columns - 2), 'dim')
  return [[span(` ${title}`, 'title')], ...rows, [], ...file, ...hint]
}

export function exportTitle(state: State, m: Look['messages']): string {
  const { marked, view, lines } = state
  if (marked.length > 0) return m.exportMarked(marked.length)
  if (view === 'lines') return m.exportLines(lines?.items.length ?? 0, lines?.isEnd ?? true)
  const { total } = countedHits(state)
  return m.exportHits(Math.min(mostExported, total), total)
}

function copyRows(state: State, { messages: m, chrome }: Look): Row[] {
  const names = m.copyKinds
  const texts = state.copies?.id === selectedHit(state)?.id ? state.copies?.texts : undefined
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the names of the keys
  const widest = Math.max(...Object.values(names).map(widthOf))
  const rows = copyKinds.map(([key, kind], at): Row => [
    ...menuKey(key, at, state, chrome),
    ...fitRow([span(names[kind], at === state.menuAt ? 'title' : 'plain')], widest + 2, chrome.ellipsis),
    span(texts?.[kind] === '' ? m.copyNone : (texts?.[kind] ?? ''), 'dim'),
  ])
  return [[span(` ${m.copyTitle}`, 'title')], ...rows]
}
