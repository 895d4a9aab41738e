import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLive } from '../../src/library/live-index.js'
import { Collections } from '../../src/fronts/mcp/collections.js'
import { SourceLines } from '../../src/library/results/locating.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { messagesIn } from '../../src/fronts/messages/languages.js'
import { FilePlaces } from '../../src/fronts/mcp/tools/find-article.js'
import { runTool } from '../../src/fronts/mcp/tools/tool-list.js'
import { listTools, type ToolName } from '../../src/fronts/mcp/tools/tool-list.js'
import { oneCollection } from './one-collection.js'

let index: Index
let context: Parameters<typeof runTool>[2]
beforeAll(async () => {
  index = await createIndex(':memory:')
  const body = '渡口的旧桥今年重修，工期三个月。'.repeat(12)
  await index.add([
    { id: 'law', title: '监管办法', text: '人工智能的监管办法今年公布。', date: '2024-05-01', tags: ['法律'] },
    { id: 'lab', title: '实验室', text: '人工智能实验室开放日。', date: '2023-01-01', author: '林舟' },
    {
      id: 'bridge',
      title: '旧桥',
      text: `缘起\n${body}\n工程进展\n${body}阿尔丹别科夫说，桥面抬高半米。\n尾声\n${body}`,
    },
  ])
  await index.commit()
  const say = messagesIn('en').agents
  const places = { files: new SourceLines(), places: new FilePlaces() }
  context = {
    collections: await oneCollection(index),
    ...places,
    kept: new Map(),
    say,
    showsFolders: false,
    structured: true,
  }
})
afterAll(() => index.close())

const call = async (name: ToolName, given: object) => {
  const { content, structuredContent, isError } = await runTool(name, given, context, ({ reason }) => reason)
  const data = structuredContent as { readonly hits?: readonly { readonly id: string }[] } | undefined
  return { text: content[0]?.text ?? '', data, ids: data?.hits?.map(({ id }) => id), isError }
}

it('tells partial matches apart', async () => {
  const { text } = await call('search', { query: '人工智能 监管' })
  expect(text).toMatch(/1\. .*id=law(?!.*lacks)/)
  expect(text).toMatch(/2\. .*id=lab .*has 人工智能, lacks 监管/)
})

it('names a word that no article has, and answers all the same', async () => {
  const { text, ids } = await call('search', { query: '人工智能 谔谔斯' })
  expect(text).toContain('In no article: 谔谔斯.')
  expect(ids?.length).toBeGreaterThan(0)
})

it('shows the best of a wider query without function words if nothing is found', async () => {
  const { text, data } = await call('search', { query: '"为什么旧桥要的监管"' })
  expect(data).toMatchObject({ total: 0, hits: [], wider: { total: 2 } })
  expect(JSON.stringify(data)).toContain('"id":"law"')
  expect(text).not.toContain('"的"')
})

it('finds a word of two characters, and a name that no dictionary has, with the line that holds it', async () => {
  expect((await call('search', { query: '工期' })).text).toMatch(/1\. .*id=bridge[^]*工期/)
  const { text } = await call('search', { query: '阿尔丹别科夫' })
  expect(text).toMatch(/1\. .*id=bridge .*from=\d+[^]*阿尔丹别科夫/)
})

it('finds Simplified text by a Traditional query', async () => {
  const { text, ids } = await call('search', { query: '實驗室開放' })
  expect(ids?.[0]).toBe('lab')
  expect(text).toMatch(/1\. .*id=lab[^]*实验室/)
})

it('finds a misspelt name by its right characters, and says which one is wrong', async () => {
  const { text, ids } = await call('search', { query: '阿尔丹别科失' })
  expect(ids).toEqual(['bridge'])
  expect(text).toMatch(/In no article: 失\.[^]*has 阿尔丹, 别科, lacks 失/)
})

it('answers a question with one unknown word, and names the word', async () => {
  const { text, ids } = await call('search', { query: '渡口的旧桥为什么要魑魅重修？' })
  expect(ids?.[0]).toBe('bridge')
  expect(text).toMatch(/In no article: .*魑魅|lacks .*魑魅/)
})

it('reads an article of 50 KB whole in four calls of 16 KB, each going on where the last ended', async () => {
  const long = await createIndex(':memory:')
  const text = Array.from({ length: 800 }, (_, i) => `第${i}段：渡口的旧桥今年重修，工期三个月。`).join('\n')
  await long.add([{ id: 'long', title: '长文', text }])
  await long.commit()
  const own = { ...context, collections: await oneCollection(long), places: new FilePlaces() }
  const read: string[] = []
  for (let from: number | undefined = 1; from !== undefined && read.length < 9;) {
    const answer = await runTool('read', { id: 'long', from, budget: 16_384 }, own, ({ reason }) => reason)
    read.push(answer.content[0]!.text)
    from = (answer.structuredContent as { readonly next?: number }).next
  }
  expect(read.length).toBeLessThanOrEqual(4)
  expect(read.flatMap((one) => [...one.matchAll(/^\d+\| (.*)$/gm)].map(([, line]) => line)).join('\n')).toBe(text)
  await long.close()
})

