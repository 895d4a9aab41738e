/** Two pushes at once, pushes that die, and servers that lose what they acknowledged: the old state or the new one. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openIndex } from '../../src/library/open-index.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { temporaryFolder } from '../support/cli.js'
import { volume } from '../support/volume.js'
import { writeNews } from './support/news.js'
import { noNodes, startNodes, type Nodes } from './support/nodes.js'
import { startProxy, upstreamAt } from './support/proxy.js'
import type { Proxy, Upstream } from './support/proxy.js'

const folder = temporaryFolder()
let nodes: Nodes
let number = 0
/** The collection of the test that runs. */
let name = ''

beforeAll(async () => {
  if (noNodes === '') nodes = await startNodes(1)
})
afterAll(async () => {
  await nodes?.stop()
  folder.remove()
})

const server: Upstream = (...request) => upstreamAt(nodes.nodes[0]!.http)(...request)

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const { text } = await server(method, path, body === undefined ? '' : JSON.stringify(body), {})
  return JSON.parse(text) as T
}

function newCollection(): void {
  name = `news-${number++}`
}

/** How many articles the server has, seen or not. */
async function stored(): Promise<number> {
  await ask('POST', `${name}.articles-*/_refresh`)
  return (await ask<{ count: number }>('GET', `${name}.articles-*/_count`)).count
}

const story = (n: number): string =>
  JSON.stringify({ _id: `a${n}`, title: `渡口新闻${n}`, text: `第${n}号消息：渡口重修，编号 item${n}。` })

/** A folder of its own with the articles named. */
function sourceOf(name: string, ...numbers: number[]): string {
  const source = join(folder.path, name, 'news')
  rmSync(source, { recursive: true, force: true })
  writeNews(source, numbers.map(story), 3)
  return source
}

async function serve(upstream: Upstream = server): Promise<Proxy> {
  const proxy = await startProxy(upstream, () => undefined)
  onTestFinished(() => proxy.stop())
  return proxy
}

const push = (proxy: Proxy, source: string, more: object = {}): ReturnType<typeof pushCollection> =>
  pushCollection({ paths: [source], to: proxy.address(name), jobs: 1, shards: 2, only: true, ...more })

async function idsIn(proxy: Proxy): Promise<string[]> {
  const index = await openIndex(proxy.address(name), { timeout: 3000 })
  const { hits, total } = await index.search('渡口', { limit: 100 })
  expect(total).toBe(index.articleCount)
  return hits.map(({ id }) => id).sort()
}

/** Holds each request that `isHeld` names until the gate is opened. */
function gate(isHeld: (method: string, path: string, body: string) => boolean) {
  let open: () => void = () => undefined
  let reach: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  const through =
    (upstream: Upstream): Upstream =>
    async (method, path, body, headers) => {
      if (isHeld(method, path, body)) {
        reach()
        await opened
      }
      return upstream(method, path, body, headers)
    }
  return { open, reached, through }
}

const isArticleWrite = (method: string, path: string): boolean => method === 'POST' && /articles-\d+\/_bulk/.test(path)

describe.skipIf(noNodes !== '')('two pushes at once', () => {
  it('are one: the second is refused in a line that says since when, by whom, and what to do', async () => {
    newCollection()
    const held = gate(isArticleWrite)
    const slow = await serve(held.through(server))
    const fast = await serve()
    const first = push(slow, sourceOf('first', 1, 2, 3, 4))
    await held.reached
    const error = await push(fast, sourceOf('second', 5, 6)).catch((reason: unknown) => reason as Error)
    expect(error).toMatchObject({ code: 'INDEX_LOCKED' })
    const line = new RegExp(
      `^opensearch://\\S+/news-\\d+: process ${process.pid} has been pushing since 20\\S+Z\\. Wait until it has finished, or stop it\\.$`,
    )
    expect((error as Error).message).toMatch(line)
    held.open()
    expect(await first).toMatchObject({ articles: 4, added: 4 })
    expect(await idsIn(fast)).toEqual(['a1', 'a2', 'a3', 'a4'])
  })

  it('into a collection that is not there yet make one, not a mixture', async () => {
    newCollection()
    const proxies = [await serve(), await serve()]
    const sources = [sourceOf('left', 1, 2, 3), sourceOf('right', 7, 8, 9)]
    const outcomes = await Promise.allSettled(proxies.map((proxy, i) => push(proxy, sources[i]!)))
    const done = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []))
    expect(done).toHaveLength(1)
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'INDEX_LOCKED' })
    expect(await idsIn(proxies[0]!)).toEqual(done[0] === 0 ? ['a1', 'a2', 'a3'] : ['a7', 'a8', 'a9'])
  })
})

/** Makes the lease one of a process elsewhere, or of one that has ended. */
async function changeLease(change: object): Promise<void> {
  const path = `${name}.statistics/_doc/head`
  const { _source } = await ask<{ _source: { lease: object } }>('GET', path)
  await ask('PUT', `${path}?refresh=true`, { ..._source, lease: { ..._source.lease, ...change } })
}

