/** The complete Model Context Protocol, from its official library. One server answers one connection. */
import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server'
import type { CallToolResult } from '@modelcontextprotocol/server'
import type { AgentRequests } from './agent-requests.js'
import { isToolName } from './tools/run-tool.js'

export function createServer(requests: AgentRequests): Server {
  const { serverInfo, capabilities, instructions } = requests
  const server = new Server(serverInfo, { capabilities, instructions })
  // The library's types are mutable.
  server.setRequestHandler('tools/list', () => structuredClone(requests.listTools()) as never)
  server.setRequestHandler('tools/call', async ({ params: { name, arguments: given } }) => {
    if (!isToolName(name)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`)
    return (await requests.callTool(name, given)) as CallToolResult
  })
  server.setRequestHandler('resources/list', () => structuredClone(requests.listResources()) as never)
  server.setRequestHandler('resources/templates/list', () => structuredClone(requests.listTemplates()) as never)
  server.setRequestHandler('resources/read', async ({ params: { uri } }) => {
    const text = await requests.readResource(uri)
    if (text === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No such article: ${uri}`)
    return { contents: [{ uri, mimeType: 'text/plain', text }] }
  })
  return server
}
