import { describe, expect, it } from 'vitest'
import type { Correction, SearchBackend as Index } from '../../../src/library/types.js'
import { longestQuery } from '../../../src/fronts/tui/editor/editor.js'
import type { ShownHit } from '../../../src/fronts/tui/state/model.js'
import { pageSize } from '../../../src/fronts/tui/session/requests.js'
import { previewKey, searchKey } from '../../../src/fronts/tui/state/query.js'
import { article, fakeIndex } from '../support/fake-index.js'
import { answered, drive, type Driven } from '../support/drive.js'

const manyArticles = Array.from({ length: 60 }, (_, i) =>
  article({ id: `${i}.md`, title: `河 ${i}`, body: '河流\n'.repeat(80) }),
)

describe('typing', () => {
  it('asks anew with every change, and starts at the first hit', async () => {
    const driven = await answered('河流')
    driven.keys('down', 'down')
    expect(driven.state.selected).toBe(2)
    const before = searchKey(driven.state)
    driven.type('灯')
    expect(searchKey(driven.state)).not.toBe(before)
    expect(driven.state.selected).toBe(0)
  })

  it('drops the answer to a question no longer asked', async () => {
    const driven = drive()
    driven.type('河')
    const key = searchKey(driven.state)!
    driven.type('流')
    driven.send({ type: 'answered', key, result: { query: '河', total: 9, tookMs: 1, hits: [] }, offset: 0, next: 20 })
    expect(driven.state.results).toBeUndefined()
  })

  it('is told where a paste is longer than the line, and only then', () => {
    const driven = drive()
    driven.send({ type: 'paste', text: '河'.repeat(longestQuery) })
    expect(driven.effects).toEqual([])
    driven.keys('backspace')
    driven.send({ type: 'paste', text: '流域' })
    expect(driven.effects).toEqual([{ type: 'notify', what: 'cut' }])
    expect(driven.state.editor.text).toHaveLength(longestQuery)
    driven.keys('ctrl-r')
    driven.send({ type: 'paste', text: '河'.repeat(longestQuery + 1) })
    expect(driven.effects).toHaveLength(2)
  })

  it('cycles match mode and order, each a new question', async () => {
    const driven = await answered('河流')
    const seen = new Set([searchKey(driven.state)])
    for (const key of ['f2', 'alt-a', 'ctrl-s', 'f3']) {
      driven.keys(key)
      seen.add(searchKey(driven.state))
    }
    expect(seen.size).toBe(5)
    expect(driven.state).toMatchObject({ match: 'any', sort: 'recent' })
  })

  it('edits the line as readline does: to the end, one character, two swapped, undone', async () => {
    const driven = await answered('江河流域')
    const textAfter = (...keys: string[]): string => {
      driven.keys(...keys)
      return driven.state.editor.text
    }
    expect(textAfter('ctrl-t')).toBe('江河域流')
    expect(textAfter('home', 'ctrl-d')).toBe('河域流')
    expect(textAfter('right', 'ctrl-k')).toBe('河')
    expect(textAfter('ctrl-_')).toBe('河域流')
    expect(textAfter('ctrl-_')).toBe('江河域流')
    expect(textAfter('ctrl-u', 'ctrl-_', 'ctrl-_')).toBe('江河流域')
  })

  it('goes back through the history and forth to the draft', () => {
    const driven = drive()
    driven.send({ type: 'historyLoaded', history: ['旧', '新'] })
    driven.type('草稿')
    const seen = ['ctrl-up', 'ctrl-up', 'ctrl-up', 'ctrl-down', 'ctrl-down'].map((key) => {
      driven.keys(key)
      return driven.state.editor.text
    })
    expect(seen).toEqual(['新', '旧', '旧', '新', '草稿'])
  })

  it('completes with → at the end of the line, and moves elsewhere', () => {
    const driven = drive()
    driven.type('河 林')
    const completions = [
      { text: '林业', kind: 'title', start: 2, end: 3 },
      { text: '林溪的河', kind: 'title', start: 2, end: 3 },
    ] as const
    driven.send({ type: 'completed', completions })
    driven.keys('left', 'right')
    driven.send({ type: 'completed', completions })
    driven.keys('shift-tab', 'right')
    expect(driven.state.editor.text).toBe('河 林溪的河')
  })

  it('takes no typed word away with →: another key takes what stands in place of it', () => {
    const past = { text: '河流改道史', kind: 'past', start: 0, end: 2 } as const
    const holds = { text: '黄河流域的林', kind: 'title', start: 0, end: 2 } as const
    const field = { text: 'tag:河流', kind: 'tag', start: 0, end: 2 } as const
    for (const [suggestion, taken] of [[past, true], [holds, false], [field, false]] as const) {
      const driven = drive()
      driven.type('河流')
      driven.send({ type: 'completed', completions: [suggestion] })
      driven.keys('right')
      expect(driven.state.editor.text).toBe(taken ? suggestion.text : '河流')
      driven.keys('ctrl-x')
      expect(driven.state.editor.text).toBe(suggestion.text)
    }
  }) // prettier-ignore
})

