import { describe, expect, it, vi } from 'vitest'
import type { SearchBackend as Index, SearchResult, Timeline } from '../../../src/library/types.js'
import { createCompleter } from '../../../src/fronts/tui/complete/completer.js'
import { platformWords } from '../../../src/fronts/tui/editor/editor.js'
import { defaultBindings, keyTable } from '../../../src/fronts/tui/keys/bindings.js'
import { tuiMessages } from '../../../src/fronts/messages/languages.js'
import { Requests } from '../../../src/fronts/tui/session/requests.js'
import { Store } from '../../../src/fronts/tui/state/update.js'
import { initialState } from '../../../src/fronts/tui/state/model.js'
import { article, fakeIndex, fewArticles } from '../support/fake-index.js'
import { XunzhangError } from '../../../src/base/errors.js'
import { infoRows } from '../../../src/fronts/tui/view/rows/top-rows.js'
import { look } from '../support/look.js'

function setUp(index: Index, completer = createCompleter()) {
  const store = new Store(
    initialState({ columns: 110, rows: 32 }),
    { keys: keyTable(defaultBindings), words: platformWords },
    () => undefined,
  )
  const requests = new Requests(store, {
    completer,
    ask: (question) => question(index),
    messages: tuiMessages.en,
  })
  store.subscribe(requests.check)
  store.send([{ type: 'opened', articles: index.articleCount, hasTimes: false, hasLines: true }])
  return store
}

