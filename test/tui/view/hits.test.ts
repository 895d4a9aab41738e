import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hitRows, collapsed, passageOf } from '../../../src/fronts/tui/view/rows/hits-rows.js'
import { linesRows } from '../../../src/fronts/tui/view/rows/lines-rows.js'
import { whyOf } from '../../../src/fronts/tui/view/hit-details.js'
import { helpLength, helpRows } from '../../../src/fronts/tui/view/help.js'
import { statusRow } from '../../../src/fronts/tui/view/rows/status-row.js'
import { rowWidth, type Row } from '../../../src/fronts/tui/cells/spans.js'
import { widthOf } from '../../../src/fronts/tui/cells/cells.js'
import type { State } from '../../../src/fronts/tui/state/model.js'
import { answered, drive } from '../support/drive.js'
import { article, fakeIndex } from '../support/fake-index.js'
import { look } from '../support/look.js'

const textOf = (row: Row | undefined): string => (row ?? []).map(({ text }) => text).join('')
const lookEn = look()

describe('a passage', () => {
  it('has its blanks collapsed, with the marks where they were', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('河', 'a', ' ', '\u3000', '\t', '\u00a0'), { maxLength: 20 }), fc.nat(), fc.nat(), (parts, a, b) => {
        const text = parts.join('')
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number]
        const after = collapsed({ text, highlights: [[start, end]] })
        expect(after.text).not.toMatch(/\s\s|^\s|\s$/)
        const marked = (given: string): string => given.replace(/\s/g, '')
        const [from, to] = after.highlights[0] ?? [0, 0]
        expect(marked(after.text.slice(from, to))).toBe(marked(text.slice(start, end)))
      }),
    ) // prettier-ignore
  })

  it('leaves out the sentence that stands for a title', async () => {
    const { state } = await answered('河流')
    const hit = { ...state.results!.hits[0]!, title: '', heading: '河流从山地带来泥沙。' }
    expect(passageOf(hit).text).toMatch(/^泥沙在下游沉积/)
    const [title] = hitRows({ ...state, results: { ...state.results!, hits: [hit] } }, lookEn, 80)
    expect(textOf(title)).toMatch(/^▌ 河流从山地带来泥沙。 +林溪 · 2024-05-21 $/)
  })
})

describe('a passage that begins with the title', () => {
  const passage = async (title: string, text: string): Promise<string> => {
    const { state } = await answered('河流')
    return passageOf({ ...state.results!.hits[0]!, title, snippet: { text, highlights: [] } }).text
  }

  it('leaves the title out where it is a line or sentence of its own', async () => {
    expect(await passage('河流的记忆', '河流的记忆 河流从山地来。')).toBe('河流从山地来。')
    expect(await passage('河流的记忆', '河流的记忆。河流从山地来。')).toBe('河流从山地来。')
    expect(await passage('河流', '河流从山地来。')).toBe('河流从山地来。')
    expect(await passage('Night', 'Night trains cross.')).toBe('Night trains cross.')
  })
})

describe('a hit', () => {
  it('names its source only where the hits have several', async () => {
    const one = [1, 2].map((n) => article({ id: `${n}`, title: `河${n}`, body: '河', path: 'feed.jsonl' }))
    const { state } = await answered('河', { columns: 160 }, fakeIndex(one))
    expect(textOf(hitRows(state, lookEn, 100)[0])).not.toContain('feed.jsonl')
    const two = await answered(
      '河',
      { columns: 160 },
      fakeIndex([...one, article({ id: '3', title: '河3', body: '', path: 'b.md' })]),
    )
    expect(textOf(hitRows(two.state, lookEn, 100)[0])).toContain('feed.jsonl')
  })

  it('says why it matched where neither title nor passage shows it', async () => {
    const { state } = await answered('河流')
    const results = { ...state.results!, query: 'tag:地理' }
    const hit = { ...results.hits[0]!, titleHighlights: [], snippet: { text: '泥沙', highlights: [] } }
    expect(whyOf(hit, { ...state, results }, lookEn)).toBe('Tag: 地理')
    expect(whyOf(results.hits[0]!, state, lookEn)).toBe('')
  })

  it('takes exactly the width there is, at every density', async () => {
    const { state } = await answered('河流')
    for (const density of [1, 2, 4] as const)
      for (let columns = 20; columns < 130; columns += 7)
        for (const row of hitRows({ ...state, density }, lookEn, columns)) expect(rowWidth(row)).toBe(columns)
  })
})

describe('the concordance', () => {
  it('has all matches begin in one column, whatever stands left of them', async () => {
    const { state } = await answered('河流')
    const line = {
      id: 'a',
      path: 'a',
      line: 1,
      column: 1,
      date: '2024-05-21',
      title: '',
      match: '河流',
      right: '带来泥沙'.repeat(20),
    }
    const items = ['', '😀', 'e\u0301a', '山地'.repeat(40), 'ab '].map((left) => ({ ...line, left }))
    const lines: State['lines'] = { key: 'k', items, isEnd: true }
    const rows = linesRows({ ...state, view: 'lines', lines }, lookEn, 81, 5)
    const places = rows.map((row) => widthOf(textOf(row).slice(0, textOf(row).indexOf('河流'))))
    expect(new Set(places).size).toBe(1)
    for (const row of rows) expect(rowWidth(row)).toBe(81)
  })
})

describe('the last row', () => {
  it('holds whole hints at every width, help and the way out among them from 40 columns on', async () => {
    const { state } = await answered('河流')
    for (const language of ['en', 'zh'] as const) {
      const how = look(language)
      for (let columns = 8; columns < 160; columns++) {
        const now = { ...state, columns, marked: columns % 2 === 0 ? ['a'] : [] }
        const row = statusRow(now, how)
        expect(rowWidth(row)).toBe(columns)
        const texts = row.map(({ text }) => text.trim())
        const { keyHelp, keyClear } = how.messages
        if (columns >= 40) expect(texts).toEqual(expect.arrayContaining([keyHelp, keyClear]))
      }
    }
  })
})

describe('a list without hits', () => {
  it('says what the quotation marks of a query ask for, whichever they are', async () => {
    const hintFor = async (query: string): Promise<string> => {
      const { state } = await answered(query)
      return hitRows(state, lookEn, 160).map(textOf).join('\n')
    }
    for (const query of ['"无此', '“无此', '‘无此', '「无此', '『无此'])
      expect(await hintFor(query), query).toContain('A quotation mark is open')
    for (const query of ['"无此"', '“无此"', '‘无此’', '「无此」', '『无此』'])
      expect(await hintFor(query), query).toContain('Quotation marks ask for exactly this string')
  })
})

describe('the help', () => {
  it('begins with the query language, in two columns from 100 on, and tells how far one is', () => {
    const { state } = drive()
    const rows = (columns: number): string[] => helpRows({ ...state, focus: 'help', columns }, lookEn).map(textOf)
    expect(rows(80)[0]).toMatch(/^ Help .*\d+%/)
    expect(rows(80)[1]).toBe(' Queries')
    expect(rows(110)[1]).toMatch(/^ Queries +\S/)
    expect(helpLength(lookEn, 110, 'query')).toBeLessThan(0.7 * helpLength(lookEn, 80, 'query'))
    const inPreview = helpRows({ ...state, focus: 'help', helpFrom: 'preview', columns: 80 }, lookEn)
    expect(textOf(inPreview[1])).toBe(' In the preview')
  })
})