describe('an index that changed while one reads', () => {
  const reload = async (driven: Driven, index: Index, count: number): Promise<void> => {
    driven.send({ type: 'opened', articles: index.articleCount, hasTimes: false, hasLines: true })
    const limit = pageSize(driven.state, 0)
    expect(limit).toBeGreaterThanOrEqual(count)
    const result = await index.search(driven.state.editor.text, { limit })
    driven.send({ type: 'answered', key: searchKey(driven.state)!, result, offset: 0, next: limit })
    const { id } = driven.state.results!.hits[driven.state.selected]!
    const marked = await index.mark(id, driven.state.editor.text)
    driven.send({ type: 'previewed', key: previewKey(driven.state)!, marked })
  }

  it('leaves the chosen article chosen, and its text where it was', async () => {
    const driven = await answered('河', {}, fakeIndex(manyArticles))
    driven.keys(...Array<string>(25).fill('down'))
    await reload(driven, fakeIndex(manyArticles), 30)
    driven.keys('pagedown')
    const before = driven.state.preview!
    expect(before.scroll).toBeGreaterThan(0)
    await reload(driven, fakeIndex([article({ id: 'new.md', title: '河', body: '' }), ...manyArticles]), 30)
    expect(driven.state.selected).toBe(26)
    expect(driven.state.preview).toMatchObject({ scroll: before.scroll, marked: { article: { id: '25.md' } } })
  })

  it('begins at the first hit again where another question is asked', async () => {
    const driven = await answered('河', {}, fakeIndex(manyArticles))
    driven.keys('down', 'down', 'ctrl-s')
    await driven.answer()
    expect(driven.state.selected).toBe(0)
  })
})

describe('Enter', () => {
  it('reads the chosen hit on the whole screen and remembers the query', async () => {
    const driven = await answered('河流')
    driven.keys('down', 'enter')
    expect(driven.state).toMatchObject({ reading: true, focus: 'preview', selected: 1 })
    expect(driven.effects).toEqual([{ type: 'remember', query: '河流' }])
    driven.keys('escape')
    expect(driven.state).toMatchObject({ reading: false, focus: 'query' })
  })

  it('with Alt opens the chosen hit in the editor', async () => {
    const driven = await answered('河流')
    driven.keys('down', 'alt-enter')
    expect(driven.effects).toMatchObject([
      { type: 'remember', query: '河流' },
      { type: 'open', how: 'editor', hit: { id: 'tea.md' } },
    ])
  })

  it('waits for the answer to what was typed just before', async () => {
    const driven = await answered('河流')
    driven.type(' 灯火')
    driven.keys('enter')
    expect(driven.state.reading).toBe(false)
    await driven.answer()
    expect(driven.state.reading).toBe(true)
    expect(driven.state.preview?.marked.article.id).toBe('train.html')
    const other = drive()
    other.type('灯火')
    other.keys('alt-enter')
    expect(other.effects).toEqual([])
    await other.answer()
    expect(other.effects.at(-1)).toMatchObject({ type: 'open', hit: { id: 'train.html' } })
  })

  it('is forgotten when typing goes on', async () => {
    const driven = drive()
    driven.type('灯火')
    driven.keys('enter')
    driven.type('河')
    await driven.answer()
    expect(driven.effects).toEqual([])
  })
})

describe('leaving', () => {
  it('clears with Esc, then quits with two more; Ctrl-C quits with 130, Ctrl-Q with 0', () => {
    const driven = drive()
    driven.type('河')
    driven.keys('escape')
    expect(driven.state.editor.text).toBe('')
    driven.keys('escape')
    driven.type('河')
    driven.keys('escape', 'escape', 'escape', 'ctrl-c', 'ctrl-q')
    expect(driven.effects).toMatchObject([
      { type: 'notify', what: 'leaving', value: 0 },
      { type: 'notify', what: 'leaving', value: 0 },
      { type: 'quit', code: 0 },
      { type: 'quit', code: 130 },
      { type: 'quit', code: 0 },
    ])
  })
})

