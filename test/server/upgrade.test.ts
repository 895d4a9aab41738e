import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import { listen } from '../../src/fronts/server/start.js'
import type { Listening } from '../../src/fronts/server/start.js'
import { temporaryFolder } from '../support/cli.js'
import { serveInProcess } from './in-process.js'
import type { InProcess } from './in-process.js'

const folder = temporaryFolder()
const dir = join(folder.path, 'index')
let served: InProcess
let listening: Listening

beforeAll(async () => {
  const index = await createIndex(dir)
  await index.add([
    { id: '1', title: '渡口', text: '渡口的旧桥在雨里。' },
    { id: '2', title: '旧桥', text: '旧桥下的水很急。' },
  ])
  await index.commit()
  await index.close()
  served = await serveInProcess(dir)
  listening = await listen(served.app, '127.0.0.1', 0)
})
afterAll(async () => {
  await listening.stop()
  await served.live.close()
  folder.remove()
})

const q = encodeURIComponent

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
