/** The recipes of docs/LIBRARY.md, run as they stand there: each block that begins with a comment naming its file. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIndex, openIndex, XunzhangError } from '../../src/index.js'
import { projectRoot, temporaryFolder } from '../support/cli.js'

const folder = temporaryFolder()
const at = (name: string) => join(folder.path, name)
const page = readFileSync(join(projectRoot, 'docs/LIBRARY.md'), 'utf8')
const blocks = [...page.matchAll(/```(?:js|ts)\n([^]*?)```/g)].map(([, text]) => text!)
const recipes = new Map(blocks.map((text) => [/^\/\/ (\S+)\n/.exec(text)?.[1] ?? 'first.mjs', text]))
const peer = (name: string) => join(projectRoot, '.peers/node_modules', name)
const missing = (name: string) => (existsSync(peer(name)) ? '' : ` (skipped: npm run peers brings ${name})`)
const running: ChildProcess[] = []

beforeAll(async () => {
  writeFileSync(at('package.json'), '{"private":true}')
  mkdirSync(at('node_modules/@hono'), { recursive: true })
  symlinkSync(projectRoot, at('node_modules/xunzhang'))
  for (const name of ['hono', '@hono/node-server', 'htmlparser2'])
    symlinkSync(join(projectRoot, 'node_modules', name), at(`node_modules/${name}`))
  for (const name of ['express', 'better-sqlite3'])
    if (missing(name) === '') symlinkSync(peer(name), at(`node_modules/${name}`))
  for (const [name, text] of recipes) {
    mkdirSync(dirname(at(name)), { recursive: true })
    // `await using` is not in every Node.
    const { code } = await transform(text, { loader: 'ts', target: 'node20' })
    writeFileSync(at(name), name === 'first.mjs' ? `${code}\nconsole.log(total, hits[0].fields.outlet)` : code)
  }
  const index = await createIndex(at('news'))
  await index.add([{ id: 1, title: '渡口的旧桥', text: '桥面要抬高半米。' }])
  await index.commit()
  await index.close()
})
afterAll(async () => {
  for (const child of running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  folder.remove()
})

function start(name: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [at(name)], { cwd: folder.path, env: { ...process.env, ...env } })
  running.push(child)
  return child
}

/** A port that nobody uses. */
async function freePort(): Promise<number> {
  const socket = createSocketServer().listen(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address() as AddressInfo
  socket.close()
  await once(socket, 'close')
  return port
}

async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

const totalOf = async (dir: string, query: string): Promise<number> => {
  const index = await openIndex(at(dir))
  const { total } = await index.search(query)
  await index.close()
  return total
}

describe('a recipe', { timeout: 60_000 }, () => {
  it('is in the page for each of these', () => {
    expect([...recipes.keys()].sort()).toEqual([
      'app/search/route.js',
      'express.mjs',
      'first.mjs',
      'folders.mjs',
      'hono.mjs',
      'processes.mjs',
      'rss.mjs',
      'status.mjs',
      'table.mjs',
      'tools.mjs',
    ])
  })

  it('fills and searches an index with fields of its own', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [at('first.mjs')], { cwd: at('app') })
    expect(stdout).toBe('1 新华社\n')
  })

  it('follows a folder, lets another process read, and names errors', async () => {
    mkdirSync(at('app/notes'), { recursive: true })
    writeFileSync(at('app/notes/ferry.md'), '# 渡口\n\n渡船每天往返两次。\n')
    writeFileSync(at('app/diary.md'), '雨。')
    cpSync(at('news'), at('app/news'), { recursive: true })
    const run = async (name: string) =>
      (await promisify(execFile)(process.execPath, [at(name)], { cwd: at('app') })).stdout
    expect([await run('folders.mjs'), await run('folders.mjs')]).toEqual(['2 0 []\n', '0 0 []\n'])
    expect(await run('processes.mjs')).toBe('1 true\n')
    const { statusOf } = (await import(pathToFileURL(at('status.mjs')).href)) as {
      statusOf: (error: unknown) => number
    }
    const locked = new XunzhangError('INDEX_LOCKED', { isElsewhere: false })
    expect([locked, new Error()].map(statusOf)).toEqual([409, 500])
  })

  for (const name of ['hono', 'express']) {
    const without = name === 'express' ? missing(name) : ''
    it.skipIf(without)(`answers searches with ${name}${without}`, async () => {
      const port = await freePort()
      start(`${name}.mjs`, { PORT: String(port) })
      const address = `http://127.0.0.1:${port}/search?q=${encodeURIComponent('"抬高半米"')}`
      expect(await eventually(async () => (await fetch(address)).json())).toMatchObject({ total: 1 })
      const wrong = await fetch(`http://127.0.0.1:${port}/search?q=${encodeURIComponent('(')}`)
      expect([wrong.status, await wrong.json()]).toMatchObject([400, { code: 'QUERY_SYNTAX' }])
    })
  }

  it.skipIf(missing('better-sqlite3'))(`follows a table${missing('better-sqlite3')}`, async () => {
    const path = createRequire(join(projectRoot, '.peers/package.json')).resolve('better-sqlite3')
    const loaded = (await import(pathToFileURL(path).href)) as { default: new (file: string) => Table }
    const table = new loaded.default(at('news.db'))
    table.exec(
      `create table article (id integer primary key, title text, body text); create table removed (id integer)`,
    )
    table.exec(`create trigger gone after delete on article begin insert into removed values (old.id); end`)
    table.exec(`insert into article values (1, '石榴渡', '渡船停在对岸。'), (2, '灯塔', '渡船绕过灯塔。')`)
    for (const [change, found] of [
      ['', 2],
      [`delete from article where id = 1`, 1],
    ] as const) {
      table.exec(change)
      expect(await once(start('table.mjs'), 'close')).toEqual([0, null])
      expect(await totalOf('table', '渡船')).toBe(found)
    }
    table.close()
  })

  it('follows feeds', async () => {
    const server = await feed()
    const { port } = server.address() as AddressInfo
    start('rss.mjs', { FEEDS: `http://127.0.0.1:${port}/` })
    await eventually(async () => expect(await totalOf('feeds', '渡船')).toBe(1))
    server.close()
  })
})

interface Table {
  exec(statement: string): void
  close(): void
}

async function feed(): Promise<Server> {
  const item = `<item><guid>a</guid><title>石榴渡</title><link>http://example.org/a</link><description>渡船停在对岸。</description></item>`
  const server = createServer((_, response) =>
    response.end(`<?xml version="1.0"?><rss version="2.0"><channel><title>报</title>${item}</channel></rss>`),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
