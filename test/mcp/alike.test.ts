import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLive } from '../../src/library/live-index.js'
import { createIndex } from '../../src/library/open-index.js'
import { Collections } from '../../src/fronts/mcp/collections.js'
import { agentRequests } from '../../src/fronts/mcp/agent-requests.js'
import type { AgentRequests } from '../../src/fronts/mcp/agent-requests.js'
import { createServer } from '../../src/fronts/mcp/create-server.js'
import { runProtocol } from '../../src/fronts/mcp/run-protocol.js'
import { messagesIn } from '../../src/fronts/messages/languages.js'
import { serveInProcess } from '../server/in-process.js'
import type { InProcess } from '../server/in-process.js'

let served: InProcess
let requests: AgentRequests
beforeAll(async () => {
  const index = await createIndex(':memory:')
  await index.add([{ id: 'one', title: '渡口', text: '渡口的旧桥今年重修。' }])
  await index.commit()
  const live = await openLive(() => Promise.resolve(index), Infinity)
  const say = messagesIn('en').agents
  const collections = new Collections(['one'], live, () => Promise.resolve(live))
  requests = agentRequests({ collections, version: '1', say, faultText: ({ reason }) => reason, showsFolders: false })
  served = await serveInProcess('', { live, agents: () => createServer(requests) })
})
afterAll(() => served.live.close())

type Message = Readonly<Record<string, unknown>>
const request = (id: unknown, method: string, params?: unknown): Message => ({
  ...{ jsonrpc: '2.0', id, method },
  ...(params !== undefined && { params }),
})
const revision = '2025-06-18'
const initialize = request('begin', 'initialize', {
  ...{ protocolVersion: revision, capabilities: { roots: {} }, clientInfo: { name: 'test', version: '1' } },
})
const initialized: Message = { jsonrpc: '2.0', method: 'notifications/initialized' }

const conversation: readonly Message[] = [
  request(1, 'ping'),
  request(2, 'tools/list', {}),
  request('3', 'resources/list'),
  request(4, 'resources/templates/list', { _meta: { progressToken: 7 } }),
  request(5, 'tools/call', { name: 'search', arguments: { query: '渡口' }, _meta: { progressToken: 'a' } }),
  request(6, 'tools/call', { name: 'search', arguments: { query: '渡口', limit: 'x' } }),
  request(7, 'tools/call', { name: 'read', arguments: { id: 'one' } }),
  request(8, 'tools/call', { name: 'explore' }),
  request(9, 'tools/call', { name: 'list', arguments: { paths: '*' } }),
  request(10, 'tools/call', { name: 'burn', arguments: {} }),
  request(11, 'tools/call', { name: 'search', arguments: [1] }),
  request(12, 'tools/call', { arguments: { query: '渡口' } }),
  request(13, 'resources/read', { uri: 'xunzhang://article/one' }),
  request(14, 'resources/read', { uri: 'file:///etc/passwd' }),
  request(15, 'toString'),
  request(16, 'prompts/list'),
  request(18, 'tools/list', { cursor: 'a' }),
]

async function overStdio(lines: readonly string[]): Promise<{ answers: Message[]; errors: number }> {
  let text = ''
  let errors = 0
  const output = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString('utf8')
      done()
    },
  })
  const input = Readable.from([Buffer.from(lines.map((line) => `${line}\n`).join(''))])
  await runProtocol(
    () => createServer(requests),
    () => errors++,
    input,
    output,
  )
  const answers = text.split('\n').filter((line) => line !== '')
  return { answers: answers.map((line) => JSON.parse(line) as Message), errors }
}

async function overHttp(message: Message): Promise<Message> {
  const answer = await served.app.request('/mcp', {
    method: 'POST',
    headers: {
      ...{ host: '127.0.0.1', 'content-type': 'application/json', 'mcp-protocol-version': revision },
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify(message),
  })
  const text = await answer.text()
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text) as Message
}

it('answers alike on standard input and output and over HTTP', async () => {
  const { answers, errors } = await overStdio(
    [initialize, initialized, ...conversation].map((one) => JSON.stringify(one)),
  )
  expect(errors).toBe(0)
  expect(answers).toHaveLength(conversation.length + 1)
  for (const message of [initialize, ...conversation])
    expect(answers.find(({ id }) => id === message['id'])).toEqual(await overHttp(message))
})

it('reports what it cannot read, and answers what follows', async () => {
  const lines = ['{"jsonrpc":', '', '"渡口"', JSON.stringify(request(1, 'ping'))]
  const { answers, errors } = await overStdio([initialize, initialized].map((one) => JSON.stringify(one)).concat(lines))
  expect(answers.at(-1)).toEqual({ jsonrpc: '2.0', id: 1, result: {} })
  expect(errors).toBeGreaterThan(0)
})

it('answers broken JSON with -32700 on both', async () => {
  const { answers } = await overStdio([JSON.stringify(initialize), '{"jsonrpc":', JSON.stringify(request(1, 'ping'))])
  expect(answers.find(({ id }) => id === null)).toMatchObject({ jsonrpc: '2.0', error: { code: -32700 } })
  expect(answers.at(-1)).toMatchObject({ id: 1 })
  const answer = await served.app.request('/mcp', {
    method: 'POST',
    headers: { host: '127.0.0.1', 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: '{"jsonrpc":',
  })
  expect(await answer.json()).toMatchObject({ id: null, error: { code: -32700 } })
})

it.each([
  ['claude-code', true],
  ['some-program', false],
])('gives %s, whose model sees only data, the text alone: %s', async (name, isAlone) => {
  const clientInfo = { name, version: '1' }
  const params = { protocolVersion: revision, capabilities: {}, clientInfo }
  const call = request(1, 'tools/call', { name: 'search', arguments: { query: '渡口' } })
  const messages = [request('begin', 'initialize', params), initialized, call]
  const { answers } = await overStdio(messages.map((one) => JSON.stringify(one)))
  const { content, structuredContent } = answers.find(({ id }) => id === 1)!['result'] as Record<string, unknown>
  expect(JSON.stringify(content)).toContain('渡口的旧桥')
  expect(structuredContent === undefined).toBe(isAlone)
})

it('ends at a message that is too long', async () => {
  const long = JSON.stringify(request(9, 'ping', { _meta: { a: 'x'.repeat(5 << 20) } }))
  const { errors } = await overStdio([JSON.stringify(initialize), long])
  expect(errors).toBe(1)
})
