/** What a cluster does when nodes and pushes die: nothing is lost, nothing is silently missing. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { cliPath, runCli, temporaryFolder } from '../support/cli.js'
import { eventually } from '../support/eventually.js'
import { differences } from './support/equal.js'
import { writeNews } from './support/news.js'
import { noNodes, startNodes } from './support/nodes.js'
import type { Nodes } from './support/nodes.js'

const places = ['渡口', '市场', '银行', '学校', '车站', '山村', '港口', '剧院']
const things = ['重修', '开放', '停业', '搬迁', '着火', '扩建', '庆祝', '限流']

/** Made-up news: every article has words of its own beside common ones. */
function madeUp(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i
    const text =
      `第${n}号消息：${places[n % 8]}${things[(n >> 3) % 8]}，${places[(n * 5 + 3) % 8]}的人都来看。编号 item${n}。`.repeat(
        1 + (n % 4),
      )
    return JSON.stringify({ _id: `a${n}`, title: `${places[n % 8]}新闻${n}`, text, date: `2024-0${1 + (n % 9)}-11` })
  })
}

const queries = ['渡口', '银行 着火', '"来看"', '市场 | 剧院', 'item7', '第3号消息', '学校扩建了吗']

describe.skipIf(noNodes !== '')(
  `faults of a cluster${noNodes === '' ? '' : ` (skipped: ${noNodes})`}`,
  { timeout: 180_000 },
  () => {
    const folder = temporaryFolder()
    const source = join(folder.path, 'news')
    let nodes: Nodes
    let built = 0

    beforeAll(async () => {
      nodes = await startNodes(3)
    })
    afterAll(async () => {
      await nodes?.stop()
      folder.remove()
    })

    /** What the collection answers otherwise than a local index built now. */
    const unlikeLocal = async (to: string): Promise<string[]> => {
      const dir = join(folder.path, `index-${built++}`)
      await buildIndex({ paths: [source], dir, jobs: 1 })
      const [local, remote] = [await openIndex(dir), await openIndex(to)]
      const found = await differences(local, remote, queries, { facets: ['year'] })
      await local.close()
      return remote.articleCount === local.articleCount ? found : [`${remote.articleCount} of ${local.articleCount}`]
    }

    it('pushes what changed, and only that', async () => {
      writeNews(source, madeUp(240), 80)
      const to = nodes.address('changing')
      const push = (): ReturnType<typeof pushCollection> => pushCollection({ paths: [source], to, jobs: 1, shards: 3 })
      expect(await push()).toMatchObject({ articles: 240, added: 240, updated: 0, removed: 0, sent: 240 })
      expect(await push()).toMatchObject({ articles: 240, added: 0, sent: 0, skipped: 3 })
      const before = await openIndex(to)
      const changed = join(source, 'news-000080.jsonl')
      const lines = readFileSync(changed, 'utf8').trim().split('\n').slice(5)
      lines[0] = lines[0]!.replace('号消息', '号更正消息')
      writeFileSync(changed, `${lines.join('\n')}\n`)
      writeFileSync(join(source, 'more.jsonl'), `${madeUp(30, 1000).join('\n')}\n`)
      rmSync(join(source, 'news-000160.jsonl'))
      expect(await push()).toMatchObject({ articles: 185, added: 30, updated: 1, removed: 85, sent: 31, skipped: 1 })
      expect(await unlikeLocal(to)).toEqual([])
      expect(await before.isStale()).toBe(true)
    })

    it('goes on after a push was killed half-way, and ends with exactly the right articles', async () => {
      rmSync(source, { recursive: true })
      writeNews(source, madeUp(3000), 500)
      const to = nodes.address('killed')
      const args = ['push', source, '--to', to, '--jobs', '1', '--shards', '3', '--json']
      const child = spawn(process.execPath, [cliPath, ...args], { stdio: 'ignore' })
      const ended = new Promise((resolve) => child.once('exit', resolve))
      const sent = await waitFor(
        () => countPoints(nodes, 'killed'),
        (count) => count > 0,
      )
      child.kill('SIGKILL')
      await ended
      expect(sent).toBeLessThan(3000)
      await expect(openIndex(to)).rejects.toMatchObject({ code: 'INDEX_MISSING' })
      // What the dead push had sent of it is out of date by now.
      appendFileSync(join(source, 'news-000000.jsonl'), `${madeUp(1, 9000).join('\n')}\n`)
      rmSync(join(source, 'news-002500.jsonl'))
      const again = await runCli(args, { timeoutMs: 120_000 })
      expect(again.stderr).toBe('')
      const report = JSON.parse(again.stdout) as { articles: number; added: number; sent: number }
      expect(report).toMatchObject({ articles: 2501, added: 2501 })
      // Only what a push has committed is not sent again.
      expect(report.sent).toBe(2501)
      expect(await countPoints(nodes, 'killed')).toBe(2501)
      expect(await unlikeLocal(to)).toEqual([])
    })

    it('says which shard is missing, and answers without it only where that is allowed', async () => {
      rmSync(source, { recursive: true, force: true })
      writeNews(source, madeUp(200), 100)
      const to = nodes.address('single')
      await pushCollection({ paths: [source], to, jobs: 1, shards: 6, replicas: 1 })
      const whole = await (await openIndex(to)).search('渡口')
      // Where shards go is the cluster's affair: a node may have none.
      const [statistics, shards] = await Promise.all(
        ['single.statistics', 'single.articles-*'].map((name) => shardsByNode(nodes, name)),
      )
      const victim = shards!.findIndex((count, i) => count > 0 && statistics![i] === 0)
      expect(victim).toBeGreaterThanOrEqual(0)
      await nodes.nodes[victim]!.kill()
      try {
        const open = (allowPartial: boolean) => openIndex(to, { timeout: 8000, allowPartial })
        const [strict, lenient] = [await open(false), await open(true)]
        // All three wait for the dead node.
        const refused = expect(strict.search('渡口')).rejects.toMatchObject({
          code: 'BACKEND',
          message: expect.stringMatching(/: shards? s\d.* of 6 cannot be reached\. /) as string,
        })
        const printed = runCli(['search', '渡口', '--index', to, '--allow-partial'])
        const [part, cli] = await Promise.all([lenient.search('渡口'), printed, refused])
        expect(part.missingShards?.length).toBeGreaterThan(0)
        expect(part.total).toBeLessThan(whole.total)
        expect(whole.hits.length).toBeGreaterThan(0)
        expect(cli.status).toBe(0)
        expect(cli.stderr).toContain('this answer is incomplete')
      } finally {
        await nodes.nodes[victim]!.restart()
      }
    })

    it('answers in full with one of three nodes dead, takes a push meanwhile, and lets the node catch up', async () => {
      rmSync(source, { recursive: true })
      writeNews(source, madeUp(300), 100)
      const to = nodes.address('copies')
      const push = (): ReturnType<typeof pushCollection> =>
        pushCollection({ paths: [source], to, jobs: 1, shards: 6, replicas: 2 })
      await push()
      expect(await unlikeLocal(to)).toEqual([])
      await nodes.nodes[2]!.kill()
      expect(await unlikeLocal(to)).toEqual([])
      writeFileSync(join(source, 'more.jsonl'), `${madeUp(20, 1000).join('\n')}\n`)
      expect(await push()).toMatchObject({ articles: 320, added: 20 })
      expect(await unlikeLocal(to)).toEqual([])
      await nodes.nodes[2]!.restart()
      const own = `opensearch://127.0.0.1:${nodes.nodes[2]!.http}/copies`
      await waitFor(
        () => inactiveCopies(nodes.nodes[2]!.http, 'copies'),
        (count) => count === 0,
      )
      expect(await unlikeLocal(own)).toEqual([])
    })

    it('refuses what does not fit the collection', async () => {
      const to = nodes.address('copies')
      const base = { paths: [source], to, jobs: 1 }
      await expect(pushCollection({ ...base, tokenizer: 'bigram' })).rejects.toMatchObject({ code: 'INDEX_ANALYZER' })
      await expect(pushCollection({ ...base, shards: 4 })).rejects.toMatchObject({ code: 'USAGE' })
      await expect(pushCollection({ ...base, clean: true })).rejects.toMatchObject({ code: 'USAGE' })
      const tooMany = { ...base, to: nodes.address('wide'), replicas: 4 }
      await expect(pushCollection(tooMany)).rejects.toMatchObject({ code: 'BACKEND' })
      await expect(openIndex(nodes.address('none'))).rejects.toMatchObject({ code: 'INDEX_MISSING' })
    })
  },
)

