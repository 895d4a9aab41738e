/** Query expansion in a collection too large for pinyin. A model of the server stands in for its millions of articles. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { temporaryFolder } from '../support/cli.js'
import { createClusterModel } from './support/model.js'
import { startProxy, upstreamOf } from './support/proxy.js'

const folder = temporaryFolder()
const model = createClusterModel()
let server: Awaited<ReturnType<typeof startProxy>>
let index: Index

beforeAll(async () => {
  server = await startProxy(upstreamOf(model), () => undefined)
  writeFileSync(join(folder.path, 'a.md'), '渡口的軟體。')
  const to = server.address('large')
  await pushCollection({ paths: [join(folder.path, 'a.md')], to, jobs: 1, shards: 1 })
  claimArticles(2_000_000)
  index = await openIndex(to)
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

function claimArticles(articles: number): void {
  for (const { payload } of model.points('large.statistics')!.values())
    if (payload['head'] !== undefined) payload['head'] = { ...payload['head'], articles }
}

const total = async (query: string, options: object = {}): Promise<number> => (await index.search(query, options)).total

describe('a collection of more than a million articles', () => {
  it('is searched for synonyms and for the words of other regions', async () => {
    expect(index.articleCount).toBe(2_000_000)
    expect([await total('软件'), await total('软件', { variants: true })]).toEqual([0, 1])
    const synonyms = join(folder.path, 'synonyms.txt')
    writeFileSync(synonyms, '码头, 渡口\n')
    expect([await total('码头'), await total('码头', { synonyms })]).toEqual([0, 1])
  })

  it('is searched for Latin words as typed, and refuses pinyin that is asked for', async () => {
    expect([await total('dukou'), await total('dukou', { pinyin: false })]).toEqual([0, 0])
    await expect(index.search('dukou', { pinyin: true })).rejects.toMatchObject({ reason: 'PINYIN_TOO_BROAD' })
    claimArticles(1)
    await using small = await openIndex(index.dir)
    expect((await small.search('dukou')).total).toBe(1)
  })
})
