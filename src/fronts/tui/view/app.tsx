/** The Ink tree: the state's rows, painted to exactly the window's width, as one Text. */
import { defaultTheme, extendTheme, ProgressBar, ThemeProvider, type Theme as InkTheme } from '@inkjs/ui'
import { Box, Text } from 'ink'
import { useInsertionEffect, useMemo, useSyncExternalStore, type ReactElement } from 'react'
import { type Row } from '../cells/spans.js'
import { type Store } from '../state/update.js'
import { type State } from '../state/model.js'
import { type FrameNeeds } from '../terminal/painter.js'
import { type Look, percentOf, progressText } from './look.js'
import { bottomRows, cursorOf, offerRows, topRows, bodyRows } from './screen.js'
import { tokenOf } from './rows/row-tokens.js'
import { paintRow, type Theme } from './theme.js'
import { isBrowsing } from '../state/query.js'

/*
 * The painted rows between query and keys. They are kept while a key changes only the line above, so that its echo
 * costs two rows.
 */

/** Parts of the state that the panes don't show while the query line has the focus and there are hits. */
const unseen: readonly (keyof State)[] = [
  'editor',
  'completions',
  'completion',
  'lastCompletions',
  'suggestionsLoaded',
  'historyAt',
  'draft',
  'isLeaving',
  'openWhenAnswered',
]

/** @returns a function that paints the body of a state; it returns the last rows again if the body looks the same */
export function createBodyPainter(look: Look): (state: State) => readonly string[] {
  let last: { readonly state: State; readonly rows: readonly string[] } | undefined
  return (state) => {
    const rows =
      last !== undefined && looksAlike(last.state, state)
        ? last.rows
        : bodyRows(state, look).map((row) => paintRow(row, look.theme))
    last = { state, rows }
    return rows
  }
}

function looksAlike(before: State, state: State): boolean {
  if (state.focus !== 'query' || (state.results?.hits.length ?? 0) === 0) return false
  if (isBrowsing(before) !== isBrowsing(state)) return false
  const names = Object.keys(state) as (keyof State)[]
  return names.every((name) => before[name] === state[name] || unseen.includes(name))
}

export interface AppProps {
  readonly store: Pick<Store, 'get' | 'subscribe'>
  readonly look: Look
  readonly onFrame: (frame: FrameNeeds) => void
}

export function App({ store, look, onFrame }: AppProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.get)
  useInsertionEffect(() => {
    onFrame({ cursor: cursorOf(state, look), columns: layoutColumns(state) })
  })
  return <Screen state={state} look={look} />
}

/**
 * A frame of our rows is a token one column wide; Ink's own components need the window's width. If the query row, the
 * hints and a rule were Ink's components, a frame would cost 1.09 ms of CPU instead of 0.10.
 */
function layoutColumns(state: State): number {
  return isBuildingFirst(state) ? state.columns : 1
}

function isBuildingFirst(state: State): boolean {
  return state.phase.kind !== 'ready' && state.building !== undefined
}

/** One frame of a state, as high and as wide as its window. */
export function Screen({ state, look }: { readonly state: State; readonly look: Look }): ReactElement {
  if (isBuildingFirst(state)) return <BuildingScreen state={state} look={look} />
  return <Frame state={state} look={look} />
}

function Frame({ state, look }: { readonly state: State; readonly look: Look }): ReactElement {
  const paintBody = useMemo(() => createBodyPainter(look), [look])
  const painted = (rows: readonly Row[]): string[] => rows.map((row) => paintRow(row, look.theme))
  const body = state.phase.kind === 'ready' ? paintBody(state) : painted(offerRows(state, look))
  const rows = [...painted(topRows(state, look)), ...body, ...painted(bottomRows(state, look))]
  return <Painted rows={rows.slice(0, state.rows)} />
}

function Rows({ rows, theme }: { readonly rows: readonly Row[]; readonly theme: Theme }): ReactElement {
  return <Painted rows={rows.map((row) => paintRow(row, theme))} />
}

/** Rows of the exact width, as one token, so that Ink neither wraps nor measures them again. */
function Painted({ rows }: { readonly rows: readonly string[] }): ReactElement {
  return <Text wrap="truncate-end">{tokenOf(rows.join('\n'))}</Text>
}

function BuildingScreen({ state, look }: { readonly state: State; readonly look: Look }): ReactElement {
  const top = topRows(state, look)
  const bottom = bottomRows(state, look)
  return (
    <Box flexDirection="column" width={state.columns} height={state.rows - top.length - bottom.length + 2}>
      <Rows rows={top} theme={look.theme} />
      <Building state={state} look={look} />
      <Box flexGrow={1} />
      <Rows rows={bottom} theme={look.theme} />
    </Box>
  )
}

/** A progress bar in our signs and the terminal's own colour, because Ink knows neither the settings nor --color. */
function barTheme({ chrome }: Look): InkTheme {
  const config = () => ({ completedCharacter: chrome.done, remainingCharacter: chrome.left })
  const styles = { completed: () => ({}) }
  return extendTheme(defaultTheme, { components: { ProgressBar: { styles, config } } })
}

function Building({ state, look }: { readonly state: State; readonly look: Look }): ReactElement {
  const progress = state.building ?? 'starting'
  return (
    <Box flexDirection="column" paddingX={1} flexShrink={0}>
      <Text wrap="truncate-end">{progressText(progress, look)}</Text>
      <Box width={Math.max(10, Math.min(60, state.columns - 2))}>
        <ThemeProvider theme={barTheme(look)}>
          <ProgressBar value={percentOf(progress)} />
        </ThemeProvider>
      </Box>
      <Text wrap="truncate-end" dimColor>
        {look.messages.buildCancelHint}
      </Text>
    </Box>
  )
}
