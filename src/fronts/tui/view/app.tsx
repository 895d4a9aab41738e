/** The screen as a tree of Ink's boxes: the query line, what belongs to it, the panes, a message, the keys. */
import { Box } from 'ink'
import { useLayoutEffect, useMemo, useSyncExternalStore, type ReactElement } from 'react'
import { span, type Row } from '../cells/spans.js'
import { layoutOf } from '../state/layout.js'
import { type State } from '../state/model.js'
import { isBrowsing } from '../state/query.js'
import { type Store } from '../state/update.js'
import { type Painter } from '../terminal/painter.js'
import { Canvas, Frame, FrameContext, Lines, Pane } from './lines.js'
import { type Look } from './look.js'
import { facetRows } from './rows/facet-rows.js'
import { hitRows } from './rows/hits-rows.js'
import { linesRows } from './rows/lines-rows.js'
import { introRows, noticeRows, offerRows, progressRows } from './rows/message-rows.js'
import { overlays } from './rows/overlay-rows.js'
import { headingRow, previewRows } from './rows/preview-rows.js'
import { statusRow } from './rows/status-row.js'
import { timesRows } from './rows/times-rows.js'
import { editedRow, filterRow, infoRows, plainRule, queryRow } from './rows/top-rows.js'

export interface AppProps {
  readonly store: Pick<Store, 'get' | 'subscribe' | 'send'>
  readonly look: Look
  readonly place: Painter['place']
}

/** Tells the state where Ink has laid out the panes, and the painter what they show once that is where they belong. */
export function App({ store, look, place }: AppProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.get)
  const frame = useMemo(() => new Frame(), [])
  useLayoutEffect(() => {
    const panes = frame.measured(state.panes)
    if (panes === state.panes) place(frame.placed(), frame.cursor())
    else store.send([{ type: 'measured', panes }])
  })
  return (
    <FrameContext value={frame}>
      <Screen state={state} look={look} />
    </FrameContext>
  )
}

interface Part {
  readonly state: State
  readonly look: Look
}

/** One frame of a state, as high and as wide as its window. */
export function Screen(part: Part): ReactElement {
  const { columns, rows } = part.state
  const { tiny, hasChips, noticeRows: notices } = layoutOf(part.state)
  return (
    <Box flexDirection="column" flexShrink={0} width={columns} height={rows} overflowY="hidden">
      <QueryLine {...part} />
      {!tiny && <Suggestions {...part} />}
      {hasChips && <Filters {...part} />}
      <Pane name="body">
        <Body {...part} />
      </Pane>
      {notices > 0 && <Notice {...part} />}
      {!tiny && <Hints {...part} />}
    </Box>
  )
}

export function QueryLine({ state, look }: Part): ReactElement {
  const { row, cursor } = queryRow(state, look)
  const isEdited = state.phase.kind === 'ready' && state.focus === 'query' && !state.reading
  const at = isEdited ? { x: cursor, y: 0 } : undefined
  return <Lines rows={[row]} columns={state.columns} cursor={at} look={look} />
}

/** Rows as wide as the window; a rule if there are none. */
const across = (rowsOf: (state: State, look: Look) => readonly Row[]) =>
  function Across({ state, look }: Part): ReactElement {
    const rows = rowsOf(state, look)
    // A canvas, because Ink would look at each of its signs in each frame.
    if (rows.length === 0) return <Canvas rows={[plainRule(state.columns, look)]} height={1} />
    return <Lines rows={rows} columns={state.columns} look={look} />
  }

export const Suggestions = across(infoRows)
export const Filters = across((state, look) => [filterRow(state, look)])
export const Notice = across(noticeRows)
export const Hints = across((state, look) => [statusRow(state, look)])
export const Offer = across(offerRows)
export const Progress = across(progressRows)

function Body(part: Part): ReactElement {
  const { phase, building, focus } = part.state
  if (phase.kind !== 'ready') return building === undefined ? <Offer {...part} /> : <Progress {...part} />
  return focus in overlays ? <Overlay {...part} /> : <Panes {...part} />
}

/** The help, past queries, the copy menu, the export. */
export function Overlay({ state, look }: Part): ReactElement {
  const { rows, cursor } = overlays[state.focus]?.(state, look) ?? { rows: [] }
  return <Lines rows={rows} columns={state.columns} cursor={cursor} look={look} />
}

/** The panes side by side. */
function Panes(part: Part): ReactElement {
  const { facetColumns, hasList, hasIntro, timesRows: height, previewColumns } = layoutOf(part.state)
  return (
    <Box flexGrow={1}>
      {facetColumns > 0 && <Facets {...part} />}
      {facetColumns > 0 && hasList && <Border {...part} />}
      {hasList && (
        <Box flexDirection="column" flexGrow={1} flexBasis={0}>
          {height > 0 && <Timeline {...part} />}
          {hasIntro && <Introduction {...part} />}
          <List {...part} />
        </Box>
      )}
      {previewColumns > 0 && hasList && <Border {...part} />}
      {previewColumns > 0 && (
        <Box flexDirection="column" width={previewColumns} flexShrink={0}>
          {part.state.focus === 'find' ? <Find {...part} /> : <Heading {...part} />}
          <Article {...part} />
        </Box>
      )}
    </Box>
  )
}

/** What is searched in the article, in place of the preview's heading. */
export function Find({ state, look }: Part): ReactElement {
  const { row, cursor } = editedRow(state.finding, state.panes.preview.columns, ' /', '')
  return <Lines rows={[row]} columns={state.panes.preview.columns} cursor={{ x: cursor, y: 0 }} look={look} />
}

function Heading({ state, look }: Part): ReactElement {
  return <Canvas rows={[headingRow(state, look, layoutOf(state).previewColumns)]} height={1} />
}

export function Facets({ state, look }: Part): ReactElement {
  const { facetColumns } = layoutOf(state)
  return (
    <Box width={facetColumns} flexShrink={0}>
      <Lines rows={facetRows(state, look, facetColumns)} columns={facetColumns} look={look} />
    </Box>
  )
}

function Border({ state, look }: Part): ReactElement {
  const sign: Row = [span(look.chrome.vertical, 'border')]
  const rows = Array.from({ length: state.panes.body.rows }, () => sign)
  return <Canvas rows={rows} width={1} height={rows.length} />
}

export function Timeline({ state, look }: Part): ReactElement {
  const { columns } = state.panes.list
  return (
    <Box height={layoutOf(state).timesRows} flexShrink={0}>
      <Lines rows={timesRows(state, look, columns)} columns={columns} look={look} />
    </Box>
  )
}

export function Introduction({ state, look }: Part): ReactElement {
  const { columns } = state.panes.list
  return <Lines rows={introRows(state, look, columns)} columns={columns} look={look} />
}

function List({ state, look }: Part): ReactElement {
  const { columns, rows: count } = state.panes.list
  const isLines = state.view === 'lines' && !isBrowsing(state)
  const rows = isLines ? linesRows(state, look, columns, count) : hitRows(state, look, columns)
  return <Canvas pane="list" rows={rows} />
}

function Article({ state, look }: Part): ReactElement {
  const { columns } = state.panes.preview
  return <Canvas pane="preview" rows={previewRows(state, look, columns)} />
}
