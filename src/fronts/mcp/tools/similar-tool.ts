import { defaultBudget } from './budget.js'
import { answerWithHits, mostHitsWithin } from './hits.js'
import { passageLength } from './search-tool.js'
import { defineTool } from './tool.js'

export const similarTool = defineTool({
  name: 'similar',
  title: 'Find similar articles',
  description: 'Articles on the same subject as a given one, best first; hits as in search.',
  required: ['id'],
  async run({ id, limit = 10, budget = defaultBudget }, context) {
    const snippetLength = passageLength(budget, limit)
    const most = Math.min(limit, mostHitsWithin(budget))
    const result = await context.index.search('', { like: id, limit: most, snippetLength })
    return answerWithHits({ result, offset: 0, limit: most, budget }, context)
  },
})