it('gives up where nothing listens, and where nothing ever answers', async () => {
  await expect(openIndex('opensearch://127.0.0.1:9/none', { timeout: 700 })).rejects.toMatchObject({ code: 'BACKEND' })
  const silent = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  await expect(openIndex(`opensearch://127.0.0.1:${port}/none`, { timeout: 700 })).rejects.toMatchObject({
    code: 'BACKEND',
  })
})

async function waitFor(value: () => Promise<number>, isEnough: (value: number) => boolean): Promise<number> {
  let last: number | undefined
  const look = async (): Promise<number | undefined> => (isEnough((last = await value())) ? last : undefined)
  return eventually(look, { what: () => `the cluster; last seen: ${last}` })
}

async function ask<T>(http: number, path: string, body?: object): Promise<T> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`http://127.0.0.1:${http}/${path}`, body === undefined ? {} : post)
  return (await response.json()) as T
}

async function countPoints({ nodes }: Nodes, collection: string): Promise<number> {
  await ask(nodes[0]!.http, `${collection}.articles-*/_refresh`, {})
  return (await ask<{ count: number }>(nodes[0]!.http, `${collection}.articles-*/_count`)).count
}

interface Copy {
  readonly state: string
  readonly node: string | null
}

/** The copies of the shards of an index, as a node sees them. */
const copiesOf = (http: number, index: string): Promise<Copy[]> =>
  ask(http, `_cat/shards/${index}?format=json&h=state,node`)

async function inactiveCopies(http: number, collection: string): Promise<number> {
  return (await copiesOf(http, `${collection}.*`)).filter(({ state }) => state !== 'STARTED').length
}

/** How many shards lie on each node. */
async function shardsByNode({ nodes }: Nodes, index: string): Promise<number[]> {
  const copies = await copiesOf(nodes[0]!.http, index)
  return nodes.map((_, i) => copies.filter(({ node }) => node === `n${i}`).length)
}
