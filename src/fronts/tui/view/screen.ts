/** The whole screen as rows of exactly the window's width, and the position of the cursor. */
import { fitRow, span, type Row, cutRow, rowWidth, fitRows, justify, grounded, takeColumns } from '../cells/spans.js'
import { layoutOf, type Layout, noticeLines, languageRows } from '../state/layout.js'
import { type State } from '../state/model.js'
import { type Cursor } from '../terminal/painter.js'
import { facetRows } from './rows/facet-rows.js'
import { filterRow, infoRow, queryRow, plainRule, ruleRow } from './rows/top-rows.js'
import { fill, hitRows, wrapped } from './rows/hits-rows.js'
import { isBrowsing } from '../state/query.js'
import { type Look, progressText } from './look.js'
import { overlayOf } from './rows/overlay-rows.js'
import { previewRows } from './rows/preview-rows.js'
import { statusRow } from './rows/status-row.js'
import { widthOf, cells } from '../cells/cells.js'
import { timeBars, timeBuckets, timeRange } from '../state/panes/times.js'
import { periodName } from '../../../text/period.js'
import { type KwicLine } from '../../../library/types.js'

const dateColumns = 11
const datesFrom = 56

/** @returns exactly `count` rows of `columns` columns */
export function linesRows(state: State, look: Look, columns: number, count: number): Row[] {
  return fitRows(shownRows(state, look, columns, count), columns, count, look.chrome.ellipsis)
}

function shownRows(state: State, look: Look, columns: number, count: number): Row[] {
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
  const room = columns - 3 - (date.length > 0 ? dateColumns : 0)
  const leftColumns = Math.floor(room * 0.42)
  const left = endWithin(line.left, leftColumns, chrome.ellipsis)
  const match = takeColumns(line.match, room - leftColumns)
  const right = startWithin(line.right, room - leftColumns - match.width, chrome.ellipsis)
  return [...edge, ...date, span(left), span(match.text, 'match'), span(right), span(' ')]
}

/** The end of a text, padded on the left to exactly `columns`. */
function endWithin(text: string, columns: number, ellipsis: string): string {
  const all = cells(text)
  let width = 0
  let first = all.length
  const isWhole = widthOf(text) <= columns
  const room = isWhole ? columns : columns - widthOf(ellipsis)
  while (first > 0 && width + all[first - 1]!.width <= room) width += all[--first]!.width
  const kept = all
    .slice(first)
    .map((cell) => cell.text)
    .join('')
  return ' '.repeat(Math.max(0, room - width)) + (isWhole ? '' : ellipsis) + kept
}

function startWithin(text: string, columns: number, ellipsis: string): string {
  const whole = takeColumns(text, columns)
  if (whole.whole) return whole.text
  return takeColumns(text, columns - widthOf(ellipsis)).text + ellipsis
}

const exampleColumns = 18

/** @returns exactly `count` rows, as many as the layout reserves */
function introRows(state: State, look: Look, columns: number, count: number): Row[] {
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
  return [query, infoRow(state, look), ...(filtersTop < 0 ? [] : [filterRow(state, look)])]
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

/* What just happened, above the keys: a message or the progress of an update; else a rule if there is room. */

/** @returns as many rows as the layout reserves; an ellipsis in the last one shows that the message was cut */
function noticeRows(state: State, look: Look): Row[] {
  const { noticeRows: count } = layoutOf(state)
  const { building, phase, notice } = state
  const isBuilding = building !== undefined && phase.kind === 'ready'
  const lines = isBuilding ? [progressText(building, look)] : noticeLines(state)
  const style = isBuilding ? 'accent' : (notice?.tone ?? 'good')
  if (lines.length === 0) return Array.from({ length: count }, () => plainRule(state.columns, look))
  const cut = lines.length > count ? look.chrome.ellipsis : ''
  return lines.slice(0, count).map((line, i) => {
    const text = i === count - 1 ? line + cut : line
    return fitRow([span(` ${text}`, style)], state.columns, look.chrome.ellipsis)
  })
}

/* The timeline above the hits: two rows of bars, one with the first, last and chosen times, a gap if there is room. */

/** @returns exactly `count` rows of `columns` columns */
function timesRows(state: State, look: Look, columns: number, count: number): Row[] {
  if (count === 0) return []
  const bars = timeBars(state, columns)
  const most = bars.reduce((top, { articles }) => Math.max(top, articles), 0)
  const rows = [1, 0].map((row) => bars.flatMap((bar) => barSpans(bar, row, most, state, look)))
  const drawn = [...rows.map((row) => [span(' '), ...row]), labelRow(state, look, columns)]
  return fitRows(drawn, columns, count, look.chrome.ellipsis)
}

function barSpans(bar: ReturnType<typeof timeBars>[number], row: number, most: number, state: State, look: Look) {
  const steps = look.chrome.bars.length - 1
  const height = bar.articles === 0 ? 0 : Math.max(1, Math.round((bar.articles / most) * steps * 2))
  const sign = look.chrome.bars[Math.max(0, Math.min(steps, height - row * steps))]!
  // Colour is only for a chosen range; without one, the bars are a backdrop.
  const isNarrowed = state.filters['date'] !== undefined
  const style = state.focus === 'times' && bar.inRange ? 'current' : isNarrowed && bar.chosen ? 'bar' : 'dim'
  return [span(sign.repeat(bar.width - bar.gap), style), span(' '.repeat(bar.gap))]
}

function labelRow(state: State, look: Look, columns: number): Row {
  const { messages, chrome } = look
  const buckets = timeBuckets(state)
  const by = state.overview?.times?.by ?? 'day'
  const short = (from: string): string => periodName(from, by)
  if (buckets.length === 0) return [span(' ')]
  if (state.focus === 'times') {
    const [first, last] = timeRange(state)
    const sum = buckets.slice(first, last + 1).reduce((total, { articles }) => total + articles, 0)
    const range = messages.timesTitle(short(buckets[first]!.from), short(buckets[last]!.from), messages.hits(sum))
    return [span(` ${range}${by === 'week' ? ` ${messages.byWeek}` : ''}`, 'accent')]
  }
  const [first, last] = [short(buckets[0]!.from), short(buckets.at(-1)!.from)]
  if (first === last) return [span(` ${first}`, 'dim')]
  const drawn = timeBars(state, columns).reduce((sum, { width }) => sum + width, 1)
  const width = Math.min(columns, Math.max(drawn, first.length + last.length + 4))
  const label = ` ${messages.byWeek}`
  const weekly = by === 'week' && width >= first.length + last.length + widthOf(label) + 4 ? label : ''
  return justify([span(` ${first}${weekly}`, 'dim')], [span(last, 'dim')], width, chrome.ellipsis)
}
