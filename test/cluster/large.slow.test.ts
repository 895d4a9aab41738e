/** Query expansion in a collection too large for pinyin. Its head claims its millions of articles. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { temporaryFolder } from '../support/cli.js'
import { noNodes, startNodes, type Nodes } from './support/nodes.js'

const folder = temporaryFolder()
let server: Nodes
let index: Index

beforeAll(async () => {
  if (noNodes !== '') return
  server = await startNodes(1)
  writeFileSync(join(folder.path, 'a.md'), '渡口的軟體。')
  const to = server.address('large')
  await pushCollection({ paths: [join(folder.path, 'a.md')], to, jobs: 1, shards: 1 })
  await claimArticles(2_000_000)
  index = await openIndex(to)
})
afterAll(async () => {
  await server?.stop()
  folder.remove()
})

async function claimArticles(articles: number): Promise<void> {
  const url = `http://127.0.0.1:${server.nodes[0]!.http}/large.statistics/_doc/head`
  const { _source } = (await (await fetch(url)).json()) as { _source: { head: object } }
  const body = JSON.stringify({ ..._source, head: { ..._source.head, articles } })
  await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
}

const total = async (query: string, options: object = {}): Promise<number> => (await index.search(query, options)).total

describe.skipIf(noNodes !== '')('a collection of more than a million articles', () => {
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
    await claimArticles(1)
    await using small = await openIndex(index.dir)
    expect((await small.search('dukou')).total).toBe(1)
  })
})
