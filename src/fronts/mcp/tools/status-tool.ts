import { everyArticle } from '../../../library/every-article.js'
import { bytesOf, cutText, defaultBudget, type ToolAnswer } from './budget.js'
import { oneLine } from '../../../base/safe-text.js'
import { defineTool } from './tool.js'

export const statusTool = defineTool({
  name: 'status',
  title: 'Describe the collection',
  description: 'Number of articles, time of the last update, folders, first and last year.',
  async run(_given, { index, say, showsFolders, structured }) {
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
      const content = [{ type: 'text', text: lines.filter((line) => line !== undefined).join('\n') }] as const
      return structured
        ? { content, structuredContent: { articles, committed, firstYear: first, lastYear: last } }
        : { content }
    }
    const full = build(folders)
    return bytesOf(full) <= defaultBudget ? full : build([])
  },
})
