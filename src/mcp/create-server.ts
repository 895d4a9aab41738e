/** The Model Context Protocol over a collection: tools, and articles as resources. One server answers one connection. */
import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server'
import type { CallToolResult } from '@modelcontextprotocol/server'
import { KeptAnswers } from '../library/kept-answers.js'
import { createSourceLines } from '../library/results/source-lines.js'
import type { SourceLines } from '../library/results/source-lines.js'
import type { LiveIndex } from '../library/live-index.js'
import type { Fault } from '../errors.js'
import type { AgentMessages } from '../messages/agents.js'
import { severalLines } from '../text/safe-text.js'
import { articleIdOf } from './hits.js'
import { isToolName, runTool } from './run-tool.js'
import { tools } from './tool-list.js'
import type { ToolName } from './tool-list.js'

export interface AgentService {
  readonly live: LiveIndex
  readonly version: string
  readonly say: AgentMessages
  readonly faultText: (fault: Fault) => string
  readonly showsFolders: boolean
}

const instructions =
  'Search a local collection of Chinese articles. Start with "search"; then "read" with the id and from of a hit. ' +
  'Quote exact strings. Cite articles by path and line.'

/** @returns a factory of servers that share the collection */
export function serverFactory(service: AgentService): () => Server {
  const shared = { files: createSourceLines(), kept: new KeptAnswers(keptBytes) }
  return () => createServer(service, shared)
}

/** What the servers of one collection have in common. */
interface Shared {
  readonly files: SourceLines
  readonly kept: KeptAnswers
}

const keptBytes = 8 << 20
/** Their answers follow from the commit and the arguments alone; the others cite files as they are at the moment. */
const keptTools: readonly ToolName[] = ['read', 'facets', 'status']

function createServer(service: AgentService, { files, kept }: Shared): Server {
  const { live, version, say, faultText, showsFolders } = service
  const server = new Server({ name: 'xunzhang', version }, { capabilities: { tools: {}, resources: {} }, instructions })
  server.setRequestHandler('tools/list', () => ({ tools: tools.map(copy) }))
  server.setRequestHandler('tools/call', async ({ params }) => {
    const { name } = params
    if (!isToolName(name)) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name}`)
    return live.ask(async ({ index, tag }) => {
      const key = JSON.stringify([name, params.arguments])
      const known = keptTools.includes(name) ? kept.find(tag, key) : undefined
      if (known !== undefined) return JSON.parse(Buffer.from(known.plain).toString()) as CallToolResult
      const answer = await runTool(name, params.arguments, { index, files, say, showsFolders }, faultText)
      if (answer.isError !== true && keptTools.includes(name))
        kept.add(tag, key, new Uint8Array(Buffer.from(JSON.stringify(answer))))
      return answer as CallToolResult
    })
  })
  server.setRequestHandler('resources/list', () => ({ resources: [] }))
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ uriTemplate: 'xunzhang://article/{id}', name: 'article', mimeType: 'text/plain' }],
  }))
  server.setRequestHandler('resources/read', async ({ params: { uri } }) => {
    const id = articleIdOf(uri)
    const article = id === undefined ? undefined : await live.ask(({ index }) => index.get(id))
    if (article === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No such article: ${uri}`)
    return { contents: [{ uri, mimeType: 'text/plain', text: severalLines(`${article.title}\n\n${article.body}`) }] }
  })
  return server
}

/** The SDK's types are mutable. */
function copy(tool: (typeof tools)[number]) {
  return structuredClone(tool) as never
}
