/** The tools for agents, in the order in which they are listed; the small ones in full. */
import { oneLine } from '../../../base/safe-text.js'
import { bytesOf, cutText, defaultBudget, smallestBudget, toolAnswer, type ToolAnswer } from './budget.js'
import { exploreTool } from './explore-tool.js'
import { yearsOf } from '../collections.js'
import { findArticle } from './find-article.js'
import { answerWithHits, passageLength } from './hits.js'
import { listTool } from './list-tool.js'
import { readTool } from './read-tool.js'
import { searchTool } from './search-tool.js'
import { defineTool, type ToolContext } from './tool.js'
import { isXunzhangError, type Fault } from '../../../base/errors.js'

const similarTool = defineTool({
  name: 'similar',
  title: 'Find similar articles',
  description: 'Articles on the same subject as a given one, best first; hits as in search.',
  required: ['id'],
  async run({ id, limit = 15, budget = defaultBudget }, context) {
    const { index, say } = context
    const article = (await findArticle(id, context))?.article
    if (article === undefined) return toolAnswer(say.missing(id.slice(0, 60)))
    const found = await index.search('', { like: article.id, limit, snippetLength: passageLength(budget, limit) })
    const { hits, total } = found
    const head = (last: number): string => (total === 0 ? say.nothing : say.found(total, 1, last))
    return answerWithHits({ hits, total, end: hits.length, budget, head }, context)
  },
})

const statusTool = defineTool({
  name: 'status',
  title: 'Describe the collection',
  description: 'Number of articles, time of the last update, folders, first and last year.',
  async run(_given, { index, collections, say, showsFolders, structured }) {
    const { articles, committed, roots } = await index.stats()
    const [first = '', last = ''] = await yearsOf(index)
    const each = await collections.describe(say)
    const folders = showsFolders ? roots.slice(0, 10).map((root) => cutText(oneLine(root), 200)) : []
    const build = (shown: readonly string[]): ToolAnswer => {
      const lines = [
        say.holds(articles, committed),
        first === '' ? undefined : say.years(first, last),
        shown.length === 0 ? undefined : say.folders(shown),
        ...each,
      ]
      const data = { articles, committed, firstYear: first, lastYear: last }
      return toolAnswer(lines.filter((line) => line !== undefined).join('\n'), structured && data)
    }
    const full = build(folders)
    return bytesOf(full) <= defaultBudget ? full : build([])
  },
})

export const allTools = [searchTool, readTool, listTool, exploreTool, similarTool, statusTool] as const

/** @param about one line for each collection; without any, no tool takes their names */
export function listTools(about: readonly string[]) {
  return allTools.map(({ listed }) => {
    const { collections, ...properties } = listed.inputSchema.properties
    if (collections === undefined) return listed
    const named = { collections: { ...collections, description: `Only these: ${about.join('; ')}` } }
    const all = about.length === 0 ? properties : { ...properties, ...named }
    return { ...listed, inputSchema: { ...listed.inputSchema, properties: all } }
  })
}

export type ToolName = (typeof allTools)[number]['listed']['name']

export function isToolName(name: string): name is ToolName {
  return allTools.some(({ listed }) => listed.name === name)
}

/** @param faultText puts an error into the reader's language */
export async function runTool(
  name: ToolName,
  given: unknown,
  context: Omit<ToolContext, 'index'>,
  faultText: (fault: Fault) => string,
): Promise<ToolAnswer> {
  try {
    const tool = allTools.find(({ listed }) => listed.name === name)!
    tool.check(given ?? {})
    const { collections = [] } = (given ?? {}) as { readonly collections?: readonly string[] }
    return await context.collections.ask(collections, ({ index }) => tool.run(given ?? {}, { ...context, index }))
  } catch (error) {
    if (!isXunzhangError(error)) throw error
    return refusal(withoutCommands(faultText(error)))
  }
}

/** Leaves out sentences on the command line, which agents don't have. */
function withoutCommands(text: string): string {
  const kept = text.split(/(?<=[.\u3002])\s*/).filter((sentence) => !/xunzhang|--[a-z]/.test(sentence))
  return kept.length === 0 ? text : kept.join(' ')
}

/** Fits the smallest budget, whatever budget was given. */
function refusal(text: string): ToolAnswer {
  for (let most = 400; ; most = most >> 1) {
    const answer: ToolAnswer = { ...toolAnswer(cutText(text, most)), isError: true }
    if (bytesOf(answer) <= smallestBudget || most < 8) return answer
  }
}
