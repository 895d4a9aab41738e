/** Answers one question in the built program, then keeps what V8 compiled for it: `warm-mcp.ts DIST INDEX QUERY`. */
import { Readable } from 'node:stream'
import { otherCommands } from '../../src/cli/commands/index.js'
import type * as service from '../../src/cli/commands/mcp-command.js'
import { loadForCaching, loadProgram } from '../../src/cli/program.js'

const [dist, index, query] = process.argv.slice(2) as [string, string, string]
const { exports, keepCache } = loadForCaching(`${dist}service`)
const { mcpCommand } = exports as typeof service

const initialize = {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'warm', version: '1' },
}
const messages = [
  { jsonrpc: '2.0', id: 1, method: 'initialize', params: initialize },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 2, method: 'tools/list' },
  { jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'search', arguments: { query } } },
]

process.on('exit', (code) => {
  if (code === 0) keepCache()
})
const input = Readable.from(messages.map((message) => Buffer.from(`${JSON.stringify(message)}\n`)))
Object.defineProperty(process, 'stdin', { value: input })

await loadProgram(dist).run(['mcp', '--index', index], { ...otherCommands, mcp: async () => mcpCommand })