describe('moving', () => {
  it('keeps the chosen hit on the screen at every size', async () => {
    const driven = await answered('河', {}, fakeIndex(manyArticles))
    for (let i = 0; i < 20; i++) driven.keys('down')
    for (const [columns, rows] of [
      [110, 32],
      [40, 15],
      [60, 7],
      [20, 3],
      [200, 60],
    ] as const) {
      driven.send({ type: 'resized', columns, rows })
      const { selected, top } = driven.state
      expect(selected).toBe(20)
      expect(top).toBeLessThanOrEqual(selected)
      const shown = rows < 8 ? Math.max(1, rows - 1) : Math.max(1, Math.floor((rows - 3) / 4))
      expect(selected - top).toBeLessThan(shown)
    }
  })

  it('marks and unmarks, going on to the next hit', async () => {
    const driven = await answered('河流')
    driven.keys('tab', 'tab', 'up', 'tab')
    expect(driven.state.marked).toEqual(['water.md'])
  })

  it('takes all marks away with one key, says so, and brings them back with the same', async () => {
    const driven = await answered('河流')
    driven.keys('tab', 'tab', 'alt-m')
    expect(driven.state.marked).toEqual([])
    expect(driven.effects.at(-1)).toEqual({ type: 'notify', what: 'unmarked', value: 2 })
    driven.keys('alt-m')
    expect(driven.state.marked).toEqual(['water.md', 'tea.md'])
    driven.keys('enter')
    driven.type('M')
    expect(driven.state).toMatchObject({ marked: [], focus: 'preview', reading: true })
  })

  it('steps through the matches of the article, around the ends', async () => {
    const driven = await answered('河流', {}, fakeIndex(manyArticles))
    expect(driven.state.preview).toMatchObject({ match: 0, scroll: 0 })
    driven.keys('alt-p')
    expect(driven.state.preview?.match).toBe(79)
    expect(driven.state.preview!.scroll).toBeGreaterThan(40)
    driven.keys('alt-n')
    expect(driven.state.preview).toMatchObject({ match: 0, scroll: 0 })
  })

  it('scrolls the preview no further than its end', async () => {
    const driven = await answered('河流', {}, fakeIndex(manyArticles))
    driven.keys(...Array.from({ length: 20 }, () => 'pagedown'))
    const end = driven.state.preview!.scroll
    driven.keys('alt-pagedown')
    expect(driven.state.preview!.scroll).toBe(end)
    driven.keys(...Array.from({ length: 20 }, () => 'pageup'))
    expect(driven.state.preview!.scroll).toBe(0)
  })
})

describe('the preview with the focus', () => {
  it('takes n, N, j and e as keys, and any other letter as text again', async () => {
    const driven = await answered('河流', {}, fakeIndex(manyArticles))
    driven.keys('ctrl-g')
    driven.type('nnNj')
    expect(driven.state.preview).toMatchObject({ match: 1, scroll: 1 })
    driven.type('e')
    expect(driven.effects.at(-1)).toMatchObject({ type: 'open' })
    driven.type('山')
    expect(driven.state).toMatchObject({ focus: 'query', editor: { text: '河流山' } })
  })
})

describe('filters', () => {
  it('narrow the question and go away with Esc', async () => {
    const driven = await answered('河流', { facetsShown: true })
    driven.keys('ctrl-f', 'pagedown', 'down', 'enter')
    expect(driven.state.filters).toEqual({ author: ['陈远'] })
    expect(searchKey(driven.state)).toContain('author:\\"陈远\\" 河流')
    driven.keys('escape', 'escape')
    expect(driven.state.editor.text).toBe('')
    expect(driven.state.filters).toEqual({ author: ['陈远'] })
    driven.keys('escape')
    expect(driven.state.filters).toEqual({})
  })

  it('are chosen and dropped by the same key: the cursor stays at its value', async () => {
    const driven = await answered('河流', { facetsShown: true })
    driven.keys('ctrl-f', 'pagedown', 'down', 'enter')
    expect(driven.state.filters).toEqual({ author: ['陈远'] })
    await driven.answer()
    driven.keys('enter')
    expect(driven.state.filters).toEqual({})
  })
})

describe('keys of the settings', () => {
  it('leave and close what they opened inside of it as well', () => {
    const own = { facets: ['alt-f'], focusPreview: ['alt-g'], history: ['alt-u'], cancel: ['alt-q'] }
    const driven = drive({}, fakeIndex(), own)
    driven.type('河')
    driven.send({ type: 'historyLoaded', history: ['旧', '新'] })
    driven.keys('alt-f', 'alt-f')
    expect(driven.state).toMatchObject({ focus: 'query', facetsShown: false })
    driven.keys('alt-g', 'alt-g')
    expect(driven.state.focus).toBe('query')
    for (const opener of ['alt-f', 'alt-g', 'alt-u']) {
      driven.keys(opener, 'alt-q')
      expect(driven.state, opener).toMatchObject({ focus: 'query', editor: { text: '河' } })
    }
  })
})

