/**
 * What an empty query line shows above the newest articles: the query language in a few lines, recent and saved
 * queries.
 */
import { cutRow, fitRow, rowWidth, span, type Row } from '../../cells/spans.js'
import { languageRows } from '../../state/layout.js'
import type { State } from '../../state/model.js'
import type { Look } from '../look.js'
import { ruleRow } from './rule-row.js'

const exampleColumns = 18

/** @returns exactly `count` rows, as many as the layout reserves */
export function introRows(state: State, look: Look, columns: number, count: number): Row[] {
  if (count === 0) return []
  const { messages: m, chrome } = look
  const lines = [
    ['气候 变化', m.introWords],
    ['"气候变化"', m.introExact],
    ['水 -污染', m.helpQueryNot],
    ['长江 | 黄河', m.helpQueryOr],
    ['长江 NEAR/10 生态', m.introNear],
    ['author: tag: date:', m.introField],
  ] as const
  const rows: Row[] = lines
    .slice(0, languageRows(state.rows))
    .map(([example, text]) => [
      span(' '),
      ...fitRow([span(example, 'key')], exampleColumns, chrome.ellipsis),
      span(` ${text}`, 'dim'),
    ])
  if (state.history.length > 0) rows.push(queriesRow(m.recentQueries, state.history, look, columns))
  if (state.saved.length > 0) rows.push(queriesRow(`${chrome.star} ${m.savedQueries}`, state.saved, look, columns))
  rows.push([], ruleRow(m.newest, 'title', look, columns))
  return rows.slice(0, count).map((row) => fitRow(row, columns, chrome.ellipsis))
}

/** As many of the newest queries as fit into the row. */
function queriesRow(name: string, queries: readonly string[], { chrome }: Look, columns: number): Row {
  let row = [span(` ${name}  `, 'title')]
  for (const query of queries.toReversed()) {
    const piece = [
      ...(row.length > 1 ? [span(` ${chrome.dot} `, 'dim')] : []),
      ...cutRow([span(query)], 24, chrome.ellipsis),
    ]
    if (rowWidth(row) + rowWidth(piece) > columns - 1) break
    row = [...row, ...piece]
  }
  return row
}
