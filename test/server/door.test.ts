/** What stands before the routes: other sites, proxies, addresses and methods that are refused; bodies of a search. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import { checkAnswer } from '../support/api-contract.js'
import { temporaryFolder } from '../support/cli.js'
import { serveInProcess, type InProcess, type InProcessOptions } from './in-process.js'

const folder = temporaryFolder()
const dir = join(folder.path, 'index')
let served: InProcess

beforeAll(async () => {
  const index = await createIndex(dir)
  await index.add([
    { id: '1', title: '渡口', text: '渡口的旧桥在雨里。', date: '2023-05-01', author: '林舟', tags: ['桥, 河'] },
    { id: '2', title: '旧桥', text: '旧桥下的水很急。', date: '2024-05-01', author: '周山', tags: ['水'] },
    { id: '3', title: '渡船', text: '渡船停在旧桥边。', date: '2024-06-01', author: '林舟', tags: ['水'] },
  ])
  await index.commit()
  await index.close()
  served = await serveInProcess(dir)
})
afterAll(async () => {
  await served.live.close()
  folder.remove()
})

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface Found {
  readonly hits: readonly { readonly id: string }[]
}

async function request(path: string, { method = 'GET', headers = {}, body }: Asked = {}, { app } = served) {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await app.request(path, { method, headers: { host: '127.0.0.1', ...type, ...headers }, ...sent })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const header = (name: string) => answer.headers.get(name) ?? undefined
  if (method !== 'OPTIONS') checkAnswer(method, path, { status: answer.status, header, body: bytes })
  return { status: answer.status, header, text: bytes.toString('utf8') }
}

const post = (body: unknown, headers = {}) => request('/api/search', { method: 'POST', body, headers })
const idsOf = ({ hits }: Found): string => hits.map(({ id }) => id).join('')

describe('the body of a search', () => {
  it('takes the parameters as JSON, and answers as for an address', async () => {
    const { status, text } = await post({ q: '旧桥', limit: 2, facet: ['author', 'year'], fold: true })
    expect(status).toBe(200)
    const asked = await request('/api/search?q=%E6%97%A7%E6%A1%A5&limit=2&facet=author,year&fold=1')
    const { tookMs: _, ...expected } = JSON.parse(asked.text) as { tookMs: number }
    expect(JSON.parse(text)).toMatchObject(expected)
  })

  it('has filters beside the query: several values of a field are alternatives', async () => {
    const idsFor = async (body: object) => idsOf(JSON.parse((await post({ q: '旧桥', ...body })).text) as Found)
    expect([...(await idsFor({}))].sort().join('')).toBe('123')
    expect(await idsFor({ dates: '2023' })).toBe('1')
    expect(await idsFor({ tags: ['桥, 河'] })).toBe('1')
    expect([...(await idsFor({ authors: ['林舟', '周山'], dates: '2024' }))].sort().join('')).toBe('23')
    expect(await idsFor({ q: '', authors: ['周山'] })).toBe('2')
    const inAddress = await request('/api/search?authors=%E6%9E%97%E8%88%9F&authors=nobody&dates=2023')
    expect(idsOf(JSON.parse(inAddress.text) as Found)).toBe('1')
  })

  it('may hold several queries, which share what stands beside them', async () => {
    const { text } = await post({ limit: 1, queries: [{ q: '渡口' }, { q: '渡船', limit: 5 }, {}] })
    const { results } = JSON.parse(text) as { results: Found[] }
    expect(results.map(idsOf)).toEqual(['1', expect.stringMatching(/^3/), '3'])
  })

  it('is refused if it is not what the description says', async () => {
    for (const [body, status, headers = {}] of [
      ['{', 400],
      ['[]', 400],
      [{ limt: 1 }, 400],
      [{ limit: '1' }, 400],
      [{ q: '"a' }, 400],
      [{ q: '"a', authors: ['林舟'] }, 400],
      [{ dates: 'yesterday' }, 400],
      [{ q: 'a'.repeat(3000) }, 400],
      [{ queries: 1 }, 400],
      [{ queries: Array.from({ length: 9 }, () => ({})) }, 400],
      [{}, 415, { 'content-type': 'text/plain' }],
      [{ q: 'a'.repeat(2 << 20) }, 413],
    ] as const) {
      expect([body, (await post(body, headers)).status]).toEqual([body, status])
    }
  })
})

describe('an address', () => {
  it('is refused with a parameter twice, an escape that is not UTF-8, or 40,000 characters', async () => {
    for (const [path, status] of [
      ['/api/search?limit=1&limit=2', 400],
      ['/api/search?q=a&q=b', 400],
      ['/api/search?q=%zz', 400],
      ['/api/search?q=%E6%97', 400],
      ['/api/articles/%FF', 400],
      [`/api/search?q=${'a'.repeat(40_000)}`, 414],
    ] as const) {
      expect([path.slice(0, 40), (await request(path)).status]).toEqual([path.slice(0, 40), status])
    }
  })

  it('that is known says which methods it takes', async () => {
    for (const [path, method, allowed] of [
      ['/api/search', 'PUT', 'GET, HEAD, POST'],
      ['/api/stats', 'POST', 'GET, HEAD'],
      ['/api/articles/1', 'DELETE', 'GET, HEAD'],
      ['/healthz', 'OPTIONS', 'GET, HEAD'],
      ['/', 'POST', 'GET, HEAD'],
    ] as const) {
      const { status, header } = await request(path, { method })
      expect([path, status, header('allow')]).toEqual([path, 405, allowed])
    }
  })
})

async function withService<T>(options: InProcessOptions, work: (other: InProcess) => Promise<T>): Promise<T> {
  const other = await serveInProcess(dir, options)
  return work(other).finally(() => other.live.close())
}

it('pages of a site that the server was told of are answered, those of others are not', async () => {
  const site = 'https://my.site'
  await withService({ origins: [site], token: 'a-token-of-length-16' }, async (other) => {
    const headers = { origin: site, authorization: 'Bearer a-token-of-length-16' }
    const answer = await request('/api/search', { headers }, other)
    expect([answer.status, answer.header('access-control-allow-origin')]).toEqual([200, site])
    const preflight = await request('/api/search', { method: 'OPTIONS', headers: { origin: site } }, other)
    expect([preflight.status, preflight.header('access-control-allow-methods')]).toEqual([204, 'GET,HEAD,POST'])
    expect((await request('/api/search', { headers: { origin: site } }, other)).status).toBe(401)
    for (const origin of ['https://other.site', 'https://my.site.other', 'null', 'http://my.site'])
      expect((await request('/api/search', { headers: { ...headers, origin } }, other)).status).toBe(403)
    expect((await request('/healthz', {}, other)).status).toBe(200)
  })
  expect((await request('/api/search', { headers: { origin: site } })).status).toBe(403)
})

it('each client behind a proxy has a limit of its own, by the address that the proxy adds', async () => {
  await withService({ trustsProxy: true }, async (other) => {
    const from = (forwarded: string) => request('/healthz', { headers: { 'x-forwarded-for': forwarded } }, other)
    // More than twice as many as are allowed in one period, because another may begin meanwhile.
    const answers = await Promise.all(Array.from({ length: 210 }, (_, i) => from(`10.0.0.${i}, 203.0.113.7`)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]!.header('retry-after')).toBe('1')
    expect((await from('203.0.113.7, 198.51.100.2')).status).toBe(200)
  })
})

it('a large answer is packed by Brotli for clients that take it', async () => {
  const large = { limit: 1000, queries: Array.from({ length: 8 }, () => ({ explain: true, q: '旧桥 渡口 水' })) }
  const packed = async (accepted: string) =>
    (await post(large, { 'accept-encoding': accepted })).header('content-encoding')
  expect(await packed('gzip, deflate, br')).toBe('br')
  expect(await packed('gzip;q=1.0, br;q=0')).toBe('gzip')
  expect(await packed('deflate')).toBeUndefined()
})