describe('a window below 8 rows', () => {
  const keys = ['ctrl-f', 'ctrl-g', 'ctrl-o', 'ctrl-r', 'alt-c', 'f1']

  it('opens nothing that it cannot show', async () => {
    const driven = await answered('河流', { columns: 20, rows: 5 })
    for (const key of keys) {
      const before = driven.state
      driven.keys(key)
      expect(driven.state, key).toEqual(before)
    }
    driven.keys('enter')
    expect(driven.effects.at(-1)).toMatchObject({ type: 'open', hit: { id: 'water.md' } })
  })

  it('takes the focus from what it no longer shows', async () => {
    for (const key of keys) {
      const driven = await answered('河流', { columns: 50, rows: 8 })
      driven.keys(key)
      expect(driven.state.focus, key).not.toBe('query')
      driven.send({ type: 'resized', columns: 50, rows: 7 })
      expect(driven.state.focus, key).toBe('query')
    }
  })
})

describe('past queries', () => {
  it('are narrowed by typing and put on the line by Enter', () => {
    const driven = drive()
    driven.send({ type: 'historyLoaded', history: ['长江', '黄河 泥沙', '茶'] })
    driven.keys('ctrl-r')
    driven.type('黄河')
    driven.keys('enter')
    expect(driven.state).toMatchObject({ focus: 'query', editor: { text: '黄河 泥沙' } })
  })
})

describe('a missing index', () => {
  it('is offered to be built with Enter, once', () => {
    const driven = drive()
    driven.send({ type: 'unavailable', reason: '/index', damaged: false })
    driven.keys('enter', 'enter')
    expect(driven.effects).toEqual([{ type: 'build' }])
    driven.keys('escape')
    expect(driven.effects.at(-1)).toEqual({ type: 'cancelBuild' })
  })

  it('has nothing that a pane could be opened beside: Enter still builds', () => {
    const driven = drive()
    driven.send({ type: 'unavailable', reason: '/index', damaged: false })
    driven.keys('f1', 'ctrl-r', 'ctrl-f', 'ctrl-g', 'enter')
    expect(driven.effects).toEqual([{ type: 'build' }])
  })

  it('takes the keys from an open pane when it turns out while one reads', async () => {
    const driven = await answered('河流')
    driven.keys('ctrl-g')
    driven.send({ type: 'unavailable', reason: 'seg-1: checksum', damaged: true })
    expect(driven.state.focus).toBe('query')
  })
})

describe('the help', () => {
  it('scrolls no farther than it is long, and stays open at its ends', async () => {
    const driven = await answered('河流', { rows: 12, helpLength: () => 20 })
    driven.keys('f1', 'pagedown', 'pagedown', 'pagedown', 'G')
    const end = driven.state.helpScroll
    expect(end).toBeGreaterThan(0)
    expect(end).toBeLessThan(20)
    driven.keys('k')
    expect(driven.state).toMatchObject({ focus: 'help', helpScroll: end - 1 })
    driven.keys('g')
    expect(driven.state).toMatchObject({ focus: 'help', helpScroll: 0 })
    driven.keys('q')
    expect(driven.state.focus).toBe('query')
  })
})

describe('the mouse', () => {
  it('chooses the hit under a click and gives the preview the focus', async () => {
    const driven = await answered('河流')
    driven.send({ type: 'mouse', action: 'press', x: 3, y: 7 })
    expect(driven.state).toMatchObject({ selected: 1, focus: 'query' })
    driven.send({ type: 'mouse', action: 'press', x: 80, y: 7 })
    expect(driven.state.focus).toBe('preview')
  })

  it('leaves alone what lies under a menu or the help', async () => {
    for (const key of ['alt-c', 'f1', 'ctrl-r']) {
      const driven = await answered('河流')
      driven.keys(key)
      const before = driven.state
      driven.send({ type: 'mouse', action: 'wheel-down', x: 3, y: 7 })
      driven.send({ type: 'mouse', action: 'press', x: 3, y: 7 })
      expect(driven.state, key).toEqual(before)
    }
  })

  it('scrolls what is under the wheel: the preview, or the hits', async () => {
    const driven = await answered('河', {}, fakeIndex(manyArticles))
    driven.send({ type: 'mouse', action: 'wheel-down', x: 3, y: 7 })
    expect(driven.state).toMatchObject({ selected: 1, preview: { scroll: 0 } })
    driven.send({ type: 'mouse', action: 'wheel-down', x: 80, y: 7 })
    expect(driven.state).toMatchObject({ selected: 1, preview: { scroll: 3 } })
    driven.send({ type: 'mouse', action: 'wheel-up', x: 80, y: 7 })
    expect(driven.state.preview?.scroll).toBe(0)
  })
})

