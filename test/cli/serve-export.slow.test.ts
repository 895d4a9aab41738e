import { execFileSync } from 'node:child_process'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cliPath, runCli, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { startServing } from '../support/serve.js'
import type { Served } from '../support/serve.js'

const folder = temporaryFolder()
const site = join(folder.path, 'site')
const page = (title: string, body: string): string =>
  `<!doctype html><html lang="zh"><head><title>${title}</title></head><body><main><p>${body}</p></main></body></html>`

let server: Served
beforeAll(async () => {
  writeFiles(folder.path, { 'secret.html': page('密', '不给人看') })
  writeFiles(site, {
    'index.html': page('首页', '欢迎来到渡口。'),
    '茶馆/index.html': page('茶馆', '船夫说，阿尔曼别托夫今天来过。'),
    'bridge.html': page('旧桥', '桥面要抬高半米。'),
  })
  symlinkSync(join(folder.path, 'secret.html'), join(site, 'leak.html'))
  execFileSync(process.execPath, [cliPath, 'export', site, '--to', join(site, 'search')], { stdio: 'pipe' })
  server = await startServing(['--export', site])
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

async function get(path: string, { port } = server, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject).end()
  })
  const body = (await buffer(answer)).toString('utf8')
  return { status: answer.statusCode ?? 0, headers: answer.headers, body }
}

describe('xunzhang serve --export', () => {
  it('answers as a static host does', async () => {
    const types = [
      '/',
      `/${encodeURI('茶馆')}/`,
      '/bridge.html',
      '/bridge',
      '/search/xunzhang.js',
      '/search/xunzhang.json',
    ]
    for (const path of types) {
      const { status, headers, body } = await get(path)
      expect([path, status, headers['content-type']]).toEqual([
        path,
        200,
        expect.stringMatching(path.endsWith('.js') ? /javascript/ : path.endsWith('.json') ? /json/ : /^text\/html/),
      ])
      expect(body).not.toBe('')
    }
    expect((await get('/bridge')).body).toContain('桥面要抬高半米')
    expect(await get(`/${encodeURI('茶馆')}`)).toMatchObject({
      status: 301,
      headers: { location: `/${encodeURI('茶馆')}/` },
    })
    const { folder: files } = JSON.parse((await get('/search/xunzhang.json')).body) as { folder: string }
    const start = await get(`/search/${files}/start.bin`)
    expect([start.status, start.headers['content-type']]).toEqual([200, 'application/octet-stream'])
  })

  it('sends nothing from outside of the folder, and nothing to pages of other sites', async () => {
    const outside = [
      '/leak.html',
      '/leak',
      '/../secret.html',
      '/%2e%2e/secret.html',
      '/..%2fsecret.html',
      '/..%5csecret.html',
      '//secret.html',
      `//${encodeURI('茶馆')}`,
      '/%00',
      '/nothing',
      '/%',
    ]
    for (const path of outside) {
      const { status, body } = await get(path)
      expect([path, status]).toEqual([path, 404])
      expect(body).not.toContain('不给人看')
    }
    expect((await get('/', server, { host: 'evil.example' })).status).toBe(403)
    expect((await get('/', server, { origin: 'http://evil.example' })).status).toBe(403)
  })

  it('shows an export that lies alone in a page of its own', async () => {
    const alone = await startServing(['--export', join(site, 'search')])
    try {
      const { status, headers, body } = await get('/', alone)
      expect([status, headers['content-security-policy']]).toEqual([200, expect.stringContaining("script-src 'self'")])
      expect(body).toContain('<xunzhang-search')
      expect((await get('/xunzhang.js', alone)).status).toBe(200)
    } finally {
      expect(await alone.stop()).toBe(0)
    }
  })

  it('asks for the token where one was given', async () => {
    const token = 'a-token-of-20-letters'
    const guarded = await startServing(['--export', site, '--token', token])
    try {
      expect((await get('/bridge.html', guarded)).status).toBe(401)
      expect((await get('/bridge.html', guarded, { authorization: `Bearer ${token}` })).status).toBe(200)
    } finally {
      await guarded.stop()
    }
  })

  it('refuses a folder that is neither a site nor an export, and what belongs to an index', async () => {
    const empty = await runCli(['serve', '--export', folder.path])
    expect(empty).toMatchObject({ status: 2, stdout: '' })
    expect(empty.stderr).toContain('neither a generated site nor an export')
    const both = await runCli(['serve', '--export', site, '--index', join(folder.path, 'index')])
    expect([both.status, both.stderr]).toEqual([2, expect.stringMatching(/--export.*--index/)])
  })
})
