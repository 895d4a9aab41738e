/** Requests through a proxy that does harm: an answer or one line in time, never more requests than bounded, no key. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parseClusterAddress } from '../../src/storage/store/address.js'
import { createClusterClient } from '../../src/cluster/client.js'
import type { ClusterClient } from '../../src/cluster/client.js'
import { openIndex } from '../../src/library/open-index.js'
import { pushCollection } from '../../src/indexing/push/push-collection.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { writeNews } from './support/news.js'
import { noNodes, startNodes, type Nodes } from './support/nodes.js'
import { startProxy, upstreamAt } from './support/proxy.js'
import type { Fault, Proxy, Upstream } from './support/proxy.js'

const folder = temporaryFolder()
const source = join(folder.path, 'news')
let clean: Proxy
let nodes: Nodes
const server: Upstream = (...request) => upstreamAt(nodes.nodes[0]!.http)(...request)

beforeAll(async () => {
  if (noNodes !== '') return
  nodes = await startNodes(1)
  clean = await startProxy(server, () => undefined)
  writeNews(
    source,
    Array.from({ length: 12 }, (_, i) =>
      JSON.stringify({ _id: `a${i}`, title: `银行新闻${i}`, text: `银行第${i}号消息。` }),
    ),
    6,
  )
  await pushCollection({ paths: [source], to: clean.address('news'), jobs: 1, shards: 2 })
})
afterAll(async () => {
  await clean?.stop()
  await nodes?.stop()
  folder.remove()
})

/** @param whenFinished that of the test's own context, where tests run side by side */
async function proxied(
  choose: (number: number) => Fault | undefined,
  upstream?: Upstream,
  whenFinished: (stop: () => Promise<void>) => void = onTestFinished,
): Promise<Proxy> {
  const proxy = await startProxy(upstream ?? server, choose)
  whenFinished(() => proxy.stop())
  return proxy
}

function clientOf(proxy: Proxy, apiKey?: string, time = 250): ClusterClient {
  const address = parseClusterAddress(proxy.address('news'))
  return createClusterClient({ address, apiKey, readTime: time, writeTime: time })
}

const operations: Readonly<Record<string, (client: ClusterClient) => Promise<unknown>>> = {
  get: (client) => client.read('GET', 'news.statistics/_doc/head'),
  'get many': (client) => client.read('POST', 'news.statistics/_mget', { ids: ['head'] }),
  search: (client) => client.read('POST', 'news.statistics/_search', { size: 2 }),
  count: (client) => client.read('POST', 'news.statistics/_count', { query: { match_all: {} } }),
  write: (client) => client.write('POST', 'news.statistics/_bulk', '{"index":{"_id":"a"}}\n{"kind":"test"}\n'),
}

const always = [
  'stall before headers',
  'stall in body',
  'cut in body',
  'null result',
  'no result',
  'wrong form',
] as const
const others = ['not JSON', 'status 500', 'status 503', 'reset', 'lost answer'] as const

/** Side by side, because most of them wait. */
describe.skipIf(noNodes !== '').each(Object.entries(operations))('%s', (_, operate) => {
  const faults = [...always, ...others]
  it.concurrent.for(faults)('fails in one line and in time where there is always: %s', async (fault, test) => {
    // A client that does not look at the time waits, or asks again, for ever.
    const proxy = await proxied(() => fault, undefined, test.onTestFinished)
    const error = await operate(clientOf(proxy)).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    )
    expect(error).toMatchObject({ name: 'XunzhangError', code: 'BACKEND' })
    expect(error!.message).not.toMatch(/[\r\n\t]/)
    expect(proxy.log.length).toBeLessThan(10)
  })

  it.concurrent.for(faults)('goes on after a passing fault: %s', async (fault, test) => {
    const proxy = await proxied((number) => (number === 0 ? fault : undefined), undefined, test.onTestFinished)
    const stalls = fault.startsWith('stall')
    const address = `opensearch://127.0.0.1:${proxy.port},127.0.0.1:${clean.port}/news`
    const access = { address: parseClusterAddress(address), apiKey: undefined, readTime: 4000, writeTime: 4000 }
    await expect(operate(createClusterClient(access))).resolves.toBeDefined()
    // A node that stands still may be asked again, once the other has answered.
    if (stalls) expect(proxy.log.length).toBeLessThan(10)
    else expect(proxy.log.length).toBe(1)
    expect(stalls || proxy.log[0]!.fault === fault).toBe(true)
  })
})