describe('similar articles', () => {
  const folding = (): Promise<Driven> => {
    const base = fakeIndex()
    const search: Index['search'] = async (query, options) => {
      const result = await base.search(query, options)
      const [first, second] = result.hits
      const similar = [{ id: 'train.html', similarity: 0.8 }]
      return { ...result, hits: [{ ...first!, duplicates: ['copy.md'], similar }, second!] }
    }
    return answered('河流', {}, fakeIndex(undefined, { search }))
  }
  const below = (id: string, similarity: number) =>
    ({ ...hit, id, foldedInto: { id: 'water.md', similarity } }) satisfies ShownHit
  const hit: ShownHit = {
    ...{
      rank: 1,
      id: '',
      score: 1,
      title: '河',
      titleHighlights: [],
      date: '',
      author: '',
      tags: [],
      root: '',
      path: 'p',
      line: 1,
    },
    ...{ url: '', snippet: { text: '', highlights: [] } },
  }

  it('are asked for, stand below their hit, and fold away again from any of them', async () => {
    const driven = await folding()
    driven.keys('alt-s')
    const key = searchKey(driven.state)!
    expect(driven.effects).toEqual([{ type: 'unfold', hit: driven.state.results!.hits[0], key }])
    const hits = [below('copy.md', 1), below('train.html', 0.8)]
    driven.send({ type: 'unfolded', key, id: 'water.md', hits }, { type: 'unfolded', key, id: 'water.md', hits })
    const ids = () => driven.state.results!.hits.map(({ id }) => id)
    expect(ids()).toEqual(['water.md', 'copy.md', 'train.html', 'tea.md'])
    driven.keys('down', 'down', 'alt-s')
    expect(ids()).toEqual(['water.md', 'tea.md'])
    expect(driven.state.selected).toBe(0)
  })

  it('leave the chosen hit chosen when they arrive late, and go nowhere once another question is asked', async () => {
    const driven = await folding()
    const key = searchKey(driven.state)!
    driven.keys('down')
    driven.send({ type: 'unfolded', key, id: 'water.md', hits: [below('copy.md', 1)] })
    expect(driven.state.results!.hits[driven.state.selected]?.id).toBe('tea.md')
    driven.send({ type: 'unfolded', key: 'older', id: 'tea.md', hits: [below('copy.md', 1)] })
    expect(driven.state.results!.hits).toHaveLength(3)
  })

  it('are none behind most hits: then the key does nothing', async () => {
    const driven = await answered('河流')
    driven.keys('alt-s', 'f9')
    expect(driven.effects).toEqual([])
  })
})

describe('corrections', () => {
  const corrections = [
    { query: '河流', replaces: '何流', text: '河流', by: 'reading', articles: 3 },
  ] as const satisfies readonly Correction[]

  it('stand before the suggestions and are taken as they are', () => {
    const driven = drive()
    driven.type('何流')
    driven.send({ type: 'completed', completions: [{ text: 'tag:何流', kind: 'tag', start: 0, end: 2 }] })
    driven.send({ type: 'corrected', key: searchKey(driven.state)!, corrections })
    expect(driven.state.completions.map(({ text, kind }) => [text, kind])).toEqual([
      ['河流', 'correction'],
      ['tag:何流', 'tag'],
    ])
    driven.keys('right')
    expect(driven.state.editor.text).toBe('何流')
    driven.keys('ctrl-x')
    expect(driven.state.editor.text).toBe('河流')
  })

  it('stay while the cursor moves and the suggestions change', () => {
    const driven = drive()
    driven.type('何流')
    driven.send({ type: 'corrected', key: searchKey(driven.state)!, corrections })
    driven.keys('left')
    driven.send({ type: 'completed', completions: [] })
    driven.keys('end')
    driven.send({ type: 'completed', completions: [{ text: 'tag:何流', kind: 'tag', start: 0, end: 2 }] })
    expect(driven.state.completions.map(({ text }) => text)).toEqual(['河流', 'tag:何流'])
  })

  it('of a query that was typed over are dropped', () => {
    const driven = drive()
    driven.type('何流')
    const key = searchKey(driven.state)!
    driven.type('水')
    driven.send({ type: 'corrected', key, corrections })
    expect(driven.state.completions).toEqual([])
  })
})
