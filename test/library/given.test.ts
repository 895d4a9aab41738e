import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { checkIndex, createIndex, openIndex, syncFolder, buildIndex, isXunzhangError } from '../../src/index.js'
import type { GivenArticle, Index } from '../../src/index.js'
import { temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
afterAll(folder.remove)
let count = 0
const freshDir = (): string => join(folder.path, `index-${++count}`)

const bridge: GivenArticle = {
  id: 'bridge',
  title: '渡口的旧桥',
  text: '工程师说，桥面要抬高半米。\n洪水就不会再漫过栏杆。',
  author: ['林舟', '阿尔丹'],
  date: new Date('2024-05-21T08:30:00Z'),
  url: 'https://example.org/bridge',
  tags: ['桥梁', '水文'],
  categories: ['本地'],
  captions: ['旧桥的夜景'],
  metadata: { views: 12 },
}

async function ids(index: Index, query: string): Promise<string[]> {
  const { hits } = await index.search(query, { match: 'all' })
  return hits.map(({ id }) => id).sort()
}

describe.each(['a folder', 'memory'])('an index in %s that a program fills', (kind) => {
  const place = (): string => (kind === 'memory' ? ':memory:' : freshDir())

  it('gives an article back as it was given', async () => {
    await using index = await createIndex(place())
    expect(await index.add([bridge])).toEqual({ added: 1, updated: 0, unchanged: 0, failed: 0 })
    await index.commit()
    expect(await index.get('bridge')).toMatchObject({
      title: '渡口的旧桥',
      body: bridge.text,
      author: '林舟、阿尔丹',
      date: '2024-05-21T08:30:00Z',
      tags: ['桥梁', '水文'],
      categories: ['本地'],
      captions: ['旧桥的夜景'],
      metadata: { views: 12 },
      path: '',
    })
    const { hits } = await index.search('"漫过栏杆"')
    expect(hits).toMatchObject([{ id: 'bridge', url: 'https://example.org/bridge', path: '' }])
  })

  it('takes an article back as it was read, with its own fields', async () => {
    await using index = await createIndex(place(), { fields: { outlet: 'keyword' } })
    await index.add([{ ...bridge, outlet: '晚报' }])
    await index.commit()
    const before = await index.get('bridge')
    expect(await index.add([before!])).toMatchObject({ added: 0, unchanged: 1 })
    await index.commit()
    expect(await index.get('bridge')).toEqual(before)
    await expect(index.add([{ id: 1, title: '渡口', body: '桥' } as GivenArticle])).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      parameters: { flaw: 'body' },
    })
  })

  it('limits the time for an answer, if it is asked to', async () => {
    await using index = await openIndex(place(), { create: true, timeout: 5 })
    const text = '的话是的，了不得的人说了的事在这里，'.repeat(400)
    await index.add(Array.from({ length: 50 }, (_, id) => ({ id, text })))
    await index.commit()
    await expect(index.countOccurrences!('的 NEAR/100 了 NEAR/100 是')).rejects.toMatchObject({ code: 'TIME_EXCEEDED' })
  })

  it('shows changes with the commit, and not before', async () => {
    await using index = await createIndex(place())
    await index.add([bridge, { id: 'river', text: '河水上涨' }])
    expect(index.articleCount).toBe(0)
    expect(await ids(index, '河水')).toEqual([])
    expect(await index.commit()).toEqual({ added: 2, updated: 0, removed: 0, unchanged: 0 })
    expect(index.articleCount).toBe(2)
    expect(await ids(index, '河水')).toEqual(['river'])
  })

  it('replaces an article with the same ID, and leaves an equal one alone', async () => {
    await using index = await createIndex(place())
    await index.add([bridge])
    await index.commit()
    expect(await index.add([bridge])).toMatchObject({ added: 0, updated: 0, unchanged: 1 })
    expect(await index.add([{ id: 'bridge', text: '新桥' }])).toMatchObject({ updated: 1 })
    expect(await index.add([{ id: 'bridge', text: '木桥' }])).toMatchObject({ updated: 0 })
    await index.commit()
    expect(index.articleCount).toBe(1)
    expect(await ids(index, '旧桥')).toEqual([])
    expect(await ids(index, '木桥')).toEqual(['bridge'])
  })

  it('removes articles, those not committed too', async () => {
    await using index = await createIndex(place())
    await index.add([bridge, { id: 1, text: '第一' }])
    await index.commit()
    await index.add([{ id: 'late', text: '最后' }])
    expect(await index.remove(['late', 1, 'nowhere'])).toBe(2)
    expect(await index.commit()).toEqual({ added: 0, updated: 0, removed: 1, unchanged: 0 })
    expect(index.articleCount).toBe(1)
    expect(await index.get('1')).toBeUndefined()
  })

  it('forgets changes that are rolled back', async () => {
    await using index = await createIndex(place())
    await index.add([bridge])
    await index.rollback()
    expect(await index.commit()).toMatchObject({ added: 0 })
    expect(index.articleCount).toBe(0)
  })

  it('takes articles from a generator no faster than it indexes them', async () => {
    await using index = await createIndex(place())
    const seen: number[] = []
    async function* rows(): AsyncGenerator<GivenArticle> {
      for (let i = 0; i < 300; i++) yield { id: i, title: `第${i}篇`, text: '正文'.repeat(i) }
    }
    await index.add(rows(), { onProgress: ({ articles }) => seen.push(articles) })
    await index.commit()
    expect(index.articleCount).toBe(300)
    expect(seen.at(-1)).toBe(300)
  })

  it('keeps articles of folders and articles of programs apart', async () => {
    const source = join(folder.path, `source-${++count}`)
    mkdirSync(source)
    writeFileSync(join(source, 'a.md'), '---\ntitle: 甲\n---\n文件里的甲。\n')
    writeFileSync(join(source, 'b.md'), '---\ntitle: 乙\n---\n文件里的乙。\n')
    await using index = await createIndex(place())
    await index.add([bridge])
    await expect(syncFolder(index, source)).rejects.toMatchObject({
      code: 'USAGE',
      reason: 'INDEX_UNFIT',
      parameters: { what: 'pending' },
    })
    await index.commit()
    expect(await syncFolder(index, pathToFileURL(source))).toMatchObject({ articles: 3, added: 2, removedIds: [] })
    writeFileSync(join(source, 'b.md'), '')
    expect(await syncFolder(index, [source])).toMatchObject({ articles: 2, removed: 1, removedIds: ['b.md'] })
    expect(await ids(index, '旧桥 | 文件')).toEqual(['a.md', 'bridge'])
    await expect(syncFolder(index, [])).rejects.toMatchObject({ code: 'USAGE', reason: 'NO_PATHS' })
  })
})