describe('the questions to the engine', () => {
  it('leave out the value of a field that finds nothing beside the rest of the query', async () => {
    const completer = createCompleter()
    await completer.load(await fakeIndex().suggestions())
    const store = setUp(fakeIndex(), completer)
    store.send([{ type: 'text', text: '列车 author:' }])
    await vi.waitFor(() => expect(store.get().completions.map(({ text }) => text)).toEqual(['author:"M. Alder"']))
  })

  it('skip what was typed over while an answer was awaited', async () => {
    const asked: string[] = []
    const release: (() => void)[] = []
    const base = fakeIndex()
    const search = async (query: string): Promise<SearchResult> => {
      asked.push(query)
      await new Promise<void>((resolve) => release.push(resolve))
      return base.search(query)
    }
    const store = setUp(fakeIndex(undefined, { search }))
    for (const text of ['河', '流', '灯', '火']) store.send([{ type: 'text', text }])
    await expect.poll(() => asked).toEqual(['河流灯火'])
    store.send([{ type: 'key', name: 'backspace' }])
    store.send([{ type: 'key', name: 'backspace' }])
    expect(asked).toHaveLength(1)
    release.shift()!()
    await expect.poll(() => asked).toEqual(['河流灯火', '河流'])
    release.shift()!()
    await expect.poll(() => store.get().results?.query).toBe('河流')
  })

  it('bring hits, preview and suggestions of one key in one frame', async () => {
    const store = setUp(fakeIndex())
    const frames: unknown[] = []
    store.subscribe(() => frames.push([store.get().results?.total, store.get().preview?.marked.article.id]))
    store.send([{ type: 'text', text: '河流' }])
    await expect.poll(() => store.get().preview).toBeDefined()
    expect(frames).toEqual([
      [undefined, undefined],
      [3, 'water.md'],
    ])
  })

  it('leave the preview for the end of a burst of keys', async () => {
    const store = setUp(fakeIndex())
    for (const text of ['河', '流']) store.send([{ type: 'text', text }])
    await expect.poll(() => store.get().results?.query).toBe('河流')
    expect(store.get().preview).toBeUndefined()
    await expect.poll(() => store.get().preview).toBeDefined()
  })

  it('ask for corrections once the reader pauses, and not before', async () => {
    const asked: string[] = []
    const base = fakeIndex()
    const search: Index['search'] = async (query, options) => {
      const result = await base.search(query, options)
      if (options?.suggest !== true) return result
      asked.push(query)
      const correction = { query: '河流', replaces: query, text: '河流', by: 'reading', articles: 3 } as const
      return { ...result, suggestions: [correction] }
    }
    const store = setUp(fakeIndex(undefined, { search }))
    for (const text of ['何', '流']) {
      store.send([{ type: 'text', text }])
      await expect.poll(() => store.get().results?.query).toBe(store.get().editor.text)
    }
    expect(asked).toEqual([])
    await expect.poll(() => store.get().completions[0]).toMatchObject({ text: '河流', kind: 'correction' })
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(asked).toEqual(['何流'])
  })

  it('ask for passages that fill two rows of the list, also with Latin letters', async () => {
    const lengths: (number | undefined)[] = []
    const base = fakeIndex()
    const search: Index['search'] = (query, options) => {
      lengths.push(options?.snippetLength)
      return base.search(query, options)
    }
    const store = setUp(fakeIndex(undefined, { search }))
    await expect.poll(() => lengths[0]).toBeGreaterThan(2 * (store.get().panes.list.columns - 4))
  })

  it('tell what is wrong in a query once the reader pauses, and nothing of what is not finished', async () => {
    const base = fakeIndex()
    const search: Index['search'] = async (query, options) => {
      if (options?.lenient !== true && query.startsWith('titel:'))
        throw new XunzhangError('FIELD_UNKNOWN', { field: 'titel', known: ['title'] }, { column: 1 })
      if (options?.lenient !== true && query.startsWith('title:'))
        throw new XunzhangError('FIELD_OPERAND', { what: 'empty', field: 'title' }, { column: 1 })
      return base.search(query, options)
    }
    const store = setUp(fakeIndex(undefined, { search }))
    store.send([{ type: 'text', text: 'titel:' }])
    await expect.poll(() => store.get().mistake?.reason).toContain('unknown field "titel"')
    expect(infoRows(store.get(), look())[0]![0]).toMatchObject({ style: 'error' })
    store.send([{ type: 'key', name: 'ctrl-u' }])
    store.send([{ type: 'text', text: 'title:' }])
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(store.get().mistake).toBeUndefined()
  })

  it('fetch more hits as the end comes near, each once', async () => {
    const many = Array.from({ length: 100 }, (_, i) => article({ id: `${i}`, title: `河 ${i}`, body: '' }))
    const store = setUp(fakeIndex(many))
    store.send([{ type: 'text', text: '河' }])
    await expect.poll(() => store.get().results?.hits.length).toBe(29)
    for (let i = 0; i < 90; i++) {
      store.send([{ type: 'key', name: 'down' }])
      await new Promise((resolve) => setImmediate(resolve))
    }
    await expect.poll(() => store.get().results?.hits.length).toBe(100)
    expect(new Set(store.get().results!.hits.map((hit) => hit.id)).size).toBe(100)
  })

  it('count beside the hits once, though some of these hold only a part of the words', async () => {
    const counted = new Set<unknown>()
    const base = fakeIndex(Array.from({ length: 12 }, (_, i) => article({ id: `${i}`, title: `河 ${i}`, body: '' })))
    const search: Index['search'] = async (query, options) => {
      const result = await base.search(query, options)
      if (options?.facets !== undefined) counted.add(options.match)
      return options?.match === 'all' ? { ...result, total: 3 } : result
    }
    const store = setUp({ ...base, search })
    store.send([{ type: 'key', name: 'ctrl-f' }])
    await expect.poll(() => store.get().overview).toBeDefined()
    counted.clear()
    store.send([{ type: 'text', text: '河' }])
    await expect.poll(() => counted.size).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect([...counted]).toEqual(['all'])
  })

  it('give up counting beside the hits when a key comes between', async () => {
    const asked: string[] = []
    const base = fakeIndex(fewArticles)
    const timeline = async (query: string | readonly string[]): Promise<Timeline> => {
      asked.push(String(query))
      return { by: 'year', series: [{ query: '', buckets: [], undated: { articles: 0, occurrences: 0 } }] }
    }
    const search: Index['search'] = async (query, options) => {
      if (options?.facets !== undefined && query === '河') store.send([{ type: 'text', text: '流' }])
      return base.search(query, options)
    }
    const store = setUp({ ...base, search, timeline })
    store.send([{ type: 'key', name: 'ctrl-f' }])
    store.send([{ type: 'text', text: '河' }])
    await expect.poll(() => store.get().overview?.key ?? '').toContain('河流')
    expect(asked).not.toContain('河')
  })

  it('bring preview, suggestions and more hits again when a query comes back', async () => {
    const many = Array.from({ length: 100 }, (_, i) => article({ id: `${i}`, title: `河流 ${i}`, body: '' }))
    const store = setUp(fakeIndex(many))
    store.send([{ type: 'historyLoaded', history: ['河流 灯火'] }])
    const ask = async (text: string): Promise<void> => {
      store.send([
        { type: 'key', name: 'ctrl-u' },
        { type: 'text', text },
      ])
      await expect.poll(() => store.get().results?.query).toBe(text)
    }
    for (const query of ['河流', '没有', '河流']) await ask(query)
    await expect.poll(() => store.get().preview).toBeDefined()
    store.send([{ type: 'key', name: 'alt->' }])
    await expect.poll(() => store.get().results?.hits.length).toBe(49)
    for (const query of ['没有', '河流']) await ask(query)
    store.send([{ type: 'key', name: 'alt->' }])
    await expect.poll(() => store.get().results?.hits.length).toBe(29)
    store.send([{ type: 'key', name: 'ctrl-s' }])
    await expect.poll(() => store.get().results?.key).toContain('date')
    await expect.poll(() => store.get().completions).toMatchObject([{ text: '河流 灯火', kind: 'past' }])
  })

  it('leave the newest articles out between two queries that quickly follow each other', async () => {
    const asked: string[] = []
    const base = fakeIndex()
    const search: Index['search'] = async (query, options) => {
      if (options?.countOnly !== true) asked.push(query)
      return base.search(query, options)
    }
    const store = setUp(fakeIndex(undefined, { search }))
    await expect.poll(() => asked).toHaveLength(1)
    const [newest] = asked
    for (const event of [
      { type: 'text', text: '河流' },
      { type: 'key', name: 'ctrl-u' },
      { type: 'text', text: '茶' },
    ] as const) {
      store.send([event])
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await expect.poll(() => asked).toEqual([newest, '河流', '茶'])
    store.send([{ type: 'key', name: 'ctrl-u' }])
    await expect.poll(() => asked).toEqual([newest, '河流', '茶', newest])
  })

  it('show an error of the engine in place of hits, and go on with the next query', async () => {
    const base = fakeIndex()
    const search = async (query: string): Promise<SearchResult> => {
      if (query.includes('坏')) throw new XunzhangError('INDEX_FILE', { what: 'trailer' }, { where: 'seg-3' })
      return base.search(query)
    }
    const store = setUp(fakeIndex(undefined, { search }))
    store.send([{ type: 'text', text: '坏' }])
    await expect.poll(() => store.get().problem?.reason).toMatch(/^seg-3: the file has no trailer: it is damaged/)
    store.send([
      { type: 'key', name: 'ctrl-u' },
      { type: 'text', text: '河流' },
    ])
    await expect.poll(() => store.get().results?.total).toBe(3)
    expect(store.get().problem).toBeUndefined()
  })
})
