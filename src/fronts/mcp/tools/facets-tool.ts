import { everyArticle } from '../../../library/every-article.js'
import { oneLine } from '../../../base/safe-text.js'
import { cutText, defaultBudget, largestWithin, type ToolAnswer } from './budget.js'
import { defineTool } from './tool.js'

/** Years are in ascending order, other values by number of articles. */
export const facetsTool = defineTool({
  name: 'facets',
  title: 'Count articles',
  description: 'How many articles match a query by year, author, tag or site. An empty query counts all articles.',
  async run({ query = '', by = 'year', limit = 50, budget = defaultBudget }, { index, say }) {
    const result = await index.search(query.trim() === '' ? everyArticle : query, {
      facets: [by],
      countOnly: true,
      lenient: true,
    })
    const all = result.facets?.[by] ?? []
    const counted = all.slice(0, limit).map(({ value, count }) => ({ value: oneLine(cutText(value, 60)), count }))
    const inOrder = by === 'year' ? counted.sort((a, b) => (a.value < b.value ? -1 : 1)) : counted
    const build = (count: number): ToolAnswer => {
      const values = inOrder.slice(0, count)
      const head = `${say.counted(result.total)}; ${say.values(values.length, all.length)}`
      return {
        content: [{ type: 'text', text: [head, ...values.map(({ value, count }) => `${value}\t${count}`)].join('\n') }],
        structuredContent: { total: result.total, by, values, of: all.length },
      }
    }
    return largestWithin(budget, inOrder.length, build)?.answer ?? build(0)
  },
})
