import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex, createIndex, openIndex, type FieldTypes, type Index } from '../../src/index.js'
import { makeIndex } from '../../src/indexing/writer/create.js'
import { createMemoryFileSystem } from '../../src/storage/store/file-system.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { ask, type ToolResult } from '../support/mcp.js'
import { all, type ReadingIndex } from '../reading/support.js'

const folder = temporaryFolder()
afterAll(folder.remove)

const fields = {
  outlet: 'keyword',
  price: 'number',
  published: 'date',
  abstract: 'text',
  raw: 'stored',
} as const satisfies FieldTypes

const rows = [
  {
    id: '1',
    title: '甲',
    text: '正文甲',
    outlet: '新华社',
    price: 12,
    published: '2024-05-21',
    abstract: '摘要里的贸易',
  },
  {
    id: '2',
    title: '乙',
    text: '正文乙',
    outlet: ['新华网', '人民网'],
    price: 30.5,
    published: '2023-01-01T10:00:00Z',
  },
  { id: '3', title: '丙', text: '正文丙', raw: { any: ['thing'] } },
]

const ids = async (index: Index<never>, query: string): Promise<string> => {
  const { hits } = await index.search(query, { match: 'all' })
  return hits
    .map(({ id }) => id)
    .sort()
    .join('')
}

const queries: [query: string, ids: string][] = [
  ['outlet:新华社', '1'],
  ['outlet:新华', ''],
  ['outlet:新华*', '12'],
  ['outlet:"人民网"', '2'],
  ['outlet:(新华社 | 人民网)', '12'],
  ['-outlet:新华社 正文', '23'],
  ['price:10..20', '1'],
  ['price:12', '1'],
  ['price:>12', '2'],
  ['price:>=12', '12'],
  ['price:<30.5', '1'],
  ['price:..', ''],
  ['published:2024', '1'],
  ['published:..2023', '2'],
  ['published:2023-01..2024-05', '12'],
  ['abstract:贸易', '1'],
  ['abstract:正文', ''],
  ['贸易', '1'],
]

