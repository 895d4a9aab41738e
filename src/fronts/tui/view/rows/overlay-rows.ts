/** Lists laid over the whole body: help, past queries, the copy menu, the export. */
import { fitRow, span, type Row } from '../../cells/spans.js'
import { widthOf } from '../../cells/cells.js'
import { type CopyKind, type Focus, type State, selectedHit } from '../../state/model.js'
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

/**
 * A title and the lines of a menu: the letter of each, after a bar if Enter takes that line, its name, and more.
 * @param columns of the names
 */
function menuRows<T extends string>(
  title: string,
  lines: readonly (readonly [key: string, value: T])[],
  names: Readonly<Record<T, string>>,
  more: (value: T) => string,
  { menuAt }: State,
  { chrome }: Look,
): Row[] {
  const widest = lines.reduce((most, [, value]) => Math.max(most, widthOf(names[value])), 0)
  const rows = lines.map(([key, value], at): Row => [
    at === menuAt ? span(chrome.chosen, 'accent') : span(' '),
    span(`${key} `, 'key'),
    ...fitRow([span(names[value], at === menuAt ? 'title' : 'plain')], widest + 2, chrome.ellipsis),
    span(more(value), 'dim'),
  ])
  return [[span(` ${title}`, 'title')], ...rows]
}

function exportRows(state: State, look: Look): Row[] {
  const { messages: m } = look
  const hits = Math.min(mostExported, countedHits(state).total)
  const hasHint = state.view === 'hits' && state.marked.length > 0
  const hint = hasHint ? [[], [span(` ${m.exportHint(hits)}`, 'dim')]] : []
  const name = exportName(state.editor.text, exportFormats[state.menuAt]![1])
  const file = wrapped(m.exportTo(name), Math.max(10, state.columns - 2), 'dim')
  const title = m.exportPress(exportTitle(state, m))
  return [...menuRows(title, exportFormats, m.exportFormats, () => '', state, look), [], ...file, ...hint]
}

export function exportTitle(state: State, m: Look['messages']): string {
  const { marked, view, lines } = state
  if (marked.length > 0) return m.exportMarked(marked.length)
  if (view === 'lines') return m.exportLines(lines?.items.length ?? 0, lines?.isEnd ?? true)
  const { total } = countedHits(state)
  return m.exportHits(Math.min(mostExported, total), total)
}

function copyRows(state: State, look: Look): Row[] {
  const { messages: m } = look
  const texts = state.copies?.id === selectedHit(state)?.id ? state.copies?.texts : undefined
  const textOf = (kind: CopyKind): string => (texts?.[kind] === '' ? m.copyNone : (texts?.[kind] ?? ''))
  return menuRows(m.copyTitle, copyKinds, m.copyKinds, textOf, state, look)
}