describe.skipIf(noNodes !== '')('a push that stands still', () => {
  /** A push is held at its articles; the lease is changed; another goes through; then the first goes on. */
  async function overtake(lease: object): Promise<{ late: unknown; ids: string[]; points: number }> {
    newCollection()
    const fast = await serve()
    await push(fast, sourceOf('before', 1, 2, 3))
    const held = gate(isArticleWrite)
    const slow = await serve(held.through(server))
    const first = push(slow, sourceOf('stalled', 1, 2, 4, 5))
    await held.reached
    await changeLease(lease)
    await push(fast, sourceOf('overtaking', 1, 3, 6))
    held.open()
    const late = await first.catch((reason: unknown) => reason)
    const ids = await idsIn(fast)
    // The next push removes what the late one has left.
    await push(fast, sourceOf('overtaking', 1, 3, 6, 7))
    expect(await idsIn(fast)).toEqual(['a1', 'a3', 'a6', 'a7'])
    return { late, ids, points: await stored() }
  }

  it.each([
    ['has ended on this machine', { pid: 2 ** 22 + 1 }],
    [
      'on another machine has let its time run out',
      { machine: 'elsewhere', until: Date.parse('2020-01-01T00:00:00Z') },
    ],
  ])('because it %s is overtaken, and does no harm when it goes on', async (_, lease) => {
    const { late, ids, points } = await overtake(lease)
    expect(late).toMatchObject({ code: 'INDEX_LOCKED' })
    expect(ids).toEqual(['a1', 'a3', 'a6'])
    expect(points).toBe(4)
  })

  it('on another machine is waited for while its time runs', async () => {
    const until = Date.parse('2100-01-01T00:00:00Z')
    await expect(overtake({ machine: 'elsewhere', pid: 12, until })).rejects.toMatchObject({
      code: 'INDEX_LOCKED',
      message: expect.stringMatching(/: process 12 on another machine has been pushing since /) as string,
      remedy: 'Wait until it has finished; if it no longer runs, try again after 2100-01-01T00:00:00Z.',
    })
  })
})

describe.skipIf(noNodes !== '')('a push that dies', () => {
  /** Lets `most` requests through; the rest are never answered. */
  const dying =
    (most: number, onDeath: () => void) =>
    (upstream: Upstream): Upstream => {
      let count = 0
      return async (...request) => {
        if (count++ >= most) {
          onDeath()
          return new Promise(() => undefined)
        }
        return upstream(...request)
      }
    }

  it(
    'before any of its requests leaves the push before it, and the next one leaves nothing of it',
    { timeout: 120_000 },
    async () => {
      for (let most = 0, isOver = false; !isOver; most += volume(4, 1)) {
        newCollection()
        const fast = await serve()
        await push(fast, sourceOf('old', 1, 2, 3))
        let die: () => void = () => undefined
        const died = new Promise<'died'>((resolve) => (die = () => resolve('died')))
        const slow = await serve(dying(most, die)(server))
        const ended = push(slow, sourceOf('dying', 0, 1, 3, 4, 5)).then(() => 'ended', String)
        isOver = (await Promise.race([died, ended])) === 'ended'
        const now = await idsIn(fast)
        expect([
          ['a1', 'a2', 'a3'],
          ['a0', 'a1', 'a3', 'a4', 'a5'],
        ]).toContainEqual(now)
        await changeLease({ pid: 2 ** 22 + 1 })
        await push(fast, sourceOf('dying', 1, 3, 4))
        expect(await idsIn(fast)).toEqual(['a1', 'a3', 'a4'])
        expect(await stored()).toBe(3)
        await Promise.all([slow.stop(), fast.stop()])
      }
    },
  )
})

describe.skipIf(noNodes !== '')('what is committed', () => {
  it('is what has arrived: a server that loses articles it has acknowledged is found out', async () => {
    newCollection()
    const honest = await serve()
    await push(honest, sourceOf('kept', 1, 2, 3))
    const lossy = await serve(async (method, path, body, headers) => {
      if (!isArticleWrite(method, path)) return server(method, path, body, headers)
      // Two lines an article.
      return server(method, path, body.split('\n').slice(2).join('\n'), headers)
    })
    const lost = push(lossy, sourceOf('kept', 1, 2, 3, 4, 5, 6))
    await expect(lost).rejects.toMatchObject({
      code: 'BACKEND',
      message: expect.stringMatching(/: \d of 3 articles ha(s|ve) arrived\. /) as string,
    })
    expect(await idsIn(honest)).toEqual(['a1', 'a2', 'a3'])
    expect(await push(honest, sourceOf('kept', 1, 2, 3, 4, 5, 6))).toMatchObject({ articles: 6, added: 3 })
  })

  it('is seen whole by readers that were open before', async () => {
    newCollection()
    const proxy = await serve()
    await push(proxy, sourceOf('seen', 1, 2, 3))
    const index = await openIndex(proxy.address(name))
    await push(proxy, sourceOf('seen', 2, 4))
    const { hits, total } = await index.search('渡口')
    expect([hits.map(({ id }) => id).sort(), total, index.articleCount]).toEqual([['a2', 'a4'], 2, 2])
  })
})
