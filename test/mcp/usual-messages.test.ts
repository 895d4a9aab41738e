import { Readable, Writable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLive } from '../../src/library/live-index.js'
import type { LiveIndex } from '../../src/library/live-index.js'
import { createIndex } from '../../src/library/open-index.js'
import { agentRequests } from '../../src/mcp/agent-requests.js'
import type { AgentRequests } from '../../src/mcp/agent-requests.js'
import { createServer } from '../../src/mcp/create-server.js'
import { runProtocol } from '../../src/mcp/run-protocol.js'
import { runOnStdio } from '../../src/mcp/serve-stdio.js'
import { usualMessages } from '../../src/mcp/usual-messages.js'
import { agentMessagesIn } from '../../src/messages/agents.js'

let live: LiveIndex
let requests: AgentRequests
beforeAll(async () => {
  const index = await createIndex(':memory:')
  await index.add([{ id: 'one', title: '渡口', text: '渡口的旧桥今年重修。' }])
  await index.commit()
  live = await openLive(() => Promise.resolve(index), Infinity)
  const say = await agentMessagesIn('en')
  requests = agentRequests({ live, version: '1', say, faultText: ({ reason }) => reason, showsFolders: false })
})
afterAll(() => live.close())

type Line = string
const line = (message: unknown): Line => JSON.stringify(message)
const request = (id: unknown, method: string, params?: unknown): Line =>
  line({ jsonrpc: '2.0', id, method, ...(params !== undefined && { params }) })
const clientInfo = { name: 'test', version: '1' }
const initialize = (protocolVersion: string, more: object = {}): Line =>
  request('begin', 'initialize', { protocolVersion, capabilities: { roots: {} }, clientInfo, ...more })
const initialized = line({ jsonrpc: '2.0', method: 'notifications/initialized' })

const usual: readonly Line[] = [
  request(1, 'ping'),
  request(2, 'tools/list', {}),
  request('3', 'resources/list'),
  request(4, 'resources/templates/list', { _meta: { progressToken: 7 } }),
  request(5, 'tools/call', { name: 'search', arguments: { query: '渡口' }, _meta: { progressToken: 'a' } }),
  request(6, 'tools/call', { name: 'search', arguments: { query: '渡口', limit: 'x' } }),
  request(7, 'tools/call', { name: 'read', arguments: { id: 'one' } }),
  request(8, 'tools/call', { name: 'facets' }),
]
const others: readonly Line[] = [
  initialized,
  request(10, 'tools/call', { name: 'burn', arguments: {} }),
  request(11, 'tools/call', { name: 'search', arguments: [1] }),
  request(12, 'tools/call', { arguments: { query: '渡口' } }),
  request(13, 'resources/read', { uri: 'xunzhang://article/one' }),
  request(14, 'resources/read', { uri: 'file:///etc/passwd' }),
  request(15, 'toString'),
  request(16, 'prompts/list'),
  request(1.5, 'ping'),
  request(null, 'ping'),
  request(17, 'ping', []),
  request(18, 'tools/list', { cursor: 'a' }),
  request(19, 'tools/list', { cursor: 1 }),
  request(20, 'ping', { _meta: { progressToken: {} } }),
  line({ jsonrpc: '1.0', id: 21, method: 'ping' }),
  line({ jsonrpc: '2.0', id: 22, method: 'ping', more: 1 }),
  line([]),
  line('渡口'),
  '{"jsonrpc":',
  '',
  line({ jsonrpc: '2.0', id: 23, result: {} }),
  line({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 99 } }),
  line({ jsonrpc: '2.0', method: 'notifications/roots/list_changed' }),
  initialize('2025-06-18'),
]
const openings: readonly Line[] = [
  ...['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07', '2020-01-01'].map((one) => initialize(one)),
  initialize('2025-06-18', { capabilities: 1 }),
  initialize('2025-06-18', { clientInfo: { ...clientInfo, title: '试' } }),
  initialize('2025-06-18', { clientInfo: { name: 'test' } }),
  initialize('2025-06-18', { more: 1 }),
]

type Run = (input: Readable, output: Writable, onError: (reason: string) => void) => Promise<void>
const alone: Run = (input, output, onError) => runProtocol(() => createServer(requests), onError, input, output)
const together: Run = (input, output, onError) => runOnStdio(requests, onError, input, output)

/** Answers in the order of their text: the order of requests that wait for something is free. */
async function answersTo(run: Run, lines: readonly Line[], size: number) {
  const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''))
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
  let text = ''
  let errors = 0
  const output = new Writable({
    write: (chunk: Buffer, _, done) => {
      text += chunk.toString('utf8')
      done()
    },
  })
  await run(Readable.from(chunks), output, () => errors++)
  return { answers: text.split('\n').sort().map(parsed), errors }
}

const parsed = (text: string): unknown => (text === '' ? '' : (JSON.parse(text) as unknown))

it('answers as the official library does, whatever it is asked', async () => {
  const lines = fc.array(fc.constantFrom(...usual, ...usual, ...others), { maxLength: 8 })
  const conversations = fc.tuple(fc.constantFrom(...openings), fc.boolean(), lines, fc.integer({ min: 1, max: 400 }))
  await fc.assert(
    fc.asyncProperty(conversations, async ([opening, isOpened, asked, size]) => {
      const lines = [opening, ...(isOpened ? [initialized] : []), ...asked]
      expect(await answersTo(together, lines, size)).toEqual(await answersTo(alone, lines, size))
    }),
    { numRuns: 150 },
  )
}, 60_000)

it('answers what is usual without that library, and leaves the rest to it', async () => {
  const { answer } = usualMessages(requests)
  for (const one of [initialize('2025-11-25'), initialized, ...usual])
    expect([one, await answer(JSON.parse(one))]).toEqual([one, one === initialized ? undefined : expect.anything()])
  for (const one of others.slice(1).filter((other) => other.startsWith('[') || /}$/.test(other)))
    expect([one, answer(JSON.parse(one))]).toEqual([one, undefined])
})

it('hands over a message that is too long', async () => {
  const long = request(9, 'ping', { _meta: { a: 'x'.repeat(5 << 20) } })
  const { errors } = await answersTo(together, [initialize('2025-06-18'), long], 1 << 16)
  expect(errors).toBe(1)
})
