import { render } from 'ink'
import { platformWords } from '../../../src/fronts/tui/editor/editor.js'
import { rowWidth } from '../../../src/fronts/tui/cells/spans.js'
import { defaultBindings, keyTable } from '../../../src/fronts/tui/keys/bindings.js'
import type { State } from '../../../src/fronts/tui/state/model.js'
import { Store } from '../../../src/fronts/tui/state/update.js'
import { nowhere, type Cursor, type Placed } from '../../../src/fronts/tui/terminal/painter.js'
import { App } from '../../../src/fronts/tui/view/app.js'
import type { Look } from '../../../src/fronts/tui/view/look.js'
import { look } from './look.js'
import { paintRow } from './paint-row.js'

const tools = { keys: keyTable(defaultBindings), words: platformWords }

/** The screen of a store, drawn by Ink into nowhere, until it is closed. */
export function openScreen(state: State, how: Look = look()) {
  const store = new Store(state, tools, () => undefined)
  let canvases: readonly Placed[] = []
  let cursor: Cursor | undefined
  const { columns, rows } = state
  const place = (next: readonly Placed[], at: Cursor | undefined): void => void ([canvases, cursor] = [next, at])
  const options = { stdout: nowhere(), debug: true, patchConsole: false }
  const { unmount } = render(<App store={store} look={how} place={place} />, options)
  return {
    store,
    canvases: (): readonly Placed[] => canvases,
    cursor: (): Cursor | undefined => cursor,
    /** Each as wide as the window. */
    rows: (): string[] => Array.from({ length: rows }, (_, y) => joined(canvases, y, columns, how)),
    close: unmount,
  }
}

/** A state as Ink lays it out: with the places of the panes that Ink has measured. */
export function drawn(state: State, how: Look = look()) {
  const screen = openScreen(state, how)
  try {
    return { state: screen.store.latest(), rows: screen.rows(), cursor: screen.cursor() }
  } finally {
    screen.close()
  }
}

function joined(canvases: readonly Placed[], y: number, columns: number, { theme }: Look): string {
  const parts = canvases.filter((one) => one.rows[y - one.y] !== undefined).sort((a, b) => a.x - b.x)
  let row = ''
  let at = 0
  for (const { x, y: top, rows } of parts) {
    const spans = rows[y - top]!
    row += ' '.repeat(Math.max(0, x - at)) + paintRow(spans, theme)
    at = x + rowWidth(spans)
  }
  return row + ' '.repeat(Math.max(0, columns - at))
}
