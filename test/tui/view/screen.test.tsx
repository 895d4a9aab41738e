import fc from 'fast-check'
import stringWidth from 'string-width'
import { afterEach, describe, expect, it } from 'vitest'
import { setAmbiguousWidth, widthOf } from '../../../src/fronts/tui/cells/cells.js'
import { copyTexts } from '../../../src/fronts/tui/actions/copy.js'
import type { State } from '../../../src/fronts/tui/state/model.js'
import { layoutOf } from '../../../src/fronts/tui/state/layout.js'
import { previewRows } from '../../../src/fronts/tui/view/rows/preview-rows.js'
import { searchKey } from '../../../src/fronts/tui/state/query.js'
import type { Cursor } from '../../../src/fronts/tui/terminal/painter.js'
import { answered, drive } from '../support/drive.js'
import { article, fakeIndex } from '../support/fake-index.js'
import { look, plain } from '../support/look.js'
import { drawn, openScreen } from '../support/drawn.js'
import type { Event } from '../../../src/fronts/tui/state/event.js'
import type { InputEvent } from '../../../src/fronts/tui/keys/decode.js'

const shownOf = (state: State, how = look()): string => drawn(state, how).rows.join('\n')
const cursorOf = (state: State): Cursor | undefined => drawn(state).cursor
const frameOf = (state: State, how = look()): string => plain(shownOf(state, how))
const rowsOf = (state: State, how = look()): string[] => frameOf(state, how).split('\n')

const hostile = article({
  id: 'evil\u001b[2J.md',
  title: '\u001b]0;owned\u0007河流\u202e反转',
  body: '河流\u001b[31m红\u0000\n\u009b2J河流“引号”👨‍👩‍👧e\u0301河流'.repeat(5),
  author: '坏\u001b[H人',
  tags: ['标\u0007签'],
})

