/** The Ink tree: the state's rows, each one Text of exactly the window's width. */
import { ProgressBar } from '@inkjs/ui'
import { Box, Text } from 'ink'
import { memo, useInsertionEffect, useSyncExternalStore, type ReactElement } from 'react'
import type { Row } from '../cells/spans.js'
import type { Store } from '../session/store.js'
import type { State } from '../state/model.js'
import type { Cursor } from '../terminal/painter.js'
import type { Look } from './look.js'
import { percentOf, progressText } from './progress.js'
import { bodyRows, bottomRows, cursorOf, offerRows, topRows } from './screen.js'
import { tokenOf } from './row-tokens.js'
import { paintRow, type Theme } from './theme.js'

export interface AppProps {
  readonly store: Pick<Store, 'get' | 'subscribe'>
  readonly look: Look
  /** Told the cursor's place before each frame. */
  readonly onCursor: (cursor: Cursor | undefined) => void
}

export function App({ store, look, onCursor }: AppProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.get)
  useInsertionEffect(() => {
    onCursor(cursorOf(state, look))
  })
  return <Screen state={state} look={look} />
}

/** One frame of a state, as high and as wide as its window. */
export function Screen({ state, look }: { readonly state: State; readonly look: Look }): ReactElement {
  const isReady = state.phase.kind === 'ready'
  return (
    <Box flexDirection="column" width={state.columns} height={state.rows}>
      <Rows rows={topRows(state, look)} theme={look.theme} />
      {isReady && <Rows rows={bodyRows(state, look)} theme={look.theme} />}
      {!isReady && state.building === undefined && <Rows rows={offerRows(state, look)} theme={look.theme} />}
      {!isReady && state.building !== undefined && <Building state={state} look={look} />}
      {isReady && <Rows rows={bottomRows(state, look)} theme={look.theme} />}
      {!isReady && <Box flexGrow={1} />}
      {!isReady && <Rows rows={bottomRows(state, look)} theme={look.theme} />}
    </Box>
  )
}

/** Rows of the exact width, each as its token: Ink must neither wrap nor measure them anew. */
function Rows({ rows, theme }: { readonly rows: readonly Row[]; readonly theme: Theme }): ReactElement {
  return (
    <>
      {rows.map((row, y) => (
        <Painted key={y} token={tokenOf(paintRow(row, theme))} />
      ))}
    </>
  )
}

const Painted = memo(function Painted({ token }: { readonly token: string }): ReactElement {
  return <Text wrap="truncate-end">{token}</Text>
})

/** The making of an index, while there is nothing else to show. */
function Building({ state, look }: { readonly state: State; readonly look: Look }): ReactElement {
  const progress = state.building ?? 'starting'
  return (
    <Box flexDirection="column" paddingX={1} flexShrink={0}>
      <Text wrap="truncate-end">{progressText(progress, look)}</Text>
      <Box width={Math.max(10, Math.min(60, state.columns - 2))}>
        <ProgressBar value={percentOf(progress)} />
      </Box>
      <Text wrap="truncate-end" dimColor>
        {look.messages.buildCancelHint}
      </Text>
    </Box>
  )
}
