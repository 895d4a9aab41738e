import { describe, expect, it } from 'vitest'
import type { KwicLine, SearchBackend, Timeline } from '../../../src/library/types.js'
import { countOverview, overviewKey } from '../../../src/fronts/tui/state/overview.js'
import { Occurrences } from '../../../src/fronts/tui/session/requests.js'
import { layoutOf } from '../../../src/fronts/tui/state/layout.js'
import { linesKey, wantsMoreLines } from '../../../src/fronts/tui/state/moves.js'
import { selectedHit } from '../../../src/fronts/tui/state/model.js'
import { facetEntries } from '../../../src/fronts/tui/state/panes/facets.js'
import { engineQuery } from '../../../src/fronts/tui/state/query.js'
import { answered, drive, type Driven } from '../support/drive.js'
import { article, fakeIndex, fewArticles } from '../support/fake-index.js'

const buckets = ['2022-01-01', '2023-01-01', '2024-01-01'].map((from) => ({ from, articles: 1, occurrences: 0 }))
const timeline = async (): Promise<Timeline> => ({
  by: 'year',
  series: [{ query: '', buckets, undated: { articles: 2, occurrences: 0 } }],
})

const ordinals = (count: number): string[] => Array.from({ length: count }, (_, i) => String(12 - i).padStart(2, '0'))

/** Occurrences of the few articles, as the engine lists them. */
async function* kwic(query: string): AsyncGenerator<KwicLine> {
  for (const { id, body, title, date, path } of fewArticles) {
    for (let at = body.indexOf(query); at !== -1; at = body.indexOf(query, at + 1)) {
      const flat = body.replaceAll('\n', ' ')
      const [left, right] = [flat.slice(0, at), flat.slice(at + query.length)]
      yield { id, path, line: 1, column: 1, date, title, left, match: query, right }
    }
  }
}
const reading: Partial<SearchBackend> = { timeline, kwic }

async function concordance(): Promise<Driven> {
  const index = fakeIndex(fewArticles, reading)
  const driven = await answered('河流', {}, index)
  driven.keys('alt-o')
  const key = linesKey(driven.state)!
  driven.send(await new Occurrences((question) => question(index)).next(key, driven.state))
  return driven
}

describe('an empty query', () => {
  it('shows the newest articles with a preview, below the query language', async () => {
    const driven = drive()
    await driven.answer()
    expect(driven.state.results?.total).toBe(3)
    expect(driven.state.preview?.marked.article.id).toBe('water.md')
    expect(layoutOf(driven.state).hasIntro).toBe(true)
    driven.type('河')
    expect(layoutOf(driven.state).hasIntro).toBe(true)
    await driven.answer()
    expect(layoutOf(driven.state).hasIntro).toBe(false)
  })

  it('opens the help with a question mark, which elsewhere is text', () => {
    const driven = drive()
    driven.type('?')
    expect(driven.state).toMatchObject({ focus: 'help', helpFrom: 'query', editor: { text: '' } })
    driven.keys('escape')
    driven.type('河')
    driven.type('？')
    expect(driven.state).toMatchObject({ focus: 'query', editor: { text: '河？' } })
  })

  it('gives way to a query that is typed', () => {
    const driven = drive()
    driven.type('？')
    driven.type('王文')
    expect(driven.state).toMatchObject({ focus: 'query', editor: { text: '王文' } })
  })
})

