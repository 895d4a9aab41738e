/**
 * What an engine does over any storage, as cases that throw where something is wrong. They import nothing of a test
 * runner, so that a page can run them.
 */
import type * as Door from '../../src/library/engine/index.js'

export interface Kit {
  readonly door: typeof Door
  /** Opens the same place at each call; it is empty before a case. */
  readonly storage: () => Promise<Door.Storage>
  readonly lexicon: Uint8Array
  readonly pinyin: Uint8Array
}

const notes = [
  {
    id: 'bridge',
    title: '渡口的旧桥',
    text: '工程师阿尔丹别科夫说，桥面要抬高半米，渡口的洪水就不会再漫过栏杆。',
    author: '林舟',
    tags: ['桥梁'],
    date: '2024-05-21',
  },
  {
    id: 'market',
    title: '夜市里的银行',
    text: '夜市开到凌晨，摊主们把零钱存进街角的银行，再去渡口赶头班船。',
    author: '周渔',
    tags: ['集市'],
    date: '2023-11-02',
  },
  { id: 3, title: '', text: '泉水煮茶，<火>不能急。老人说，第一泡只为醒茶 & 第二泡才入口。', date: '2022-08-13' },
]

function same(found: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (a !== b) throw new Error(`found ${a}, wanted ${b}`)
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { readonly code?: string; readonly message: string }) => error.code ?? error.message,
  )
}

const idsOf = ({ hits }: { readonly hits: readonly { readonly id: string }[] }): string[] => hits.map(({ id }) => id)

async function open({ door, storage, lexicon, pinyin }: Kit): Promise<Door.Engine> {
  return door.createEngine({ storage: await storage(), lexicon, pinyin })
}

async function filled(kit: Kit): Promise<Door.Engine> {
  const engine = await open(kit)
  await engine.add(notes)
  await engine.commit()
  return engine
}

async function listOf<T>(all: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of all) list.push(one)
  return list
}

