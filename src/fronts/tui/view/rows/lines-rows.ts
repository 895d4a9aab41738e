/** The concordance: each occurrence in its line, all below one another, with what stands before and after it. */
import { type KwicLine } from '../../../../library/types.js'
import { endOf, takeColumns, widthOf } from '../../cells/cells.js'
import { fitRow, grounded, span, type Row } from '../../cells/spans.js'
import { type State } from '../../state/model.js'
import { type Look } from '../look.js'
import { wrapped } from './hits-rows.js'

const dateColumns = 11
const datesFrom = 40
/** The article's title or path, at the right. */
const sourceShare = 0.18
const sourcesFrom = 60

/** @returns at most `count` rows, at most `columns` wide */
export function linesRows(state: State, look: Look, columns: number, count: number): Row[] {
  const { messages } = look
  const { lines } = state
  if (lines === undefined) return [[span(` ${messages.searching}`, 'dim')]]
  if (lines.items.length === 0) return wrapped(messages.linesEmpty, columns - 2, 'dim')
  return lines.items.slice(state.lineTop, state.lineTop + count).map((line, i) => {
    const how = { chosen: state.lineTop + i === state.lineAt, marked: state.marked.includes(line.id) }
    const row = fitRow(lineRow(line, look, how, columns), columns, look.chrome.ellipsis)
    return how.chosen ? grounded(row) : row
  })
}

function lineRow(line: KwicLine, { chrome }: Look, how: { chosen: boolean; marked: boolean }, columns: number): Row {
  const edge = [
    how.chosen ? span(chrome.chosen, 'accent') : span(' '),
    how.marked ? span(chrome.marked, 'good') : span(' '),
  ]
  const date = columns >= datesFrom ? [span(line.date.slice(0, 10).padEnd(dateColumns), 'dim')] : []
  const sourceColumns = columns >= sourcesFrom ? Math.floor(columns * sourceShare) : 0
  const source = fitRow([span(line.title || line.path, 'dim')], Math.max(0, sourceColumns - 1), chrome.ellipsis)
  const room = columns - 3 - (date.length > 0 ? dateColumns : 0) - sourceColumns
  const leftColumns = Math.floor(room * 0.42)
  const left = endOf(line.left, leftColumns, chrome.ellipsis)
  const match = takeColumns(line.match, room - leftColumns)
  const right = startWithin(line.right, room - leftColumns - match.width, chrome.ellipsis)
  const context = fitRow([span(left), span(match.text, 'match'), span(right)], room, '')
  return [...edge, ...date, ...context, span(' '), ...source]
}

function startWithin(text: string, columns: number, ellipsis: string): string {
  const whole = takeColumns(text, columns)
  if (whole.whole) return whole.text
  return takeColumns(text, columns - widthOf(ellipsis)).text + ellipsis
}
