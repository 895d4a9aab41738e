/** The query line: prompt, text around the cursor, match mode, order, whether filters are on, count and time. */
import { cells, widthOf } from '../../cells/cells.js'
import { cutRow, fitRow, rowWidth, span, type Row } from '../../cells/spans.js'
import type { Editor } from '../../editor/editor.js'
import { narrowBelow } from '../../state/layout.js'
import { fullCount } from '../../state/full-hits.js'
import { noFilters } from '../../state/filters.js'
import type { State } from '../../state/model.js'
import { isBrowsing } from '../../state/query.js'
import type { Look } from '../look.js'

export interface EditedRow {
  readonly row: Row
  /** Column of the cursor in this row. */
  readonly cursor: number
}

/** With fewer columns than this, the row contains only the query. */
const statusFrom = 16

/** The query line at the window's width. */
export function queryRow(state: State, look: Look): EditedRow {
  const right = state.columns < statusFrom ? [] : statusOf(state, look)
  const room = state.columns - rowWidth(right) - (right.length > 0 ? 1 : 0)
  const line = editedRow(state.editor, room, look.chrome.prompt, look.messages.placeholder)
  return {
    row: [...fitRow(line.row, room, ''), ...(right.length > 0 ? [span(' ')] : []), ...right],
    cursor: line.cursor,
  }
}

/** An editable line after a prompt, scrolled so that the cursor is visible, with a column for the next character. */
export function editedRow(editor: Editor, columns: number, prompt: string, placeholder: string): EditedRow {
  const lead = `${prompt} `
  const leadWidth = widthOf(lead)
  const room = Math.max(1, columns - leadWidth - 1)
  const head = [span(lead, 'accent')]
  if (editor.text === '') return { row: [...head, ...cutRow([span(placeholder, 'dim')], room, '')], cursor: leadWidth }
  const before = widthOf(editor.text.slice(0, editor.cursor))
  const { text, skipped } = scrolled(editor.text, before, room)
  return { row: [...head, span(text)], cursor: Math.min(columns - 1, leadWidth + before - skipped) }
}

/** The part of a line around the cursor's column; a third of the room stays visible after it. */
function scrolled(text: string, cursorColumn: number, room: number): { text: string; skipped: number } {
  const all = cells(text)
  const target = cursorColumn <= room ? 0 : cursorColumn - Math.floor((room * 2) / 3)
  let skipped = 0
  let first = 0
  while (first < all.length && skipped < target) skipped += all[first++]!.width
  let width = 0
  let out = ''
  for (const cell of all.slice(first)) {
    if (width + cell.width > room) break
    width += cell.width
    out += cell.text
  }
  return { text: out, skipped }
}

function statusOf(state: State, look: Look): Row {
  if (state.phase.kind !== 'ready') return []
  const { messages, chrome } = look
  const filtered = state.filters === noFilters ? [] : [span(`${chrome.checked} `, 'good')]
  const count = [...filtered, span(countOf(state, look), 'dim')]
  if (state.columns < narrowBelow) return count
  const mode = { auto: messages.matchAuto, all: messages.matchAll, any: messages.matchAny }[state.match]
  const sort = {
    score: messages.sortScore,
    date: messages.sortDate,
    recent: messages.sortRecent,
    oldest: messages.sortOldest,
  }[state.sort]
  const order =
    state.view === 'lines' ? `${messages.viewLines} ${chrome.dot} ${messages.lineSorts[state.lineSort]}` : sort
  const shown = state.match === 'auto' ? order : `${mode} ${chrome.dot} ${order}`
  return [...(isBrowsing(state) ? [] : [span(`[${shown}] `, 'key')]), ...count]
}

function countOf(state: State, { messages, chrome }: Look): string {
  const { results } = state
  if (isBrowsing(state)) return messages.articlesReady(state.articles)
  if (results === undefined) return state.problem === undefined ? messages.searching : ''
  // The newest articles are still shown; their number is not the answer to the query.
  if (results.query.trim() === '' && state.editor.text.trim() !== '') return messages.searching
  const full = fullCount(state)
  const hits = `${results.relaxed.length > 0 ? '≈ ' : ''}${messages.hits(full ?? results.total)}`
  if (state.view === 'lines' && state.lines !== undefined)
    return messages.lines(state.lines.items.length, state.lines.isEnd)
  if (state.columns < narrowBelow) return hits
  const parts = [hits, ...(full === undefined ? [] : [messages.partial(results.total - full)])]
  return [...parts, messages.milliseconds(milliseconds(results.tookMs))].join(` ${chrome.dot} `)
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value))
}