describe('filters', () => {
  it('go one by one with Backspace on an empty line, the last one first', async () => {
    const driven = await answered('河流', { facetsShown: true })
    driven.keys('ctrl-f', 'pagedown', 'enter', 'down', 'enter')
    expect(driven.state.filters['author']).toHaveLength(2)
    driven.keys('escape', 'ctrl-u', 'backspace')
    expect(driven.state.filters['author']).toHaveLength(1)
    driven.keys('backspace')
    expect(driven.state.filters).toEqual({})
  })

  it('of one field are any of them: its other values keep their counts', async () => {
    const driven = await answered('河流', { facetsShown: true })
    driven.keys('ctrl-f', 'pagedown', 'enter')
    await driven.answer()
    expect(driven.state.results?.total).toBe(1)
    expect(driven.state.overview?.facets['author']).toHaveLength(3)
    expect(driven.state.overview?.facets['date']).toHaveLength(1)
  })

  it('begin with the dates where articles have some, and a key goes from field to field', async () => {
    const names = ({ state }: Driven): string[] => [...new Set(facetEntries(state).map(({ name }) => name))]
    const driven = await answered('河流', { facetsShown: true })
    expect(names(driven)).toEqual(['date', 'author', 'tag'])
    driven.keys('ctrl-f', 'pagedown', 'pagedown', 'enter')
    expect(driven.state.filters).toEqual({ tag: ['地理'] })
    driven.keys('pageup', 'down', 'enter', 'pageup', 'pageup', 'enter')
    expect(driven.state.filters).toEqual({ tag: ['地理'], author: ['陈远'], date: ['2024'] })
    const undated = fewArticles.map((one) => ({ ...one, date: '' }))
    expect(names(await answered('河流', { facetsShown: true }, fakeIndex(undated)))).toEqual(['author', 'tag'])
  })

  it('have the sites of the web addresses, where there are several and the index knows them', async () => {
    const two = [...fewArticles, article({ id: 'x', title: '河流', body: '', url: 'https://other.org/x' })]
    const names = ({ state }: Driven): string[] =>
      facetEntries(state).flatMap(({ name, value }) => (name === 'site' && value !== undefined ? [value] : []))
    const driven = await answered('河流', { facetsShown: true }, fakeIndex(two, { timeline }))
    expect(names(driven)).toEqual(['example.org', 'other.org'])
    driven.keys('ctrl-f', 'end', 'enter')
    expect(engineQuery(driven.state)).toBe('site:"other.org" 河流')
    expect(names(await answered('河流', { facetsShown: true }, fakeIndex(fewArticles, { timeline })))).toEqual([])
    expect(names(await answered('河流', { facetsShown: true }, fakeIndex(two)))).toEqual([])
  })

  it('list months below their years; of more than two years, those of the chosen ones', async () => {
    const years = ['2024', '2023', '2022']
    for (const perYear of [2, 12]) {
      const from = years.flatMap((year) => ordinals(perYear).map((month) => `${year}-${month}`))
      const buckets = from.toReversed().map((month) => ({ from: `${month}-01`, articles: 2, occurrences: 0 }))
      const undated = { articles: 0, occurrences: 0 }
      const timeline = async (): Promise<Timeline> => ({ by: 'month', series: [{ query: '', undated, buckets }] })
      const driven = await answered('河流', { facetsShown: true, rows: 60 }, fakeIndex(fewArticles, { timeline }))
      const values = (): string[] => driven.state.overview!.facets['date']!.map(({ value }) => value)
      const under = (year: string): string[] => [
        year,
        ...from
          .filter((month) => month.startsWith(year))
          .toSorted()
          .toReversed(),
      ]
      expect(values()).toEqual(perYear === 2 ? years.flatMap(under) : years)
      driven.keys('ctrl-f', 'enter')
      await driven.answer()
      expect(values().slice(0, 3)).toEqual(under('2024').slice(0, 3))
      driven.keys('down', 'down', 'enter')
      expect(driven.state.filters).toEqual({ date: [under('2024')[2]] })
      await driven.answer()
      expect(facetEntries(driven.state).filter(({ isBelow }) => isBelow === true).length).toBeGreaterThan(1)
      driven.keys('up', 'up', 'enter')
      expect(driven.state.filters).toEqual({ date: ['2024'] })
    }
  })

  it('keep chosen values in sight, and say no count of a range, which stands for no value', async () => {
    const driven = await answered('河流', {}, fakeIndex(fewArticles, reading))
    driven.keys('alt-t', 'left', 'space', 'right', 'enter', 'ctrl-f')
    await driven.answer()
    const [range] = facetEntries(driven.state).filter(({ chosen }) => chosen)
    expect(range).toMatchObject({ value: '2023..2024', count: undefined })
  })

  it('are months where all is of one year, and articles without a date', async () => {
    const months: Timeline = {
      by: 'month',
      series: [{ query: '', undated: { articles: 2, occurrences: 0 }, buckets: [{ from: '2024-05-01', articles: 1, occurrences: 0 }] }],
    } // prettier-ignore
    const index = fakeIndex(fewArticles.slice(0, 1), { timeline: async () => months })
    const { state } = await answered('河流', { facetsShown: true }, index)
    const overview = await countOverview(index, state, overviewKey(state)!)
    expect(overview!.facets['date']).toEqual([
      { value: '2024-05', count: 1 },
      { value: 'none', count: 2 },
    ])
  })
})

