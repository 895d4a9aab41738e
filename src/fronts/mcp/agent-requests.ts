/** Answers the requests of the Model Context Protocol, over whatever connection they come. */
import type { Fault } from '../../base/errors.js'
import { AnswerCache } from '../../library/answer-cache.js'
import type { LiveIndex } from '../../library/live-index.js'
import { createSourceLines } from '../../library/results/source-lines.js'
import type { AgentMessages } from '../messages/agents.js'
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

const keptBytes = 8 << 20
/**
 * Tools whose answers are cached, because they depend on the commit and the arguments alone. The others cite source
 * files as they are at the moment.
 */
const keptTools: readonly ToolName[] = ['read', 'facets', 'status']

export function agentRequests({ live, version, say, faultText, showsFolders }: AgentService): AgentRequests {
  const files = createSourceLines()
  const kept = new AnswerCache(keptBytes)
  const callTool = (name: ToolName, given: unknown): Promise<ToolAnswer> =>
    live.ask(async ({ index, tag }) => {
      const key = JSON.stringify([name, given])
      const known = keptTools.includes(name) ? kept.find(tag, key) : undefined
      if (known !== undefined) return JSON.parse(Buffer.from(known.plain).toString()) as ToolAnswer
      const answer = await runTool(name, given, { index, files, say, showsFolders }, faultText)
      if (answer.isError !== true && keptTools.includes(name))
        kept.add(tag, key, new Uint8Array(Buffer.from(JSON.stringify(answer))))
      return answer
    })
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