describe.skipIf(noNodes !== '')('an answer without end', () => {
  it('is cut off, and not asked for again', { timeout: 60_000 }, async () => {
    const proxy = await proxied(() => 'huge')
    const before = process.memoryUsage().rss
    const asked = clientOf(proxy, undefined, 50_000).read('POST', 'news.statistics/_mget', { ids: [] })
    await expect(asked).rejects.toMatchObject({
      code: 'BACKEND',
      reason: 'CLUSTER_ANSWER',
      parameters: { what: 'large', most: 256 },
    })
    expect(proxy.log.length).toBe(1)
    expect(process.memoryUsage().rss - before).toBeLessThan(1 << 30)
  })

  it('that comes a byte at a time is bounded by the time, too', async () => {
    const proxy = await proxied(() => 'drip')
    await expect(clientOf(proxy).read('POST', 'news.statistics/_search', {})).rejects.toMatchObject({
      message: expect.stringContaining(': the cluster did not answer within 0.3 s. ') as string,
    })
  })
})

describe.skipIf(noNodes !== '')('searches', () => {
  it.each(['stall in body', 'null result', 'wrong form', 'not JSON', 'cut in body', 'reset'] as const)(
    'fail whole, in time and in one line where each request but the first meets: %s',
    async (fault) => {
      const proxy = await proxied((number) => (number < 1 ? undefined : fault))
      const index = await openIndex(proxy.address('news'), { timeout: 400 })
      await expect(index.search('银行')).rejects.toMatchObject({ name: 'XunzhangError', code: 'BACKEND' })
      expect(proxy.log.length).toBeLessThan(40)
    },
  )

  it('of a string take three round trips: statistics, ranking, and articles with the head', async () => {
    const proxy = await proxied(() => undefined)
    const index = await openIndex(proxy.address('news'))
    const before = proxy.log.length
    expect((await index.search('"银行"')).total).toBe(12)
    const paths = proxy.log.slice(before).map(({ path }) => path.replace(/\?.*/, '').replace(/.*\/_/, '_'))
    expect(paths.sort()).toEqual(['_doc/head', '_mget', '_mget', '_search'])
  })

  it('answer as ever where answers come late and out of order', async () => {
    const proxy = await proxied((number) => (number % 2 === 0 ? 'late' : undefined))
    const [spoilt, plain] = await Promise.all(
      [proxy, clean].map(async (to) => (await openIndex(to.address('news'))).search('银行')),
    )
    expect(spoilt!.hits.map(({ id, score }) => [id, score])).toEqual(plain!.hits.map(({ id, score }) => [id, score]))
    expect(spoilt!.total).toBe(12)
  })
})

describe.skipIf(noNodes !== '')('keys', () => {
  const echo: Upstream = async (_method, _path, _body, headers) => {
    const key = headers.authorization!.replace('ApiKey ', '')
    const error = `Forbidden: key ${key}, ${encodeURIComponent(key)}\nand ${Buffer.from(key).toString('base64')}`
    return { status: 400, text: JSON.stringify({ error }) }
  }

  it('are left out of what a server echoes', async () => {
    const proxy = await proxied(() => undefined, echo)
    const key = 'se"cret+key/4711'
    const error = await clientOf(proxy, key)
      .read('GET', '_cluster/health')
      .catch((reason: unknown) => reason as Error)
    expect(error).toMatchObject({
      code: 'BACKEND',
      parameters: { status: 400, detail: 'Forbidden: key ***, *** and ***' },
    })
    expect(JSON.stringify(error)).not.toContain('4711')
    expect(JSON.stringify((error as Error).cause)).not.toContain('4711')
  })

  it('with a line break inside are refused before anything is sent, and not printed', async () => {
    const { stderr, status } = await runCli(['search', '银行', '--index', clean.address('news')], {
      env: { OPENSEARCH_KEY: 'geheim\nschluessel' },
    })
    expect(status).toBe(2)
    expect(stderr).toContain('the API key holds a line break')
    expect(stderr).not.toMatch(/geheim|schluessel/)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('in clear text over a network are warned about on standard error', async () => {
    const args = ['search', '银行', '--index', 'opensearch://localhost.invalid:9/news']
    const warned = await runCli(args, { env: { OPENSEARCH_KEY: 'geheim' } })
    expect(warned.stderr).toContain('warning: the API key goes to http://localhost.invalid:9 in clear text')
    expect(warned.stderr).not.toContain('geheim')
    expect((await runCli(args)).stderr).not.toContain('warning')
  })
})