describe('the timeline', () => {
  it('begins at the last bar, also where the counts come after the key', async () => {
    const driven = drive({}, fakeIndex(fewArticles, reading))
    driven.type('河流')
    driven.keys('alt-t')
    await driven.answer()
    expect(driven.state).toMatchObject({ focus: 'times', timeCursor: 2 })
  })

  it('filters by the range that is chosen on it, and lets it go when it is chosen again', async () => {
    const driven = await answered('河流', {}, fakeIndex(fewArticles, reading))
    expect(layoutOf(driven.state).timesRows).toBe(4)
    driven.keys('alt-t', 'left', 'space', 'right', 'enter')
    expect(driven.state).toMatchObject({ focus: 'query', filters: { date: ['2023..2024'] } })
    driven.keys('alt-t', 'left', 'shift-right', 'enter')
    expect(driven.state.filters).toEqual({})
    driven.keys('alt-t', 'home', 'enter')
    expect(driven.state.filters).toEqual({ date: ['2022'] })
  })
})

describe('the concordance', () => {
  it('is a second view of the hits, with the preview following', async () => {
    const driven = await concordance()
    expect(driven.state.lines).toMatchObject({ isEnd: true, items: { length: 4 } })
    expect(driven.state.preview?.match).toBe(0)
    driven.keys('down')
    expect(driven.state.preview?.match).toBe(1)
    driven.keys('down')
    expect(selectedHit(driven.state)?.id).toBe('tea.md')
    driven.keys('tab')
    expect(driven.state.marked).toEqual(['tea.md'])
    driven.keys('alt-o')
    expect(driven.state.view).toBe('hits')
  })

  it('ends with the query: the next one is answered by articles', async () => {
    for (const keys of [['ctrl-u'], ['backspace', 'backspace'], ['ctrl-w']]) {
      const driven = await concordance()
      driven.keys(...keys)
      expect(driven.state, keys.join()).toMatchObject({ editor: { text: '' }, view: 'hits' })
      driven.type('茶')
      await driven.answer()
      expect(selectedHit(driven.state)?.id).toBe('tea.md')
      expect(layoutOf(driven.state).rowsPerHit).toBe(4)
    }
  })

  it('is fetched anew for another order or question, and farther as one goes on', async () => {
    const driven = await concordance()
    expect(wantsMoreLines(driven.state)).toBe(false)
    driven.keys('ctrl-s')
    expect(driven.state.lineSort).toBe('oldest')
    expect(wantsMoreLines(driven.state)).toBe(true)
  })
})

describe('reading', () => {
  it('takes the whole screen with one key and gives it back with one', async () => {
    const driven = await answered('河流')
    driven.keys('alt-r')
    expect(layoutOf(driven.state)).toMatchObject({ previewColumns: 110, hasList: false })
    driven.keys('alt-r')
    expect(driven.state).toMatchObject({ focus: 'query', reading: false })
  })

  it('begins at the passage that the list shows, and other programs at the match that is read', async () => {
    const body = ['河流一。', ...Array.from({ length: 60 }, (_, i) => `第 ${i} 段。`), '河流二，河流三。'].join('\n')
    const long = article({ id: 'a', title: '山', body })
    const index = fakeIndex([long])
    const last = body.indexOf('河流二')
    const search: typeof index.search = async (...asked) => {
      const result = await fakeIndex([long]).search(...asked)
      const snippet = {
        text: '…河流二，河流三。',
        highlights: [
          [1, 3],
          [5, 7],
        ],
      } as const
      return { ...result, hits: result.hits.map((hit) => ({ ...hit, snippet })) }
    }
    const driven = await answered('河流', {}, { ...index, search })
    expect(driven.state.preview).toMatchObject({ match: 1 })
    expect(driven.state.preview?.marked.bodyHighlights[1]?.[0]).toBe(last)
    driven.keys('enter')
    driven.type('ne')
    expect(driven.effects.at(-1)).toMatchObject({ type: 'open', match: 2 })
  })

  it('has a letter for what else needs Alt, which not every terminal sends', async () => {
    for (const [letter, changed] of [
      ['m', { marked: ['water.md'] }],
      ['c', { focus: 'copy' }],
      ['x', { focus: 'export' }],
      ['o', { view: 'lines' }],
      ['t', { focus: 'times' }],
    ] as const) {
      const driven = await answered('河流', {}, fakeIndex(fewArticles, reading))
      driven.keys('ctrl-g')
      driven.type(letter)
      expect(driven.state, letter).toMatchObject(changed)
    }
  })

  it('leaves the whole screen for the timeline, unless the window has no room for one', async () => {
    for (const go of [(driven: Driven) => driven.type('t'), (driven: Driven) => driven.keys('alt-t')]) {
      const driven = await answered('河流', {}, fakeIndex(fewArticles, reading))
      driven.keys('alt-r')
      go(driven)
      expect(driven.state).toMatchObject({ focus: 'times', reading: false, timeCursor: 2 })
      expect(driven.effects).not.toContainEqual({ type: 'notify', what: 'noTimes' })
      const small = await answered('河流', { rows: 14 }, fakeIndex(fewArticles, reading))
      small.keys('alt-r')
      go(small)
      expect(small.state).toMatchObject({ focus: 'preview', reading: true })
      expect(small.effects).toContainEqual({ type: 'notify', what: 'noTimes' })
    }
  })

  it('begins at the title where the whole article fits', async () => {
    const long = article({ id: 'a', title: '山', body: `${'山地'.repeat(100)}河流` })
    const driven = await answered('河流', { rows: 14, columns: 80 }, fakeIndex([long]))
    expect(driven.state.preview?.scroll).toBeGreaterThan(0)
    driven.keys('alt-r')
    expect(driven.state.preview?.scroll).toBe(0)
    driven.keys('escape')
    expect(driven.state.preview?.scroll).toBeGreaterThan(0)
  })
})

