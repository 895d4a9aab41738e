import { describe, expect, it } from 'vitest'
import { XunzhangError } from '../../../src/base/errors.js'
import { createCompleter } from '../../../src/fronts/tui/complete/completer.js'
import { tuiMessages } from '../../../src/fronts/messages/languages.js'
import { Library, type BuildIndex, type OpenIndex } from '../../../src/fronts/tui/session/library.js'
import type { Event } from '../../../src/fronts/tui/state/event.js'
import { fakeIndex, fewArticles } from '../support/fake-index.js'

function setUp(open: OpenIndex, build?: BuildIndex) {
  const events: Event[] = []
  const library = new Library({
    dir: './index',
    open,
    build,
    messages: tuiMessages.en,
    completer: createCompleter(),
    tell: (event) => void (event.type === 'suggestionsLoaded' || events.push(event)),
  })
  return { library, events, types: () => events.map((event) => event.type) }
}

const missing = () => new XunzhangError('INDEX_MISSING', {}, { where: './index' })
const report = {
  articles: 3,
  added: 3,
  updated: 0,
  removed: 0,
  skipped: 0,
  failed: 0,
  bytes: 1,
  seconds: 0.1,
  ...{ roots: [], problems: [], sites: [], leftOut: [], blocksLeftOut: { blocks: 0, articles: 0, reasons: {} } },
  indexBytes: 1,
}

describe('the index behind the screens', () => {
  it('is opened, or its absence told', async () => {
    const { library, events } = setUp(async () => fakeIndex())
    await library.open()
    expect(events[0]).toEqual({ type: 'opened', articles: 3, hasTimes: false, hasLines: false })
    await library.close()
    const without = setUp(() => Promise.reject(missing()))
    await without.library.open()
    expect(without.events).toEqual([{ type: 'unavailable', reason: './index', damaged: false }])
    await without.library.close()
  })

  it('is built anew by force where it is damaged, and then opened', async () => {
    let isBuilt = false
    const given: boolean[] = []
    const { library, events, types } = setUp(
      async () => {
        if (!isBuilt) throw new XunzhangError('INDEX_FILE', { what: 'trailer' }, { where: 'seg-1' })
        return fakeIndex()
      },
      async ({ force, onProgress }) => {
        given.push(force)
        onProgress({ stage: 'read', done: 1, total: 3, unit: 'files' })
        isBuilt = true
        return report
      },
    )
    await library.open()
    expect(events[0]).toEqual({
      type: 'unavailable',
      reason: 'seg-1: the file has no trailer: it is damaged. Rebuild with "xunzhang index --force".',
      damaged: true,
    })
    await library.build()
    expect(given).toEqual([true])
    expect(types()).toEqual(['unavailable', 'progressed', 'opened', 'built'])
    expect(events.at(-1)).toMatchObject({ notice: { text: 'Indexed 3 articles in 0.1 s', tone: 'good' } })
    await library.close()
  })

  it('is offered to be made anew when a question finds it unusable', async () => {
    const mark = () =>
      Promise.reject(new XunzhangError('ANALYZER_DIFFERS', { what: 'index', found: 'a1', expected: 'b2' }))
    const { library, events } = setUp(async () => fakeIndex(undefined, { mark }))
    await library.open()
    await expect(library.ask((index) => index.mark('x', 'y'))).rejects.toThrow('made with analyser a1')
    expect(events.at(-1)).toEqual({
      type: 'unavailable',
      reason: expect.stringContaining('made with analyser a1') as string,
      damaged: true,
    })
    await library.close()
  })

  it('stays as it was when a build is stopped or fails', async () => {
    const { library, events } = setUp(
      async () => fakeIndex(),
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    )
    await library.open()
    const building = library.build()
    library.cancelBuild()
    await building
    expect(events.at(-1)).toMatchObject({ type: 'built', notice: { text: 'Stopped; the last index is unchanged.' } })
    expect(await library.ask(async (index) => index.articleCount)).toBe(3)
    await library.close()
  })

  it('is opened again when another process changed it; questions under way keep the old one open', async () => {
    const closed: string[] = []
    let opened = 0
    const { library, events } = setUp(async () => {
      const name = `index ${++opened}`
      const articles = opened === 1 ? fewArticles : fewArticles.slice(0, 1)
      return fakeIndex(articles, { isStale: async () => opened === 1, close: async () => void closed.push(name) })
    })
    await library.open()
    let answer!: () => void
    const question = library.ask(() => new Promise<void>((resolve) => (answer = resolve)))
    await expect.poll(() => events.filter((event) => event.type === 'opened').length, { timeout: 5000 }).toBe(2)
    expect(closed).toEqual([])
    answer()
    await question
    expect(closed).toEqual(['index 1'])
    expect(events.at(-1)).toMatchObject({ type: 'noticed', notice: { text: 'The index has changed: now 1 article' } })
    await library.close()
  })
})
