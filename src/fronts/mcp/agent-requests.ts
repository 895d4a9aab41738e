/** Answers the requests of the Model Context Protocol, over whatever connection they come. */
import type { Fault } from '../../base/errors.js'
import { SourceLines } from '../../library/results/locating.js'
import type { AgentMessages } from '../messages/languages.js'
import { severalLines } from '../../base/safe-text.js'
import type { ToolAnswer } from './tools/budget.js'
import { articleIdOf } from './tools/hits.js'
import { FilePlaces } from './tools/find-article.js'
import type { Collections } from './collections.js'
import type { ToolContext } from './tools/tool.js'
import { listTools, runTool, type ToolName } from './tools/tool-list.js'

export interface AgentService {
  readonly collections: Collections
  readonly version: string
  readonly say: AgentMessages
  readonly faultText: (fault: Fault) => string
  readonly showsFolders: boolean
}

export interface AgentRequests {
  readonly version: string
  /** The same for as long as the program runs. */
  readonly listTools: () => Promise<ReturnType<typeof listTools>>
  /** @param structured whether the answer has structured content beside its text; default true */
  readonly callTool: (name: ToolName, given: unknown, structured?: boolean) => Promise<ToolAnswer>
  /** @returns the whole text; undefined if there is no such article */
  readonly readResource: (uri: string) => Promise<string | undefined>
}

export function agentRequests({ collections, version, say, faultText, showsFolders }: AgentService): AgentRequests {
  const files = new SourceLines()
  const places = new FilePlaces()
  const kept: ToolContext['kept'] = new Map()
  const callTool: AgentRequests['callTool'] = (name, given, structured = true) =>
    runTool(name, given, { collections, files, places, kept, say, showsFolders, structured }, faultText)
  let listed: ReturnType<AgentRequests['listTools']> | undefined
  return {
    version,
    listTools: () => (listed ??= collections.describe(say).then(listTools)),
    callTool,
    readResource: async (uri) => {
      const id = articleIdOf(uri)
      const article = id === undefined ? undefined : await collections.ask([], ({ index }) => index.get(id))
      return article && severalLines(`${article.title}\n\n${article.body}`)
    },
  }
}