export const contract: Readonly<Record<string, (kit: Kit) => Promise<void>>> = {
  'a storage reads parts, replaces by renaming, lists and removes': async ({ storage }) => {
    const files = await storage()
    await files.write('1.seg', Uint8Array.of(1, 2, 3))
    await files.write('1.seg', Uint8Array.of(4, 5))
    same([...(await files.read('1.seg', 0, Infinity))!], [4, 5])
    same([...(await files.read('1.seg', 1, 9))!], [5])
    same(await files.read('2.seg', 0, 1), undefined)
    await files.write('2.seg', new Uint8Array(100_000).fill(7))
    await files.rename('2.seg', '1.seg')
    same((await files.read('1.seg', 0, Infinity))!.length, 100_000)
    same(await files.list(), ['1.seg'])
    await files.remove('1.seg')
    await files.remove('1.seg')
    same(await files.list(), [])
  },
  'articles are found after a commit, and by an engine that is opened later': async (kit) => {
    const engine = await open(kit)
    await engine.add(notes)
    same((await engine.search('渡口')).total, 0)
    same(await engine.commit(), { added: 3, updated: 0, removed: 0, unchanged: 0 })
    same(idsOf(await engine.search('渡口')), ['bridge', 'market'])
    await engine.close()
    const again = await open(kit)
    same(idsOf(await again.search('"阿尔丹别科夫"')), ['bridge'])
    same((await again.get(3))?.body, notes[2]!.text)
    same(await again.get('x'), undefined)
    same(await codeOf(engine.search('渡口')), 'USAGE')
  },
  'changes replace and remove, and nothing of earlier commits stays in the storage': async (kit) => {
    const engine = await filled(kit)
    await engine.add([{ id: 'market', title: '早市', text: '早市在渡口。' }])
    await engine.remove(['bridge'])
    await engine.commit()
    same(
      (await engine.search('渡口')).hits.map(({ title }) => title),
      ['早市'],
    )
    await engine.remove(['market', 3])
    await engine.commit()
    same(engine.articleCount, 0)
    same(
      (await (await kit.storage()).list()).filter((name) => !/^(manifest\.json|\d+\.files)$/.test(name)),
      [],
    )
    same((await open(kit)).articleCount, 0)
  },
  'rolling back leaves the last commit': async (kit) => {
    const engine = await filled(kit)
    await engine.remove(['bridge'])
    await engine.rollback()
    await engine.commit()
    same(engine.articleCount, 3)
  },
  'a star stands for every article, with filters, orders and facets': async (kit) => {
    const engine = await filled(kit)
    same(idsOf(await engine.search('*', { sort: 'date' })), ['bridge', 'market', '3'])
    same(idsOf(await engine.search('* author:周渔')), ['market'])
    same(await engine.facets(['author']), {
      author: [
        { value: '周渔', count: 1 },
        { value: '林舟', count: 1 },
      ].sort((a, b) => (a.value < b.value ? -1 : 1)),
    })
    same((await engine.facets(['tag'], '凌晨'))['tag'], [{ value: '集市', count: 1 }])
  },
  'cursors lead through the pages of one commit': async (kit) => {
    const engine = await filled(kit)
    const first = await engine.search('*', { sort: 'date', limit: 2 })
    const second = await engine.search('*', { sort: 'date', limit: 2, cursor: first.cursor })
    same([idsOf(first), idsOf(second), second.cursor], [['bridge', 'market'], ['3'], undefined])
    const { cursor } = first
    same(idsOf(await engine.search('*', { limit: 2, cursor, sort: 'date' })), ['3'])
    same(await codeOf(engine.search('渡口', { sort: 'date', limit: 2, cursor })), 'USAGE')
    same(await codeOf(engine.search('*', { limit: 2, cursor })), 'USAGE')
    same(await codeOf(engine.search('*', { sort: 'date', limit: 2, offset: 1, cursor })), 'USAGE')
    same(await codeOf(engine.search('*', { sort: 'date', limit: 2, cursor: 'x' })), 'USAGE')
    await engine.remove([3])
    await engine.commit()
    same(await codeOf(engine.search('*', { cursor: first.cursor })), 'USAGE')
  },
  'what an engine lacks, or does not know, is refused': async (kit) => {
    const engine = await filled(kit)
    same(await codeOf(engine.search('渡口', { locate: true } as object)), 'USAGE')
    same(await codeOf(engine.search('渡口', { synonyms: 'words.txt' as unknown as string[] })), 'USAGE')
    for (const options of [{ storage: {} }, { lexicon: 1 }, { timeout: 'long' }, { words: 'ab' }, { store: 1 }])
      same(await codeOf(kit.door.createEngine(options as object)), 'USAGE')
  },
  'a signal gives up a search': async (kit) => {
    const engine = await filled(kit)
    const stop = new AbortController()
    const given = engine.search('渡口', { signal: stop.signal })
    stop.abort(new Error('typed on'))
    same(await codeOf(given), 'typed on')
    same((await engine.search('渡口', { signal: new AbortController().signal })).total, 2)
  },
  'what was typed is completed by any part, and by pinyin': async (kit) => {
    const engine = await filled(kit)
    const texts = async (typed: string): Promise<string[]> => (await engine.complete(typed)).map(({ text }) => text)
    same(await texts('渡'), ['渡口的旧桥', '渡口'])
    same(await texts('银行'), ['夜市里的银行'])
    same(await texts('工程'), ['工程师'])
    same(await texts('gongch'), ['工程师'])
    same(await engine.complete('栏'), [{ text: '栏杆', kind: 'word' }])
    same(await texts('linzh'), ['林舟'])
    same(await texts('zy'), ['周渔'])
    same((await engine.complete('渡', { limit: 1 })).length, 1)
    same(await codeOf(engine.complete('渡', { limit: 0 })), 'USAGE')
    same(await codeOf(engine.complete('渡', { most: 1 } as object)), 'USAGE')
    same(await engine.complete('夜市'), [{ text: '夜市里的银行', kind: 'title', id: 'market' }])
    await engine.add([{ id: 'new', title: '渡船' }])
    await engine.commit()
    same(await texts('渡'), ['渡船', '渡口的旧桥', '渡口'])
    same(idsOf(await engine.search('aerdanbiekefu')), ['bridge'])
  },
  'occurrences, articles and counts are read': async (kit) => {
    const engine = await filled(kit)
    const lines = await listOf(engine.kwic('渡口', { context: 3 }))
    same(
      lines.map(({ id, left, match, right }) => [id, left, match, right].join('|')).sort(),
      ['bridge|半米，|渡口|的洪水', 'bridge||渡口|的旧桥', 'market|，再去|渡口|赶头班'].sort(),
    )
    same(
      (await listOf(engine.articles())).map(({ id }) => id),
      ['bridge', 'market', '3'],
    )
    same(
      (await engine.timeline('渡口', { by: 'year' })).series[0]!.buckets.map(({ from, articles }) => [from, articles]),
      [
        ['2023-01-01', 1],
        ['2024-01-01', 1],
      ],
    )
  },
  'a hit as HTML is escaped and marked': async (kit) => {
    const engine = await filled(kit)
    const [hit] = (await engine.search('醒茶 老人说')).hits
    const { title, snippet } = engine.toHtml(hit!)
    same(title, '泉水煮茶，&lt;火&gt;不能急。')
    same(snippet, '…<mark>老人说</mark>，第一泡只为<mark>醒茶</mark> &amp; 第二泡才入口。')
    same(engine.toHtml((await engine.search('旧桥')).hits[0]!).title, '渡口的<mark>旧桥</mark>')
  },
  'two engines see each other: the later commit is refused until it has read the earlier one': async (kit) => {
    const [one, two] = [await filled(kit), await open(kit)]
    await one.add([{ id: 'a', text: '甲的文章' }])
    await one.commit()
    await two.add([{ id: 'b', text: '乙的文章' }])
    same(await codeOf(two.commit()), 'INDEX_LOCKED')
    same(await codeOf(two.refresh()), 'USAGE')
    await two.rollback()
    same([await two.refresh(), await two.refresh()], [true, false])
    await two.add([{ id: 'b', text: '乙的文章' }])
    await two.commit()
    await one.refresh()
    same(idsOf(await one.search('的文章', { sort: 'recent' })).sort(), ['a', 'b'])
  },
  'a commit that the storage refuses can be repeated, and is not half there': async (kit) => {
    const whole = await kit.storage()
    let left = 0
    const write: Door.Storage['write'] = (name, bytes) => {
      if (left-- <= 0) throw new Error('full')
      return whole.write(name, bytes)
    }
    for (let writes = 0; writes < 3; writes++) {
      left = writes
      const engine = await kit.door.createEngine({ storage: { ...whole, write }, lexicon: kit.lexicon })
      await engine.add(notes)
      same(await codeOf(engine.commit()), 'full')
      same((await open(kit)).articleCount, 0)
      left = 100
      if (writes === 2) await engine.commit()
    }
    same((await open(kit)).articleCount, 3)
  },
  'without a lexicon, pairs of characters are searched': async (kit) => {
    const engine = await kit.door.createEngine({ storage: await kit.storage() })
    await engine.add(notes)
    await engine.commit()
    same(idsOf(await engine.search('"阿尔丹别科夫"')), ['bridge'])
    same(idsOf(await engine.search('凌晨')), ['market'])
  },
  'a shorter lexicon does for a smaller program, and an index keeps to its own': async (kit) => {
    const short = kit.door.shortenLexicon(kit.lexicon, 1000)
    const engine = await kit.door.createEngine({ storage: await kit.storage(), lexicon: short })
    await engine.add(notes)
    await engine.commit()
    same(idsOf(await engine.search('银行')), ['market'])
    same(short.length < kit.lexicon.length / 20, true)
    same(await codeOf(open(kit)), 'INDEX_ANALYZER')
  },
}