describe('an index in a folder that a program fills', () => {
  it('is seen by a reader that refreshes, and checks as whole', async () => {
    const dir = freshDir()
    await using writer = await createIndex(pathToFileURL(dir))
    await using reader = await openIndex(dir)
    await writer.add([bridge])
    await writer.commit()
    expect(reader.articleCount).toBe(0)
    expect(await reader.isStale()).toBe(true)
    expect(await reader.refresh()).toBe(true)
    expect(await reader.refresh()).toBe(false)
    expect(await ids(reader, '旧桥')).toEqual(['bridge'])
    expect(await checkIndex(dir)).toMatchObject({ ok: true, articles: 1 })
  })

  it('has one writer at a time', async () => {
    const dir = freshDir()
    await using one = await createIndex(dir)
    await using other = await openIndex(dir, { create: true })
    await one.add([bridge])
    await expect(other.add([bridge])).rejects.toMatchObject({ code: 'INDEX_LOCKED' })
    await one.commit()
    expect(await other.add([bridge])).toMatchObject({ unchanged: 1 })
    await other.rollback()
  })

  it('is never rebuilt over the articles of a program', async () => {
    const dir = freshDir()
    await using index = await createIndex(dir)
    await index.add([bridge])
    await index.commit()
    const paths = [join(import.meta.dirname, '../../corpus')]
    await expect(buildIndex({ paths, dir, force: true })).rejects.toMatchObject({
      reason: 'INDEX_UNFIT',
      parameters: { what: 'given' },
    })
    await expect(buildIndex({ paths, dir, tokenizer: 'bigram' })).rejects.toMatchObject({ code: 'USAGE' })
  })
})

describe('adding', () => {
  it.each([
    [{ text: '无编号' }, 'id', 'id'],
    [{ id: '', text: '空编号' }, 'id', 'id'],
    [{ id: 'x' }, 'text', 'empty'],
    [{ id: 'x', text: 5 }, 'text', 'text'],
    [{ id: 'x', text: '文', tags: '甲' }, 'tags', 'texts'],
    [{ id: 'x', text: '文', date: 'nonsense' }, 'date', 'date'],
    [{ id: 'x', text: '文', metadata: { n: () => 1 } }, 'n', 'json'],
    ['text', '', 'object'],
  ])('refuses %j by name', async (article, key, flaw) => {
    await using index = await createIndex(':memory:')
    const error: unknown = await index.add([bridge, article as GivenArticle]).catch((error: unknown) => error)
    expect(isXunzhangError(error) && error.parameters).toEqual({ number: 2, key, flaw })
  })

  it('tells of refused articles and goes on, where it is asked to', async () => {
    await using index = await createIndex(':memory:')
    const problems: string[] = []
    const articles = [{ id: 'x' }, bridge] as GivenArticle[]
    expect(await index.add(articles, { onProblem: ({ message }) => problems.push(message) })).toMatchObject({
      added: 1,
      failed: 1,
    })
    expect(problems).toEqual(['articles: article 1, "text": neither text nor title. Give "text" or "title".'])
  })

  it('ends with an AbortError when it is asked to stop', async () => {
    await using index = await createIndex(':memory:')
    const stop = new AbortController()
    function* endless(): Generator<GivenArticle> {
      for (let id = 0; ; id++) {
        if (id === 1000) stop.abort('enough')
        yield { id, text: '没完没了' }
      }
    }
    const error: unknown = await index.add(endless(), { signal: stop.signal }).catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'AbortError', code: 'INTERRUPTED', cause: 'enough' })
    await index.commit()
    expect(index.articleCount).toBeGreaterThanOrEqual(1000)
  })

  it.each<[string, unknown, object]>([
    ['a text', 'text', {}],
    ['a wrong option', [], { job: 1 }],
    ['a number out of range', [], { jobs: 0 }],
  ])('refuses %s', async (_, articles, options) => {
    await using index = await createIndex(':memory:')
    await expect(async () => index.add(articles as GivenArticle[], options)).rejects.toMatchObject({ code: 'USAGE' })
  })
})
