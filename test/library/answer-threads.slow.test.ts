import { afterAll, beforeAll, expect, it } from 'vitest'
import { AnswerThreads } from '../../src/library/threads/answer-threads.js'
import { FolderIndex } from '../../src/library/folder-index.js'
import { createIndex, openIndex } from '../../src/library/open-index.js'
import type { Index, KwicLine } from '../../src/library/types.js'
import { nodeFileSystem } from '../../src/storage/store/file-system.js'
import { temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
const threads = AnswerThreads.start(10_000)!
let here: Index
let apart: FolderIndex

beforeAll(async () => {
  const writer = await createIndex(folder.path)
  const texts = Array.from({ length: 60 }, (_, i) => `渡口的旧桥第${i}次重修，工期${i % 7}个月。船来了，人走了。`)
  await writer.add(texts.map((text, i) => ({ id: `${i}`, title: `第${i}篇`, text, date: `202${i % 3}-01-01` })))
  await writer.commit()
  await writer.close()
  here = await openIndex(folder.path)
  // The time has passed at the first look at the clock.
  apart = FolderIndex.open(nodeFileSystem, [folder.path], { threads, timeout: -1 })
})
afterAll(async () => {
  await here.close()
  await apart.close()
  await threads.close()
})

async function linesOf(lines: AsyncIterable<KwicLine>): Promise<readonly KwicLine[]> {
  const all: KwicLine[] = []
  for await (const line of lines) all.push(line)
  return all
}

const questions: Readonly<Record<string, (index: Index) => Promise<unknown>>> = {
  search: async (index) => ({ ...(await index.search('旧桥 工期', { facets: ['year'], explain: true })), tookMs: 0 }),
  mark: (index) => index.mark('7', '旧桥'),
  kwic: (index) => linesOf(index.kwic!('船 NEAR/5 人', { sort: 'date' })),
  occurrences: (index) => index.countOccurrences!('桥'),
  timeline: (index) => index.timeline!(['桥', '船'], { by: 'year' }),
  collocates: (index) => index.collocates!('桥'),
  terms: (index) => index.terms!('year'),
  duplicates: (index) => index.duplicates!(),
}

it.each(Object.keys(questions))('%s: a thread answers as this one', async (name) => {
  expect(await questions[name]!(apart)).toEqual(await questions[name]!(here))
})

it('answers many requests at once, and reports an error as it is', async () => {
  const totals = Array.from({ length: 20 }, async (_, i) => (await apart.search(`"第${i}次"`)).total)
  expect(await Promise.all(totals)).toEqual(Array.from({ length: 20 }, () => 1))
  await expect(apart.search('title:')).rejects.toMatchObject({ code: 'QUERY_SYNTAX' })
})

it('answers from a commit that the thread has not seen', async () => {
  const writer = await openIndex(folder.path)
  await writer.add([{ id: 'new', text: '新桥落成' }])
  await writer.commit()
  await writer.close()
  await apart.refresh()
  expect((await apart.search('"新桥落成"')).total).toBe(1)
})

it('limits the time of a thread', async () => {
  const hurried = AnswerThreads.start(1)!
  const index = FolderIndex.open(nodeFileSystem, [folder.path], { threads: hurried, timeout: -1 })
  const slow = Array.from({ length: 20 }, (_, i) => `第${i}次 NEAR/50 桥`).join(' | ')
  await expect(index.search(slow)).rejects.toMatchObject({
    code: 'TIME_EXCEEDED',
    message: expect.stringContaining('0.001 s') as string,
  })
  await index.close()
  await hurried.close()
})
