import { describe, expect, it } from 'vitest'
import type { KwicLine } from '../../../src/library/types.js'
import { initialState } from '../../../src/fronts/tui/state/model.js'
import { layoutOf } from '../../../src/fronts/tui/state/layout.js'
import { linesKey, wantsMoreLines } from '../../../src/fronts/tui/state/moves.js'
import { update } from '../../../src/fronts/tui/state/update.js'
import { statusRow } from '../../../src/fronts/tui/view/rows/status-row.js'
import { linesRows } from '../../../src/fronts/tui/view/rows/lines-rows.js'
import { queryRow } from '../../../src/fronts/tui/view/rows/top-rows.js'
import { readerLines } from '../../../src/fronts/tui/view/reader.js'
import { answered, drive, type Driven } from '../support/drive.js'
import { fakeIndex, fewArticles } from '../support/fake-index.js'
import { drawn } from '../support/drawn.js'
import { look, plain } from '../support/look.js'
import type { Row } from '../../../src/fronts/tui/cells/spans.js'

const textOf = (row: Row): string => row.map(({ text }) => text).join('')

const timeline = async () => {
  const buckets = ['2022-01-01', '2023-01-01'].map((from) => ({ from, articles: 1, occurrences: 0 }))
  return { by: 'year' as const, series: [{ query: '', buckets, undated: { articles: 0, occurrences: 0 } }] }
}

function lines(from: number, count: number): KwicLine[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ id: 'water.md', path: 'water.md', line: 1, date: '2024-05-21', title: '平原' },
    ...{ left: `${from + i} 从`, match: '河流', right: '到海' },
  })) as unknown as KwicLine[]
}

async function concordance(): Promise<Driven & { key: string }> {
  const driven = await answered('河流', { columns: 120 })
  driven.keys('alt-o')
  const key = linesKey(driven.state)!
  driven.send({ type: 'linesFound', key, items: lines(0, 100), isEnd: false })
  driven.send({ type: 'linesCounted', key, counts: { occurrences: 1057, articles: 312 } })
  return Object.assign(driven, { key })
}

describe('the concordance', () => {
  it('tells how many occurrences there are, before all are listed', async () => {
    const { state } = await concordance()
    expect(textOf(queryRow(state, look()).row)).toContain('1,057 occurrences in 312 articles')
    expect(textOf(queryRow(state, look('zh')).row)).toContain('312 篇中 1,057 处')
  })

  it('jumps to its end, listing what lies between, and stays where a later key goes', async () => {
    const driven = await concordance()
    driven.keys('alt->')
    expect(driven.state.lineAt).toBe(99)
    expect(wantsMoreLines(driven.state)).toBe(true)
    driven.send({ type: 'linesFound', key: driven.key, items: lines(100, 957), isEnd: true })
    expect(driven.state.lineAt).toBe(1056)
    driven.keys('up')
    expect([driven.state.lineAt, driven.state.lineGoal]).toEqual([1055, undefined])
  })

  it('shows date and source of each occurrence', async () => {
    const { state } = await concordance()
    for (const columns of [60, 80, 120])
      expect(textOf(linesRows(state, look(), columns, 3)[0]!)).toMatch(/2024-05-21.*河流到海.* 平原/)
  })

  it('is read with the number of the occurrence, in the signs of the language, without suggestions', async () => {
    const driven = await concordance()
    driven.keys('down', 'down', 'down')
    driven.send({ type: 'completed', completions: [{ text: '河流如何', kind: 'title', start: 0, end: 2 }] })
    expect(readerLines(driven.state, look())[0]).toBe('Occurrence 4 of 1,057: 平原')
    expect(readerLines(driven.state, look('zh'))[0]).toBe('第 4 处，共 1,057 处：平原')
    expect(readerLines(driven.state, look()).join('\n')).not.toContain('河流如何')
  })
})

describe('a search in the article', () => {
  const reading = async (): Promise<Driven> => {
    const driven = await answered('河流')
    driven.keys('ctrl-g')
    driven.type('/')
    return driven
  }

  it('takes the place of the matches, as / of less does', async () => {
    const driven = await reading()
    driven.type('泥沙')
    expect(driven.state.editor.text).toBe('河流')
    expect(plain(drawn(driven.state).rows.join('\n'))).toContain(' / 泥沙')
    driven.keys('enter')
    expect(driven.state.focus).toBe('preview')
    expect(driven.state.preview!.marked.bodyHighlights).toHaveLength(2)
    driven.type('n')
    expect(driven.state.preview!.match).toBe(1)
    driven.type('/')
    driven.keys('enter')
    expect(driven.state.preview!.marked.article.body.slice(...driven.state.preview!.marked.bodyHighlights[0]!)).toBe(
      '河流',
    )
  })

  it('is literal, ignores case, says where nothing is found, and can be left', async () => {
    const driven = await reading()
    driven.type('(.')
    driven.keys('enter')
    expect(driven.effects.at(-1)).toEqual({ type: 'notify', what: 'unfound', value: '(.' })
    driven.type('/')
    driven.type('x')
    driven.keys('escape')
    expect([driven.state.focus, driven.state.preview!.marked.bodyHighlights.length]).toEqual(['preview', 2])
  })
})

describe('what a reader expects', () => {
  it('of a key with a program: it runs on the hit', async () => {
    const { state } = await answered('河流')
    const tools = { keys: new Map(), programs: { 'alt-1': 'glow {file}' }, words: () => [] }
    const [, effects] = update(state, { type: 'key', name: 'alt-1' }, tools)
    expect(effects.at(-1)).toMatchObject({ type: 'open', how: 'editor', program: 'glow {file}' })
  })

  it('of the preview: its width can be changed', async () => {
    const driven = await answered('河流')
    const before = layoutOf(driven.state).previewColumns
    driven.keys('alt-,')
    expect(layoutOf(driven.state).previewColumns).toBeGreaterThan(before)
    driven.keys('alt-.', 'alt-.')
    expect(layoutOf(driven.state).previewColumns).toBeLessThan(before)
  })

  it('of 80 columns: the timeline works, and the query has its line', async () => {
    const index = fakeIndex(fewArticles, { timeline })
    const driven = await answered('河流', { columns: 80, rows: 24 }, index)
    expect(layoutOf(driven.state).timesRows).toBe(0)
    driven.keys('alt-t')
    expect([driven.state.focus, layoutOf(driven.state).timesRows]).toEqual(['times', 3])
    const long = '黄河流域的生态环境与经济发展关系研究综述报告与展望'
    const { state } = await answered(long, { columns: 80, rows: 24 }, index)
    expect(textOf(queryRow(state, look()).row)).toContain(long)
  })

  it('of the keys below: those that work here', async () => {
    const nothing = await answered('無此詞')
    expect(textOf(statusRow(nothing.state, look()))).not.toMatch(/read|mark|export/)
    expect(textOf(statusRow((await answered('河流')).state, look()))).toMatch(/read/)
  })

  it('of an empty folder: no offer to build an index of nothing', () => {
    const driven = drive()
    driven.send({ type: 'unavailable', reason: './index', damaged: false }, { type: 'planned', plan: [] })
    driven.keys('enter')
    expect(driven.effects).toEqual([])
    expect(drawn(driven.state).rows.join('\n')).toContain('xunzhang index FOLDER')
    expect(initialState({ columns: 80, rows: 24 }).canBuild).toBe(false)
  })
})
