/** The tools for agents, in the order in which they are listed. */
import { readTool } from './read-tool.js'
import { searchTool, passageLength } from './search-tool.js'
import { defaultBudget, cutText, largestWithin, type ToolAnswer, bytesOf } from './budget.js'
import { answerWithHits, mostHitsWithin } from './hits.js'
import { defineTool } from './tool.js'
import { everyArticle } from '../../../library/every-article.js'
import { oneLine } from '../../../base/safe-text.js'

const statusTool = defineTool({
  name: 'status',
  title: 'Describe the collection',
  description: 'Number of articles, time of the last update, folders, first and last year.',
  async run(_given, { index, say, showsFolders }) {
    const { articles, committed, roots } = await index.stats()
    const { facets } = await index.search(everyArticle, { facets: ['year'], countOnly: true })
    const years = (facets?.year ?? []).map(({ value }) => value).sort()
    const folders = showsFolders ? roots.slice(0, 10).map((root) => cutText(oneLine(root), 200)) : []
    const build = (shown: readonly string[]): ToolAnswer => {
      const [first, last] = [years[0] ?? '', years.at(-1) ?? '']
      const lines = [
        say.holds(articles, committed),
        first === '' ? undefined : say.years(first, last),
        shown.length === 0 ? undefined : say.folders(shown),
      ]
      return {
        content: [{ type: 'text', text: lines.filter((line) => line !== undefined).join('\n') }],
        structuredContent: { articles, committed, firstYear: first, lastYear: last, folders: shown },
      }
    }
    const full = build(folders)
    return bytesOf(full) <= defaultBudget ? full : build([])
  },
})

/** Years are in ascending order, other values by number of articles. */
const facetsTool = defineTool({
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

const similarTool = defineTool({
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

export const allTools = [searchTool, readTool, similarTool, facetsTool, statusTool] as const

export const tools = allTools.map(({ listed }) => listed)

export type ToolName = (typeof allTools)[number]['listed']['name']
