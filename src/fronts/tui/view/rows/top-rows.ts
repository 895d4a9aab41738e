/** The query line: prompt, text around the cursor, match mode, order, whether filters are on, count and time. */
import { cells, takeColumns, widthOf } from '../../cells/cells.js'
import { cutRow, fitRow, rowWidth, span, type Row, type Span, type Style } from '../../cells/spans.js'
import { type Editor } from '../../editor/editor.js'
import { narrowBelow } from '../../state/layout.js'
import { fullCount, isBrowsing, searchKey } from '../../state/query.js'
import { noFilters, chosenFilters, undated, type ChosenFilter } from '../../state/filters.js'
import { type State, type Completion } from '../../state/model.js'
import { type Look, label } from '../look.js'
import { goesOn } from '../../state/edits.js'

export interface EditedRow {
  readonly row: Row
  readonly cursor: number
}

const statusFrom = 16

export function queryRow(state: State, look: Look): EditedRow {
  const typed = widthOf(`${look.chrome.prompt} ${state.editor.text}`) + 2
  const statuses =
    state.columns < statusFrom ? [] : [[...statusOf(state, look), ...countSpans(state, look)], countSpans(state, look)]
  // The query needs its line more than the status does.
  const right = statuses.find((status) => rowWidth(status) + typed <= state.columns) ?? statuses.at(-1) ?? []
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
  const target = cursorColumn <= room ? 0 : cursorColumn - Math.floor((room * 2) / 3)
  let [skipped, start] = [0, 0]
  for (const cell of cells(text)) {
    if (skipped >= target) break
    skipped += cell.width
    start = cell.end
  }
  return { text: takeColumns(text.slice(start), room).text, skipped }
}

/** How the hits were matched and sorted. */
function statusOf(state: State, look: Look): Row {
  if (state.phase.kind !== 'ready' || state.columns < narrowBelow || isBrowsing(state)) return []
  const { messages, chrome } = look
  const isLines = state.view === 'lines'
  const order = isLines
    ? `${messages.viewLines} ${chrome.dot} ${messages.lineSorts[state.lineSort]}`
    : messages.sorts[state.sort]
  const shown = state.match === 'auto' ? order : `${messages.matches[state.match]} ${chrome.dot} ${order}`
  return [span(`[${shown}] `, 'key')]
}

function countSpans(state: State, look: Look): Row {
  if (state.phase.kind !== 'ready') return []
  const filtered = state.filters === noFilters ? [] : [span(`${look.chrome.checked} `, 'good')]
  return [...filtered, span(countOf(state, look), 'dim')]
}

function countOf(state: State, { messages, chrome }: Look): string {
  const { results } = state
  if (isBrowsing(state)) return messages.articlesReady(state.articles)
  if (results === undefined) return state.problem === undefined ? messages.searching : ''
  // The newest articles are still shown; their number is not the answer to the query.
  if (results.query.trim() === '' && state.editor.text.trim() !== '') return messages.searching
  const full = fullCount(state)
  const hits = `${results.relaxed.length > 0 ? '≈ ' : ''}${messages.hits(full ?? results.total)}`
  if (state.view === 'lines' && state.lines !== undefined) {
    const { items, isEnd, counts } = state.lines
    return counts === undefined
      ? messages.lines(items.length, isEnd)
      : messages.linesIn(counts.occurrences, counts.articles)
  }
  if (state.columns < narrowBelow) return hits
  const parts = [hits, ...(full === undefined ? [] : [messages.partial(results.total - full)])]
  return [...parts, messages.milliseconds(results.tookMs.toFixed(results.tookMs < 10 ? 1 : 0))].join(` ${chrome.dot} `)
}

/* The second row: a mistake, suggestions while the reader types, else how words were read, else a rule. */

const mostReadings = 5

/** @returns no row if there is neither */
export function infoRows(state: State, look: Look): Row[] {
  if (state.mistake !== undefined && state.mistake.key === searchKey(state))
    return [[span(state.mistake.reason, 'error')]]
  const shown = state.completions.length > 0 ? state.completions : state.lastCompletions
  if (shown.length > 0 && state.focus === 'query') return [suggestionRow(shown, state, look)]
  const readings = readingsOf(state, look)
  return readings === '' ? [] : [[span(readings, 'dim')]]
}

/** Alternatives of typed words, such as what a Latin word spells in pinyin; '' if there are none. */
export function readingsOf({ results }: State, { messages, chrome }: Look): string {
  const parts = (results?.expansions ?? []).map(({ text, alternatives }) =>
    messages.alsoFound(
      text,
      alternatives.slice(0, mostReadings).map((one) => one.text),
      Math.max(0, alternatives.length - mostReadings),
    ),
  )
  const relaxed = results?.relaxed ?? []
  const first = relaxed.length === 0 ? [] : [messages.relaxed(relaxed)]
  return [...first, ...parts].join(` ${chrome.dot} `)
}

/** The key that takes a suggestion; one that would replace typed words has a key of its own. */
export function takingKey(state: State, completion: Completion, look: Look): string {
  return label(look, goesOn(state, completion) ? 'complete' : 'takeSuggestion')
}

/** Suggestions from the chosen one on, as many as fit: the first in the row is the one that will be taken. */
function suggestionRow(completions: readonly Completion[], state: State, look: Look): Row {
  const { completion, columns } = state
  const row: Span[] = [span(`${takingKey(state, completions[completion % completions.length]!, look)} `, 'key')]
  for (let i = 0; i < completions.length; i++) {
    const { text, kind } = completions[(completion + i) % completions.length]!
    const shown = cutRow([span(text, i === 0 ? 'selected' : 'plain')], 32, look.chrome.ellipsis)
    const kindText = look.messages.kinds[kind]
    const piece =
      kind === 'correction' || kind === 'meant'
        ? [span(`${kindText} `, 'dim'), ...shown, span('  ')]
        : [...shown, span(` ${kindText}  `, 'dim')]
    if (rowWidth(row) + rowWidth(piece) > columns && i > 0) break
    for (const part of piece) row.push(part)
  }
  return row
}

/* The chosen filters in a row; Backspace at the beginning of the query line removes the last. */

export function filterRow(state: State, look: Look): Row {
  const chips = chosenFilters(state.filters).flatMap((filter) => [
    span(` ${filterLabel(filter, look)} ${look.chrome.cross} `, 'chip'),
    span(' '),
  ])
  const spans = [span(' '), ...chips]
  const hint = span(look.messages.filtersHint, 'dim')
  const withHint = rowWidth(spans) + rowWidth([hint]) + 1 <= state.columns && state.editor.cursor === 0
  return withHint ? [...spans, hint] : spans
}

export function filterLabel({ name, value }: ChosenFilter, { messages }: Look): string {
  return name === 'date' && value === undated ? messages.noDate : value
}

/* Rules across a pane. */

export function plainRule(columns: number, { chrome }: Look): Row {
  return [span(chrome.horizontal.repeat(columns), 'border')]
}

export function ruleRow(text: string, style: Style, { chrome }: Look, columns: number): Row {
  const head = [span(` ${text} `, style)]
  return [...head, span(chrome.horizontal.repeat(Math.max(0, columns - rowWidth(head) - 1)), 'border')]
}
