/** The complete Model Context Protocol, from its official library. One server answers one connection. */
import { ProtocolError, ProtocolErrorCode, Server, type CallToolResult } from '@modelcontextprotocol/server'
import type { AgentRequests } from './agent-requests.js'
import { isToolName } from './tools/run-tool.js'
import { tools } from './tools/tool-list.js'

const instructions =
  'Search a local collection of Chinese articles. Start with "search"; then "read" with the id and from of a hit. ' +
  'Quote exact strings. Cite articles by path and line.'
const capabilities = { tools: {}, resources: {} }
const resourceTemplates = [{ uriTemplate: 'xunzhang://article/{id}', name: 'article', mimeType: 'text/plain' }]

export function createServer(requests: AgentRequests): Server {
  const server = new Server({ name: 'xunzhang', version: requests.version }, { capabilities, instructions })
  // The library's types are mutable.
  server.setRequestHandler('tools/list', () => structuredClone({ tools }) as never)
  server.setRequestHandler('tools/call', async ({ params: { name, arguments: given } }) => {
    if (!isToolName(name)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`)
    return (await requests.callTool(name, given)) as CallToolResult
  })
  // Always empty: there are too many articles for a list. Hits contain their addresses.
  server.setRequestHandler('resources/list', () => ({ resources: [] }))
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates }))
  server.setRequestHandler('resources/read', async ({ params: { uri } }) => {
    const text = await requests.readResource(uri)
    if (text === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No such article: ${uri}`)
    return { contents: [{ uri, mimeType: 'text/plain', text }] }
  })
  return server
}
