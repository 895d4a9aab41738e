/** The complete Model Context Protocol, from its official library. One server answers one connection. */
import {
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type CallToolResult,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { AgentRequests } from './agent-requests.js'
import { isToolName } from './tools/tool-list.js'

const instructions =
  'Search a collection of Chinese articles. Start with "search" and the question; then "read" the id and from of ' +
  'the best hits. Quote exact strings. Cite articles by path and line.'
const capabilities = { tools: {}, resources: {} }
const resourceTemplates = [{ uriTemplate: 'xunzhang://article/{id}', name: 'article', mimeType: 'text/plain' }]

export function createServer(requests: AgentRequests): Server {
  const server = new Server({ name: 'xunzhang', version: requests.version }, { capabilities, instructions })
  // The library's types are mutable.
  server.setRequestHandler('tools/list', async () => structuredClone({ tools: await requests.listTools() }) as never)
  server.setRequestHandler('tools/call', async ({ params: { name, arguments: given } }, context) => {
    if (!isToolName(name)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`)
    return (await requests.callTool(name, given, !hidesText(server, context))) as CallToolResult
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

/**
 * These clients give a model only the structured content of an answer that has some, so they get the text alone.
 * Reported for Claude Code, Codex, opencode and VS Code in their public trackers.
 */
const hiding = /claude-code|codex|opencode|visual studio code|vscode/i

function hidesText(server: Server, { http, mcpReq: { envelope } }: ServerContext): boolean {
  const sent = (envelope as Readonly<Record<string, { readonly name?: unknown }>> | undefined)?.[CLIENT_INFO_META_KEY]
  const name = server.getClientVersion()?.name ?? sent?.name ?? http?.req?.headers.get('user-agent')
  return typeof name === 'string' && hiding.test(name)
}
