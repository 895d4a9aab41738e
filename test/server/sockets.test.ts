import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createIndex } from '../../src/library/open-index.js'
import { listen } from '../../src/server/start.js'
import type { Listening } from '../../src/server/start.js'
import { temporaryFolder } from '../support/cli.js'
import { rawRequest } from '../support/serve.js'
import { serveInProcess } from './in-process.js'
import type { InProcess } from './in-process.js'

const folder = temporaryFolder()
const dir = join(folder.path, 'index')
let served: InProcess
let listening: Listening
const open: WebSocket[] = []

beforeAll(async () => {
  const index = await createIndex(dir)
  await index.add([
    { id: '1', title: '渡口', text: '渡口的旧桥在雨里。' },
    { id: '2', title: '旧桥', text: '旧桥下的水很急。' },
  ])
  await index.commit()
  await index.close()
  served = await serveInProcess(dir, { port: () => listening.port })
  listening = await listen(served.app, '127.0.0.1', 0)
})
afterEach(() => open.splice(0).forEach((socket) => socket.terminate()))
afterAll(async () => {
  await listening.stop()
  await served.live.close()
  folder.remove()
})

async function opened(headers: Readonly<Record<string, string>> = {}, path = '/api/socket'): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${listening.port}${path}`, { headers })
  open.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

/** What the next messages say. */
function answers(socket: WebSocket, count: number): Promise<readonly string[]> {
  const found: string[] = []
  return new Promise((resolve) => {
    socket.on('message', (data) => found.push(data.toString()) === count && resolve(found))
  })
}

const q = encodeURIComponent

describe('a connection that stays open', () => {
  it('answers each search as a request is answered', async () => {
    const socket = await opened()
    for (const path of [`/api/search?q=${q('旧桥')}&fold=1`, `/api/kwic?q=${q('桥')}`, '/api/search?limit=x']) {
      const { status, body } = await rawRequest(listening.port, path)
      const answer = answers(socket, 1)
      socket.send(`7 ${path}`)
      const [, number, code, json] = /^(\d+) (\d+) (.*)$/s.exec((await answer)[0]!)!
      expect([number, code]).toEqual(['7', String(status)])
      expect({ ...(JSON.parse(json!) as object), tookMs: 0 }).toEqual({ ...(JSON.parse(body) as object), tookMs: 0 })
    }
  })

  it('answers no question that was withdrawn while others were answered', async () => {
    const socket = await opened()
    const found = answers(socket, 2)
    for (const number of [1, 2, 3]) socket.send(`${number} /api/search?q=${q(`旧桥${number}`)}`)
    socket.send('2')
    expect((await found).map((answer) => answer.split(' ')[0])).toEqual(['1', '3'])
  })

  it('takes a withdrawal and a repeated number while as many wait as may', async () => {
    const socket = await opened()
    const found = answers(socket, 33)
    const ask = (number: number) => socket.send(`${number} /api/search?q=${q(`旧桥${number}`)}`)
    // In one packet: else the first are answered before the last arrive.
    const { _socket: connection } = socket as unknown as { readonly _socket: Socket }
    connection.cork()
    for (let number = 1; number <= 33; number++) ask(number)
    ask(33)
    socket.send('33')
    ask(34)
    connection.uncork()
    const numbers = (await found).map((answer) => Number(answer.split(' ')[0]))
    expect(numbers).toEqual([...Array.from({ length: 32 }, (_, i) => i + 1), 34])
  })

  it('goes to nobody whose request would be refused', async () => {
    await expect(opened({ origin: 'http://elsewhere.example' })).rejects.toThrow('403')
    await expect(opened({ host: 'elsewhere.example' })).rejects.toThrow('403')
    for (const path of ['/api/search', '/api/events', '/nothing']) await expect(opened({}, path)).rejects.toThrow('404')
    await expect(opened({ origin: `http://127.0.0.1:${listening.port}` })).resolves.toBeDefined()
  })

  it('ends where something else than a search is asked, or too much', async () => {
    const wrong = ['', 'a', '1 /api/events', '1 /api/stats', '1 //elsewhere/api/search?q=a', 'x'.repeat(40_000)]
    for (const message of wrong) {
      const socket = await opened()
      socket.on('error', () => undefined)
      socket.send(message)
      const [code] = (await once(socket, 'close')) as [number]
      expect([message.slice(0, 40), code]).toEqual([message.slice(0, 40), message.length > 100 ? 1009 : 1008])
    }
  })

  it('does not keep the service from stopping', async () => {
    const { app, live } = await serveInProcess(dir, { port: () => other.port })
    const other = await listen(app, '127.0.0.1', 0)
    const socket = new WebSocket(`ws://127.0.0.1:${other.port}/api/socket`)
    await once(socket, 'open')
    const closed = once(socket, 'close')
    const began = performance.now()
    await other.stop()
    expect(performance.now() - began).toBeLessThan(3000)
    expect(await closed).toEqual([1001, expect.anything()])
    await live.close()
  })
})

describe('a client that offers another protocol', () => {
  it('is answered in HTTP/1.1', async () => {
    const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' }
    const asked = request({ port: listening.port, path: `/api/search?q=${q('旧桥')}`, headers }).end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
    expect(JSON.parse(await text(answer))).toMatchObject({ total: 2 })
  })

  it('is heard to the end of what it sends', async () => {
    const body = JSON.stringify({ text: '桥'.repeat(20_000) })
    const head = [
      'POST /nothing HTTP/1.1',
      `Host: 127.0.0.1:${listening.port}`,
      'Connection: Upgrade',
      'Upgrade: h2c',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    const socket = connect(listening.port, '127.0.0.1')
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
    const [data] = (await once(socket, 'data')) as [Buffer]
    expect(data.toString()).toMatch(/^HTTP\/1\.1 404 /)
    socket.destroy()
  })
})