describe('the screen', () => {
  it('shows query, count, hits with details and passage, and the preview', async () => {
    const { state } = await answered('河流')
    const frame = frameOf(state)
    expect(frame).toContain('❯ 河流')
    expect(frame).toContain('[best first] 3 hits · 0.4 ms')
    expect(frame).toMatch(/▌ 河流如何塑造平原 +林溪 · example.org · 2024-05-21 │ Preview +match 1\/2/)
    expect(frame).toContain('泥沙在下游沉积，平原一年一年向海里伸展。')
  })

  it('offers a correction where nothing was found, and shows unfolded articles further in', async () => {
    const driven = await answered('何流')
    const correction = { query: '河流', replaces: '何流', text: '河流', by: 'reading', articles: 3 } as const
    driven.send({ type: 'corrected', key: searchKey(driven.state)!, corrections: [correction] })
    const empty = frameOf(driven.state)
    expect(empty).toContain('^X did you mean 河流')
    expect(empty).toContain(' Did you mean 河流? Press ^X to use it.')
    const { state } = await answered('河流')
    const [first] = state.results!.hits
    const hits = [
      { ...first!, id: 'copy.md', title: '河流再塑平原', foldedInto: { id: 'water.md', similarity: 0.916 } },
    ]
    const folded = { ...first!, similar: [{ id: 'copy.md', similarity: 0.916 }] }
    const rows = rowsOf({ ...state, results: { ...state.results!, hits: [folded, ...hits] } })
    expect(rows[2]).toMatch(/^▌ 河流如何塑造平原 +林溪 · \+1 similar · 2024-05-21 │/)
    expect(rows[6]).toMatch(/^ {4}河流再塑平原 +林溪 · 92% the same · 2024-05-21 │/)
  })

  it('keeps the last suggestions in sight until the next ones come, but takes none of them', async () => {
    const driven = await answered('河')
    const offered = { text: '河流', kind: 'title', start: 0, end: 1 } as const
    driven.send({ type: 'completed', completions: [offered] })
    driven.type('流')
    expect(rowsOf(driven.state)[1]).toMatch(/^→ 河流 title/)
    driven.keys('right')
    expect(driven.state.editor.text).toBe('河流')
    driven.send({ type: 'completed', completions: [] })
    expect(rowsOf(driven.state)[1]).toMatch(/^─+$/)
  })

  it('says what words were read as, where nothing is to be completed', async () => {
    const { state } = await answered('河流')
    const alternatives = [{ by: 'pinyin', text: '河流', weight: 1 }] as const
    const results = { ...state.results!, expansions: [{ text: 'heliu', alternatives }] }
    expect(rowsOf({ ...state, results })[1]).toMatch(/^heliu: also 河流 *$/)
  })

  it('says which quoted strings the hits need not contain, in two places', async () => {
    const { state } = await answered('河流')
    const rows = rowsOf({ ...state, results: { ...state.results!, relaxed: ['河流改道'] } })
    expect(rows[0]).toContain('≈ ')
    expect(rows[1]).toMatch(/^not required exactly: "河流改道" *$/)
  })

  it('is exactly as wide and high as the window at every size, in every pane', async () => {
    const driven = await answered('河流', { facetsShown: true })
    const focus = fc.constantFrom('query', 'preview', 'facets', 'times', 'history', 'copy', 'export', 'help')
    const size = fc.record({ columns: fc.integer({ min: 2, max: 140 }), rows: fc.integer({ min: 1, max: 40 }), focus })
    fc.assert(
      fc.property(size, (change) => {
        const rows = rowsOf({ ...driven.state, ...change })
        expect(rows.length).toBeLessThanOrEqual(change.rows)
        for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(change.columns)
      }),
      { numRuns: 40 },
    )
  })

  it('keeps the border between panes in one column, whatever stands left of it', async () => {
    const { state } = await answered('河流', {}, fakeIndex([hostile]))
    const borders = rowsOf(state)
      .slice(2, -2)
      .map((row) => widthOf(row.slice(0, row.indexOf('│'))))
    expect(new Set(borders)).toEqual(new Set([54]))
  })

  it('shows in the copy menu what is copied', async () => {
    const driven = await answered('河流', { columns: 200 })
    driven.keys('alt-c')
    const [effect] = driven.effects
    if (effect?.type !== 'offerCopies') throw new Error('the menu asks for nothing')
    const texts = copyTexts(effect.hit, 'collection/water.md')
    driven.send({ type: 'copiesOffered', id: 'tea.md', texts: { ...texts, path: 'of another article' } })
    expect(frameOf(driven.state)).not.toContain('another')
    driven.send({ type: 'copiesOffered', id: effect.hit.id, texts })
    for (const text of Object.values(texts)) expect(frameOf(driven.state)).toContain(` ${text} `)
  })

  it('lets nothing of an article act on the terminal', async () => {
    const driven = await answered('河流', { facetsShown: true }, fakeIndex([hostile]))
    for (const focus of ['query', 'preview', 'facets', 'copy'] as const) {
      const [hit] = driven.state.results!.hits
      const copies = { id: hit!.id, texts: copyTexts(hit!, hit!.path) }
      const frame = frameOf({ ...driven.state, focus, copies })
      expect(frame.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    }
  })

  it('shows every state without colours: the chosen hit, marks, matches', async () => {
    const driven = await answered('河流')
    driven.keys('tab')
    const frame = shownOf(driven.state)
    expect(plain(frame)).toContain('● 河流如何塑造平原')
    expect(plain(frame)).toContain('▌ 春天的茶山')
    expect(frame).toMatch(/\u001b\[1;4m河流/)
    expect(frame).not.toMatch(/\u001b\[(3|4|9)\d/)
  })

  it('says what to do where there is nothing to show', async () => {
    const field = await answered('作者:')
    expect(frameOf(field.state)).toContain('Type what to look for after the colon.')
    const completions = [{ text: '作者:林溪', kind: 'author', start: 0, end: 3 }] as const
    expect(frameOf({ ...field.state, completions }, look('zh'))).toContain('或按 → 采用第一个补全')
    expect(frameOf((await answered('没有这句')).state)).toContain('Nothing found.')
    expect(frameOf((await answered('"没有这句 -茶')).state)).toContain('A quotation mark is open')
    expect(frameOf((await answered('没有 NEAR/5 这句')).state)).toContain('A greater number after NEAR/')
    expect(frameOf((await answered('没有这句')).state, look('zh'))).toContain('没有找到。')
  })

  it('shows one pane below 60 columns and bare titles below 8 rows', async () => {
    const narrow = await answered('河流', { columns: 40, rows: 15 })
    expect(frameOf(narrow.state)).not.toContain('│')
    narrow.keys('ctrl-o')
    await narrow.answer()
    expect(frameOf(narrow.state)).toContain('match 1/2')
    const tiny = await answered('河流', { columns: 40, rows: 5 })
    expect(rowsOf(tiny.state)).toHaveLength(5)
    expect(frameOf(tiny.state)).toContain('  春天的茶山')
  })

  it('tells in the first row that a filter is on, where there is no other', async () => {
    const driven = await answered('河流', { facetsShown: true })
    driven.keys('ctrl-f', 'enter')
    await driven.answer()
    driven.send({ type: 'resized', columns: 20, rows: 5 })
    expect(rowsOf(driven.state)[0]).toBe('❯ 河流       ☑ 1 hit')
    driven.keys('escape', 'escape')
    expect(frameOf(driven.state)).not.toContain('☑')
  })

  it('offers to build a missing index, and shows how far it is', () => {
    const driven = drive()
    driven.send({ type: 'unavailable', reason: './index', damaged: false })
    expect(frameOf(driven.state)).toMatch(/\.\/index: there is no index yet\.[^]*Build it now\?/)
    expect(frameOf(driven.state, look('zh'))).toContain('现在建立吗？')
    driven.keys('enter')
    driven.send({ type: 'progressed', progress: { stage: 'read', done: 5, total: 20, unit: 'files' } })
    expect(frameOf(driven.state)).toContain('reading · 5 of 20 files')
    expect(frameOf(driven.state)).toMatch(/█+░+/)
  })

  it('shows filters with counts, chosen ones checked', async () => {
    const driven = await answered('河流', { facetsShown: true })
    driven.keys('ctrl-f', 'pagedown')
    expect(frameOf(driven.state)).toMatch(/▌☐ 林溪 +1 │/)
    driven.keys('enter')
    await driven.answer()
    expect(frameOf(driven.state)).toMatch(/☑ 林溪/)
  })

  it('says where a list is cut: an export, what words were read as, an article too long to lay out', async () => {
    const driven = await answered('河流')
    driven.keys('alt-e')
    expect(frameOf(driven.state)).toContain(' Export 3 hits: press a letter')
    const many = { ...driven.state, results: { ...driven.state.results!, total: 12_345 } }
    expect(frameOf(many)).toContain(' Export the first 1,000 of 12,345 hits: press a letter')
    expect(frameOf(many, look('zh'))).toContain(' 导出前 1,000 篇，共 12,345 篇：请按字母')
    const lines = { key: '', items: [], isEnd: false }
    expect(frameOf({ ...many, view: 'lines', lines })).toContain('those listed so far')

    const alternatives = ['甲', '乙', '丙', '丁', '戊', '己', '庚'].map(
      (text) => ({ by: 'pinyin', text, weight: 1 }) as const,
    )
    const results = { ...driven.state.results!, expansions: [{ text: 'jia', alternatives }] }
    expect(rowsOf({ ...driven.state, focus: 'query', results })[1]).toMatch(/^jia: also 甲, 乙, 丙, 丁, 戊 and 2 more/)

    const long = article({ id: 'long.md', title: '长', body: '河流\n'.repeat(20_001) })
    const read = await answered('河流', {}, fakeIndex([long]))
    read.keys('enter')
    read.type('G')
    expect(frameOf(read.state)).toContain('The article goes on. e opens all of it in the editor.')
  })

  it('lists suggestions below the query, the kind beside each', () => {
    const driven = drive()
    driven.type('林')
    driven.send({ type: 'completed', completions: [{ text: 'author:林溪', kind: 'author', start: 0, end: 1 }] })
    expect(rowsOf(driven.state)[1]!.trimEnd()).toBe('^X author:林溪 author')
  })

  it('shows a message above the keys, in as many rows as it takes, and lets them stand', async () => {
    for (const [columns, rows] of [[110, 32], [40, 15], [20, 10]] as const) {
      const driven = await answered('河流', { columns, rows })
      const keys = rowsOf(driven.state).at(-1)
      driven.send({ type: 'noticed', notice: { text: 'Exported 3 to xunzhang-export-河流.md', tone: 'good' } })
      const shown = rowsOf(driven.state)
      expect(shown.at(-1)).toBe(keys)
      expect(shown).toHaveLength(rows)
      const count = layoutOf(driven.state).noticeRows
      expect(shown.slice(-1 - count, -1).map((row) => row.trim()).join('')).toMatch(/^Exported ?3 ?to ?xunzhang-export-河流.md$/) // prettier-ignore
      driven.keys('down')
      expect(rowsOf(driven.state).join('')).not.toContain('Exported')
      expect(layoutOf(driven.state).noticeRows).toBe(rows < 16 ? 0 : 1)
    }
    const tiny = await answered('河流', { columns: 40, rows: 5 })
    tiny.send({ type: 'noticed', notice: { text: 'Opened in vi.', tone: 'good' } })
    expect(rowsOf(tiny.state).at(-1)!.trim()).toBe('Opened in vi.')
  }) // prettier-ignore

  it('keeps its body while a key changes only the line, and looks as if drawn anew', async () => {
    const screen = openScreen((await answered('河流', { columns: 140 })).state)
    const key = (name: string) => ({ type: 'key', name }) as const
    const first = screen.rows()
    const completions = [{ text: '河流水', kind: 'past', start: 0, end: 3 }] as const
    const steps: (Event | InputEvent)[][] = [
      [{ type: 'text', text: '水' }],
      [{ type: 'completed', completions }],
      [key('down')],
      [{ type: 'noticed', notice: { text: 'x', tone: 'good' } }],
      [key('tab')],
      [key('ctrl-g')],
      [key('escape'), key('ctrl-u')],
    ]
    for (const [i, events] of steps.entries()) {
      screen.store.send(events)
      await Promise.resolve()
      expect(screen.rows()).toEqual(drawn(screen.store.latest()).rows)
      expect(screen.rows()[0] === first[0]).toBe(false)
      if (i < 2) expect(screen.rows().slice(2)).toEqual(first.slice(2))
    }
    screen.close()
  })

  it('tells a title once, where the text begins with it', async () => {
    const repeating = article({ id: 'a.md', title: '河流记', body: '河流记\n河流从山地来。\n老人说，河流记得山。' })
    const driven = await answered('河流', {}, fakeIndex([repeating]))
    expect(frameOf(driven.state).match(/河流记(?!得)/g)).toHaveLength(2)
    const { rowsAt, marked } = driven.state.preview!
    expect(marked.bodyHighlights).toHaveLength(3)
    expect(rowsAt(40).matchRows).toEqual([0, 3, 4])
    const untitled = article({ id: 'b.md', title: '', body: '河流从山地来。老人说，河流记得山。' })
    const { state } = await answered('河流', {}, fakeIndex([untitled]))
    const preview = previewRows(state, look(), 60)
    expect(preview.filter((row) => row.some(({ text }) => text.includes('从山地来')))).toHaveLength(1)
    expect(preview.flat().find(({ text }) => text.includes('从山地来'))?.style).toBe('title')
  })

  it('draws with ASCII where ambiguous characters take two columns', async () => {
    setAmbiguousWidth(2)
    const { state } = await answered('河流', { columns: 100, rows: 20 }, fakeIndex([hostile]))
    const rows = rowsOf(state, look('en', 'plain', true))
    for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(100)
    expect(rows.slice(1, -1).join('')).not.toMatch(/[│─▌●…·❯]/)
  })

  describe('where the settings want ASCII', () => {
    const ascii = look('en', 'plain', true)
    const found = article({
      id: 'a.md',
      title: 'Rivers of the plain '.repeat(9),
      body: 'rivers '.repeat(90),
      author: 'A',
    })

    it('has no sign of its own beyond it', async () => {
      const { state } = await answered('rivers', { facetsShown: true }, fakeIndex([found]))
      const results = {
        ...state.results!,
        hits: state.results!.hits.map((hit) => ({ ...hit, similar: [{ id: 'b.md', similarity: 1 }] })),
      }
      const missing = { phase: { kind: 'missing', reason: 'index', damaged: false } } as const
      const changes: Partial<State>[] = [
        { results, marked: ['a.md'], completions: [{ text: 'rivers of', kind: 'title', start: 0, end: 6 }] },
        { filters: { author: ['A', 'B'] }, columns: 90 },
        { preview: undefined, facetsShown: false, columns: 70 },
        ...(['preview', 'facets', 'history', 'copy', 'export'] as const).map((focus) => ({
          focus,
          history: ['rivers'],
        })),
        ...[0, 20].map((helpScroll) => ({ focus: 'help', helpScroll }) as const),
        missing,
        { ...missing, canBuild: true },
        { ...missing, building: { stage: 'read', done: 5, total: 20, unit: 'files' } },
      ]
      for (const change of changes) {
        const withoutExamples = frameOf({ ...state, ...change }, ascii).replace(/\p{Script=Han}/gu, '')
        expect(withoutExamples.match(/.*[^\u0000-\u007f].*/g)).toBeNull()
      }
      expect(frameOf({ ...state, ...changes[0] }, ascii)).toMatch(/^Right rivers of title/m)
    })

    it('shows where a passage was cut in it, and leaves the dots that an article itself has', async () => {
      const { state } = await answered('rivers', { previewShown: false }, fakeIndex([found]))
      const passageOf = (text: string, highlights: readonly [number, number][] = []): string => {
        const hits = [{ ...state.results!.hits[0]!, snippet: { text, highlights } }]
        return shownOf({ ...state, results: { ...state.results!, hits } }, ascii)
      }
      expect(passageOf('…the rivers of…', [[5, 11]])).toContain('..the \u001b[1;4mrivers\u001b[m of..')
      expect(passageOf('……河流说……')).toContain(' ……河流说…… ')
    })
  })

  afterEach(() => setAmbiguousWidth(1))
})

describe('the cursor', () => {
  it('stands behind the typed text, counted in columns, also in a line longer than the window', () => {
    const driven = drive({ columns: 40 })
    driven.type('河流ab')
    expect(cursorOf(driven.state)).toEqual({ x: 8, y: 0 })
    driven.keys('left', 'left', 'left')
    expect(cursorOf(driven.state)).toEqual({ x: 4, y: 0 })
    driven.keys('end')
    driven.type('山'.repeat(100))
    const { x } = cursorOf(driven.state)!
    expect(x).toBeGreaterThan(10)
    expect(x).toBeLessThan(40)
    const row = rowsOf(driven.state)[0]!
    expect(row.startsWith('❯ 山')).toBe(true)
  })

  it('goes into the history list while that is searched, and away in the preview', async () => {
    const driven = await answered('河流')
    driven.keys('ctrl-r')
    driven.type('茶')
    expect(cursorOf(driven.state)).toEqual({ x: 5, y: 3 })
    driven.keys('escape', 'ctrl-g')
    expect(cursorOf(driven.state)).toBeUndefined()
  })
})

describe('the app', () => {
  it('follows its store and tells the cursor before each frame', async () => {
    const screen = openScreen(drive().state)
    screen.store.send([{ type: 'text', text: '河流' }])
    await expect.poll(() => plain(screen.rows()[0])).toContain('❯ 河流')
    expect(screen.cursor()).toEqual({ x: 6, y: 0 })
    screen.close()
  })
})
