/** Answers the requests of the Model Context Protocol, over whatever connection they come. */
import type { Fault } from '../../base/errors.js'
import type { LiveIndex } from '../../library/live-index.js'
import { createSourceLines } from '../../library/results/source-lines.js'
import type { AgentMessages } from '../messages/languages.js'
import { severalLines } from '../../base/safe-text.js'
import type { ToolAnswer } from './tools/budget.js'
import { articleIdOf } from './tools/hits.js'
import { runTool } from './tools/run-tool.js'
import type { ToolName } from './tools/tool-list.js'

export interface AgentService {
  readonly live: LiveIndex
  readonly version: string
  readonly say: AgentMessages
  readonly faultText: (fault: Fault) => string
  readonly showsFolders: boolean
}

export interface AgentRequests {
  readonly version: string
  readonly callTool: (name: ToolName, given: unknown) => Promise<ToolAnswer>
  /** @returns the whole text; undefined if there is no such article */
  readonly readResource: (uri: string) => Promise<string | undefined>
}

export function agentRequests({ live, version, say, faultText, showsFolders }: AgentService): AgentRequests {
  const files = createSourceLines()
  const callTool = (name: ToolName, given: unknown): Promise<ToolAnswer> =>
    live.ask(({ index }) => runTool(name, given, { index, files, say, showsFolders }, faultText))
  return {
    version,
    callTool,
    readResource: async (uri) => {
      const id = articleIdOf(uri)
      const article = id === undefined ? undefined : await live.ask(({ index }) => index.get(id))
      return article && severalLines(`${article.title}\n\n${article.body}`)
    },
  }
}
