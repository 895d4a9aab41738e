import { passageLength } from '../../src/fronts/tui/session/requests.js'
import { openIndex } from '../../src/library/open-index.js'
import { hitRows } from '../../src/fronts/tui/view/rows/hits-rows.js'
import { initialState } from '../../src/fronts/tui/state/model.js'
import { look } from '../../test/tui/support/look.js'
import { widthOf } from '../../src/fronts/tui/cells/cells.js'
const [dir, ...queries] = process.argv.slice(2)
const index = await openIndex([dir!])
let hits = 0, short = 0, lone = 0
for (const query of queries) for (const columns of [38, 54, 80, 120]) {
  const length = passageLength(columns)
  const result = await index.search(query, { limit: 60, snippetLength: length, lenient: true, fold: 'similar' })
  for (const hit of result.hits) {
    hits++
    const state = { ...initialState({ columns, rows: 10 }), phase: { kind: 'ready' as const }, editor: { text: query, cursor: 0, killed: '' }, results: { key: '', query, hits: [hit], next: 1, total: 1, tookMs: 1, expansions: [], relaxed: [] } }
    const rows = hitRows({ ...state, panes: { ...state.panes, list: { x: 0, y: 0, columns, rows: 10 } } } as never, look(), columns).slice(0, 4).map((row) => row.map((s) => s.text).join('').trimEnd())
    const [, one = '', two = ''] = rows.map((r) => r.replace(/^[▌ ●]+/, ''))
    const goesOn = two.endsWith('…') || hit.snippet.text.endsWith('…')
    const free = columns - 3 - Math.min(widthOf(one), 999)
    if (/^…?$/.test(one) && hit.snippet.text.length > 3 && two !== '' || two === '…') { lone++; if (lone < 6) console.log('LONE', columns, JSON.stringify(rows), JSON.stringify(hit.snippet.text)) }
    const room = columns - 3
    if (goesOn && (two === '' || widthOf(two) < room / 2)) { short++; if (short < 12) console.log('SHORT', columns, JSON.stringify(rows), JSON.stringify(hit.snippet.text)) }
  }
}
console.log({ hits, short, lone })
process.exit(0)
