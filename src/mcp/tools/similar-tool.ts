import { checkOptions, checkValue, text, whole } from '../../errors/options.js'
import { defaultBudget } from './budget.js'
import type { ToolAnswer } from './budget.js'
import { answerWithHits, mostHitsWithin } from './hits.js'
import { budgetRule, passageLength } from './search-tool.js'
import type { ToolContext } from './tool-context.js'

export interface SimilarArguments {
  readonly id: string
  readonly limit?: number
  readonly budget?: number
}

const rules = { id: text, limit: whole(1, 50), budget: budgetRule }

export async function similarTool(given: SimilarArguments, context: ToolContext): Promise<ToolAnswer> {
  checkOptions(given, rules)
  checkValue('id', given.id, text)
  const { id, limit = 10, budget = defaultBudget } = given
  const snippetLength = passageLength(budget, limit)
  const most = Math.min(limit, mostHitsWithin(budget))
  const result = await context.index.search('', { like: id, limit: most, snippetLength })
  return answerWithHits({ result, offset: 0, limit: most, budget }, context)
}
