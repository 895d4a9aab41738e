/**
 * Counts passages of the list that leave a row half empty although the text goes on, or show a lone `…`:
 * `npx tsx bench/tui/passages.ts --index DIR QUERY…`, 60 hits a query at four widths.
 */
import { parseArgs } from 'node:util'
import { openIndex } from '../../src/library/open-index.js'
import { widthOf } from '../../src/fronts/tui/cells/cells.js'
import { unicodeChrome, type Look } from '../../src/fronts/tui/view/look.js'
import { defaultBindings } from '../../src/fronts/tui/keys/bindings.js'
import { hitRows } from '../../src/fronts/tui/view/rows/hits-rows.js'
import { initialState, type ShownHit, type State } from '../../src/fronts/tui/state/model.js'
import { passageLength } from '../../src/fronts/tui/session/requests.js'
import { themeOf } from '../../src/fronts/tui/view/theme.js'
import { tuiMessages } from '../../src/fronts/messages/languages.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { index: { type: 'string', default: 'index' } },
})

const widths = [38, 54, 80, 120]
const look: Look = {
  messages: tuiMessages.en,
  chrome: unicodeChrome,
  theme: themeOf('plain'),
  bindings: defaultBindings,
}

function stateOf(query: string, hit: ShownHit, columns: number): State {
  const state = initialState({ columns, rows: 10, query })
  const list = { x: 0, y: 0, columns, rows: 10 }
  const results = { key: '', query, hits: [hit], next: 1, total: 1, tookMs: 1, expansions: [], relaxed: [] }
  return { ...state, phase: { kind: 'ready' }, panes: { ...state.panes, list }, results }
}

/** The rows of a hit below its title, without the bar at their left. */
function passageOf(query: string, hit: ShownHit, columns: number): string[] {
  const rows = hitRows(stateOf(query, hit, columns), look, columns).slice(1, 3)
  return rows.map((row) => row.map(({ text }) => text).join('').slice(2).trimEnd()) // prettier-ignore
}

const counts = { hits: 0, halfEmpty: 0, lone: 0 }
const index = await openIndex([values.index])
for (const columns of widths)
  for (const query of positionals) {
    const options = { limit: 60, snippetLength: passageLength(columns), lenient: true, fold: 'similar' } as const
    for (const hit of (await index.search(query, options)).hits) {
      const [first = '', second = ''] = passageOf(query, hit, columns)
      const goesOn = second.endsWith('…') || hit.snippet.text.endsWith('…')
      counts.hits++
      if (first === '…' || second === '…') counts.lone++
      if (goesOn && widthOf(second) < (columns - 3) / 2) counts.halfEmpty++
    }
  }
console.log(counts)
await index.close()
