import { defaultBudget } from './budget.js'
import { answerWithHits, passageLength } from './hits.js'
import { findArticle } from './find-article.js'
import { defineTool } from './tool.js'

export const similarTool = defineTool({
  name: 'similar',
  title: 'Find similar articles',
  description: 'Articles on the same subject as a given one, best first; hits as in search.',
  required: ['id'],
  async run({ id, limit = 15, budget = defaultBudget }, context) {
    const { index, say } = context
    const article = (await findArticle(id, context))?.article
    if (article === undefined) return { content: [{ type: 'text', text: say.missing(id.slice(0, 60)) }] }
    const found = await index.search('', { like: article.id, limit, snippetLength: passageLength(budget, limit) })
    const { hits, total } = found
    const head = (last: number): string =>
      total === 0 ? say.nothing : say.found(total, 1, last, found.totalIsAtLeast === true)
    return answerWithHits({ hits, total, end: hits.length, budget, head }, context)
  },
})
