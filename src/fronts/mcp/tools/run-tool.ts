/** Runs a tool by its name. An error becomes an answer that says what to do. */
import { isXunzhangError, type Fault } from '../../../base/errors.js'
import { bytesOf, cutText, smallestBudget, toolAnswer, type ToolAnswer } from './budget.js'
import type { ToolContext } from './tool.js'
import { allTools, type ToolName } from './tool-list.js'

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
