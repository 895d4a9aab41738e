import { describe, expect, it } from 'vitest'
import { firstPartial } from '../../../src/fronts/tui/state/query.js'
import { layoutOf } from '../../../src/fronts/tui/state/layout.js'
import { densities, type Density, type State } from '../../../src/fronts/tui/state/model.js'
import { hitRows } from '../../../src/fronts/tui/view/rows/hits-rows.js'
import { exportTitle } from '../../../src/fronts/tui/view/rows/overlay-rows.js'
import { queryRow } from '../../../src/fronts/tui/view/rows/top-rows.js'
import { answered, type Driven } from '../support/drive.js'
import { article, fakeIndex } from '../support/fake-index.js'
import { look } from '../support/look.js'

const many = Array.from({ length: 12 }, (_, i) => article({ id: `${i}`, title: `河流 ${i}`, body: `第 ${i} 条河流。` }))

/** Twelve hits, of which those with these ids hold every word. */
async function withFull(ids: readonly string[], density: Density = 4, rows = 32): Promise<Driven> {
  const driven = await answered('河流', { density, rows }, fakeIndex(many))
  const whole = { key: driven.state.results!.key, count: ids.length, ids: new Set(ids) }
  driven.send({ type: 'wholeCounted', whole })
  return driven
}

const listOf = (state: State): string[] => {
  const { columns, rows: count } = state.panes.list
  const rows = hitRows(state, look(), columns).slice(0, count)
  return rows.map((row) => row.map(({ text }) => text).join(''))
}

describe('the hits with every word', () => {
  it('end at a rule, in the gap between hits or in a row of its own, and no hit is lost', async () => {
    for (const density of densities) {
      const { state } = await withFull(['0', '1', '2'], density)
      const rows = listOf(state)
      const at = rows.findIndex((row) => /^ partial matches ─+ $/.test(row))
      expect(
        rows.slice(0, at).filter((row) => row.includes('河流 ')),
        `${density}`,
      ).toHaveLength(3)
      expect(at).toBe(density === 4 ? 11 : 3 * density)
      expect(rows[at + 1]).toContain('河流 3')
      const last = state.top + layoutOf(state).hitsShown - 1
      expect(rows.join('\n')).toContain(`河流 ${Math.min(11, last)}`)
    }
  })

  it('are what is counted, and what an export says it holds', async () => {
    const status = ({ state }: Driven): string =>
      queryRow(state, look())
        .row.map(({ text }) => text)
        .join('')
    const driven = await withFull(['0', '1', '2'])
    expect(status(driven)).toContain('3 hits · 9 partial')
    expect(exportTitle(driven.state, look().messages)).toBe('Export 3 hits')
    const none = await withFull([])
    expect(status(none)).toContain('0 hits · 12 partial')
    expect(exportTitle(none.state, look().messages)).toBe('Export 12 hits')
    expect(status(await withFull(many.map(({ id }) => id)))).toContain('12 hits · ')
  })

  it('need no rule where none or all are so, and where others stand among them', async () => {
    for (const ids of [[], many.map(({ id }) => id), ['0', '2'], ['1']]) {
      expect(firstPartial((await withFull(ids)).state), ids.join()).toBeUndefined()
    }
    const { state } = await withFull(['0', '1'])
    const [first, second, ...rest] = state.results!.hits
    const unfolded = { ...second!, id: 'copy', foldedInto: { id: '0', similarity: 1 } }
    const results = { ...state.results!, hits: [first!, unfolded, second!, ...rest] }
    expect(firstPartial({ ...state, results })).toBe(3)
    expect(firstPartial({ ...state, results: { ...results, key: 'another' } })).toBeUndefined()
  })

  it('keep the chosen hit in sight, and a click meets the hit that is drawn there', async () => {
    for (const density of densities) {
      const driven = await withFull(['0', '1', '2'], density, 24)
      driven.keys('alt->')
      expect(listOf(driven.state).join('\n')).toContain('▌ 河流 11')
      driven.keys('alt-<')
      const y = listOf(driven.state).findIndex((row) => row.includes('河流 3'))
      driven.send({ type: 'mouse', action: 'press', x: 4, y: driven.state.panes.list.y + y })
      expect([density, driven.state.selected]).toEqual([density, 3])
    }
  })
})