describe('the rows of a hit', () => {
  it('are one, two or four, remembered', async () => {
    const driven = await answered('河流')
    const seen = [layoutOf(driven.state).rowsPerHit]
    for (let i = 0; i < 3; i++) {
      driven.keys('alt-z')
      seen.push(layoutOf(driven.state).rowsPerHit)
    }
    expect(seen).toEqual([4, 1, 2, 4])
    expect(driven.effects.at(-1)).toEqual({ type: 'rememberDensity', density: 4 })
  })
})

describe('exporting', () => {
  const exported = (driven: Driven) => driven.effects.findLast(({ type }) => type === 'export')

  it('takes the marked articles where there are any, and all with a capital letter', async () => {
    const driven = await answered('河流')
    for (const [keys, format, what] of [['c', 'csv', 'shown'], ['m', 'markdown', 'marked'], ['J', 'jsonl', 'shown']] as const) {
      if (what === 'marked') driven.keys('tab')
      driven.keys('alt-e')
      driven.type(keys)
      expect(exported(driven)).toEqual({ type: 'export', format, what })
      expect(driven.state.focus).toBe('query')
    }
  }) // prettier-ignore
})

describe('the menus', () => {
  it('take the chosen line with Enter, and stay while a key means nothing', async () => {
    const driven = await answered('河流')
    driven.keys('alt-c', 'left', 'alt-c', 'pagedown', 'down')
    driven.type('k')
    expect(driven.state).toMatchObject({ focus: 'copy', menuAt: 1 })
    driven.keys('enter')
    expect(driven.state.focus).toBe('query')
    expect(driven.effects.at(-1)).toMatchObject({ type: 'copy', what: 'citation' })
    driven.keys('alt-e', 'up', 'enter')
    expect(driven.effects.at(-1)).toEqual({ type: 'export', format: 'jsonl', what: 'shown' })
    driven.keys('tab', 'alt-e')
    driven.type('C')
    expect(driven.effects.at(-1)).toEqual({ type: 'export', format: 'csv', what: 'shown' })
    driven.keys('alt-e', 'escape')
    expect(driven.state).toMatchObject({ focus: 'query', editor: { text: '河流' } })
  })

  it('copies and exports from the whole screen and stays there', async () => {
    const driven = await answered('河流')
    driven.keys('enter')
    for (const keys of ['cc', 'xm', 'cq']) {
      driven.type(keys)
      expect(driven.state, keys).toMatchObject({ reading: true, focus: 'preview' })
    }
  })
})

describe('a script that reads what is printed', () => {
  it('gets the chosen article with Enter, and learns that the reader left without one', async () => {
    const driven = await answered('河流', { printing: 'on Enter' })
    driven.keys('down', 'enter')
    expect(driven.effects.at(-1)).toEqual({ type: 'quit', code: 0 })
    driven.keys('escape', 'escape', 'escape')
    expect(driven.effects.at(-1)).toEqual({ type: 'quit', code: 130 })
    const marked = await answered('河流', { printing: 'on leaving' })
    marked.keys('tab', 'escape', 'escape', 'escape')
    expect(marked.effects.at(-1)).toEqual({ type: 'quit', code: 0 })
  })
})

describe('the history', () => {
  it('keeps what was used, not what was only cleared', async () => {
    const driven = await answered('河流')
    driven.keys('escape')
    expect(driven.effects).toEqual([])
  })
})