describe('fields of the collection’s own', () => {
  let given: Index<typeof fields>
  let read: Index<typeof fields>

  beforeAll(async () => {
    given = await createIndex(':memory:', { fields })
    await given.add(rows)
    await given.commit()
    const source = join(folder.path, 'source')
    mkdirSync(source)
    writeFileSync(join(source, 'rows.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))
    await buildIndex({ paths: [source], dir: join(folder.path, 'index'), fields })
    read = await openIndex<typeof fields>(join(folder.path, 'index'))
  })
  afterAll(async () => {
    await given.close()
    await read.close()
  })

  it.each(queries.filter(([query]) => query !== 'price:..'))('are searched: %s', async (query, found) => {
    expect(await ids(given as unknown as Index<never>, query)).toBe(found)
    expect(await ids(read as unknown as Index<never>, query)).toBe(found)
  })

  it.each(queries.filter(([query]) => query !== 'price:..'))('filter what is read: %s', async (query, found) => {
    for (const index of [given, read] as unknown as ReadingIndex[]) {
      const options = { match: 'all', lenient: true } as const
      const lines = await all(index.kwic(`正文 ${query}`, options))
      expect([...new Set(lines.map(({ id }) => id))].sort().join('')).toBe(found)
      expect((await index.countOccurrences(`正文 ${query}`)).articles).toBe(found.length)
      const [series] = (await index.timeline(query, { by: 'year', articlesOnly: true })).series
      const articles = [...series!.buckets, series!.undated].reduce((sum, one) => sum + one.articles, 0)
      expect(articles).toBe(found.length)
    }
  })

  it('filter the words beside a query', async () => {
    for (const index of [given, read] as unknown as ReadingIndex[]) {
      const beside = async (query: string) => (await index.collocates(query, { least: 1 })).map(({ word }) => word)
      expect(await beside('正文')).toEqual(expect.arrayContaining(['甲', '乙', '丙']))
      expect(await beside('正文 outlet:新华社')).toEqual(['甲'])
    }
  })

  it('filter what is read in several indexes', async () => {
    const dir = join(folder.path, 'plain')
    await using plain = await createIndex(dir)
    await plain.add([{ id: '4', title: '丁', text: '正文丁' }])
    await plain.commit()
    await using both = (await openIndex([dir, join(folder.path, 'index')])) as ReadingIndex
    expect((await all(both.kwic('正文 price:>5'))).map(({ id }) => id).sort()).toEqual(['1', '2'])
  })

  it('are known of an open index', async () => {
    expect([given.fields, read.fields]).toEqual([fields, fields])
    await using plain = await createIndex(':memory:')
    expect(plain.fields).toEqual({})
  })

  it('come back typed, apart from other keys', async () => {
    for (const index of [given, read]) {
      const { hits } = await index.search('甲')
      const price: number | undefined = hits[0]!.fields?.price
      expect(price).toBe(12)
      expect(hits[0]!.fields).toEqual({
        outlet: '新华社',
        price: 12,
        published: '2024-05-21',
        abstract: '摘要里的贸易',
      })
      expect(await index.get('3')).toMatchObject({ fields: { raw: { any: ['thing'] } }, metadata: {}, captions: [] })
      expect((await index.get('1'))!.captions).toEqual([])
    }
  })

  it('count and sort', async () => {
    for (const index of [given, read]) {
      const { facets } = await index.search('正文', { facets: ['outlet'] })
      expect(facets).toEqual({
        outlet: ['人民网', '新华社', '新华网'].map((value) => ({ value, count: 1 })),
      })
      const order = async (sort: 'price' | 'price:desc' | 'published:asc'): Promise<string> =>
        (await index.search('正文', { sort })).hits.map(({ id }) => id).join('')
      expect(await order('price')).toBe('123')
      expect(await order('price:desc')).toBe('213')
      expect(await order('published:asc')).toBe('213')
    }
  })

  it.each<[string, object, string]>([
    ['price:abc', {}, 'QUERY_SYNTAX'],
    ['published:soon', {}, 'QUERY_SYNTAX'],
    ['raw:x', {}, 'QUERY_SYNTAX'],
    ['正文', { sort: 'outlet' }, 'USAGE'],
    ['正文', { facets: ['price'] }, 'USAGE'],
  ])('refuse what they are not made for: %s %j', async (query, options, code) => {
    await expect(given.search(query, options)).rejects.toMatchObject({ code })
  })

  it('are declared once', async () => {
    const dir = join(folder.path, 'declared')
    await (await createIndex(dir, { fields: { price: 'number' } })).close()
    await (await createIndex(dir)).close()
    await expect(createIndex(dir, { fields: { price: 'keyword' } })).rejects.toMatchObject({
      reason: 'FIELD_DECLARATION',
      parameters: { what: 'differs' },
    })
    await expect(createIndex(dir, { fields: { title: 'text' } })).rejects.toMatchObject({ code: 'USAGE' })
  })

  it('are those of a process that creates the index at the same moment', () => {
    const memory = createMemoryFileSystem()
    const dir = join('/', 'raced')
    let isRaced = false
    const fileSystem = {
      ...memory,
      makeFolder: (path: string) => {
        memory.makeFolder(path)
        if (isRaced) return
        isRaced = true
        makeIndex(memory, dir, { fields: { price: 'number' } })
      },
    }
    expect(() => makeIndex(fileSystem, dir, { fields: { price: 'keyword' } })).toThrow('price')
    expect(isRaced).toBe(true)
  })

  it('refuse values of another type', async () => {
    await using index = await createIndex(':memory:', { fields })
    await expect(index.add([{ id: 1, text: '文', price: 'dear' }])).rejects.toMatchObject({
      parameters: { number: 1, key: 'price', flaw: 'number' },
    })
  })
})

describe('a file with front matter', () => {
  it('has its own ID and own fields, declared on the command line and remembered', async () => {
    const source = join(folder.path, 'posts')
    const dir = join(folder.path, 'posts-index')
    mkdirSync(source)
    writeFileSync(join(source, 'a.md'), '---\nid: first\ntitle: 甲\nprice: 3\n---\n正文。\n')
    const { status } = await runCli(['index', source, '--index', dir, '--field', 'price:number'])
    expect(status).toBe(0)
    writeFileSync(join(source, 'b.md'), '---\ntitle: 乙\nprice: 5\n---\n正文。\n')
    expect((await runCli(['index', '--index', dir])).status).toBe(0)
    await using index = await openIndex<{ price: 'number' }>(dir)
    expect(await index.get('first')).toMatchObject({ fields: { price: 3 } })
    expect((await index.search('price:>=5')).hits.map(({ id }) => id)).toEqual(['b.md'])
  })

  it('has values of another type told once a field, with their number', async () => {
    const source = join(folder.path, 'prices')
    mkdirSync(source)
    const rows = ['dear', 5, 'cheap', '', null].map((price, i) => JSON.stringify({ _id: `${i}`, text: '文', price }))
    writeFileSync(join(source, 'a.jsonl'), rows.join('\n'))
    const args = ['index', source, '--index', join(folder.path, 'prices-index'), '--field', 'price:number']
    const { status, stderr } = await runCli(args)
    expect([status, stderr]).toEqual([
      0,
      `${source}/a.jsonl:1: price is not a number in 2 articles, first in this one; it was left out. Correct the value, or declare the field again with --field price:TYPE.\n`,
    ])
    expect((await runCli(args)).stderr).toBe('')
  })

  it('is sorted by and counted on the command line', async () => {
    const source = join(folder.path, 'goods.jsonl')
    const goods = [
      { _id: 'a', text: '茶砖', price: 30, outlet: '南汀' },
      { _id: 'b', text: '茶饼', price: 10, outlet: '澜桥' },
      { _id: 'c', text: '茶叶', price: 20, outlet: '南汀' },
    ]
    writeFileSync(source, goods.map((one) => JSON.stringify(one)).join('\n'))
    const at = ['--index', join(folder.path, 'goods-index')]
    const fields = ['--field', 'price:number', '--field', 'outlet:keyword']
    expect((await runCli(['index', source, ...at, ...fields])).status).toBe(0)
    const ids = async (...args: string[]) => (await runCli(['search', '茶', ...at, '--fields', 'id', ...args])).stdout
    expect(await ids('--sort', 'price')).toBe('b\nc\na\n')
    expect(await ids('--sort', 'price:desc')).toBe('a\nc\nb\n')
    const facets = await runCli(['search', '茶', ...at, '--facet', 'outlet,year', '--limit', '0', '--quiet'])
    expect(facets.stdout).toContain('outlet: 南汀 2, 澜桥 1\n')
    expect((await runCli(['terms', 'outlet', ...at])).stdout).toBe('2  南汀\n1  澜桥\n')
    const refused = await runCli(['search', '茶', ...at, '--sort', 'prise'])
    expect([refused.status, refused.stderr]).toEqual([
      2,
      'xunzhang: --sort is "prise". Give one of score, date, oldest, recent, price:asc, price:desc.\n',
    ])
    expect((await runCli(['search', '茶', ...at, '--facet', 'author,outlets'])).stderr).toContain(
      '--facet is "outlets". Did you mean outlet?',
    )
  })

  it('filters what is read on the command line and for agents', async () => {
    const source = join(folder.path, 'sold.jsonl')
    const dir = join(folder.path, 'sold-index')
    const sold = [
      { _id: 'a', text: '茶砖', price: 30, outlet: '南汀', date: '2024-01-01' },
      { _id: 'b', text: '茶饼', price: 10, outlet: '澜桥', date: '2023-01-01' },
    ]
    writeFileSync(source, sold.map((one) => JSON.stringify(one)).join('\n'))
    const declared = ['--field', 'price:number', '--field', 'outlet:keyword']
    expect((await runCli(['index', source, '--index', dir, ...declared])).status).toBe(0)
    const output = async (...args: string[]) => (await runCli([...args, '--index', dir])).stdout
    expect(await output('kwic', '茶 price:>20', '--count')).toBe('1 1\n')
    expect(await output('timeline', '茶 outlet:澜桥', '--format', 'csv')).not.toContain('2024')
    const { answers } = await ask(dir, [['tools/call', { name: 'search', arguments: { query: '茶砖 outlet:澜桥' } }]])
    const { structuredContent } = answers.get(1)?.result as unknown as ToolResult
    expect(structuredContent).toMatchObject({ total: 0, words: [{ word: '茶砖', articles: 1 }] })
  })

  it('declares no field that means something else', async () => {
    const { status, stderr } = await runCli([
      'index',
      folder.path,
      '--index',
      join(folder.path, 'x'),
      '--field',
      'title:text',
    ])
    expect(status).toBe(2)
    expect(stderr).toContain('--field: "title:text": this name has another meaning')
  })
})
