/** What the screen says beside the hits: how to begin, what is missing, what just happened. */
import { cutRow, fitRow, rowWidth, span, type Row } from '../../cells/spans.js'
import { layoutOf, noticeLines } from '../../state/layout.js'
import { type State } from '../../state/model.js'
import { percentOf, progressText, type Look } from '../look.js'
import { wrapped } from './hits-rows.js'
import { ruleRow } from './top-rows.js'

const exampleColumns = 18

/** Above the newest articles: the query language, recent queries. */
export function introRows(state: State, look: Look, columns: number): Row[] {
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
    .slice(0, state.rows < 30 ? 4 : 6)
    .map(([example, text]) => [
      span(' '),
      ...fitRow([span(example, 'key')], exampleColumns, chrome.ellipsis),
      span(` ${text}`, 'dim'),
    ])
  if (state.history.length > 0) rows.push(queriesRow(m.recentQueries, state.history, look, columns))
  return [...rows, [], ruleRow(m.newest, 'title', look, columns)]
}

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

/** What is shown instead of the body while there is no index to search: the reason and the offer to build one. */
export function offerRows(state: State, look: Look): Row[] {
  const { messages } = look
  if (state.phase.kind !== 'missing') return [[span(` ${messages.opening}`, 'dim')]]
  const reason = state.phase.damaged ? state.phase.reason : messages.indexMissing(state.phase.reason)
  const columns = Math.max(10, state.columns - 2)
  const plan = (state.phase.plan ?? []).flatMap((line) => wrapped(`  ${line}`, columns, 'plain'))
  return [
    ...wrapped(reason, columns, 'title'),
    [],
    ...(plan.length === 0 || !state.canBuild ? [] : [[span(` ${messages.plan}`, 'dim')], ...plan, []]),
    ...wrapped(state.canBuild ? messages.offerBuild : messages.noBuild, columns, 'accent'),
  ]
}

/** The build of the index, while there is none to search. */
export function progressRows(state: State, look: Look): Row[] {
  const progress = state.building ?? 'starting'
  const columns = Math.max(10, Math.min(60, state.columns - 2))
  const done = Math.round((columns * percentOf(progress)) / 100)
  const bar = look.chrome.done.repeat(done) + look.chrome.left.repeat(columns - done)
  const rows = [span(progressText(progress, look)), span(bar), span(look.messages.buildCancelHint, 'dim')]
  return rows.map((text) => [span(' '), text])
}

/**
 * What just happened, above the keys: a message or the progress of an update.
 * @returns as many rows as the layout reserves; an ellipsis in the last one shows that the message was cut
 */
export function noticeRows(state: State, look: Look): Row[] {
  const { noticeRows: count } = layoutOf(state)
  const { building, phase, notice } = state
  const isBuilding = building !== undefined && phase.kind === 'ready'
  const lines = isBuilding ? [progressText(building, look)] : noticeLines(state)
  const style = isBuilding ? 'accent' : (notice?.tone ?? 'good')
  const cut = lines.length > count ? look.chrome.ellipsis : ''
  return lines.slice(0, count).map((line, i) => {
    const text = i === count - 1 ? line + cut : line
    return [span(` ${text}`, style)]
  })
}
