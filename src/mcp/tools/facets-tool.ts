import { checkOptions, oneOf, text, whole } from '../../errors/options.js'
import { everyArticle } from '../../library/every-article.js'
import { facetNames } from '../../library/types.js'
import type { FacetName } from '../../library/types.js'
import { oneLine } from '../../text/safe-text.js'
import { cutText, defaultBudget, largestWithin } from './budget.js'
import type { ToolAnswer } from './budget.js'
import { budgetRule } from './search-tool.js'
import type { ToolContext } from './tool-context.js'

export interface FacetsArguments {
  readonly query?: string
  readonly by?: FacetName
  readonly limit?: number
  readonly budget?: number
}

const rules = { query: text, by: oneOf(facetNames), limit: whole(1, 1000), budget: budgetRule }

/** Years are in ascending order, other values by number of articles. */
export async function facetsTool(given: FacetsArguments, { index, say }: ToolContext): Promise<ToolAnswer> {
  checkOptions(given, rules)
  const { query = '', by = 'year', limit = 50, budget = defaultBudget } = given
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
}
