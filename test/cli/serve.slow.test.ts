import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApi } from '../../src/fronts/server/open-api.js'
import { checkAnswer } from '../support/api-contract.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { rawRequest, startServer } from '../support/serve.js'
import type { Served } from '../support/serve.js'

const folder = temporaryFolder()
const index = join(folder.path, 'index')
let server: Served
beforeAll(async () => {
  const hostile = '---\ntitle: <script>alert(1)</script>\n---\n渡口 <img src=x onerror=alert(1)> \u202e字\n'
  writeFiles(join(folder.path, 'corpus'), { ...sampleFiles, 'notes/hostile.md': hostile })
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
  server = await startServer(index)
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

const json = async (path: string): Promise<{ status: number; body: unknown }> => {
  const { status, body } = await rawRequest(server.port, path)
  return { status, body: JSON.parse(body) as unknown }
}

describe('xunzhang serve', () => {
  it('prints its address alone on the first line', () => {
    expect(server.address).toBe(`http://127.0.0.1:${server.port}/`)
  })

  it('answers a search as "search --json" does', async () => {
    const { body } = await json(`/api/search?q=${encodeURIComponent('渡口 银行')}&limit=2&facet=author,year&folder=1`)
    const printed = await runCli([
      'search',
      '--index',
      index,
      '--json',
      '-n',
      '2',
      '--facet',
      'author,year',
      '渡口 银行',
    ])
    const { tookMs: _, ...expected } = JSON.parse(printed.stdout) as { tookMs: number }
    expect(body).toMatchObject(expected)
  })

  // Every answer to `rawRequest` is compared with the description: these are to have one of each kind.
  it('answers as its OpenAPI file says, errors too', async () => {
    expect((await json('/api/openapi.json')).body).toEqual({ ...openApi(''), info: expect.anything() as unknown })
    const q = encodeURIComponent
    const paths = [
      `/api/search?q=${q('渡口')}&facet=author,tag,year&fold=1&suggest=1&folder=1`,
      `/api/search?q=${q('渡口 NEAR/5 桥')}&explain=1&variants=true`,
      '/api/search?q=dukou',
      '/api/search',
      '/api/search?like=feed-1',
      `/api/search?q=${q('阿尔丹别科失')}&suggest=1`,
      `/api/search?q=${q('没有这样的话语')}&suggest=1&count=1`,
      `/api/articles/${q('notes/bridge.md')}?folder=1`,
      `/api/articles/notes/bridge.md?q=${q('桥')}`,
      `/api/suggest?q=${q('渡')}`,
      '/api/suggest?q=',
      '/api/stats?folder=1',
      `/api/kwic?q=${q('渡口')}&limit=3&sort=left&context=sentence`,
      `/api/timeline?q=${q('渡口')}&q=${q('银行')}&by=year&relative=1`,
      '/api/terms?field=author',
      '/healthz',
      '/',
      '/page.js',
      '/page.css',
      '/icon.svg',
    ]
    for (const path of paths) expect([path, (await rawRequest(server.port, path)).status]).toEqual([path, 200])
    for (const [path, status, method] of [
      ['/api/search?q=%22a', 400],
      ['/api/search?q=colour:red', 400],
      ['/api/search?limit=x', 400],
      ['/api/search?limt=1', 400],
      [`/api/search?q=${'a'.repeat(3000)}`, 400],
      ['/api/search?facet=colour', 400],
      ['/api/kwic', 400],
      ['/api/timeline', 400],
      ['/api/terms', 400],
      ['/api/terms?field=colour', 400],
      ['/api/articles/nobody', 404],
      ['/api/articles/', 404],
      ['/nothing', 404],
      ['/api/search', 415, 'POST'],
      ['/api/stats', 405, 'POST'],
      ['/api/stats', 200, 'HEAD'],
      ['/mcp', 405],
      ['/mcp', 405, 'DELETE'],
      ['/mcp', 415, 'POST'],
    ] as const) {
      expect([path, (await rawRequest(server.port, path, {}, method)).status]).toEqual([path, status])
    }
  })

  it('answers 20 requests of each route as described', async () => {
    const q = encodeURIComponent
    const ids = ['notes/bridge.md', 'feed-1', 'nobody', '..', '%']
    const words = ['渡口', '桥', '银行', 'dukou', '渡口 -桥', '"渡口', 'NEAR/3', '渡*', 'date:2024..', '🚴', '']
    const numbers = ['0', '1', '5', '-1', 'x', '1001']
    const routes: Readonly<Record<string, (i: number) => string>> = {
      '/api/search': (i) =>
        `q=${q(words[i % 11]!)}&limit=${numbers[i % 6]}&sort=${i % 2 ? 'date' : 'recent'}&explain=${i % 2}`,
      '/api/suggest': (i) => `q=${q(words[i % 11]!)}&limit=${numbers[i % 6]}`,
      '/api/stats': (i) => ['', 'folder=1', 'folder=0', 'folder=x', 'q=1'][i % 5]!,
      '/api/kwic': (i) => `q=${q(words[i % 11]!)}&limit=${numbers[i % 6]}&context=${['sentence', '9', 'x'][i % 3]}`,
      '/api/timeline': (i) =>
        `q=${q(words[i % 11]!)}&q=${q(words[i % 3]!)}&by=${['year', 'day', 'x'][i % 3]}&relative=${i % 2}`,
      '/api/terms': (i) => `field=${['author', 'tag', 'year', 'x', ''][i % 5]}&limit=${numbers[i % 6]}`,
      ...Object.fromEntries(
        ids.map((id) => [`/api/articles/${q(id)}`, (i) => `q=${q(words[i % 11]!)}&folder=${i % 3}`]),
      ),
      ...Object.fromEntries(
        ['/', '/page.js', '/page.css', '/icon.svg', '/healthz', '/api/openapi.json', '/nothing'].map((path) => [
          path,
          (i) => `${i}`,
        ]),
      ),
    }
    const encodings = ['', 'gzip', 'br', 'gzip, deflate, br']
    for (const [path, parametersOf] of Object.entries(routes)) {
      for (let i = 0; i < 20; i++) {
        const headers = { 'accept-encoding': encodings[i % 4]! }
        const { status } = await rawRequest(
          server.port,
          `${path}?${parametersOf(i)}`,
          headers,
          i % 7 === 6 ? 'HEAD' : 'GET',
        )
        expect([path, i, status < 500]).toEqual([path, i, true])
      }
    }
    for (let i = 0; i < 20; i++) {
      const body = { q: words[i % 11], limit: i - 1, ...(i % 3 === 0 && { queries: [{ tags: [words[i % 5]] }, {}] }) }
      const headers = { 'content-type': i % 5 === 4 ? 'text/plain' : 'application/json' }
      const { status } = await rawRequest(server.port, '/api/search', headers, 'POST', JSON.stringify(body))
      expect([body, status < 500]).toEqual([body, true])
    }
  })

  it('answers others while 260 connections send their headers byte by byte, and ends those', async () => {
    const slow = Array.from({ length: 260 }, () => connect(server.port, '127.0.0.1'))
    const trickle = setInterval(() => slow.forEach((socket) => socket.writable && socket.write('X')), 200)
    const heard = slow.map(async (socket) => {
      socket.write('GET /api/stats HTTP/1.1\r\nHost: 127.0.0.1\r\n')
      let said = ''
      socket.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
      socket.on('error', () => undefined)
      await once(socket, 'close')
      return said
    })
    expect((await rawRequest(server.port, '/api/stats')).status).toBe(200)
    const said = await Promise.all(heard)
    clearInterval(trickle)
    expect(said.filter((text) => text === '' || text.includes(' 408 '))).toHaveLength(260)
    expect(said.find((text) => text !== '')).toContain('application/problem+json')
    expect((await rawRequest(server.port, '/api/stats')).status).toBe(200)
  })

  it('refuses headers of more than 64 KiB and what is not HTTP, with a reason', async () => {
    const large = await rawRequest(server.port, '/api/stats', { 'x-large': 'a'.repeat(70_000) })
    expect([large.status, JSON.parse(large.body)]).toMatchObject([
      431,
      { status: 431, error: { code: 'HEADERS_TOO_LARGE' } },
    ])
    const socket = connect(server.port, '127.0.0.1').end('what is this\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n[^]*REQUEST_UNREADABLE/)
  })

  it('names no folder of the machine unless it is asked to', async () => {
    const { body } = await rawRequest(server.port, '/api/articles/notes/bridge.md')
    const stats = await rawRequest(server.port, '/api/stats')
    const damaged = await rawRequest(server.port, '/api/articles/nobody')
    const found = await rawRequest(server.port, '/api/search')
    for (const text of [body, stats.body, damaged.body, found.body]) expect(text).not.toContain(folder.path)
    expect((await rawRequest(server.port, '/api/stats?folder=1')).body).toContain(folder.path)
  })

  it('refuses 200 forged Host and Origin headers', async () => {
    const names = [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '0.0.0.0',
      '[::]',
      '192.168.0.7',
      '',
    ]
    const forged = Array.from({ length: 200 }, (_, i): Record<string, string> => {
      const name = names[i % names.length]!
      const own = `127.0.0.1:${server.port}`
      switch (i % 5) {
        case 0:
          return { host: `${name}:${server.port}` }
        case 1:
          return { host: `${name}${i}` }
        case 2:
          return { host: `localhost:${server.port + 1 + i}` }
        case 3:
          return { host: own, origin: `http://${name || 'null'}:${server.port}` }
        default:
          return { host: own, origin: i % 2 === 0 ? 'null' : `https://127.0.0.1:${server.port}` }
      }
    })
    for (const headers of forged) {
      for (const [path, method] of [
        ['/api/stats', 'GET'],
        ['/mcp', 'POST'],
      ] as const) {
        const { status } = await rawRequest(server.port, path, headers, method)
        expect([headers, status >= 400 && status < 500]).toEqual([headers, true])
      }
    }
    expect((await rawRequest(server.port, '/api/stats', { host: `localhost:${server.port}` })).status).toBe(200)
    const own = `http://127.0.0.1:${server.port}`
    expect((await rawRequest(server.port, '/api/stats', { origin: own })).status).toBe(200)
  })

  it('gives nothing of the disk for 500 paths that try to escape', async () => {
    const ups = [
      '..',
      '%2e%2e',
      '..%2f',
      '%2e%2e%2f',
      '..%5c',
      '....//',
      '%252e%252e%252f',
      '..%c0%af',
      '/..;/',
      '\\..\\',
    ]
    const targets = ['etc/passwd', 'package.json', 'run.cjs', 'proc/self/environ', 'index/manifest.json']
    const starts = ['/', '/page/', '/api/articles/', '/api/', '/page.js/']
    const paths = ups.flatMap((up) =>
      targets.flatMap((target) =>
        starts.flatMap((start) => [1, 6].map((depth) => `${start}${`${up}/`.repeat(depth)}${target}`)),
      ),
    )
    expect(paths).toHaveLength(500)
    for (const path of paths) {
      const { status, body } = await rawRequest(server.port, path)
      expect([path, [400, 404].includes(status)]).toEqual([path, true])
      expect(body).not.toMatch(/root:|"dependencies"|"segments"|ownUrl/)
    }
  })

  it('sends what protects the page with every answer', async () => {
    for (const path of ['/', '/api/stats', '/nothing', '/mcp']) {
      const { headers } = await rawRequest(server.port, path)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-request-id']).toBeTruthy()
    }
  })

  it('packs answers that take more than a round trip, and answers "not changed" while the commit is the same', async () => {
    const path = '/api/timeline?by=day&q=%E6%B8%A1%E5%8F%A3'
    const packed = await rawRequest(server.port, path, { 'accept-encoding': 'gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    const smaller = await rawRequest(server.port, path, { 'accept-encoding': 'gzip, br' })
    expect(smaller.headers['content-encoding']).toBe('br')
    const etag = packed.headers['etag'] as string
    expect((await rawRequest(server.port, path, { 'if-none-match': etag })).status).toBe(304)
  })

  it('answers MCP at /mcp with the tools of "xunzhang mcp"', async () => {
    const message = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'search', arguments: { query: '渡口' } },
    })
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
    const { status, body } = await rawRequest(server.port, '/mcp', headers, 'POST', message)
    expect(status).toBe(200)
    expect(body).toContain('notes/bridge.md')
    const large = await rawRequest(server.port, '/mcp', headers, 'POST', ' '.repeat(2 << 20)).catch(() => ({
      status: 413,
    }))
    expect(large.status).toBe(413)
  })

  it('announces a new commit and answers from it, without a restart', async () => {
    const events = await fetch(`${server.address}api/events`)
    const { status, headers } = events
    checkAnswer('GET', '/api/events', { status, header: (name) => headers.get(name) ?? undefined, body: undefined })
    const reader = events.body!.getReader()
    writeFiles(join(folder.path, 'corpus'), { 'notes/new.md': '新来的文章说起渡口。\n' })
    expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
    let heard = ''
    while (!heard.includes('event: commit')) heard += Buffer.from((await reader.read()).value).toString('utf8')
    await reader.cancel()
    expect((await rawRequest(server.port, `/api/search?q=${encodeURIComponent('新来的文章')}`)).body).toContain(
      'notes/new.md',
    )
  })

  it('logs a line of JSON for each request, without what was looked for', async () => {
    await rawRequest(server.port, `/api/search?q=${encodeURIComponent('秘密')}`)
    await new Promise((resolve) => setTimeout(resolve, 400))
    const lines = server
      .errors()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    expect(lines.length).toBeGreaterThan(5)
    expect(Object.keys(JSON.parse(lines.at(-1)!) as object)).toEqual(['time', 'id', 'method', 'path', 'status', 'ms'])
    expect(server.errors()).not.toContain('秘密')
  })

  it('demands a token where other machines can ask', async () => {
    const refused = await runCli(['serve', '--index', index, '--host', '0.0.0.0'])
    expect(refused).toMatchObject({ status: 2 })
    expect(refused.stderr).toContain('--token')
    const token = 'a-token-of-length-16'
    const file = join(folder.path, 'token.txt')
    writeFileSync(file, `${token}\n`)
    const both = await runCli(['serve', '--index', index, '--token', token, '--token-file', file])
    expect([both.status, both.stderr]).toEqual([2, expect.stringContaining('--token-file')])
    const noOrigin = await runCli(['serve', '--index', index, '--origin', 'my.site'])
    expect([noOrigin.status, noOrigin.stderr]).toEqual([2, expect.stringContaining('https://my.site')])
    const guarded = await startServer(index, ['--host', '0.0.0.0', '--token-file', file])
    try {
      expect((await rawRequest(guarded.port, '/api/stats')).status).toBe(401)
      expect((await rawRequest(guarded.port, '/api/stats', { authorization: 'Bearer wrong' })).status).toBe(401)
      expect((await rawRequest(guarded.port, '/api/stats', { authorization: `Bearer ${token}` })).status).toBe(200)
      expect(
        (await rawRequest(guarded.port, '/api/stats?folder=1', { authorization: `Bearer ${token}` })).body,
      ).not.toContain(folder.path)
      const first = await rawRequest(guarded.port, `/?token=${token}`)
      expect(first.status).toBe(303)
      const cookie = String(first.headers['set-cookie']).split(';')[0]!
      expect((await rawRequest(guarded.port, '/api/stats', { cookie })).status).toBe(200)
    } finally {
      await guarded.stop()
    }
  })

  it('ends in good order, and says so where a port is taken', async () => {
    const taken = await runCli(['serve', '--index', index, '--port', `${server.port}`])
    expect(taken).toMatchObject({ status: 2 })
    expect(taken.stderr).toContain('EADDRINUSE')
    const other = await startServer(index)
    expect(await other.stop('SIGINT')).toBe(0)
  })
})