it('filters and sorts by arguments, whatever brackets the query has', async () => {
  expect((await call('search', { query: '人工智能)', authors: ['林舟'] })).ids).toEqual(['lab'])
  expect((await call('search', { query: '人工智能', tags: ['法律'] })).ids).toEqual(['law'])
  expect((await call('search', { query: '人工智能', dates: '2023', sort: 'date' })).ids).toEqual(['lab'])
  expect((await call('search', { query: '人工智能', sort: 'oldest' })).ids).toEqual(['lab', 'law'])
  expect((await call('search', { query: '人工智能', dates: 'soon' })).text).toContain('Ignored: dates soon')
})

it('finds without the filters what they leave out, and says so', async () => {
  const { text, data } = await call('search', { query: '人工智能', authors: ['林舟'], dates: '1999' })
  expect(data).toMatchObject({ total: 0, hits: [], wider: { query: '人工智能', total: 2 } })
  expect(text).toContain('The filters leave nothing.')
})

it('shows the line that has most of the words, however little fits', async () => {
  const { text } = await call('read', { id: 'bridge', around: '桥面抬高半米', lines: 1 })
  expect(text).toContain('桥面抬高半米')
})

it('merges several queries, and says which found a hit', async () => {
  const { text, ids } = await call('search', { queries: ['人工智能', '旧桥'] })
  expect(new Set(ids)).toEqual(new Set(['law', 'lab', 'bridge']))
  expect(text).toMatch(/id=bridge.* by q2/)
})

it('reads by quote, section, and several at once', async () => {
  expect((await call('read', { quote: '桥面抬高半米' })).text).toContain('桥面抬高半米')
  const { text } = await call('read', { id: 'bridge', section: '工程进展', budget: 8000 })
  expect(text).toMatch(/\d+\| 工程进展/)
  expect(text).not.toContain('尾声')
  expect((await call('read', { id: 'bridge', budget: 1200 })).text).toMatch(
    /Sections, with their lines: 1 缘起; \d+ 工程进展/,
  )
  const both = await call('read', { ids: ['law', 'nobody', 'lab'] })
  expect(both.text).toContain('监管办法今年公布')
  expect(both.text).toContain('"nobody"')
  expect(both.text).toContain('开放日')
})

it('lists by date, and explores', async () => {
  expect((await call('list', {})).ids?.slice(0, 2)).toEqual(['law', 'lab'])
  expect((await call('explore', { by: 'author' })).text).toContain('林舟\t1')
  expect((await call('explore', { what: 'timeline', query: '人工智能', by: 'year' })).text).toContain(
    '2024-01-01\t1\t1',
  )
  expect((await call('explore', { what: 'occurrences', query: '抬高半米' })).text).toContain('【抬高半米】')
})

it.each([512, 513, 700, 1024, 4096])('answers within %i bytes, without an error', async (budget) => {
  for (const [name, given] of [
    ['search', { query: '人工智能 监管' }],
    ['search', { query: '"不存在的旧桥"' }],
    ['read', { id: 'bridge' }],
    ['read', { ids: ['law', 'lab', 'bridge'] }],
    ['list', {}],
    ['explore', { what: 'occurrences', query: '旧桥' }],
  ] as const) {
    const answer = await runTool(name, { ...given, budget }, context, ({ reason }) => reason)
    expect(answer.isError).toBeUndefined()
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(budget)
    expect(answer.content[0]?.text).not.toBe('')
  }
})

describe('several collections', () => {
  let folder = ''
  let both: Parameters<typeof runTool>[2]
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'collections-'))
    const dirs = ['news/index', 'laws', 'old/index'].map((name) => join(folder, name))
    for (const [i, dir] of dirs.entries()) {
      const one = await createIndex(dir)
      await one.add([{ id: `a${i}`, text: `渡口的第${i}座旧桥。`, date: `202${i}-01-01` }])
      await one.commit()
      await one.close()
    }
    const open = (some: readonly string[]) => openLive(() => openIndex(some))
    both = { ...context, collections: new Collections(dirs, await open(dirs), open), kept: new Map() }
  })
  afterAll(async () => {
    await both.collections.close()
    rmSync(folder, { recursive: true })
  })
  const ask = async (name: ToolName, given: object) => {
    const { content, structuredContent } = await runTool(name, given, both, ({ reason }) => reason)
    return { text: content[0]!.text, hits: structuredContent?.['hits'] as readonly { collection: string }[] }
  }
  const collectionsOf = async (given: object) =>
    (await ask('search', given)).hits.map(({ collection }) => collection).sort()

  it('are searched together, each hit with its own, or those that are named', async () => {
    expect(await collectionsOf({ query: '旧桥' })).toEqual(['laws', 'news', 'old'])
    expect(await collectionsOf({ query: '旧桥', collections: ['laws', 'news'] })).toEqual(['laws', 'news'])
    expect((await ask('search', { query: '旧桥', collections: ['old'] })).hits).toMatchObject([{ id: 'a2' }])
    expect((await ask('search', { query: '旧桥' })).text).toContain('[laws]')
    expect((await ask('explore', { collections: ['old'] })).text).toContain('2022\t1')
  })

  it('are named with what they hold', async () => {
    expect((await ask('status', {})).text).toContain('laws: 1 article, dated 2021 to 2021')
    const about = await both.collections.describe(both.say)
    expect(JSON.stringify(listTools(about))).toContain('news: 1 article, dated 2020 to 2020; laws')
    expect(JSON.stringify(listTools([]))).not.toContain('collections')
    expect((await ask('search', { query: '旧桥', collections: ['new'] })).text).toBe('COLLECTION_UNKNOWN')
  })
})
